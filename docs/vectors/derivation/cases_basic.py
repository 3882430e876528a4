"""Vectors of section 1: byte strings, keys, and keys to refuse."""

from . import mlkem
from .blocks import Blocks, drawn
from .conventions import Refused, hash_of, hkdf, mac, pad, parts, sign, unpad
from .curves import B, BadKey, L, P, add, check_x25519, ed25519_public, encode, point_at, times
from .curves import x25519, x25519_public

LABEL = "waystation/1 login"


def conventions():
    blocks = Blocks("the conventions of section 1")
    label = [("label", LABEL)]
    for values in ([], [bytes.fromhex("aabb")], [b"", drawn("part", 40), b""]):
        named = [("part", value) for value in values]
        key, seed = drawn("mac key", 32), drawn("signer", 32)
        blocks.add("parts", label, named + [("result", parts(LABEL, *values))])
        blocks.add("hash", label, named + [("result", hash_of(LABEL, *values))])
        blocks.add("mac", label, named + [("key", key), ("result", mac(key, LABEL, *values))])
        signed = [("private", seed), ("public", ed25519_public(seed))]
        blocks.add("sign", label, named + signed + [("result", sign(seed, LABEL, *values))])
    for salt, size in ((b"", 96), (drawn("salt", 16), 44)):
        secret, info = drawn("hkdf secret", 64), parts(LABEL)
        named = [("secret", secret), ("salt", salt), ("info", info)]
        blocks.add("hkdf", [], named + [("result", hkdf(secret, salt, info, size))])
    pads(blocks)
    return blocks.text()


def pads(blocks):
    for value, size in ((b"", 4), (b"", 9), (b"text", 8), (b"text", 20)):
        blocks.add("pad", [], [("value", value), ("padded", pad(value, size))])
    refused = ["", "000000", "00000001", "7fffffff00", "80000000", "ffffffff00", "0000000161000001", "000000000100"]
    for text in refused:
        padded = bytes.fromhex(text)
        try:
            unpad(padded)
            raise AssertionError(text)
        except Refused as refusal:
            blocks.add("pad", [], [("padded", padded)], str(refusal))


# Keys.


def little(value):
    return value.to_bytes(32, "little")


# The coordinates of the points of low order that are below 2^255 and canonical.
ORDER_8 = (
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
)
LOW_ORDER = (0, 1, P - 1, *ORDER_8)


def bad_curve_keys():
    """Public keys that X25519 must refuse, with the class of each."""
    canonical = x25519_public(drawn("any scalar", 32))
    high_bit = canonical[:31] + bytes([canonical[31] | 128])
    others = [little(u) for u in (P, P + 1, P + 9, 2**255 - 1, 2**256 - 1)] + [high_bit]
    return [(little(u), "low order") for u in LOW_ORDER] + [(key, "not canonical") for key in others]


def bad_signing_keys():
    """Ed25519 keys to refuse: of small order, with a part of small order, not canonical, on no point."""
    y = next(y for y in range(2, 99) if point_at(y) and encode(times(4 * L, point_at(y))) != little(1))
    torsion = times(L, point_at(y))
    for k in range(8):
        yield encode(times(k, torsion)), "low order"
    honest = times(L - 5, B)
    yield encode(add(honest, torsion)), "mixed order"
    yield encode(add(honest, times(4, torsion))), "mixed order"
    for y in (P, P + 1, 2**255 - 1):
        yield little(y), "not canonical"
    yield little(1 | 1 << 255), "not canonical"
    yield little(next(y for y in range(2, 99) if not point_at(y))), "no point"


def keys():
    blocks = Blocks("keys, shared secrets, and keys to refuse")
    for i in range(3):
        mine, theirs = drawn(f"x25519 mine {i}", 32), x25519_public(drawn(f"x25519 theirs {i}", 32))
        values = [("private", mine), ("public", x25519_public(mine)), ("theirs", theirs)]
        blocks.add("x25519", [], values + [("shared", x25519(mine, theirs))])
    for bad, why in bad_curve_keys():
        try:
            check_x25519(bad)
            raise AssertionError(bad.hex())
        except BadKey as refusal:
            assert str(refusal) == why, (bad.hex(), why)
        blocks.add("x25519", [], [("private", drawn("x25519 mine 0", 32)), ("theirs", bad)], why)
    for seed in (drawn("signer", 32), drawn("other signer", 32)):
        blocks.add("ed25519 key", [], [("private", seed), ("public", ed25519_public(seed))])
    for bad, why in bad_signing_keys():
        blocks.add("ed25519 key", [], [("public", bad)], why)
    for size, p in ((768, mlkem.ML_KEM_768), (1024, mlkem.ML_KEM_1024)):
        kem(blocks, size, p)
    return blocks.text()


def kem(blocks, size, p):
    name, words = f"ml-kem-{size}", [("size", size)]
    seed, message = drawn(name + " seed", 64), drawn(name + " message", 32)
    public, private = mlkem.generate(p, seed)
    shared, ciphertext = mlkem.encapsulate(p, public, message)
    assert mlkem.decapsulate(p, private, ciphertext) == shared
    values = [("seed", seed), ("public", public), ("message", message)]
    blocks.add("ml-kem", words, values + [("ciphertext", ciphertext), ("shared", shared)])
    altered = ciphertext[:-1] + bytes([ciphertext[-1] ^ 1])
    rejected = [("seed", seed), ("ciphertext", altered), ("shared", mlkem.decapsulate(p, private, altered))]
    blocks.add("ml-kem implicit rejection", words, rejected)
    for bad in (b"\xff" * 3 + public[3:], b"\x01\x0d" + public[2:], public[:-1], public + b"\0"):
        try:
            mlkem.check_public(p, bad)
            raise AssertionError("accepted")
        except BadKey as refusal:
            blocks.add("ml-kem", words, [("public", bad), ("message", message)], str(refusal))
