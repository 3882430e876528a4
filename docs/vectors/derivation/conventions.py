"""Section 1 of the protocol: Parts, Hash, MAC, HKDF, Sign, Pad."""

import hashlib
import hmac

from .aes_gcm import BadTag, open_, seal
from .curves import ed25519_sign


class Refused(Exception):
    """What a reader must not accept; the argument is the failure class."""


def number(value, size):
    return value.to_bytes(size, "big")


def parts(label, *values):
    return b"".join(number(len(v), 4) + v for v in (label.encode("ascii"), *values))


def hash_of(label, *values):
    return hashlib.sha256(parts(label, *values)).digest()


def mac(key, label, *values):
    return hmac.new(key, parts(label, *values), hashlib.sha256).digest()


def sign(seed, label, *values):
    return ed25519_sign(seed, parts(label, *values))


def hkdf(secret, salt, info, size):
    """RFC 5869 with SHA-256."""
    pseudorandom = hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()
    block, result, i = b"", b"", 1
    while len(result) < size:
        block = hmac.new(pseudorandom, block + info + bytes([i]), hashlib.sha256).digest()
        result, i = result + block, i + 1
    return result[:size]


def pad(value, size):
    return (number(len(value), 4) + value).ljust(size, b"\0")


def unpad(padded):
    if len(padded) < 4:
        raise Refused("length does not fit")
    end = 4 + int.from_bytes(padded[:4], "big")
    if end > len(padded):
        raise Refused("length does not fit")
    if any(padded[end:]):
        raise Refused("padding is not zero")
    return padded[4:end]


def seal_with(key, salt, label, associated, plaintext):
    """AES-256-GCM whose key and nonce both come from HKDF."""
    derived = hkdf(key, salt, parts(label), 44)
    return seal(derived[:32], derived[32:], associated, plaintext)


def open_with(key, salt, label, associated, sealed):
    """The plaintext, or None."""
    derived = hkdf(key, salt, parts(label), 44)
    try:
        return open_(derived[:32], derived[32:], associated, sealed)
    except BadTag:
        return None
