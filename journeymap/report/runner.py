"""Keeps what we print from being read as a command by the CI runner that records it.

GitHub's runner takes `::name::` for a command at the start of a line, after any blanks, and `##[name]` anywhere in it
(actions/runner, ActionCommand.cs); Azure Pipelines looks for `##vso[` and TeamCity for `##teamcity[`. So indenting is
not enough. A zero-width space breaks the mark and takes no column.
"""

from __future__ import annotations

import re

_COMMAND = r"^(\s*)(?=::)|(?<=#)()(?=#\w*\[)"
_BREAK = "\u200b"


def guarded(line: str) -> str:
    """One line of output, without anything that a runner would obey."""
    if "::" not in line and "#" not in line:
        return line
    return re.sub(_COMMAND, lambda match: f"{match[1] or ''}{_BREAK}", line)
