"""Where every key and value of a TOML text stands: the part that tomllib does not tell.

tomllib gives the values, this finder their places; a law in the tests holds the two together. It takes the structure
apart and leaves to tomllib what a number, a date or an escape may look like. What it cannot follow is a `Fault` in our
own words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from journeymap.diagnostic import Route

Stretch = tuple[int, int]
"""The indices of the first character and of the one behind the last."""

DEEPEST = 50
"""Nesting of keys, arrays and inline tables; a configuration needs 4, and tomllib recurses."""

_BLANK = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_LINE_END = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_SCALAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^ \t\r\n,\[\]{}#]*|[^ \t\r\n,\[\]{}#\"'=]+")
_NUMBER_OR_WORD = re.compile(r"(?:true|false|[+-]?(?:inf|nan)|[+-]?[0-9][0-9A-Za-z_.:+ -]*)\Z")
_BARE_TEXT = re.compile(r"[^\r\n#,\[\]{}]*")
_PAIR = re.compile(r"[A-Za-z0-9_.-]+[ \t]*=")
_REST_OF_LINE = re.compile(r"[^\r\n#]*")


class Entry(NamedTuple):
    """Where one key and its value stand. An element of an array has no key; a table made by headers or dots has no value."""

    key: Stretch | None
    value: Stretch | None


class Fault(Exception):  # noqa: N818 -- caught in this room; it never stops a run
    """What is wrong with the text as TOML, in our own words; `first` is a second place."""

    def __init__(self, at: Stretch, message: str, help_line: str, first: Stretch | None = None) -> None:
        """Keep all of it."""
        super().__init__(message)
        self.at = at
        self.message = message
        self.help_line = help_line
        self.first = first


class _Part(NamedTuple):
    """One name of a dotted key, with its place."""

    name: str
    at: Stretch


def scan(text: str) -> dict[Route, Entry]:
    """Every key path of the text with its places. Raises `Fault` where it cannot follow."""
    scanner = _Scanner(text)
    scanner.run()
    return scanner.entries


class _Scanner:
    """One walk through the text, from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.entries: dict[Route, Entry] = {}
        self.table: Route = ()
        self.declared: dict[Route, Stretch] = {}
        self.last: dict[Route, int] = {}
        """The last index of each array of tables."""

    def run(self) -> None:
        """Statements, one on each line."""
        self.skip(_BETWEEN)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                self.header()
            else:
                self.pair(self.table, 0)
            self.line_end()
            self.skip(_BETWEEN)

    def skip(self, what: re.Pattern[str]) -> None:
        match = what.match(self.text, self.at)
        self.at = match.end() if match is not None else self.at

    def line_end(self) -> None:
        match = _LINE_END.match(self.text, self.at)
        if match is None:
            self.skip(_BLANK)
            start = self.at
            self.skip(_REST_OF_LINE)
            raise Fault((start, max(self.at, start + 1)), "nothing more was expected on this line", "start a new line for it")
        self.at = match.end()

    def header(self) -> None:
        """A line `[a.b]` or `[[a.b]]`."""
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 1 + many
        parts = self.key()
        close = "]]" if many else "]"
        if not self.text.startswith(close, self.at):
            raise Fault((start, self.at), f'the line opens a table and does not close it: "{close}" is missing', f"add {close}")
        self.at += len(close)
        route: Route = ()
        for part in parts[:-1]:
            route = self.inside((*route, part.name), part)
        name = parts[-1]
        route = (*route, name.name)
        if many:
            self.entries.setdefault(route, Entry(name.at, None))
            self.last[route] = self.last.get(route, -1) + 1
            route = (*route, self.last[route])
            self.entries[route] = Entry(name.at, None)
        else:
            if route in self.declared:
                self.twice(name, self.declared[route], f'the table "{name.name}"')
            self.declared[route] = name.at
            before = self.entries.get(route)
            self.entries[route] = Entry(name.at, before.value if before is not None else None)
        self.table = route

    def inside(self, route: Route, part: _Part) -> Route:
        """The table on the way to another one; of an array of tables it is the last."""
        self.entries.setdefault(route, Entry(part.at, None))
        return (*route, self.last[route]) if route in self.last else route

    def pair(self, table: Route, depth: int) -> None:
        """`key = value`."""
        parts = self.key()
        key = (parts[0].at[0], parts[-1].at[1])
        if not self.text.startswith("=", self.at):
            raise Fault(key, 'a key stands alone: "=" and a value are missing', 'write it as `key = "value"`')
        self.at += 1
        self.skip(_BLANK)
        route = table
        for part in parts[:-1]:
            route = (*route, part.name)
            self.entries.setdefault(route, Entry(part.at, None))
        route = (*route, parts[-1].name)
        before = self.entries.get(route)
        if before is not None:
            self.twice(parts[-1], before.key or before.value or key, f'the key "{parts[-1].name}"')
        self.entries[route] = Entry(parts[-1].at, None)  # before its elements, so that paths come in the order of the file
        if self.at == len(self.text) or self.text[self.at] in "\r\n#":
            raise Fault(key, f'the key "{parts[-1].name}" has no value', 'write it as `key = "value"`')
        self.entries[route] = Entry(parts[-1].at, self.value(route, depth))

    def twice(self, part: _Part, first: Stretch, what: str) -> NoReturn:
        raise Fault(part.at, f"{what} is written a second time", "keep one of the two", first)

    def key(self) -> list[_Part]:
        """A key, perhaps dotted, and the blanks behind it."""
        parts: list[_Part] = []
        while True:
            self.skip(_BLANK)
            parts.append(self.simple_key())
            self.skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return parts
            if len(parts) == DEEPEST:
                self.too_deep()
            self.at += 1

    def simple_key(self) -> _Part:
        start = self.at
        for kind in (_BARE, _BASIC, _LITERAL):
            match = kind.match(self.text, start)
            if match is not None:
                self.at = match.end()
                written = match[0]
                name = written if kind is _BARE else _unquoted(written, (start, self.at))
                return _Part(name, (start, self.at))
        if self.text[start : start + 1] in ('"', "'"):
            self.open_text(start, self.text[start])
        end = min(start + 1, len(self.text))
        message = "a key was expected here"
        raise Fault((start, end), message, "a key is letters, digits, - and _; any other one stands in quotes")

    def value(self, route: Route, depth: int) -> Stretch:
        """One value at the cursor; what lies inside it gets entries of its own."""
        start = self.at
        if depth > DEEPEST:
            self.too_deep()
        sign = self.text[start : start + 1]
        if sign == "[":
            self.array(route, depth)
        elif sign == "{":
            self.inline(route, depth)
        elif sign in ('"', "'"):
            self.quoted(sign)
        else:
            self.scalar()
        return (start, self.at)

    def quoted(self, sign: str) -> None:
        start = self.at
        kinds = (_LONG_BASIC, _BASIC) if sign == '"' else (_LONG_LITERAL, _LITERAL)
        match = kinds[0 if self.text.startswith(sign * 3, start) else 1].match(self.text, start)
        if match is None:
            self.open_text(start, sign * 3 if self.text.startswith(sign * 3, start) else sign)
        self.at = match.end()

    def open_text(self, start: int, sign: str) -> NoReturn:
        self.skip(_REST_OF_LINE)
        raise Fault((start, max(self.at, start + 1)), f"a text begins here and is not closed: {sign} is missing", f"add {sign}")

    def scalar(self) -> None:
        start = self.at
        match = _SCALAR.match(self.text, start)
        if match is not None and _NUMBER_OR_WORD.match(match[0]):
            self.at = match.end()
            return
        self.skip(_BARE_TEXT)
        written = self.text[start : self.at].rstrip()
        if not written:
            raise Fault((start, min(start + 1, len(self.text))), "a value was expected here", "write one")
        message = "the value is neither a text in quotes, nor a number, true or false"
        raise Fault((start, start + len(written)), message, 'a text stands in quotes: "like this"')

    def array(self, route: Route, depth: int) -> None:
        start = self.at
        self.at += 1
        index = 0
        while True:
            self.skip(_BETWEEN)
            if self.text.startswith("]", self.at):
                break
            self.unclosed((start, start + 1), "]", "a list", is_over=_PAIR.match(self.text, self.at) is not None)
            element: Route = (*route, index)
            self.entries[element] = Entry(None, None)
            self.entries[element] = Entry(None, self.value(element, depth + 1))
            index += 1
            self.skip(_BETWEEN)
            if not self.comma((start, start + 1), "]", "a list"):
                break
        self.at += 1

    def inline(self, route: Route, depth: int) -> None:
        start = self.at
        self.at += 1
        while True:
            self.skip(_BETWEEN)
            if self.text.startswith("}", self.at):
                break
            self.unclosed((start, start + 1), "}", "a table")
            self.pair(route, depth + 1)
            self.skip(_BETWEEN)
            if not self.comma((start, start + 1), "}", "a table"):
                break
        self.at += 1

    def comma(self, opened: Stretch, close: str, what: str) -> bool:
        """Whether there may be more; else the cursor stands at the end of the list or the table."""
        if self.text.startswith(",", self.at):
            self.at += 1
            return True
        if not self.text.startswith(close, self.at):
            self.unclosed(opened, close, what)
            raise Fault((self.at, self.at + 1), f'"," or "{close}" was expected here', "a comma stands between two values")
        return False

    def unclosed(self, opened: Stretch, close: str, what: str, *, is_over: bool = False) -> None:
        """Stop where the text, or what can be part of a list, ends before the list or the table does."""
        if is_over or self.at == len(self.text):
            raise Fault(opened, f'{what} begins here and is not closed: "{close}" is missing', f"add {close}")

    def too_deep(self) -> NoReturn:
        raise Fault((self.at, self.at + 1), f"it is nested deeper than {DEEPEST} levels", "a configuration needs 4")


def _unquoted(written: str, at: Stretch) -> str:
    """The name that a quoted key stands for."""
    import tomllib  # here: only quoted keys need it before the values are read

    try:
        name = tomllib.loads(f"key = {written}")["key"]
    except ValueError:
        message = "the quoted key holds a character or an escape that TOML does not know"
        raise Fault(at, message, r'write "\\" for one backslash') from None
    assert isinstance(name, str)
    return name
