"""Who is who between two maps: which stage, action or pain point of the one is the same thing in the other.

Kind by kind over the whole map, whatever stands nearest first: the id that both wrote, then the same text, then an id
that one wrote and the other has by default, then likeness. So a thing that gains a written id stays the same thing, and
so does one that is reworded, moved, or both. The answer does not depend on which map is called the old one.

Likeness counts the pieces of three letters that two texts share (two letters in scripts that write words in few signs),
and for stages and actions also the things in them that have the same text: 0 for nothing in common, 1 for the same.
Only things that share a rare piece are compared, so that the work grows with the maps and not with their square.
"""

from __future__ import annotations

from journeymap.match._finder import Match, match
from journeymap.match._kinds import TABLE, declared, is_bare, lane_things

__all__ = ["TABLE", "Match", "declared", "is_bare", "lane_things", "match"]
