"""A map with everything around it resolved: included libraries, ids, references, uses, and the facts that follow.

`link.link` makes a `Journey` from what `schema` built; `facts`, `curve` and `flow` are questions asked of one.
"""

from __future__ import annotations

from journeymap.journey._linking import LISTS
from journeymap.journey.journey import KINDS, Journey, Pointer
from journeymap.journey.link import Files, Loaded, link, link_library

__all__ = ["KINDS", "LISTS", "Files", "Journey", "Loaded", "Pointer", "link", "link_library"]
