"""Messages to refuse. After each of them the dialogue goes on as if nothing had come."""

from .blocks import Blocks, drawn
from .cases_basic import bad_curve_keys
from .conventions import pad
from .curves import x25519_public
from .dialogue import Dialogue
from .ratchet import chain_step, seal_message
from .rekey import ANSWER, KEM, KEY, NAME, name_of, piece


def forged(session, note, version=None, plaintext=None, conversation=None, **changes):
    """The session's next message, with something about it that an honest one would not have."""
    copy = session.copy()
    message_key, _ = chain_step(copy.sending_chain)
    if version is not None:
        changes["version"] = version
    if plaintext is None:
        plaintext = b"\0" + pad(note.encode(), 4 + len(note) + 8)
    return seal_message(
        copy.header_out, drawn("forged " + note, 16), copy.header(**changes),
        message_key, plaintext, conversation or copy.conversation,
    )  # fmt: skip


def refused():
    blocks = Blocks("messages to refuse")
    damaged(blocks)
    bad_headers(blocks)
    bad_plaintexts(blocks)
    wrong_epochs(blocks)
    return blocks.text()


def damaged(blocks):
    d = Dialogue(blocks, "damaged on the way")
    first = d.send("a", b"first", "bare")
    message = d.messages[first]
    places = {"salt": 0, "header": 16, "header tag": 76, "body": 77, "padding": -17, "body tag": -1}
    for place, at in places.items():
        altered = bytearray(message)
        altered[at] ^= 1
        d.receive_bytes("b", bytes(altered), f"a bit of the {place} is turned")
    for size in (0, 1, 16, 76, 77, 92, 93, 97):
        d.receive_bytes("b", message[:size], f"{size} bytes of it")
    d.receive_bytes("b", message[:-1], "all but the last byte")
    d.receive_bytes("b", message + b"\0", "a byte too many")
    d.receive_bytes("a", message, "its own message comes back")
    d.receive("b", first)
    d.receive("b", first)
    second, third = d.send("a", b"second", "bare"), d.send("a", b"third", "bare")
    swapped = d.messages[second][:77] + d.messages[third][77:]
    d.receive_bytes("b", swapped, "the header of one, the body of another")
    other = forged(d.a, "in another conversation", conversation=drawn("conversation", 32))
    d.receive_bytes("b", other, "in another conversation")
    d.receive("b", third)
    d.receive("b", second)
    d.pass_on("b", b"answer")


def bad_headers(blocks):
    d = Dialogue(blocks, "bad headers")
    for previous in (1, 2**31 - 1, 2**32 - 1):
        note = f"previous {previous} of a chain that never was"
        d.receive_bytes("b", forged(d.a, note, previous=previous), note)
    for version in (0, 1, 3, 255):
        note = f"version {version}"
        d.receive_bytes("b", forged(d.a, note, version=version), note)
    d.pass_on("a", b"first", "bare")
    d.pass_on("b", b"answer")
    for i, (bad, why) in enumerate(bad_curve_keys()):
        note = f"ratchet key {i}, {why}"
        d.receive_bytes("b", forged(d.a, note, key=bad), note)
    for index in (1001, 2**31 - 1, 2**31, 2**32 - 1):
        d.receive_bytes("b", forged(d.a, f"number {index}", index=index), f"number {index}")
    for previous in (1002, 2**31 - 1, 2**31, 2**32 - 1):
        d.receive_bytes("b", forged(d.a, f"previous {previous}", previous=previous), f"previous {previous}")
    d.receive_bytes("b", forged(d.a, "previous 0", previous=0), "previous 0, although one has been read")
    d.pass_on("a", b"second")
    later_headers(d)
    d.pass_on("b", b"done")


def later_headers(d):
    """Of a later header of a chain only the number counts, but none of it may be malformed."""
    bad = bad_curve_keys()[0][0]
    most = 2**31
    for note, changes in {
        "a later header with a bad key": {"key": bad},
        "a later header with too large a previous count": {"previous": most},
        "a later header with too large an epoch": {"epoch": most},
    }.items():
        d.receive_bytes("b", forged(d.a, note, **changes), note)
    other = x25519_public(drawn("another ratchet key", 32))
    for note, changes in {
        "a later header with another key": {"key": other},
        "a later header with another previous count": {"previous": 77},
        "a later header with another epoch": {"epoch": 77},
    }.items():
        d.receive_bytes("b", forged(d.a, note, **changes), note)
        use_up(d)


