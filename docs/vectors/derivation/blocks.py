"""The text format of the vectors (README.md) and the values that stand for chance in them."""

import hashlib


def drawn(name, size):
    """Bytes that look random and are the same in every run; each name has its own."""
    return hashlib.shake_256(b"waystation vectors " + name.encode()).digest(size)


class Blocks:
    def __init__(self, title):
        self.lines = ["# Waystation test vectors: " + title + ". Made by derive.py, read by README.md."]

    def add(self, what, words=(), values=(), why=None):
        """One block: `words` are name and text, `values` name and bytes; `why` is the class of a refusal."""
        self.lines += ["", "what: " + what, "expect: " + ("refused" if why else "ok")]
        if why:
            self.lines.append("why: " + why)
        self.lines += [f"{name}: {text}" for name, text in words]
        self.lines += [f"{name} = {value.hex()}".rstrip() for name, value in values]

    def text(self):
        return "\n".join(self.lines) + "\n"
