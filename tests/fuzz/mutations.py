"""Bytes by chance: an example map, torn, doubled, spliced with another one and sprinkled with what parsers stumble over."""

from __future__ import annotations

import json
import random
import re
from functools import cache

from running import EXAMPLES, ROOT
from targets import CUT, is_drawn

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
    small = sound()
    return (
        *maps,
        *small,
        *(one + CUT + other for one, other in zip(small, small[1:] + small[:1], strict=True)),
        *(one + CUT + other for one, other in zip(maps, maps[1:] + maps[:1], strict=True)),
        *(one + CUT + one for one in maps),
    )


@cache
def sound() -> tuple[bytes, ...]:
    """Small maps without a mistake: those of the tests, and starters without what other files hold."""
    files = [*sorted((ROOT / "tests/cases/ok").glob("*.yaml")), *sorted((ROOT / "templates/starters").rglob("*.yaml"))]
    return tuple(content for content in (path.read_bytes() for path in files) if is_drawn(content))


_VALUE = re.compile(r"^( *(?:- )?(?:[a-z_]+: )?)([^\s#&*!|>\[\]{}'\"%@`][^#\n]*)$")


def _reworded(text: str, chance: random.Random) -> str:
    """A map with some of its texts, numbers and names put in place of others, or spelled with odd signs, and with lines doubled."""
    lines = text.split("\n")
    places = [index for index, line in enumerate(lines) if _VALUE.match(line) and not line.startswith("journeymap")]
    for _ in range(chance.randint(1, 5)):
        index = chance.choice(places)
        found, kind = _VALUE.match(lines[index]), chance.randint(0, 4)
        if found is None:
            continue
        if kind == 0:
            odd = "".join(chance.choice(_SIGNS) for _ in range(chance.randint(1, 4)))
            lines[index] = found[1] + json.dumps(f"{found[2][: chance.randint(0, 9)]}{odd}x", ensure_ascii=False)
        elif kind == 1:
            other = _VALUE.match(lines[chance.choice(places)])
            lines[index] = found[1] + (other[2] if other else "x")
        elif kind == 2 and found[1].lstrip().startswith("- ") and ": " not in found[1]:
            lines[index] = f"{lines[index]}\n{found[1]}{found[2][::-1].strip(' :')}"
        elif kind == 3:
            lines[index] = f"{found[1]}{found[2]} {chance.choice(('again', 'دوباره', '再', 'ещё'))}"
        else:
            lines[index] = re.sub(r"[0-9]+", lambda match: str(int(match[0]) + 1), lines[index])
    return "\n".join(lines)


def _sound_mostly(chance: random.Random) -> bytes:
    """A map that has mistakes seldom, or two or three versions of one."""
    base = chance.choice(sound()).decode()
    versions = [_reworded(base, chance) for _ in range(chance.randint(1, 3))]
    return CUT.join(version.encode() for version in versions)


def mutated(seed: int) -> bytes:
    """One input; the same for the same seed. Every third one is a map that a reader would believe, since only such are drawn."""
    chance = random.Random(seed)
    if seed % 3 == 0:
        return _sound_mostly(chance)
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