def use_up(d):
    """What was forged in place of a's next message has been read: the honest one of that number is written and lost."""
    d.send("a", b"lost", "bare")


def bad_plaintexts(blocks):
    d = Dialogue(blocks, "bad plaintexts", 2)
    d.pass_on("a", b"first", "bare")
    d.pass_on("b", b"answer")
    padded, some = pad(b"text", 40), drawn("blocks", 64)
    rows = {
        "unknown piece 3": b"\x03" + padded,
        "unknown piece 255": b"\xff" + padded,
        "piece with half a head": piece(KEY, 1, drawn("name", NAME), 0, some)[:9],
        "piece with half a block": piece(KEY, 1, drawn("name", NAME), 0, some)[:-7],
        "piece and no content": piece(KEY, 1, drawn("name", NAME), 0, some),
        "padding not zero": b"\0" + padded[:-1] + b"\1",
        "padding not zero at once": b"\0" + padded[:8] + b"\x80" + padded[9:],
        "padding not zero behind a piece": piece(KEY, 1, drawn("name", NAME), 0, some) + padded[:-1] + b"\1",
        "content longer than the message": b"\0" + pad(b"text", 8)[:-1],
        "content of negative length": b"\0\xff\xff\xff\xff" + bytes(20),
    }
    for note, plaintext in rows.items():
        d.receive_bytes("b", forged(d.a, note, plaintext=plaintext), note)
    nothing_changes(d, padded, some)
    bad_key(d, padded)
    d.pass_on("a", b"an honest piece")
    d.pass_on("a", b"and the rest of the key")
    assert d.b.exchange.secret


def bad_key(d, padded):
    """A whole key that fails the modulus check is forgotten; the next offer is taken up as if it had not come."""
    note = "a whole key that is none"
    public = b"\xff" * KEM.public_bytes
    bad = piece(KEY, 1, name_of(public), 0, public)
    d.receive_bytes("b", forged(d.a, note, plaintext=bad + padded), note)
    use_up(d)


def nothing_changes(d, padded, some):
    """Pieces that are not due: the content is read, and the exchange is where it was."""
    rows = {
        "a piece of epoch 0": piece(KEY, 0, drawn("name", NAME), 0, some),
        "a piece of epoch 2": piece(KEY, 2, drawn("name", NAME), 0, some),
        "an answer, although a offers": piece(ANSWER, 1, drawn("name", NAME), 0, some),
        "a key beyond the end": piece(KEY, 1, drawn("name", NAME), 36, some),
        "a key far beyond the end": piece(KEY, 1, drawn("name", NAME), 255, some),
        "a piece of no blocks": piece(KEY, 1, drawn("name", NAME), 0, b""),
    }
    for note, odd in rows.items():
        d.receive_bytes("b", forged(d.a, note, plaintext=odd + padded), note)
        use_up(d)


def wrong_epochs(blocks):
    d = Dialogue(blocks, "wrong epochs", 2)
    d.receive_bytes("b", forged(d.a, "at once in epoch 1", epoch=1), "at once in epoch 1")
    d.pass_on("a", b"first", "bare")
    d.pass_on("b", b"answer")
    for epoch in (1, 2, 2**31, 2**32 - 1):
        d.receive_bytes("b", forged(d.a, f"epoch {epoch}", epoch=epoch), f"epoch {epoch}, and no secret for it")
    long = drawn("a long content", 1000)
    d.pass_on("a", long)
    d.receive_bytes("a", forged(d.b, "b ahead", epoch=1), "b is ahead, but a mixes first")
    d.pass_on("b", long)
    d.pass_on("a", b"still in the chain of epoch 0")
    d.pass_on("b", b"a steps, with the secret")
    assert d.a.epoch == 1 and d.b.exchange.secret
    d.receive_bytes("b", forged(d.a, "two ahead", epoch=2), "epoch 2 instead of 1")
    d.pass_on("a", b"epoch 1")
    d.receive_bytes("a", forged(d.b, "b back", epoch=0), "epoch 0 again")
    d.receive_bytes("a", forged(d.b, "b ahead again", epoch=2), "epoch 2, and no secret for it")
    d.pass_on("b", b"answer in epoch 1")
    d.receive_bytes("b", forged(d.a, "a back", epoch=0), "epoch 0 again")
    d.pass_on("a", b"done")
