r"""The patterns that need no library: reading one, into a tree.

This is a part of RE2's syntax in which every construct means what it means to RE2: signs, `.`, classes, `\d`, `\w` and `\s`
(ASCII, as there), `\p{L}` and the other general categories, groups, `|`, the quantifiers, and the places `^`, `$` and
`\b`. What is not known here is refused; so is `\B`, which RE2 finds inside a letter of several bytes.
"""

from __future__ import annotations

from typing import NamedTuple, NoReturn

LAST = 0x10FFFF
_MOST = 1000
_DEEPEST = 20
_CONTROL = {"t": 0x09, "n": 0x0A, "r": 0x0D, "f": 0x0C}
_DIGITS = ((0x30, 0x39),)
_WORD = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_SPACE = ((0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20))
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
CATEGORIES = (
    "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm",
    "So", "Zl", "Zp", "Zs",
)  # fmt: skip
"""Those that Python's tables and RE2's mean alike; what is unassigned differs from version to version."""
_FAMILIES = frozenset(name[0] for name in CATEGORIES)

Ranges = tuple[tuple[int, int], ...]


class Refused(Exception):  # noqa: N818 -- caught where the pattern is read; it never stops a run
    """Why a pattern cannot be used, and what to write instead."""

    def __init__(self, message: str, help_line: str = "") -> None:
        """Keep both."""
        super().__init__(message)
        self.message = message
        self.help_line = help_line


class Signs(NamedTuple):
    """One character out of a set: code points, general categories, or categories that it must not have."""

    ranges: Ranges
    categories: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    negated: bool = False

    def holds(self, code: int, category: str) -> bool:
        """Whether a character of this code point and this general category is one of them."""
        inside = (
            any(first <= code <= last for first, last in self.ranges)
            or any(category.startswith(name) for name in self.categories)
            or any(not category.startswith(name) for name in self.others)
        )
        return inside != self.negated


class Edge(NamedTuple):
    """A place between characters: `^`, `$` or `b`, the edge of a word."""

    name: str


class Row(NamedTuple):
    """One part after the other."""

    parts: tuple[Tree, ...]


class Either(NamedTuple):
    """One of several."""

    ways: tuple[Tree, ...]


class Again(NamedTuple):
    """A part several times; `most` is None where there is no end to it."""

    part: Tree
    least: int
    most: int | None


Tree = Signs | Edge | Row | Either | Again


def parse(pattern: str) -> Tree:
    """The tree of a pattern. Raises `Refused`."""
    reader = _Reader(pattern)
    tree = reader.either(0)
    if reader.at < len(pattern):
        raise Refused('a ")" closes nothing', r"write \) for the sign itself")
    return tree


