"""Whether a place is where its name says, links followed: in a project for maps, in a repository for all else.

A pull request can bring a link that leads anywhere on the machine that looks at it. What it leads to would be read into a
report, or written over. The place is settled before a file is opened; somebody who changes links of the same folder while
the tool runs needs rights there that make this needless.
"""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

_DEVICE = r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\..*)?"
_STREAM = re.compile(r"/dev/(?:std(?:in|out|err)|fd/[0-9]+)|/proc/self/fd/[0-9]+")


def stays(place: str, root: str | os.PathLike[str], known: dict[str, str]) -> bool:
    """Whether what is at `place`, a path below the folder `root`, is there in truth; an open stream of ours always is.

    `known` are the real paths of folders, which are looked up once and noted there: who asks keeps it no longer than a look
    at one state of the disk.
    """
    if _STREAM.fullmatch(place):
        return True
    folder, name = os.path.split(place)
    linked = name in ("", ".", "..") or os.path.islink(place)  # noqa: PTH114 -- asked for every file of a large run: Path is slow
    real = os.path.realpath(place) if linked else os.path.join(_real(folder, known), name)  # noqa: PTH118 -- as above
    return _lies_in(real, _real(os.fspath(root), known))


def _lies_in(real: str, top: str) -> bool:
    """Whether one real path is another, or below it; Windows knows two spellings of a long one, and no upper case."""
    one, other = (os.path.normcase(path.removeprefix("\\\\?\\")) for path in (real, top))
    return one == other or one.startswith(other if other.endswith(os.sep) else other + os.sep)


def _real(folder: str, known: dict[str, str]) -> str:
    if folder not in known:
        known[folder] = os.path.realpath(folder)
    return known[folder]


def at_home(path: Path) -> bool:
    """Whether `path`, links followed, is in the repository that it lies in by its name, else in the current folder.

    What lies in neither by its name is a person's own choice.
    """
    named = Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve() would follow links
    homes = [folder for folder in reversed(named.parents) if (folder / ".git").exists()] or [Path.cwd()]
    if not named.is_relative_to(homes[0]):
        return True
    # A link may lead into another repository: each has to lie in the one around it.
    real = [os.path.realpath(one) for one in (*homes, named)]
    return all(_lies_in(inner, outer) for outer, inner in pairwise(real))


def is_foreign(path: str) -> bool:
    """Whether a path as it is written begins somewhere else, on any system: at a root, a drive or a server."""
    return path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", path) is not None


def is_device(path: str) -> bool:
    """Whether Windows opens a device and no file at a path. It is refused on every system, so that a map means one thing."""
    return any(re.fullmatch(_DEVICE, part) for part in re.split(r"[/\\]", path))
