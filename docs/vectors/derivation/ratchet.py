"""Sections 11 and 12 of the protocol: one side's session. It changes in place; copy it before a message may fail."""

import copy

from .conventions import Refused, mac, number, open_with, pad, seal_with, unpad
from .curves import BadKey, check_x25519, x25519, x25519_public
from .rekey import Exchange, cut, root_step

HEADER_VERSION = 2
HEADER_BYTES, SALT_BYTES, TAG_BYTES = 45, 16, 16
SEALED_HEADER_BYTES = SALT_BYTES + HEADER_BYTES + TAG_BYTES
CLASSES = (1024, 4096, 16384, 65536)
OVERHEAD = SEALED_HEADER_BYTES + TAG_BYTES + 1 + 4
COUNT_LIMIT = 2**31
MAX_SKIP, MAX_SKIPPED_KEYS, MAX_ENDED_CHAINS = 1000, 2000, 32


def chain_step(chain_key):
    """Message key, next chain key."""
    return mac(chain_key, "waystation/1 ratchet message"), mac(chain_key, "waystation/1 ratchet chain")


def header_bytes(key, previous, index, epoch, version=HEADER_VERSION):
    return bytes([version]) + key + number(previous, 4) + number(index, 4) + number(epoch, 4)


class Header:
    """A header that was opened. Refuses what no header may hold, the first of its chain or not."""

    def __init__(self, plain):
        if plain[0] != HEADER_VERSION:
            raise Refused("unknown version")
        self.key = plain[1:33]
        self.previous, self.index, self.epoch = (
            int.from_bytes(plain[at : at + 4], "big") for at in (33, 37, 41)
        )
        try:
            check_x25519(self.key)
        except BadKey as bad:
            raise Refused(str(bad)) from bad
        if max(self.previous, self.index, self.epoch) >= COUNT_LIMIT:
            raise Refused("count too large")


def seal_message(header_key, salt, header, message_key, plaintext, conversation):
    sealed = salt + seal_with(header_key, salt, "waystation/1 ratchet header", conversation, header)
    body = seal_with(message_key, salt, "waystation/1 ratchet body", conversation + sealed, plaintext)
    return sealed + body


def envelope_room(content):
    """The smallest class that holds the content and what a message adds."""
    return next(size for size in CLASSES if size >= len(content) + OVERHEAD)


