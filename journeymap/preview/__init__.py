"""A local page that shows maps while they are written, and draws them again when they are saved.

`desk` knows the maps and what last came of each, `watch` sees that a file has changed, `server` answers the browser: on
the loopback interface alone, to nobody who asks by another name. The page around the map has a script of ours; the map
stands in a frame in which no script runs.
"""

from __future__ import annotations

from journeymap.preview.desk import Desk, Item
from journeymap.preview.server import Server
from journeymap.preview.watch import Watch

__all__ = ["Desk", "Item", "Server", "Watch"]
