"""Section 12 of the protocol: pieces of a public key and a ciphertext, and the secret made of them."""

from . import mlkem
from .conventions import Refused, hash_of, hkdf, mac, number, parts
from .curves import BadKey

NOTHING, KEY, ANSWER = 0, 1, 2
BLOCK = 32
NAME = 8
HEAD = 15
KEM = mlkem.ML_KEM_768


ANSWER_BYTES = KEM.ciphertext_bytes + 32


def name_of(public):
    return hash_of("waystation/1 rekey name", public)[:NAME]


def confirmation(mixed):
    return mac(mixed, "waystation/1 rekey confirmation")


def piece(kind, epoch, name, first, blocks):
    return bytes([kind]) + number(epoch, 4) + name + bytes([first, len(blocks) // BLOCK]) + blocks


def cut(plaintext):
    """The piece (None if there is none) and what is behind it."""
    if not plaintext:
        raise Refused("piece cut short")
    kind = plaintext[0]
    if kind == NOTHING:
        return None, plaintext[1:]
    if kind not in (KEY, ANSWER):
        raise Refused("unknown piece")
    if len(plaintext) < HEAD:
        raise Refused("piece cut short")
    end = HEAD + BLOCK * plaintext[14]
    if len(plaintext) < end:
        raise Refused("piece cut short")
    epoch = int.from_bytes(plaintext[1:5], "big")
    return (kind, epoch, plaintext[5:13], plaintext[13], plaintext[HEAD:end]), plaintext[end:]


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

    def __init__(self, kind, epoch, name, data):
        self.kind, self.epoch, self.name, self.data, self.next = kind, epoch, name, data, 0

    def take(self, room):
        """As many of the next blocks as fit; the end of the data ends a piece, too."""
        if room < HEAD + BLOCK:
            return bytes([NOTHING])
        first = self.next
        blocks = self.data[first * BLOCK :][: (room - HEAD) // BLOCK * BLOCK]
        self.next = (first + len(blocks) // BLOCK) % (len(self.data) // BLOCK)
        return piece(self.kind, self.epoch, self.name, first, blocks)


class Gathering:
    """Bytes that come in pieces, in any order and often."""

    def __init__(self, size):
        self.blocks = [None] * (size // BLOCK)

    def fits(self, first, data):
        """Blocks beyond the end change nothing, nor does a piece that holds none."""
        count = len(data) // BLOCK
        return count > 0 and first + count <= len(self.blocks)

    def add(self, first, data):
        for i in range(len(data) // BLOCK):
            self.blocks[first + i] = data[i * BLOCK : (i + 1) * BLOCK]

    def whole(self):
        return None if None in self.blocks else b"".join(self.blocks)


class Exchange:
    """The rekey that is going on in one session. `offers`: whether this side makes the key pair."""

    def __init__(self, conversation, epoch_to_come, offers):
        self.conversation, self.epoch, self.offers = conversation, epoch_to_come, offers
        self.sending, self.private, self.public, self.ciphertext, self.secret = (None,) * 5
        self.name = None
        self.gathering = Gathering(ANSWER_BYTES if offers else KEM.public_bytes)

    def offer(self, seed):
        self.public, self.private = mlkem.generate(KEM, seed)
        self.name = name_of(self.public)
        self.gathering = Gathering(ANSWER_BYTES)
        self.sending = Sending(KEY, self.epoch, self.name, self.public)

    def take(self, room):
        return self.sending.take(room) if self.sending else bytes([NOTHING])

    def read(self, received, kem_message):
        """Takes a piece in; one of another epoch or of a kind that is not due changes nothing."""
        kind, epoch, name, first, data = received
        due = ANSWER if self.offers else KEY
        if kind != due or epoch != self.epoch or not self.gathering.fits(first, data):
            return
        if self.offers:
            self.read_answer(name, first, data)
        else:
            self.read_key(name, first, data, kem_message)

    def read_key(self, name, first, data, kem_message):
        if name == self.name and self.secret:
            return
        if name != self.name:
            self.name, self.gathering = name, Gathering(KEM.public_bytes)
            self.sending = self.secret = None
        self.gathering.add(first, data)
        whole = self.gathering.whole()
        if whole:
            self.answer(whole, kem_message)

    def answer(self, whole, kem_message):
        try:
            if name_of(whole) != self.name:
                raise BadKey("another name")
            mlkem.check_public(KEM, whole)
        except BadKey:
            self.name, self.gathering = None, Gathering(KEM.public_bytes)
            return
        self.public = whole
        self.shared, self.ciphertext = mlkem.encapsulate(KEM, whole, kem_message)
        self.secret = self.made()
        answer = self.ciphertext + confirmation(self.secret)
        self.sending = Sending(ANSWER, self.epoch, self.name, answer)

    def read_answer(self, name, first, data):
        if self.secret or not self.private or name != self.name:
            return
        self.gathering.add(first, data)
        whole = self.gathering.whole()
        if not whole:
            return
        self.ciphertext = whole[: KEM.ciphertext_bytes]
        self.shared = mlkem.decapsulate(KEM, self.private, self.ciphertext)
        self.sending = None
        made = self.made()
        if confirmation(made) == whole[KEM.ciphertext_bytes :]:
            self.secret = made
        else:
            self.private, self.name = None, None

    def made(self):
        return secret(self.shared, self.conversation, self.epoch, self.public, self.ciphertext)
