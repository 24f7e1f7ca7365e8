"""Something declared in the map that nothing in it refers to.

Why: A touchpoint that no stage uses is a slip or a leftover, and readers of the picture never see it. Personas and
goals may stand for themselves, and so does a metric with a value or a target: it is a key figure. Solutions are asked
by solution-without-pain-point, which says more. What a library declares is for other maps. If nothing of one kind is
referred to, that is said once, and without a fix: then it is the references that are missing. The fix takes the
declaration out with its comments; it is no safe one, since what is known about the thing is lost.

Bad:
    journeymap: 1
    title: Returning a sweater
    touchpoints:
      - id: portal
        name: Returns portal
      - id: shop
        name: Parcel shop
    stages:
      - name: Send it back
        touchpoints: [shop]

Good:
    journeymap: 1
    title: Returning a sweater
    touchpoints:
      - id: portal
        name: Returns portal
      - id: shop
        name: Parcel shop
    stages:
      - name: Register it
        touchpoints: [portal]
      - name: Send it back
        touchpoints: [shop]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Beside, Finding, Remedy, Remove, Rule
from journeymap.lint.wording import named
from journeymap.model import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Node

_KINDS = {"touchpoints": "touchpoint", "resources": "resource", "metrics": "metric", "evidence": "evidence"}


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each declaration list of the map itself."""
    for name, spoken in _KINDS.items():
        declared = [node for node in getattr(journey.map, name) if journey.meaning(node) is node and not _stands_alone(node)]
        unused = [node for node in declared if not journey.uses(node)]
        none_used = len(unused) == len(declared) > 1
        if none_used and not context.each:
            plural = "pieces of evidence" if name == "evidence" else name
            yield Finding(
                journey.map,
                f"nothing refers to any of the {len(unused)} {plural} declared here",
                steps=(name,),
                help=f"name them under `{name}` where they play a part",
                key=name,
                related=tuple(Beside("never referred to", node) for node in unused),
            )
            continue
        for node in unused:
            yield Finding(
                node,
                f"nothing refers to the {spoken} {named(node)}",
                help="refer to it where it plays a part, or take the declaration out",
                remedy=Remedy((Remove(node),), safe=False) if not none_used else None,
            )


def _stands_alone(node: Node) -> bool:
    return isinstance(node, Metric) and (node.value is not None or node.target is not None)


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check, fixable=True)
