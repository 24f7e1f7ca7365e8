"""Maps that lead into one another in a circle, or a nest of maps that is too deep.

Why: `journey` says "look closer here" and `based_on` "this is where we start from". In a circle neither means anything,
and more than three levels down nobody knows where they are.

Bad:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        journey: photo.yaml
    # photo.yaml
    journeymap: 1
    title: The photo check
    stages:
      - name: Start over
        journey: map.yaml

Good:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        journey: photo.yaml
    # photo.yaml
    journeymap: 1
    title: The photo check
    stages:
      - name: Take the photo

Options:
    depth (3): how many levels of maps may lie below this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_parts
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Route
    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Node


class Options(NamedTuple):
    """How deep maps may lie below one another."""

    depth: int = 3


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Follow each path of this map to other maps."""
    if not journey.pointers:  # nearly always
        return
    nodes: dict[Route, tuple[Node, str]] = {journey.route(journey.map, "based_on"): (journey.map, "based_on")}
    nodes.update((journey.route(part, "journey"), (part, "journey")) for part in all_parts(journey))
    for pointer in journey.pointers:
        node, key = nodes[pointer.origin.route]
        circle = _way_back(journey, pointer.path)
        if circle:
            yield Finding(
                node,
                f"this path leads back to this map: {' -> '.join((journey.path, *circle))}",
                steps=(key,),
                help="let the maps point in one direction: from the overview to the detail, from the future to the present",
                key="circle",
            )
            continue
        chain = _deepest(journey, pointer.path, options.depth + 1) if pointer.kind == "journey" else ()
        if len(chain) > options.depth:
            yield Finding(
                node,
                f"the maps below this one lie {options.depth + 1} levels deep or more: {' -> '.join(chain)}",
                steps=(key,),
                help=f"keep to {counted(options.depth, 'level')} of maps below one another",
                key="depth",
            )


def _way_back(journey: Journey, start: str) -> tuple[str, ...]:
    """The shortest way from the map at `start` to this map, both included; empty if there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    while waiting and journey.path not in ways:
        here = waiting.pop(0)
        for pointer in journey.pointers_of.get(here, ()):
            if pointer.path not in ways:
                ways[pointer.path] = (*ways[here], pointer.path)
                waiting.append(pointer.path)
    return ways.get(journey.path, ())


def _deepest(journey: Journey, start: str, enough: int) -> tuple[str, ...]:
    """The longest chain of closer looks from the map at `start`; a chain of `enough` maps ends the search."""
    longest: tuple[str, ...] = ()
    depths: dict[str, int] = {}
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting and len(longest) < enough:
        chain = waiting.pop()
        if len(chain) <= depths.get(chain[-1], 0):
            continue
        depths[chain[-1]] = len(chain)
        longest = max(longest, chain, key=len)
        looks = [pointer.path for pointer in journey.pointers_of.get(chain[-1], ()) if pointer.kind == "journey"]
        waiting.extend((*chain, path) for path in looks if path not in chain)
    return longest


RULE = Rule(
    level=Level.WARNING,
    preset="minimal",
    authority="practice",
    check=check,
    options=Options(),
)
