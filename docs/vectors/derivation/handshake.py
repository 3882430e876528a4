"""Section 10 of the protocol: PQXDH."""

from .conventions import hash_of, hkdf, parts
from .curves import x25519


def dh_values(pairs):
    """X25519 of each pair of a private and a public key, in the order of the document."""
    return [x25519(private, public) for private, public in pairs]


def keys(dhs, kem_secret):
    """Root key, header key of A, header key of B."""
    secret = b"\xff" * 32 + b"".join(dhs) + kem_secret
    derived = hkdf(secret, None, parts("waystation/1 pqxdh CURVE25519 ML-KEM-1024 SHA-256"), 96)
    return derived[:32], derived[32:64], derived[64:]


def conversation(a_sign, a_agree, b_sign, b_agree, kem_public):
    return hash_of("waystation/1 conversation", a_sign, a_agree, b_sign, b_agree, kem_public)


def handshake_id(a_sign, a_agree, ephemeral, kem_ciphertext):
    return hash_of("waystation/1 handshake id", a_sign, a_agree, ephemeral, kem_ciphertext)
