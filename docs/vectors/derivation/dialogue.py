"""Two sessions that write to each other, and every step of it as a block."""

from .blocks import Blocks, drawn
from .cases_handshake import People
from .conventions import Refused
from .curves import x25519_public
from .ratchet import Session


class Dialogue:
    def __init__(self, blocks, name, rekey_after=50):
        self.blocks, self.name, self.messages, self.count = blocks, name, {}, 0
        self.tries = 0
        people = People("first pair")
        root, header_a, header_b = people.keys(True)
        first, conversation = drawn(name + " first ratchet key", 32), people.conversation()
        self.a = Session.of_a(root, header_a, header_b, conversation, first, people.b_signed_public, rekey_after)
        self.b = Session.of_b(root, header_a, header_b, conversation, people.b_signed, rekey_after)
        values = [("root_key", root), ("header_key_a", header_a), ("header_key_b", header_b)]
        values += [("conversation", conversation), ("signed_private", people.b_signed)]
        values += [("signed_public", people.b_signed_public), ("ratchet_private", first)]
        words = [("name", name), ("pair", "first pair"), ("rekey after", rekey_after)]
        blocks.add("dialogue", words, values)

    def side(self, who):
        return getattr(self, who)

    def send(self, who, content, form="envelope"):
        """Writes a message; its id, by which it is received later, or never."""
        session, self.count = self.side(who), self.count + 1
        name = f"{who}{self.count}"
        salt = drawn(f"{self.name} salt {self.count}", 16)
        seed = drawn(f"{self.name} kem seed {session.epoch}", 64) if self.offers(session, form) else None
        made = session.send(salt, content, form == "bare", seed)
        self.messages[name] = made["message"]
        values = [("salt", salt)] + ([("kem_seed", seed)] if seed else []) + [("content", content)]
        words = [("who", who), ("id", name), ("form", form), ("epoch", session.epoch)]
        self.blocks.add("send", words, values + list(made.items()))
        return name

    @staticmethod
    def offers(session, form):
        return form == "envelope" and session.starts_offer()

    def receive(self, who, name):
        """Reads a message of an honest peer; it may be refused, because it was read before, say."""
        return self.read(who, self.messages[name], [("id", name)], [])

    def receive_bytes(self, who, message, note):
        """Reads bytes that no honest peer wrote in this dialogue, or that came altered."""
        return self.read(who, message, [("note", note)], [("message", message)])

    def read(self, who, message, words, values):
        before, self.tries = self.side(who), self.tries + 1
        trial = before.copy()
        ratchet = drawn(f"{self.name} ratchet {self.tries}", 32)
        kem_message = drawn(f"{self.name} kem message {self.tries}", 32)
        words = [("who", who), *words]
        try:
            content = trial.receive(message, ratchet, kem_message)
        except Refused as refusal:
            self.blocks.add("receive", words, values, str(refusal))
            return
        setattr(self, who, trial)
        values = values + self.changes(before, trial, ratchet, kem_message) + [("content", content)]
        self.blocks.add("receive", [*words, ("epoch", trial.epoch)], values)

    @staticmethod
    def changes(before, after, ratchet, kem_message):
        values = []
        if after.private != before.private:
            values += [("ratchet_private", ratchet), ("ratchet_public", x25519_public(ratchet))]
            values += [("root_key", after.root)]
        old, new = before.exchange, after.exchange
        if new.secret and not (old.secret and old.epoch == new.epoch):
            values += [] if new.offers else [("kem_message", kem_message), ("kem_ciphertext", new.ciphertext)]
            values += [("kem_secret", new.shared), ("rekey_secret", new.secret)]
        return values

    def pass_on(self, who, content, form="envelope"):
        """Sent, and received at once."""
        name = self.send(who, content, form)
        self.receive("b" if who == "a" else "a", name)
        return name

