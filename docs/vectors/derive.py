#!/usr/bin/env python3
"""Writes the test vectors beside it, or checks them with --check. Needs Python 3.8 and nothing else.

The code in derivation/ follows docs/protocol.md and the public specifications and shares nothing with the program. It is
for vectors only: it does not run in constant time and wipes nothing."""

import pathlib
import sys

sys.dont_write_bytecode = True

from derivation import cases_basic, cases_handshake, cases_ratchet, cases_refused, cases_rekey  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
FILES = {
    "conventions.txt": cases_basic.conventions,
    "keys.txt": cases_basic.keys,
    "pqxdh.txt": cases_handshake.pqxdh,
    "ratchet-steps.txt": cases_ratchet.steps,
    "ratchet-dialogues.txt": cases_ratchet.dialogues,
    "ratchet-limits.txt": cases_ratchet.limits,
    "rekey-steps.txt": cases_rekey.steps,
    "rekey-dialogues.txt": cases_rekey.dialogues,
    "refused-messages.txt": cases_refused.refused,
}


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit("usage: derive.py [--check]")
    differing = []
    for name, make in FILES.items():
        text, path = make(), HERE / name
        if not arguments:
            path.write_text(text, encoding="ascii")
        elif not path.exists() or path.read_text(encoding="ascii") != text:
            differing.append(name)
    differing += [path.name for path in HERE.glob("*.txt") if path.name not in FILES]
    if differing:
        sys.exit("not what derive.py makes: " + ", ".join(differing))
    print(f"{len(FILES)} files " + ("are as derived" if arguments else "written"))


if __name__ == "__main__":
    main(sys.argv[1:])
