"""ML-KEM-768 and ML-KEM-1024 (FIPS 203), the deterministic functions of its section 6. For vectors only."""

import hashlib

from .curves import BadKey

Q = 3329


class Parameters:
    def __init__(self, k, du, dv):
        self.k, self.du, self.dv = k, du, dv
        self.public_bytes = 384 * k + 32
        self.ciphertext_bytes = 32 * (du * k + dv)


ML_KEM_768 = Parameters(3, 10, 4)
ML_KEM_1024 = Parameters(4, 11, 5)


def reversed_bits(i):
    return int(f"{i:07b}"[::-1], 2)


ZETAS = [pow(17, reversed_bits(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * reversed_bits(i) + 1, Q) for i in range(128)]


# Polynomials: lists of 256 numbers modulo Q.


def ntt(f):
    f, i, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = ZETAS[i] * f[j + length] % Q
                f[j], f[j + length] = (f[j] + t) % Q, (f[j] - t) % Q
            i += 1
        length //= 2
    return f


def inverse_ntt(f):
    f, i, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = f[j]
                f[j], f[j + length] = (t + f[j + length]) % Q, ZETAS[i] * (f[j + length] - t) % Q
            i -= 1
        length *= 2
    return [x * 3303 % Q for x in f]


def product(f, g):
    """Product of two polynomials in the NTT domain."""
    h = []
    for i in range(128):
        a0, a1, b0, b1 = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        h += [(a0 * b0 + a1 * b1 * GAMMAS[i]) % Q, (a0 * b1 + a1 * b0) % Q]
    return h


def plus(f, g):
    return [(x + y) % Q for x, y in zip(f, g)]


def minus(f, g):
    return [(x - y) % Q for x, y in zip(f, g)]


def dot(row, vector):
    result = [0] * 256
    for f, g in zip(row, vector):
        result = plus(result, product(f, g))
    return result


# Bytes and samples.


def encode(d, f):
    number = sum(x << d * i for i, x in enumerate(f))
    return number.to_bytes(32 * d, "little")


def decode(d, data):
    number = int.from_bytes(data, "little")
    return [number >> d * i & (1 << d) - 1 for i in range(256)]


def compress(d, f):
    return [((x << d) + Q // 2) // Q % (1 << d) for x in f]


def decompress(d, f):
    return [(x * Q + (1 << d - 1)) >> d for x in f]


def sample_uniform(seed):
    stream, result, i = hashlib.shake_128(seed).digest(3 * 1024), [], 0
    while len(result) < 256:
        first = stream[i] + 256 * (stream[i + 1] % 16)
        second = stream[i + 1] // 16 + 16 * stream[i + 2]
        result += [x for x in (first, second) if x < Q]
        i += 3
    return result[:256]


def sample_small(seed, number):
    """Centred binomial samples with eta = 2, which both parameter sets use everywhere."""
    bits = int.from_bytes(hashlib.shake_256(seed + bytes([number])).digest(128), "little")
    nibbles = [bits >> 4 * i & 15 for i in range(256)]
    return [((x & 1) + (x >> 1 & 1) - (x >> 2 & 1) - (x >> 3)) % Q for x in nibbles]


def matrix(p, rho):
    return [[sample_uniform(rho + bytes([j, i])) for j in range(p.k)] for i in range(p.k)]


def parts(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


# K-PKE and ML-KEM.


def generate(p, seed):
    """From the seed d | z (64): the public key, and the private key that `decapsulate` takes."""
    d, z = seed[:32], seed[32:]
    digest = hashlib.sha3_512(d + bytes([p.k])).digest()
    rho, sigma = digest[:32], digest[32:]
    a = matrix(p, rho)
    s = [ntt(sample_small(sigma, i)) for i in range(p.k)]
    e = [ntt(sample_small(sigma, p.k + i)) for i in range(p.k)]
    t = [plus(dot(a[i], s), e[i]) for i in range(p.k)]
    public = b"".join(encode(12, f) for f in t) + rho
    return public, (s, public, z)


def encrypt(p, public, message, randomness):
    t, rho = [decode(12, part) for part in parts(public[:-32], 384)], public[-32:]
    a = matrix(p, rho)
    y = [ntt(sample_small(randomness, i)) for i in range(p.k)]
    e1 = [sample_small(randomness, p.k + i) for i in range(p.k)]
    e2 = sample_small(randomness, 2 * p.k)
    columns = [[a[j][i] for j in range(p.k)] for i in range(p.k)]
    u = [plus(inverse_ntt(dot(columns[i], y)), e1[i]) for i in range(p.k)]
    v = plus(plus(inverse_ntt(dot(t, y)), e2), decompress(1, decode(1, message)))
    return b"".join(encode(p.du, compress(p.du, f)) for f in u) + encode(p.dv, compress(p.dv, v))


def decrypt(p, s, ciphertext):
    size = 32 * p.du
    u = [ntt(decompress(p.du, decode(p.du, part))) for part in parts(ciphertext[: size * p.k], size)]
    v = decompress(p.dv, decode(p.dv, ciphertext[size * p.k :]))
    return encode(1, compress(1, minus(v, inverse_ntt(dot(s, u)))))


def check_public(p, public):
    """The type and modulus checks of FIPS 203, 7.2."""
    if len(public) != p.public_bytes:
        raise BadKey("not in range")
    if any(x >= Q for part in parts(public[:-32], 384) for x in decode(12, part)):
        raise BadKey("not in range")


def encapsulate(p, public, message):
    """ML-KEM.Encaps_internal with the given 32-byte message: shared secret, ciphertext."""
    check_public(p, public)
    digest = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    return digest[:32], encrypt(p, public, message, digest[32:])


def decapsulate(p, private, ciphertext):
    s, public, z = private
    message = decrypt(p, s, ciphertext)
    digest = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    if encrypt(p, public, message, digest[32:]) == ciphertext:
        return digest[:32]
    return hashlib.shake_256(z + ciphertext).digest(32)
