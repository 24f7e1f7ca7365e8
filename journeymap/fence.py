"""Whether a place is where its name says, links followed: in a project for maps, in a repository for all else.

A pull request can bring a link that leads anywhere on the machine that looks at it. What it leads to would be read into a
report, or written over. The place is settled before a file is opened; somebody who changes links of the same folder while
the tool runs needs rights there that make this needless.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

_STREAM = re.compile(r"/dev/(?:std(?:in|out|err)|fd/[0-9]+)|/proc/self/fd/[0-9]+")


def stays(place: str, root: str | os.PathLike[str]) -> bool:
    """Whether what is at `place`, a path below the folder `root`, is there in truth; an open stream of ours always is."""
    if _STREAM.fullmatch(place):
        return True
    folder, name = os.path.split(place)
    linked = name in ("", ".", "..") or os.path.islink(place)  # noqa: PTH114 -- asked for every file of a large run: Path is slow
    real = os.path.realpath(place) if linked else os.path.join(_real(folder), name)  # noqa: PTH118 -- as above
    top = _real(os.fspath(root))
    return real == top or real.startswith(top if top.endswith(os.sep) else top + os.sep)


def _real(folder: str) -> str:
    return _known(folder) if os.path.isabs(folder) else os.path.realpath(folder)  # noqa: PTH117 -- as above


@lru_cache(maxsize=1024)
def _known(folder: str) -> str:
    return os.path.realpath(folder)


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
    return all(Path(inner).is_relative_to(outer) for outer, inner in pairwise(real))
