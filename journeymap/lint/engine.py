"""Running rules over a journey: the one place where what they say becomes diagnostics."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from journeymap.diagnostic import Diagnostic, Edit, Fix, Place, Related, arranged
from journeymap.escape import MapText
from journeymap.lint.context import Context
from journeymap.lint.rule import FUTURE, Patch, SetKey

if TYPE_CHECKING:
    from datetime import date

    from journeymap.diagnostic import Route, Span
    from journeymap.document import Document, Value
    from journeymap.journey import Journey
    from journeymap.lint.rule import Beside, Change, Finding, Remedy
    from journeymap.lint.settings import Chosen, Settings
    from journeymap.model import Node

_MOST_RELATED = 5
"""Second places that are told with one finding; more would hide it."""


def lint(journey: Journey, settings: Settings, today: date) -> tuple[Diagnostic, ...]:
    """What the chosen rules find, in order. Fingerprints come when it is told, since they depend on what is told with it."""
    context = Context(journey, today, each=settings.each)
    found: list[Diagnostic] = []
    for chosen in asked(journey, settings):
        try:
            for finding in chosen.rule.check(journey, chosen.options, context):
                if not _is_consequence(journey, finding):
                    found.append(_diagnostic(journey, chosen, finding))  # noqa: PERF401 -- a comprehension for each rule takes longer
        except Exception as bug:
            bug.add_note(f'in the rule "{chosen.name}", looking at {journey.path}')
            raise
    return tuple(arranged(one for one in found if not settings.ignores(one.id, one.place.path)))


def asked(journey: Journey, settings: Settings) -> list[Chosen]:
    """The rules that such a map, or a library, is asked; an archived map none.

    What is missing in half a file may stand in the other half.
    """
    if journey.map.status == "archived":
        return []
    what = {journey.map.type, FUTURE} if journey.map.is_future else {journey.map.type}
    complete = all(document.complete for document in journey.documents.values())
    return [
        chosen
        for chosen in settings.rules
        if what.isdisjoint(chosen.rule.not_for)
        and (chosen.rule.in_libraries or not journey.is_library)
        and (chosen.rule.local or complete)
    ]


def _diagnostic(journey: Journey, chosen: Chosen, finding: Finding) -> Diagnostic:
    place = _place(journey, finding.node, finding.steps, finding.span)
    return Diagnostic(
        id=chosen.name,
        level=chosen.level or finding.level or chosen.rule.level,
        message=MapText(finding.message),
        place=place,
        help=MapText(finding.help) if finding.help else None,
        related=_beside(journey, finding.related, place.path) if finding.related else (),
        fix=_fix(journey, finding.remedy, place.path) if finding.remedy is not None else None,
        key=finding.key,
        anchor=journey.chain(finding.node),
    )


def _beside(journey: Journey, places: tuple[Beside, ...], path: str) -> tuple[Related, ...]:
    """Second places to a finding in the file at `path`."""
    beside = (_related(journey, one) for one in places)
    if path != journey.path:
        # What is wrong in a library is told once, whichever map it was seen through: so nothing of a map stands beside it.
        beside = (one for one in beside if one.place.path == path)
    return tuple(islice(beside, _MOST_RELATED))


def _related(journey: Journey, one: Beside) -> Related:
    return Related(MapText(one.message), _place(one.journey or journey, one.node, one.steps))


def _fix(journey: Journey, remedy: Remedy, path: str) -> Fix | None:
    edits = tuple(edit for change in remedy.changes for edit in _edits(journey, change, path))
    return Fix(edits, remedy.safe) if edits else None


def _edits(journey: Journey, change: Change, path: str) -> tuple[Edit, ...]:
    """A change as edits to the file of its finding; none where it stands in another file or cannot be made."""
    if isinstance(change, Patch):
        return (Edit(change.span, change.text),)
    from journeymap import write  # here: few findings have such a remedy

    origin = journey.origin(change.node)
    if origin.path != path:
        return ()
    document = journey.documents[path]
    if isinstance(change, SetKey):
        return write.set_key(document, origin.route, type(change.node), change.key, change.text)
    return write.remove(document, (*origin.route, *change.steps))


def _place(journey: Journey, node: Node, steps: Route, span: Span | None = None) -> Place:
    origin = journey.origin(node)
    route = (*origin.route, *steps)
    document = journey.documents[origin.path]
    return Place(origin.path, route, span or document.grip(route, "" if steps else node.main))


def _is_consequence(journey: Journey, finding: Finding) -> bool:
    """Whether what is missing was written, and only dropped for a fault that is told."""
    if not finding.absent:
        return False
    origin = journey.origin(finding.node)
    document = journey.documents[origin.path]
    return any(_value(document, (*origin.route, key)) not in (None, "", [], {}) for key in finding.absent)


def _value(document: Document, route: Route) -> Value:
    """What is written at a route; a step `0` into what is not a list stays where it is, since a lone entry needs no list."""
    value = document.value
    for step in route:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step] if step < len(value) else None
        elif step != 0:
            return None
    return value
