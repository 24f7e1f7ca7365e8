"""What git's external diff shows: a map's changes in words, any other file's line by line."""

from __future__ import annotations

import os
import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap import __version__, escape
from journeymap.cli._run import ColorChoice, columns, wants_color
from journeymap.limits import DEFAULT
from journeymap.source import is_marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.project import Checked

_SHORT, _LONG = 7, 9
"""How many words git passes; more of them for a file that was renamed. One alone is a file with conflicts."""
_MOST = 2_000_000
"""Bytes of both files up to which lines are compared."""


def show(arguments: Sequence[str]) -> str:
    """The whole answer, safe for a terminal. Never raises for what stands in a file."""
    if len(arguments) < _SHORT:
        return f"{escape.terminal(arguments[0])}: has conflicts\n"
    old_path, old_file, new_file = arguments[0], arguments[1], arguments[4]
    new_path = arguments[7] if len(arguments) >= _LONG else old_path
    old, new = _bytes(old_file), _bytes(new_file)
    told = None
    if old is not None and new is not None and is_marked(old) and is_marked(new):
        try:
            told = _review(old_path, new_path, old, new)
        except Exception:  # noqa: BLE001 -- git must go on; the lines say all there is
            told = None
    return _lines(old_path, new_path, old, new) if told is None else told


def _bytes(file: str) -> bytes | None:
    """The content of a side; None where the file does not exist on it, or cannot be read."""
    try:
        return None if file in ("/dev/null", os.devnull, "nul") else Path(file).read_bytes()
    except OSError:
        return None


def _review(old_path: str, new_path: str, old: bytes, new: bytes) -> str | None:
    """The changes in words; None if one side has errors."""
    from journeymap import review
    from journeymap.report import Context

    sides = _checked(old_path, old), _checked(new_path, new)
    before, after = (side.journey if side.sound else None for side in sides)
    if before is None or after is None:
        return None
    found = review.review(before, after, old.decode("utf-8-sig"), new.decode("utf-8-sig"))
    in_pager = ColorChoice.ALWAYS if os.environ.get("GIT_PAGER_IN_USE") and not os.environ.get("NO_COLOR") else ColorChoice.AUTO
    context = Context(lambda _: None, lambda path: path, wants_color(in_pager, sys.stdout), columns(), __version__)
    return review.tell(found, "text", context) + "\n"


def _checked(path: str, content: bytes) -> Checked:
    """One side, with the libraries of the work tree."""
    from journeymap.project import Project
    from journeymap.source import DiskStore, OverlayStore

    return Project(OverlayStore({path: content}, DiskStore(Path.cwd(), DEFAULT.bytes))).check(path)


def _lines(old_path: str, new_path: str, old: bytes | None, new: bytes | None) -> str:
    """The lines that differ, as `git diff` shows them."""
    names = "/dev/null" if old is None else f"a/{old_path}", "/dev/null" if new is None else f"b/{new_path}"
    head = f"diff {escape.terminal(names[0])} {escape.terminal(names[1])}\n"
    if old == new:
        return head
    if len(old or b"") + len(new or b"") > _MOST or b"\0" in (old or b"") + (new or b""):
        return f"{head}the files differ\n"
    texts = [(side or b"").decode("utf-8", "replace").split("\n") for side in (old, new)]
    found = unified_diff(texts[0], texts[1], names[0], names[1], lineterm="")
    return head + "".join(f"{escape.terminal(line)}\n" for line in found)
