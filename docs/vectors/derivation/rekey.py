"""Section 12 of the protocol: pieces of a public key and a ciphertext, and the secret made of them."""

from . import mlkem
from .conventions import Refused, hkdf, mac, number, parts
from .curves import BadKey

NOTHING, KEY, CIPHERTEXT = 0, 1, 2
BLOCK = 32
HEAD = 7
KEM = mlkem.ML_KEM_768


def piece(kind, epoch, first, blocks):
    return bytes([kind]) + number(epoch, 4) + bytes([first, len(blocks) // BLOCK]) + blocks


def cut(plaintext):
    """The piece (None if there is none) and what is behind it."""
    if not plaintext:
        raise Refused("piece cut short")
    kind = plaintext[0]
    if kind == NOTHING:
        return None, plaintext[1:]
    if kind not in (KEY, CIPHERTEXT):
        raise Refused("unknown piece")
    if len(plaintext) < HEAD:
        raise Refused("piece cut short")
    end = HEAD + BLOCK * plaintext[6]
    if len(plaintext) < end:
        raise Refused("piece cut short")
    epoch = int.from_bytes(plaintext[1:5], "big")
    return (kind, epoch, plaintext[5], plaintext[HEAD:end]), plaintext[end:]


def secret(shared, conversation, epoch, public, ciphertext):
    label = "waystation/1 rekey CURVE25519 ML-KEM-768 SHA-256"
    return mac(shared, label, conversation, number(epoch, 4), public, ciphertext)


def root_step(root, dh, mixed=None):
    """Root key, chain key, next header key; with a secret to mix in, or without."""
    name = "waystation/1 ratchet root" + (" with rekey" if mixed else "")
    derived = hkdf(dh + (mixed or b""), root, parts(name), 96)
    return derived[:32], derived[32:64], derived[64:]


class Sending:
    """Bytes that go out in pieces, round and round."""

    def __init__(self, kind, epoch, data):
        self.kind, self.epoch, self.data, self.next = kind, epoch, data, 0

    def take(self, room):
        """As many of the next blocks as fit; the end of the data ends a piece, too."""
        if room < HEAD + BLOCK:
            return bytes([NOTHING])
        first = self.next
        blocks = self.data[first * BLOCK :][: (room - HEAD) // BLOCK * BLOCK]
        self.next = (first + len(blocks) // BLOCK) % (len(self.data) // BLOCK)
        return piece(self.kind, self.epoch, first, blocks)


class Gathering:
    """Bytes that come in pieces, in any order and often."""

    def __init__(self, size):
        self.blocks = [None] * (size // BLOCK)

    def add(self, first, data):
        """Whether anything was taken in: blocks beyond the end are not, nor is what holds none."""
        count = len(data) // BLOCK
        if not count or first + count > len(self.blocks):
            return False
        for i in range(count):
            self.blocks[first + i] = data[i * BLOCK : (i + 1) * BLOCK]
        return True

    def whole(self):
        return None if None in self.blocks else b"".join(self.blocks)


class Exchange:
    """The rekey that is going on in one session. `offers`: whether this side makes the key pair."""

    def __init__(self, conversation, epoch_to_come, offers):
        self.conversation, self.epoch, self.offers = conversation, epoch_to_come, offers
        self.sending, self.private, self.public, self.ciphertext, self.secret = (None,) * 5
        self.gathering = Gathering(KEM.ciphertext_bytes if offers else KEM.public_bytes)

    def offer(self, seed):
        self.public, self.private = mlkem.generate(KEM, seed)
        self.sending = Sending(KEY, self.epoch, self.public)

    def take(self, room):
        return self.sending.take(room) if self.sending else bytes([NOTHING])

    def read(self, received, kem_message):
        """Takes a piece in; one of another epoch or of a kind that is not due changes nothing."""
        kind, epoch, first, data = received
        due = CIPHERTEXT if self.offers else KEY
        if kind != due or epoch != self.epoch or self.secret or (self.offers and not self.private):
            return
        if self.gathering.add(first, data) and self.offers:
            self.sending = None
        whole = self.gathering.whole()
        if whole:
            self.finish(whole, kem_message)

    def finish(self, whole, kem_message):
        try:
            mlkem.check_public(KEM, self.public if self.offers else whole)
        except BadKey:
            self.gathering = Gathering(KEM.public_bytes)
            return
        if self.offers:
            self.ciphertext = whole
            self.shared = mlkem.decapsulate(KEM, self.private, whole)
        else:
            self.public = whole
            self.shared, self.ciphertext = mlkem.encapsulate(KEM, whole, kem_message)
            self.sending = Sending(CIPHERTEXT, self.epoch, self.ciphertext)
        self.secret = secret(
            self.shared, self.conversation, self.epoch, self.public, self.ciphertext
        )
