"""AES-256 (FIPS 197) in GCM (SP 800-38D) with 12-byte nonces and 16-byte tags. For vectors only."""


class BadTag(Exception):
    """The ciphertext, its associated data, its nonce or the key is not the one it was made with."""


def multiply(a, b):
    """Product in AES's field of 256 elements."""
    result = 0
    while b:
        if b & 1:
            result ^= a
        a, b = a << 1 ^ (0x11B if a & 0x80 else 0), b >> 1
    return result


def make_sbox():
    box = []
    for value in range(256):
        inverse = next((x for x in range(256) if multiply(value, x) == 1), 0)
        spread = inverse | inverse << 8
        bits = inverse ^ spread >> 4 ^ spread >> 5 ^ spread >> 6 ^ spread >> 7
        box.append(bits & 0xFF ^ 0x63)
    return box


SBOX = make_sbox()
TWO = [multiply(x, 2) for x in range(256)]
THREE = [multiply(x, 3) for x in range(256)]


def expand_key(key):
    """The 15 round keys of AES-256, 16 bytes each."""
    words = [list(key[i : i + 4]) for i in range(0, 32, 4)]
    constant = 1
    while len(words) < 60:
        word = list(words[-1])
        if len(words) % 8 == 0:
            word = [SBOX[x] for x in word[1:] + word[:1]]
            word[0] ^= constant
            constant = multiply(constant, 2)
        elif len(words) % 8 == 4:
            word = [SBOX[x] for x in word]
        words.append([x ^ y for x, y in zip(word, words[-8])])
    return [sum(words[i : i + 4], []) for i in range(0, 60, 4)]


def encrypt_block(round_keys, block):
    state = [x ^ k for x, k in zip(block, round_keys[0])]
    for number, round_key in enumerate(round_keys[1:], 1):
        # SubBytes and ShiftRows at once: byte r of column c comes from column c + r.
        moved = [SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]
        if number < 14:
            moved = sum((mix_column(moved[c : c + 4]) for c in range(0, 16, 4)), [])
        state = [x ^ k for x, k in zip(moved, round_key)]
    return bytes(state)


def mix_column(c):
    return [TWO[c[i]] ^ THREE[c[(i + 1) % 4]] ^ c[(i + 2) % 4] ^ c[(i + 3) % 4] for i in range(4)]


def ghash(h, data):
    y = 0
    for start in range(0, len(data), 16):
        y ^= int.from_bytes(data[start : start + 16], "big")
        product, v = 0, h
        for bit in range(127, -1, -1):
            if y >> bit & 1:
                product ^= v
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = product
    return y.to_bytes(16, "big")


def fill(data):
    return data + bytes(-len(data) % 16)


def counter_mode(round_keys, nonce, data):
    result = bytearray()
    for start in range(0, len(data), 16):
        stream = encrypt_block(round_keys, nonce + (start // 16 + 2).to_bytes(4, "big"))
        result += bytes(x ^ y for x, y in zip(data[start : start + 16], stream))
    return bytes(result)


def tag_of(round_keys, nonce, associated, ciphertext):
    h = int.from_bytes(encrypt_block(round_keys, bytes(16)), "big")
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    digest = ghash(h, fill(associated) + fill(ciphertext) + lengths)
    mask = encrypt_block(round_keys, nonce + b"\0\0\0\1")
    return bytes(x ^ y for x, y in zip(digest, mask))


def seal(key, nonce, associated, plaintext):
    round_keys = expand_key(key)
    ciphertext = counter_mode(round_keys, nonce, plaintext)
    return ciphertext + tag_of(round_keys, nonce, associated, ciphertext)


def open_(key, nonce, associated, sealed):
    round_keys = expand_key(key)
    ciphertext, tag = sealed[:-16], sealed[-16:]
    if len(sealed) < 16 or tag_of(round_keys, nonce, associated, ciphertext) != tag:
        raise BadTag()
    return counter_mode(round_keys, nonce, ciphertext)