class _Reader:
    """One walk through the pattern, from the left."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def look(self, length: int = 1) -> str:
        return self.pattern[self.at : self.at + length]

    def take(self) -> str:
        sign = self.look()
        self.at += 1
        return sign

    def taken(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.at)
        self.at += len(text) if found else 0
        return found

    def unknown(self, start: int) -> NoReturn:
        raise Refused(f'"{self.pattern[start : self.at]}" is not understood')

    def either(self, depth: int) -> Tree:
        if depth > _DEEPEST:
            raise Refused(f"groups are nested more than {_DEEPEST} deep")
        ways = [self.row(depth)]
        while self.taken("|"):
            ways.append(self.row(depth))
        return ways[0] if len(ways) == 1 else Either(tuple(ways))

    def row(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self.look() not in ("", "|", ")"):
            part = self.part(depth)
            parts.append(self.repeated(part))
        return Row(tuple(parts))

    def part(self, depth: int) -> Tree:
        start = self.at
        sign = self.take()
        if sign == "(":
            if self.taken("?") and not self.taken(":"):
                self.at += 1
                self.unknown(start)
            tree = self.either(depth + 1)
            if not self.taken(")"):
                raise Refused('a "(" is not closed', r"write \( for the sign itself")
            return tree
        if sign == "[":
            return self.signs()
        if sign == ".":
            return Signs(((0x0A, 0x0A),), negated=True)
        if sign in "^$":
            return Edge(sign)
        if sign == "\\":
            if self.taken("b"):
                return Edge("b")
            return self.escape(start)
        if sign in "*+?{":
            raise Refused(f'there is nothing that the "{sign}" could repeat', rf"write \{sign} for the sign itself")
        return Signs(((ord(sign), ord(sign)),))

    def escape(self, start: int) -> Signs:
        """What stands after a backslash."""
        sign = self.take()
        if sign.lower() in _CLASSES:
            return Signs(_CLASSES[sign.lower()], negated=sign.isupper())
        if sign in ("p", "P"):
            return self.category(start, negated=sign == "P")
        if sign in _CONTROL:
            return Signs(((_CONTROL[sign], _CONTROL[sign]),))
        if not sign or not sign.isascii() or not sign.isprintable() or sign.isalnum():
            self.unknown(start)
        return Signs(((ord(sign), ord(sign)),))

    def category(self, start: int, *, negated: bool) -> Signs:
        name = self.take()
        if name == "{":
            end = self.pattern.find("}", self.at)
            end = len(self.pattern) if end < 0 else end
            name = self.pattern[self.at : end]
            self.at = end + 1
        if name not in CATEGORIES and name not in _FAMILIES:
            self.unknown(start)
        return Signs((), others=(name,)) if negated else Signs((), (name,))

    def signs(self) -> Signs:
        """A class in brackets."""
        negated = self.taken("^")
        ranges: list[tuple[int, int]] = []
        categories: list[str] = []
        others: list[str] = []
        first = True
        while not self.taken("]"):
            self.check_member(first=first)
            one = self.member()
            if self.look() == "-" and self.look(2) != "-]":
                self.take()
                self.check_member(first=True)
                ranges.append(_range(one, self.member()))
            else:
                ranges += _complement(one.ranges) if one.negated else one.ranges
                categories += one.categories
                others += one.others
            first = False
        if first:
            raise Refused("a class in brackets is empty", r"write \] for the sign itself")
        return Signs(tuple(ranges), tuple(categories), tuple(others), negated)

    def check_member(self, *, first: bool) -> None:
        """Refuse what is read in one way by some engines and in another by others."""
        if not self.look():
            raise Refused('a "[" is not closed', r"write \[ for the sign itself")
        if self.look() == "[" or (self.look() == "-" and not first and self.look(2) != "-]"):
            raise Refused(f'"{self.look()}" stands alone in a class', rf"write \{self.look()} for the sign itself")

    def member(self) -> Signs:
        start = self.at
        sign = self.take()
        return self.escape(start) if sign == "\\" else Signs(((ord(sign), ord(sign)),))

    def repeated(self, part: Tree) -> Tree:
        """The part with the quantifier that follows it. Whether it is greedy is nothing to us: only that it matches counts."""
        bounds = self.bounds()
        if bounds is None:
            return part
        self.taken("?")
        if self.look() in ("*", "+", "?", "{"):
            raise Refused(f'"{self.look()}" repeats what is repeated already', "keep one of the two")
        if isinstance(part, Edge):
            raise Refused(f'"{part.name}" is a place and cannot be repeated')
        return Again(part, *bounds)

    def bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.taken(sign):
                return bounds
        if self.look() != "{":
            return None
        start = self.at
        end = self.pattern.find("}", start)
        written = self.pattern[start + 1 : end] if end > 0 else ""
        least, comma, most = written.partition(",")
        if not _is_count(least) or (most and not _is_count(most)):
            raise Refused('"{" begins a count as in {2} or {2,5}', r"write \{ for the sign itself")
        self.at = end + 1
        lower = int(least)
        upper = int(most) if most else None if comma else lower
        if max(lower, upper or 0) > _MOST or (upper is not None and upper < lower):
            raise Refused(f'the count "{{{written}}}" does not go from less to more, up to {_MOST}')
        return lower, upper


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(_MOST))


def _range(first: Signs, last: Signs) -> tuple[int, int]:
    """`a-z` from its two ends."""
    if len(first.ranges) == len(last.ranges) == 1 and not first.negated and not last.negated:
        (low, low_end), (high, high_end) = first.ranges[0], last.ranges[0]
        if low == low_end and high == high_end and low <= high:
            return low, high
    raise Refused("a range in a class does not go from one sign to a later one", r"write \- for the sign itself")


def _complement(ranges: Ranges) -> Ranges:
    """Everything else; `ranges` are in order."""
    found = []
    start = 0
    for first, last in ranges:
        if start < first:
            found.append((start, first - 1))
        start = last + 1
    return (*found, (start, LAST))
