"""More actions than one map can hold.

Why: A map of everything is read by nobody. Past forty actions it is a catalogue: better an overview, and maps that look
closer at the stages that matter, to which it points with `journey`.

Bad:
    journeymap: 1
    title: Everything a customer ever does
    stages:
      - name: Week 1
        actions: &seven [Searches, Compares, Asks, Orders, Waits, Unpacks, Tries on]
      - name: Week 2
        actions: *seven
      - name: Week 3
        actions: *seven
      - name: Week 4
        actions: *seven
      - name: Week 5
        actions: *seven
      - name: Week 6
        actions: *seven

Good:
    journeymap: 1
    title: Buying a sweater
    stages:
      - name: Choose one
        actions: [Searches, Compares, Asks]
      - name: Buy it
        actions: [Orders, Waits, Unpacks, Tries on]

Options:
    limit (40): how many actions a map may have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions
from journeymap.lint.rule import Beside, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How many actions a map may have."""

    limit: int = 40


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    those = actions(journey)
    if len(those) > options.limit:
        yield Finding(
            journey.map,
            f"the map has {len(those)} actions; at most {options.limit} were expected",
            help="keep the overview, and move the detail of a stage into a map of its own: `journey` points at it",
            related=(Beside(f"action {options.limit + 1}", those[options.limit]),),
        )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice; Smaply, Journey mapping mistakes",
    check=check,
    options=Options(),
    local=True,
)
