"""A validated map that rests on assumptions, or on nothing at all.

Why: `validated` says that somebody checked. What rests only on evidence with the confidence `assumption` was not
checked, and a map without any evidence cannot have been. A future state cannot be observed and is not asked.

Bad:
    journeymap: 1
    title: Returning a sweater
    status: validated
    evidence:
      - {id: retro, title: Team retrospective, confidence: assumption}
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
        evidence: [retro]

Good:
    journeymap: 1
    title: Returning a sweater
    status: validated
    evidence:
      - {id: retro, title: Team retrospective, confidence: assumption}
      - {id: interviews, title: Interviews with customers, confidence: observed}
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
        evidence: [retro, interviews]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import everything, evidence_of
from journeymap.lint.rule import FUTURE, Beside, Finding, Rule
from journeymap.lint.wording import counted, named, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Node


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask a validated map: all of it for evidence, and each thing for evidence that is more than an assumption."""
    if journey.map.status != "validated":
        return
    resting = [node for node in everything(journey) if getattr(node, "evidence", ())]
    if not resting and not journey.map.evidence:
        yield Finding(
            journey.map,
            "the map is validated and rests on no evidence",
            steps=("status",),
            help="name what it was validated with under `evidence`, or write `status: draft`",
            key="nothing",
            absent=("evidence",),
        )
        return
    assumed: dict[int, list[Node]] = {}
    for node in resting:
        sources = evidence_of(journey, node)
        if sources and all(source.confidence == "assumption" for source in sources):
            assumed.setdefault(id(sources[0]), []).append(node)
    for source in journey.evidence:
        those = assumed.get(id(source), [])
        if those:
            others = counted(len(those) - 1, "other thing")
            what = f"{named(those[0])} rests" if len(those) == 1 else f"{named(those[0])} and {others} rest"
            yield Finding(
                those[0],
                f"{what} only on {quoted(source.title)}, an assumption, and the map is validated",
                steps=("evidence",),
                help="find out and name what you found, or write `status: draft`",
                key=journey.id_of(source),
                related=tuple(Beside("rests on it too", node) for node in those[1:]),
            )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="NN/g, Journey Mapping 101; practice",
    check=check,
    not_for=frozenset({FUTURE}),
)
