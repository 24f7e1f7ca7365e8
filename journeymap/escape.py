"""One escaper a sink, and the type that makes them unavoidable.

`MapText` wraps whatever was written in a map, a file name or a library's message. It cannot be printed, formatted,
joined or put into a template by itself: only the functions of this module open it, each for one sink. mypy sees a
forgotten escaper, and at run time `str()` of a `MapText` raises.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from markupsafe import Markup


class MapText:
    """Text that somebody else wrote. Compares and hashes by its content; opened only by an escaper."""

    __slots__ = ("_raw",)

    def __init__(self, raw: str) -> None:
        """Wrap `raw` as it stands."""
        self._raw = raw

    def __eq__(self, other: object) -> bool:
        """Equal when the content is."""
        return isinstance(other, MapText) and other._raw == self._raw

    def __hash__(self) -> int:
        """Hash of the content."""
        return hash(self._raw)

    def __bool__(self) -> bool:
        """False for the empty text."""
        return bool(self._raw)

    def __repr__(self) -> str:
        """For tests and debuggers only; quoted as Python quotes."""
        return f"MapText({self._raw!r})"

    def __str__(self) -> NoReturn:
        """Refuse: text of a map reaches a sink through that sink's escaper."""
        raise TypeError("map text must go through an escaper of journeymap.escape")

    def __format__(self, spec: str) -> NoReturn:
        """Refuse, as `__str__` does."""
        raise TypeError("map text must go through an escaper of journeymap.escape")

    def __html__(self) -> Markup:
        """What an autoescaping template puts in: the text escaped for HTML."""
        return html(self)


Text = str | MapText
"""What an escaper takes: text of a map, or a plain `str` that may hold some (a path, a message)."""

# Patterns are texts here and in other rooms, compiled when they are first asked (`re` keeps them): a run needs few of them,
# and those with wide ranges take half a millisecond.
# C0 and C1 controls but tab and line feed, lone surrogates, and the two non-characters that XML 1.0 refuses.
_ILLEGAL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
# Embeddings, overrides and isolates: they reorder what stands around them. Our layout sets directions itself.
_REORDERING = "[\u202a-\u202e\u2066-\u2069]"
_BREAKS = "[\t\n\r\x0b\x0c\x85\u2028\u2029]+"
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}


def plain(text: Text) -> str:
    """The text itself: for measuring, comparing, slugs and sorting. Never for writing."""
    return text._raw if isinstance(text, MapText) else text  # noqa: SLF001 -- this module is the one that opens it


def html(text: Text) -> Markup:
    """For HTML text and quoted attributes. Controls and reordering marks are dropped."""
    from markupsafe import Markup  # here, because lint and validate never write HTML

    return Markup(xml(text))  # noqa: S704 -- xml() has just escaped it


def xml(text: Text) -> str:
    """For XML (SVG, JUnit) text and quoted attributes: what XML 1.0 refuses is dropped."""
    return re.sub(_REORDERING, "", re.sub(_ILLEGAL, "", plain(text))).translate(_MARKUP)


def json(text: Text) -> str:
    """For a JSON string that an encoder will quote: lone surrogates, which no UTF-8 output can hold, become U+FFFD."""
    raw = plain(text)
    return re.sub("[\ud800-\udfff]", "\ufffd", _read_again(raw)) if re.search("[\ud800-\udfff]", raw) else raw


