"""Vectors of section 12: pieces, the secret, the mixing step, and dialogues in which exchanges complete."""

from . import mlkem
from .blocks import Blocks, drawn
from .conventions import Refused
from .dialogue import Dialogue
from .rekey import ANSWER, KEM, KEY, NAME, confirmation, cut, name_of, piece, root_step, secret


def steps():
    blocks = Blocks("the parts of a rekey")
    for epoch in (1, 2):
        seed, message = drawn(f"rekey seed {epoch}", 64), drawn(f"rekey message {epoch}", 32)
        public, _ = mlkem.generate(KEM, seed)
        shared, ciphertext = mlkem.encapsulate(KEM, public, message)
        conversation = drawn("conversation", 32)
        mixed = secret(shared, conversation, epoch, public, ciphertext)
        values = [("conversation", conversation), ("kem_seed", seed), ("kem_public", public)]
        values += [("kem_message", message), ("kem_ciphertext", ciphertext), ("kem_secret", shared)]
        blocks.add("rekey secret", [("epoch", epoch)], values + [("rekey_secret", mixed), ("name", name_of(public)), ("confirmation", confirmation(mixed))])
        root, dh = drawn(f"root {epoch}", 32), drawn(f"dh {epoch}", 32)
        values = [("root_key", root), ("dh", dh), ("rekey_secret", mixed)]
        names = ("next_root_key", "chain_key", "next_header_key")
        blocks.add("mixing step", [], values + list(zip(names, root_step(root, dh, mixed))))
    pieces(blocks)
    return blocks.text()


def pieces(blocks):
    name = drawn("name", NAME)
    good = [
        b"\0",
        piece(KEY, 1, name, 0, drawn("blocks", 64)),
        piece(ANSWER, 2, name, 33, drawn("blocks", 32)),
        piece(KEY, 2**31 - 1, name, 36, drawn("blocks", 32)),
    ]
    bad = [b"", b"\x03", b"\xff" + good[1][1:], b"\1", good[1][:14], good[1][:-1], good[1][:15]]
    for data in good:
        rest = drawn("rest", 9)
        read, behind = cut(data + rest)
        assert behind == rest
        words = [("kind", {0: "nothing", 1: "key", 2: "answer"}[data[0]])]
        words += [("epoch", read[1]), ("first", read[3])] if read else []
        blocks.add("piece", words, [("plaintext", data + rest), ("name", read[2] if read else b""), ("blocks", read[4] if read else b""), ("rest", rest)])
    for data in bad:
        try:
            cut(data)
            raise AssertionError(data.hex())
        except Refused as refusal:
            blocks.add("piece", [], [("plaintext", data)], str(refusal))


def dialogues():
    blocks = Blocks("dialogues with a rekey")
    two_exchanges(blocks)
    lost_pieces(blocks)
    return blocks.text()


def two_exchanges(blocks):
    """A offers, both come into epoch 1; B offers, both come into epoch 2. Some texts leave little room."""
    d = Dialogue(blocks, "two exchanges", 4)
    d.pass_on("a", b"hello", "bare")
    lengths = [0, 887, 888, 889, 926, 927, 20, 888, 849, 850, 300, 0]
    for i in range(16):
        d.pass_on("b", drawn(f"text of b {i}", lengths[i % len(lengths)]))
        d.pass_on("a", drawn(f"text of a {i}", lengths[-1 - i % len(lengths)]))
        if i % 3 == 0:
            d.pass_on("a", b"and more")
    assert d.a.epoch == d.b.epoch >= 2, d.a.epoch


def lost_pieces(blocks):
    """Pieces are lost and overtake each other; stragglers of the old epoch come after the new one began."""
    d = Dialogue(blocks, "lost pieces", 2)
    d.pass_on("a", b"hello", "bare")
    d.pass_on("b", b"answer")
    lost = d.send("a", b"lost: the first blocks of the key")
    late = [d.send("a", text) for text in (b"second", b"third", b"fourth")]
    d.receive("b", late[2])
    d.receive("b", late[1])
    half = [d.send("b", text) for text in (b"ciphertext begins", b"ends", b"begins again")]
    d.receive("a", half[1])
    kept = d.send("a", b"a chain of epoch 0 that comes late")
    d.receive("a", half[0])
    d.receive("b", d.send("a", b"the same chain, still epoch 0"))
    d.pass_on("b", b"now a steps into epoch 1")
    assert d.a.epoch == 1 and d.b.epoch == 0
    first, second = d.send("a", b"epoch 1, first"), d.send("a", b"epoch 1, second")
    d.receive("b", second)
    assert d.b.epoch == 1
    d.receive("b", kept)
    d.receive("b", lost)
    d.receive("b", late[0])
    d.receive("b", first)
    d.receive("a", half[2])
    d.pass_on("b", b"epoch 1, answer")
