"""Files: finding maps, reading bytes, decoding, and writing without ever losing what stood there.

A `Store` says where files come from. Its paths are relative to the project root, with `/`, in every Store alike, so
nothing above this room knows whether it reads a disk, a git revision or an editor's buffer.
"""

from __future__ import annotations

from journeymap.source._find import SUFFIXES, find, is_marked
from journeymap.source._save import create, write
from journeymap.source._store import (
    LEADS_OUT,
    NAME_ITSELF,
    STANDARD_INPUT,
    DiskStore,
    OverlayStore,
    Source,
    Stamp,
    Store,
    as_text,
    help_for,
    is_folder,
    join,
    reason,
)

__all__ = [
    "LEADS_OUT",
    "NAME_ITSELF",
    "STANDARD_INPUT",
    "SUFFIXES",
    "DiskStore",
    "OverlayStore",
    "Source",
    "Stamp",
    "Store",
    "as_text",
    "create",
    "find",
    "help_for",
    "is_folder",
    "is_marked",
    "join",
    "reason",
    "write",
]
