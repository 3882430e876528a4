"""Vectors of section 11: single steps, single messages, and whole dialogues."""

from .blocks import Blocks, drawn
from .conventions import parts, hkdf
from .curves import x25519_public
from .dialogue import Dialogue
from .ratchet import chain_step, header_bytes, seal_message
from .rekey import root_step


def steps():
    blocks = Blocks("single steps of the ratchet")
    for i in range(2):
        root, dh = drawn(f"root {i}", 32), drawn(f"dh {i}", 32)
        values = [("root_key", root), ("dh", dh)]
        names = ("next_root_key", "chain_key", "next_header_key")
        blocks.add("root step", [], values + list(zip(names, root_step(root, dh))))
    chain = drawn("chain", 32)
    for _ in range(3):
        message_key, following = chain_step(chain)
        values = [("chain_key", chain), ("message_key", message_key), ("next_chain_key", following)]
        blocks.add("chain step", [], values)
        chain = following
    for i, plaintext in enumerate((bytes(5), b"\0" + drawn("plaintext", 100), b"\0" + drawn("long", 930))):
        single_message(blocks, i, plaintext)
    return blocks.text()


def single_message(blocks, i, plaintext):
    header_key, message_key = drawn(f"header key {i}", 32), drawn(f"message key {i}", 32)
    salt, conversation = drawn(f"message salt {i}", 16), drawn("conversation", 32)
    header = header_bytes(x25519_public(drawn(f"sender {i}", 32)), 3 * i, 7 * i, i)
    header_pair = hkdf(header_key, salt, parts("waystation/1 ratchet header"), 44)
    body_pair = hkdf(message_key, salt, parts("waystation/1 ratchet body"), 44)
    message = seal_message(header_key, salt, header, message_key, plaintext, conversation)
    values = [("conversation", conversation), ("header_key", header_key), ("salt", salt), ("header", header)]
    values += [("header_cipher_key", header_pair[:32]), ("header_nonce", header_pair[32:])]
    values += [("message_key", message_key), ("body_cipher_key", body_pair[:32])]
    values += [("body_nonce", body_pair[32:]), ("plaintext", plaintext), ("message", message)]
    blocks.add("message", [], values)


def dialogues():
    blocks = Blocks("dialogues of two people")
    in_order(blocks)
    out_of_order(blocks)
    return blocks.text()


def in_order(blocks):
    d = Dialogue(blocks, "in order")
    d.pass_on("a", b"first", "bare")
    d.pass_on("a", b"", "bare")
    d.pass_on("b", b"first answer")
    d.pass_on("a", b"second chain")
    d.pass_on("a", drawn("a long text", 926))
    d.pass_on("b", drawn("a longer text", 927))
    d.pass_on("b", b"again")
    d.pass_on("a", b"third chain")


def out_of_order(blocks):
    d = Dialogue(blocks, "lost, late, repeated")
    early = [d.send("a", text, "bare") for text in (b"zero", b"one", b"two", b"three")]
    d.receive("b", early[2])
    d.receive("b", early[0])
    d.receive("b", early[0])
    answers = [d.send("b", text) for text in (b"answer zero", b"answer one", b"answer two")]
    d.receive("a", answers[1])
    later = [d.send("a", text) for text in (b"new chain zero", b"new chain one")]
    d.receive("b", later[1])
    d.receive("b", early[3])
    d.receive("b", early[1])
    d.receive("b", early[1])
    d.receive("b", later[0])
    d.receive("b", later[1])
    d.pass_on("b", b"another chain of b")
    d.receive("a", answers[2])
    d.receive("a", answers[0])
    d.receive("a", answers[1])
    d.pass_on("a", b"and of a")


def limits():
    blocks = Blocks("the limits on skipping")
    a_thousand(blocks)
    two_thousand_keys(blocks)
    ended_chains(blocks)
    return blocks.text()


def unsent(session, index, note):
    """Message `index` of the session's chain, those before it never having been sent; the session stays."""
    copy = session.copy()
    for _ in range(index - copy.sent):
        _, copy.sending_chain = chain_step(copy.sending_chain)
        copy.sent += 1
    return copy.send(drawn(note, 16), note.encode(), True)["message"]


def a_thousand(blocks):
    d = Dialogue(blocks, "a thousand left out")
    d.receive_bytes("b", unsent(d.a, 1001, "leaves out 1001"), "leaves out 1001")
    d.receive_bytes("b", unsent(d.a, 1000, "leaves out 1000"), "leaves out 1000")
    d.receive_bytes("b", unsent(d.a, 2002, "leaves out 1001 more"), "leaves out 1001 more")
    d.receive_bytes("b", unsent(d.a, 999, "comes late"), "comes late")
    d.pass_on("b", b"answer")
    d.a.previous = 2002
    d.receive_bytes("b", unsent(d.a, 0, "old chain too long"), "the old chain left out 1001 more")
    d.a.previous = 2001
    d.receive_bytes("b", unsent(d.a, 0, "old chain just right"), "the old chain left out 1000 more")


def two_thousand_keys(blocks):
    d = Dialogue(blocks, "two thousand keys")
    old = d.a.copy()
    d.receive_bytes("b", unsent(d.a, 1000, "keys 0 to 999"), "leaves out 1000")
    d.a.sent = 1001
    d.pass_on("b", b"answer")
    d.receive_bytes("b", unsent(d.a, 1000, "a thousand more"), "leaves out 1000 of the next chain")
    d.receive_bytes("b", unsent(d.a, 1002, "one more"), "leaves out one more: the oldest is forgotten")
    d.receive_bytes("b", unsent(old, 0, "the oldest"), "the oldest")
    d.receive_bytes("b", unsent(old, 1, "the second oldest"), "the second oldest")
    d.receive_bytes("b", unsent(d.a, 1001, "the newest"), "the newest")


def ended_chains(blocks):
    """Left chains count whether or not anything of them is missing."""
    d = Dialogue(blocks, "chains that were left")
    missing = {}
    for i in range(35):
        if i in (0, 1, 2, 3, 33, 34):
            missing[i] = d.send("a", b"late %d" % i, "bare")
        d.pass_on("a", b"chain %d" % i, "bare")
        d.pass_on("b", b"answer %d" % i, "bare")
    for name in missing.values():
        d.receive("b", name)
