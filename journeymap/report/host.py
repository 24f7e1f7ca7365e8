"""Texts for hosts that take plain text and then read some of it as markup.

reviewdog writes a message into a Markdown comment but prints the same one in a log; code scanning looks for SARIF's links
and placeholders in it; GitLab and GitHub turn `@name` and `#1` into links that notify people. Escaping for one of these
would show as backslashes in the other, so a zero-width space breaks whatever could act, and nobody sees it. Emphasis and
code spans stay possible: they change how a text looks, not what it does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap import escape

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.report import RuleNote

_BREAK = "\u200b"
# A mention or the number of an issue, the end of a link's text, a tag, an address, a placeholder.
_ACTS = re.compile(r"(?<=[@#!~$^%&])(?=\w)|(?<=\])(?=[(\[:])|(?<=<)(?=[\w/!?])|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=\{)(?=\d+\})")


def inert(text: escape.Text) -> str:
    """`text` in one line, controls as visible signs, with nothing in it that a host would act on."""
    return _ACTS.sub(_BREAK, escape.terminal(text))


def sentence(one: Diagnostic) -> str:
    """What is found, and in brackets what to do about it, for hosts that have one field for both."""
    return inert(one.message) + (f" ({inert(one.help)})" if one.help else "")


def address(note: RuleNote | None) -> str | None:
    """Where a host may lead to for a rule: a web address in ASCII, as they all are when they are written out; else None."""
    url = escape.link(note.url) if note is not None and note.url else None
    return url if url is not None and url.isascii() and url.isprintable() else None