def _read_again(text: str) -> str:
    """A name whose bytes the locale could not read, as UTF-8 where it is that."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return text


def terminal(text: Text) -> str:
    """For a terminal, one line: breaks become spaces, controls and reordering marks become visible signs."""
    line = plain(text)
    if line.isprintable():  # nearly every text, and none of these is
        return line
    line = re.sub(_BREAKS, " ", _read_again(line))  # in this order: what is read again can hold a break
    return re.sub(_REORDERING, _code_point, re.sub(_ILLEGAL, _picture, line))


def file(content: bytes) -> str:
    """A whole file for a terminal, whatever it holds: its lines and tabs stay, controls become visible signs."""
    text = re.sub("\r(?!\n)", "\u240d", content.decode("utf-8", "replace"))
    return re.sub(_ILLEGAL.replace("\x0b-", "\u2028\u2029\x0b\x0c\x0e-"), _picture, text)


def _picture(match: re.Match[str]) -> str:
    sign = match[0]
    if sign < " ":
        return chr(0x2400 + ord(sign))
    return "\u2421" if sign == "\x7f" else _code_point(match)


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


_MARKDOWN_SPECIAL = r"([\\`*_{}\[\]()#+!|~$^=-])"
# What GitHub or GitLab turn into a link to a person, an issue, a merge request, a label, a snippet, a milestone, an epic.
_MENTION = r"(&amp;|[@#!~$^%])(?=\w)"
_ORDERED_ITEM = r"^(\d+)([.)])"
_COMMAND = "^::"
"""How a line begins that GitHub's runner obeys where a page is printed into a log."""


def markdown(text: Text) -> str:
    """For one line of GitHub or GitLab Markdown, table cells included: breaks become spaces, nothing is markup.

    A zero-width space after `@`, `#` and the like keeps a text from notifying people or linking issues; neither a backslash nor
    a character reference does (openjdk/skara#1548).
    """
    line = re.sub(_BREAKS, " ", re.sub(_REORDERING, "", re.sub(_ILLEGAL, "", plain(text)))).strip()
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(_MARKDOWN_SPECIAL, r"\\\1", line)
    line = re.sub(_ORDERED_ITEM, r"\1\\\2", line)
    line = re.sub(_COMMAND, r"\\::", line)
    line = line.replace("://", ":\u200b//").replace("www.", "www\u200b.")
    return re.sub(_MENTION, "\\1\u200b", line)


# What Mermaid's grammars may give a meaning to: all of ASCII but letters, digits, blanks and `,!?`, with `.`, `'` and `-` where
# they follow a letter; and the two signs that Mermaid itself puts in the place of `#` and `;`.
_MERMAID_SPECIAL = r"(?<![^\W\d_])[.'-]|[^A-Za-z0-9 ,!?.'\x80-\U0010ffff-]|[\ufb02\xb6]"
_MERMAID_KEYWORD = r"^(?i:[ajst](?=cc(?:title|descr)|ourney|ection|itle))"
_MERMAID_BLANKS = r"^[\s\ufeff]+|[\s\ufeff]+$"


def mermaid(text: Text) -> str:
    """For one line of a Mermaid diagram, in quotes or without, where it may begin a statement: signs become `#NN;`.

    Numbers, since they are the one escape that every kind of diagram and every place in it takes back.
    """
    line = re.sub(_BREAKS, " ", re.sub(_REORDERING, "", re.sub(_ILLEGAL, "", plain(text))))
    return re.sub(f"{_MERMAID_SPECIAL}|{_MERMAID_KEYWORD}", _number, re.sub(_MERMAID_BLANKS, "", line))


def _number(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"


def github_data(text: Text) -> str:
    """For the message of a GitHub workflow command."""
    return re.sub(_ILLEGAL, "", plain(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: Text) -> str:
    """For a property of a GitHub workflow command (`file=`, `title=`)."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


def patch_name(path: str) -> str:
    """A file's name in the head of a unified diff: in quotes, as git writes it, where it has more than printable signs."""
    if path.isprintable() and not set(path) & {'"', "\\"}:
        return path
    octets = path.encode("utf-8", "surrogateescape")
    return '"' + "".join(chr(one) if " " <= chr(one) <= "~" and chr(one) not in '"\\' else f"\\{one:03o}" for one in octets) + '"'


_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def address(path: str) -> str:
    """A relative path as an address: it names no scheme and no host, and has no sign that any sink gives a meaning to."""
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogateescape"))


_SAFE_LINK = re.compile(
    "(?:https?://|mailto:)[^\\s\x00-\x20\"'<>\\\\^`{|}\x7f-\x9f\u061c\u115f\u1160\u3164\uffa0\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+\\Z",
    re.IGNORECASE,
)


def link(text: Text) -> str | None:
    """The address if it may become a link: http, https or mailto, without blanks or quotes; else None."""
    address = plain(text)
    return address if address.isprintable() and _SAFE_LINK.match(address) else None