class Session:
    def __init__(self, name, root, conversation, rekey_after):
        self.name, self.root, self.conversation, self.rekey_after = name, root, conversation, rekey_after
        self.epoch, self.passed = 0, 0
        self.sending_chain = self.receiving_chain = self.header_out = self.header_in = None
        self.sent = self.received = self.previous = 0
        self.skipped = []  # (header key, index, message key), oldest first
        self.left = []  # header keys of receiving chains that the peer has left, oldest first
        self.new_exchange()

    @staticmethod
    def of_a(root, header_a, header_b, conversation, ratchet_private, signed_prekey, rekey_after=50):
        s = Session("a", root, conversation, rekey_after)
        s.private, s.header_out, s.next_header_in = ratchet_private, header_a, header_b
        dh = x25519(ratchet_private, signed_prekey)
        s.root, s.sending_chain, s.next_header_out = root_step(root, dh)
        return s

    @staticmethod
    def of_b(root, header_a, header_b, conversation, signed_prekey_private, rekey_after=50):
        s = Session("b", root, conversation, rekey_after)
        s.private, s.next_header_out, s.next_header_in = signed_prekey_private, header_b, header_a
        return s

    def new_exchange(self):
        offers = (self.name == "a") == (self.epoch % 2 == 0)
        self.exchange = Exchange(self.conversation, self.epoch + 1, offers)

    # Sending

    def starts_offer(self):
        e = self.exchange
        return e.offers and not e.private and self.passed + 1 >= self.rekey_after

    def send(self, salt, content, introduction=False, kem_seed=None):
        """Everything about one message, by name. Outside an introduction it fills an envelope."""
        if introduction:
            piece, size = b"\0", 4 + len(content)
        else:
            if kem_seed:
                self.exchange.offer(kem_seed)
            room = envelope_room(content) - (OVERHEAD - 1)
            piece = self.exchange.take(room - len(content))
            size = room + 4 - len(piece)
        return self.send_plaintext(salt, piece, pad(content, size))

    def send_plaintext(self, salt, piece, padded):
        message_key, self.sending_chain = chain_step(self.sending_chain)
        header = self.header()
        plaintext = piece + padded
        message = seal_message(self.header_out, salt, header, message_key, plaintext, self.conversation)
        self.sent, self.passed = self.sent + 1, self.passed + 1
        return {"header_key": self.header_out, "header": header, "message_key": message_key,
                "piece": piece, "message": message}  # fmt: skip

    def header(self, **changes):
        fields = {"key": x25519_public(self.private), "previous": self.previous,
                  "index": self.sent, "epoch": self.epoch}  # fmt: skip
        return header_bytes(**{**fields, **changes})

    # Receiving

    def receive(self, message, ratchet_private=None, kem_message=None):
        """The content. Raises Refused, and then this session must be thrown away for its copy."""
        if len(message) < OVERHEAD:
            raise Refused("truncated")
        message_key = self.message_key(message, ratchet_private)
        sealed = message[:SEALED_HEADER_BYTES]
        body = message[SEALED_HEADER_BYTES:]
        plaintext = open_with(
            message_key, message[:16], "waystation/1 ratchet body", self.conversation + sealed, body
        )
        if plaintext is None:
            raise Refused("body does not open")
        received, rest = cut(plaintext)
        content = unpad(rest)
        if received:
            self.exchange.read(received, kem_message)
        self.passed += 1
        return content

    def opened(self, message, key):
        if key is None:
            return None
        salt = message[:SALT_BYTES]
        sealed = message[SALT_BYTES:SEALED_HEADER_BYTES]
        plain = open_with(key, salt, "waystation/1 ratchet header", self.conversation, sealed)
        return None if plain is None else Header(plain)

    def message_key(self, message, ratchet_private):
        current = self.opened(message, self.header_in)
        if current:
            return self.key_in_chain(current)
        following = self.opened(message, self.next_header_in)
        if following:
            self.step(following, ratchet_private)
            return self.key_in_chain(following)
        for key in reversed(self.left):
            header = self.opened(message, key)
            if header:
                return self.key_left_out(key, header.index)
        raise Refused("header does not open")

    def key_in_chain(self, header):
        """Of a chain that is known only the number counts."""
        if header.index < self.received:
            return self.key_left_out(self.header_in, header.index)
        self.skip_to(header.index)
        message_key, self.receiving_chain = chain_step(self.receiving_chain)
        self.received += 1
        return message_key

    def key_left_out(self, header_key, index):
        for row in self.skipped:
            if row[0] == header_key and row[1] == index:
                self.skipped.remove(row)
                return row[2]
        raise Refused("repeated or forgotten")

    def skip_to(self, index):
        if index - self.received > MAX_SKIP:
            raise Refused("skipped too far")
        while self.received < index:
            message_key, self.receiving_chain = chain_step(self.receiving_chain)
            self.skipped.append((self.header_in, self.received, message_key))
            self.received += 1
        del self.skipped[: max(0, len(self.skipped) - MAX_SKIPPED_KEYS)]

    def step(self, header, ratchet_private):
        """A ratchet step: the receiving half on the sender's new key, the sending half on one of our own."""
        mixed = self.epoch_of_new_chain(header.epoch)
        self.leave_chain(header.previous)
        self.header_in = self.next_header_in
        self.received, self.previous, self.sent = 0, self.sent, 0
        self.step_receiving(header.key, mixed)
        self.step_sending(header.key, ratchet_private)

    def epoch_of_new_chain(self, epoch):
        if epoch == self.epoch:
            return None
        if epoch == self.epoch + 1 and not self.exchange.offers and self.exchange.secret:
            return self.exchange.secret
        raise Refused("epoch ahead" if epoch > self.epoch else "epoch back")

    def leave_chain(self, previous):
        if previous < self.received or (previous and self.receiving_chain is None):
            raise Refused("previous count is wrong")
        if self.receiving_chain is None:
            return
        self.skip_to(previous)
        self.left = (self.left + [self.header_in])[-MAX_ENDED_CHAINS:]
        self.skipped = [row for row in self.skipped if row[0] in self.left]

    def step_receiving(self, theirs, mixed):
        dh = x25519(self.private, theirs)
        self.root, self.receiving_chain, self.next_header_in = root_step(self.root, dh, mixed)
        if mixed:
            self.next_epoch()

    def step_sending(self, theirs, ratchet_private):
        self.private = ratchet_private
        mixed = self.exchange.secret if self.exchange.offers else None
        self.header_out = self.next_header_out
        dh = x25519(self.private, theirs)
        self.root, self.sending_chain, self.next_header_out = root_step(self.root, dh, mixed)
        if mixed:
            self.next_epoch()

    def next_epoch(self):
        self.epoch, self.passed = self.epoch + 1, 0
        self.new_exchange()

    def copy(self):
        return copy.deepcopy(self)
