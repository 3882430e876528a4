"""Vectors of sections 9 and 10: signatures of prekeys, and PQXDH with and without a one-time curve key."""

from . import handshake, mlkem
from .blocks import Blocks, drawn
from .cases_basic import bad_curve_keys
from .conventions import number, sign
from .curves import ed25519_public, x25519_public

KEM = mlkem.ML_KEM_1024


class People:
    """Every key of A and of B, from one name. The private ones are what a reader starts from."""

    def __init__(self, name):
        for key in ("a_sign", "a_agree", "a_ephemeral", "b_sign", "b_agree", "b_signed", "b_one_time"):
            private = drawn(f"{name} {key}", 32)
            make = ed25519_public if key.endswith("_sign") else x25519_public
            setattr(self, key, private)
            setattr(self, key + "_public", make(private))
        self.kem_seed, self.kem_message = drawn(name + " kem seed", 64), drawn(name + " kem message", 32)
        self.kem_public, self.kem_private = mlkem.generate(KEM, self.kem_seed)
        self.kem_secret, self.kem_ciphertext = mlkem.encapsulate(KEM, self.kem_public, self.kem_message)

    def pairs(self, one_time):
        pairs = [
            (self.a_agree, self.b_signed_public),
            (self.a_ephemeral, self.b_agree_public),
            (self.a_ephemeral, self.b_signed_public),
        ]
        return pairs + [(self.a_ephemeral, self.b_one_time_public)] * one_time

    def keys(self, one_time):
        return handshake.keys(handshake.dh_values(self.pairs(one_time)), self.kem_secret)

    def conversation(self):
        return handshake.conversation(
            self.a_sign_public, self.a_agree_public, self.b_sign_public, self.b_agree_public, self.kem_public
        )

    def handshake_id(self):
        return handshake.handshake_id(
            self.a_sign_public, self.a_agree_public, self.a_ephemeral_public, self.kem_ciphertext
        )

    def inputs(self, one_time):
        names = ["a_sign", "a_agree", "a_ephemeral", "b_sign", "b_agree", "b_signed"]
        names += ["b_one_time"] if one_time else []
        private = [(name + "_private", getattr(self, name)) for name in names]
        public = [(name + "_public", getattr(self, name + "_public")) for name in names]
        return private + public + [("kem_seed", self.kem_seed), ("kem_public", self.kem_public)]

    def outputs(self, one_time):
        dhs = handshake.dh_values(self.pairs(one_time))
        root, header_a, header_b = handshake.keys(dhs, self.kem_secret)
        values = [("kem_message", self.kem_message), ("kem_ciphertext", self.kem_ciphertext)]
        values += [("kem_secret", self.kem_secret)]
        values += [(f"dh{i}", value) for i, value in enumerate(dhs, 1)]
        values += [("root_key", root), ("header_key_a", header_a), ("header_key_b", header_b)]
        return values + [("conversation", self.conversation()), ("handshake_id", self.handshake_id())]


def pqxdh():
    blocks = Blocks("PQXDH and the signatures around it")
    for name, one_time in (("first pair", True), ("second pair", False)):
        people = People(name)
        words = [("name", name), ("one-time key", "yes" if one_time else "no")]
        blocks.add("pqxdh", words, people.inputs(one_time) + people.outputs(one_time))
    signatures(blocks, People("first pair"))
    refusals(blocks, People("first pair"))
    return blocks.text()


def signatures(blocks, people):
    intro_key = drawn("intro key", 1216)
    standing = [people.b_sign_public, people.b_agree_public, number(7, 4), people.b_signed_public]
    standing += [number(8, 4), people.kem_public, intro_key]
    rows = [
        ("waystation/1 identity", people.a_sign, [people.a_agree_public]),
        ("waystation/1 curve prekey", people.b_sign, [number(7, 4), people.b_signed_public]),
        ("waystation/1 kem prekey", people.b_sign, [number(8, 4), people.kem_public]),
        ("waystation/1 standing prekeys", people.b_sign, standing),
    ]
    for label, private, values in rows:
        named = [("private", private), ("public", ed25519_public(private))]
        named += [("part", value) for value in values] + [("result", sign(private, label, *values))]
        blocks.add("sign", [("label", label)], named)


def refusals(blocks, people):
    """Bad keys in every place where a peer's key is used; all else is as in the first case."""
    for place in ("a_agree_public", "a_ephemeral_public", "b_agree_public", "b_signed_public", "b_one_time_public"):
        for bad, why in bad_curve_keys():
            inputs = [(k, bad if k == place else v) for k, v in people.inputs(True)]
            inputs = [(k, v) for k, v in inputs if k != place.replace("public", "private")]
            short = [(k, v) for k, v in inputs if not k.startswith("kem_")]
            blocks.add("pqxdh", [("name", "first pair"), ("bad", place)], short, why)
