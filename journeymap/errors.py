"""What stops a run. A mistake in a map is a `Diagnostic`; an exception here means that there is no result to tell.

Every error carries one sentence that says what is wrong and a help line that says what to do next.
"""

from __future__ import annotations


class JourneymapError(Exception):
    """The base of everything that stops a run; `exit_code` is the one of docs/cli.md (2: used wrongly or bytes not to be had)."""

    exit_code = 2

    def __init__(self, message: str, help_line: str = "") -> None:
        """Keep `message` (lower case, no full stop) and `help_line` (what to do, may be empty)."""
        super().__init__(message)
        self.message = message
        self.help_line = help_line


class UsageError(JourneymapError):
    """Options or paths that do not go together."""


class SourceError(JourneymapError):
    """Bytes that cannot be had: a file that is missing, a folder, or not allowed to be read. `path` is as it was named."""

    def __init__(self, path: str, message: str, help_line: str = "") -> None:
        """Keep the `path` beside the message, so that a report can name it once."""
        super().__init__(message, help_line)
        self.path = path


class OutputError(JourneymapError):
    """A result that cannot be written. What stood there before is still there."""


class EngineError(JourneymapError):
    """The graph engine failed, ran out of its budget, or is not installed."""
