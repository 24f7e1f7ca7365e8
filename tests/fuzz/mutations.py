"""Bytes by chance: an example map, torn, doubled, spliced with another one and sprinkled with what parsers stumble over."""

from __future__ import annotations

import random
from functools import cache

from running import EXAMPLES
from targets import CUT

_SIGNS = (
    ": ",
    "- ",
    "\n",
    "  ",
    "? ",
    ", ",
    "# ",
    "--- \n",
    "...\n",
    ">-\n",
    "|",
    "<<: ",
    "&a ",
    "*a ",
    "!x ",
    "\\",
    "\\u00",
    "\t",
    "\r",
    "\r\n",
)
_SIGNS += (
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "%",
    "@",
    "`",
    "~",
    "null",
    "true",
    "yes",
    "1e9",
    "-0",
    ".inf",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\x85",
)
_SIGNS += (
    "\x00",
    "\x1b[31m",
    "پ",
    "退",
    "😀",
    "journeymap: 1\n",
    "stages:\n",
    "  - name: x\n",
    "actions: [a, b]\n",
    "next: [a]\n",
)
_SIGNS += ("emotion: -2\n", "solutions: [{text: a, status: shipped}]\n", "id: a\n", "persona: a\n")
_BROKEN = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80")
_PIECES = (*(sign.encode() for sign in _SIGNS), *_BROKEN)


@cache
def seeds() -> tuple[bytes, ...]:
    """The examples, and pairs of them."""
    maps = tuple(path.read_bytes() for path in sorted(EXAMPLES.rglob("*.yaml")))
    return (
        *maps,
        *(one + CUT + other for one, other in zip(maps, maps[1:] + maps[:1], strict=True)),
        *(one + CUT + one for one in maps),
    )


def mutated(seed: int) -> bytes:
    """One input; the same for the same seed."""
    chance = random.Random(seed)
    content = bytearray(chance.choice(seeds()))
    if chance.random() < 0.7:
        # Small inputs reach further in the same time.
        start = content.find(b"\nstages:")
        if start > 0 and CUT not in content:
            end = content.find(b"\n  - ", start + chance.randint(200, 1500))
            content = content[: end if end > 0 else None]
    for _ in range(chance.randint(1, 6)):
        place = chance.randint(0, len(content))
        kind = chance.randint(0, 4)
        length = chance.choice((1, 1, 2, 8, 40, 300))
        if kind == 0:
            del content[place : place + length]
        elif kind == 1:
            content[place:place] = chance.choice(_PIECES)
        elif kind == 2:
            content[place : place + length] = chance.choice(_PIECES)
        elif kind == 3:
            source = chance.randint(0, len(content))
            content[place:place] = content[source : source + length]
        else:
            lines = bytes(content).split(b"\n")
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            content = bytearray(b"\n".join(lines))
    return bytes(content)
