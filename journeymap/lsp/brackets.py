"""What stands at the cursor inside brackets: `[a, b]` and `{key: value}`, closed or still open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Steps = tuple[str | int, ...]
_TOKEN = re.compile(
    r"""(?P<comment>(?<!\S)#[^\n]*)|(?P<quoted>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)|(?P<open>[\[{])|(?P<close>[\]}])"""
    r"""|(?P<comma>,)|(?P<colon>:(?=[\s,\[\]{}]|$))|(?P<blank>\s+)|(?P<plain>(?:[^\s,\[\]{}:]|:(?![\s,\[\]{}]|$))+)"""
)
_REST = re.compile(r"""[^,\[\]{}#\n:]*(?::(?=[^\s,\[\]{}])[^,\[\]{}#\n:]*)*""")
_KEYS_BEHIND = re.compile(r"""[,\n]\s*([\w-]+)\s*:|([\]}])""")


@dataclass
class _Frame:
    """An open bracket."""

    braces: bool
    steps: Steps
    key: str | None = None
    word: str = ""
    start: int = 0
    """Where the word begins that is being typed."""
    keys: set[str] = field(default_factory=set)

    @property
    def inner(self) -> Steps:
        """The steps to what stands in it."""
        return (
            (*self.steps, self.key) if self.braces and self.key is not None else self.steps if self.braces else (*self.steps, 0)
        )


class Inside(NamedTuple):
    """As in `Cursor`; the bounds are columns of the cursor's line, from 0."""

    where: str
    steps: Steps
    bounds: tuple[int, int]
    beside: frozenset[str]


def inside(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int], steps: Steps) -> Inside | None:
    """What the cursor at `end` is in, if the bracket that opens at `start` is not closed before it."""
    (first, column), (last, stop) = start, end
    if first == last:
        text = lines[first][column:stop]
    else:
        text = "\n".join((lines[first][column:], *lines[first + 1 : last], lines[last][:stop]))
    frames: list[_Frame] = []
    for match in _TOKEN.finditer(text):
        _take(frames, match, steps)
        if not frames:
            return None
    if not frames:
        return None
    top = frames[-1]
    line = lines[last]
    typed = stop - len(text) + top.start
    rest = _REST.match(line, stop)
    until = rest.end() if rest is not None else stop
    until = max(stop, len(line[:until].rstrip()))
    keys = set(top.keys)
    if top.braces:
        keys |= _keys_behind(line[until:])
    where = "value" if top.key is not None else "key" if top.braces else "open"
    return Inside(where, top.inner, (max(0, typed), until), frozenset(keys))


def _take(frames: list[_Frame], match: re.Match[str], steps: Steps) -> None:
    kind, end = match.lastgroup, match.end()
    if kind == "open":
        below = frames[-1].inner if frames else steps
        frames.append(_Frame(match[0] == "{", below, start=end))
        return
    if kind == "close":
        frames.pop()
        if frames:
            frames[-1].start = end
        return
    top = frames[-1]
    if kind == "comma":
        top.key, top.word, top.start = None, "", end
    elif kind == "colon" and top.braces and top.key is None:
        top.key, top.start = top.word, end
        top.keys.add(top.word)
    elif kind == "blank":
        if not top.word or match.start() <= top.start:
            top.start = end
    elif kind in ("quoted", "plain"):
        if match.start() <= top.start:
            top.word = match[0]
        else:
            top.word += " " + match[0]
        top.word = top.word.strip("\"'")


def _keys_behind(rest: str) -> set[str]:
    found = set()
    for match in _KEYS_BEHIND.finditer(rest):
        if match[2]:
            break
        found.add(match[1])
    return found
