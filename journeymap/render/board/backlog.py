"""From a journey to its backlog."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from journeymap import escape
from journeymap.escape import MapText
from journeymap.journey.facts import PainStatus, pain_points, pain_status, solutions_of
from journeymap.model import Cell, Evidence, Metric, Node, PainPoint, Persona, Resource, Solution, slug
from journeymap.render.board import items
from journeymap.render.board.backlog_types import (
    Backlog,
    BacklogOpportunity,
    BacklogPain,
    BacklogSolution,
    Count,
    EvidenceEntry,
    EvidenceGroup,
    ResourceItem,
    SharedTheme,
    Where,
)
from journeymap.render.board.desk import Desk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.model import Lanes
    from journeymap.render.board.types import Reference

N = TypeVar("N", bound=Node)

RATINGS = ("low", "medium", "high")
_KINDS = ("survey", "interview", "observation", "usability-test", "analytics", "support", "review", "experiment", "workshop")
_PAIN_ORDER = ("unaddressed", "accepted", "addressed", "resolved")
_RESOURCE_ORDER = ("need", "", "have")
_SHARED = 2


def backlog(desk: Desk) -> Backlog:
    """What is to be done. `desk` is one on which nothing else is shown, so that everything has its first anchor."""
    pains = tuple(_pain(desk, pain) for pain in pain_points(desk.journey))
    solutions = _solutions(desk)
    resources = tuple(_resource(desk, resource) for resource in desk.journey.resources)
    return Backlog(
        pains=tuple(sorted(pains, key=lambda one: (-one.item.severity_rank, _PAIN_ORDER.index(one.item.status)))),
        solutions=solutions,
        resources=tuple(sorted(resources, key=lambda one: (_RESOURCE_ORDER.index(one.status), -len(one.solutions)))),
        opportunities=tuple(_opportunities(desk)),
        evidence=tuple(_groups(desk)),
        themes=tuple(_themes(desk)),
        counts=tuple(_counts(desk, solutions)),
    )


def _where(desk: Desk, node: Node) -> Where:
    stage = desk.journey.stage_of(node)
    assert stage is not None, "it stands in a stage"
    column = desk.columns[id(stage)] + 1
    action = desk.journey.action_of(node)
    return Where(desk.locale.number(column), desk.home(stage), MapText(stage.name), words(action.text) if action else None)


def _pain(desk: Desk, pain: PainPoint) -> BacklogPain:
    return BacklogPain(items.pain_item(desk, pain), _where(desk, pain))


def _solutions(desk: Desk) -> tuple[BacklogSolution, ...]:
    """Every solution that the map knows, in the order of the numbers."""
    known: dict[int, Solution] = {id(one): one for one in desk.journey.solutions}
    for pain in pain_points(desk.journey):
        known.update({id(one): one for one in solutions_of(desk.journey, pain)})
    for lanes in _places(desk):
        known.update({id(one): one for one in desk.journey.targets(lanes, "solutions", Solution)})
    return tuple(_solution(desk, known[identity]) for identity in desk.solutions if identity in known)


def _solution(desk: Desk, solution: Solution) -> BacklogSolution:
    solves = tuple(desk.pain_reference(pain) for pain in desk.solved.get(id(solution), ()))
    return BacklogSolution(
        item=items.solution_item(desk, solution, repeated=False, solves=solves),
        effort=RATINGS.index(solution.effort) + 1 if solution.effort else 0,
        impact=RATINGS.index(solution.impact) + 1 if solution.impact else 0,
        link=escape.link(solution.link) if solution.link else None,
    )


def _places(desk: Desk) -> Iterator[Lanes]:
    for stage in desk.journey.map.stages:
        yield from (stage, *stage.actions)


def _opportunities(desk: Desk) -> Iterator[BacklogOpportunity]:
    for lanes in _places(desk):
        for one in lanes.opportunities:
            yield BacklogOpportunity(items.opportunity_item(desk, one), _where(desk, one))


def _resource(desk: Desk, resource: Resource) -> ResourceItem:
    owners = [use.owner for use in desk.journey.uses(resource)]
    solutions = _once([owner for owner in owners if isinstance(owner, Solution) and id(owner) in desk.solutions])
    pains = _once([pain for solution in solutions for pain in desk.solved.get(id(solution), ())])
    return ResourceItem(
        anchor=desk.anchor(resource),
        text=MapText(resource.name),
        kind=desk.label(f"resource-{resource.type}") if resource.type else None,
        status=resource.status or "",
        status_label=desk.label(f"resource-{resource.status}") if resource.status else None,
        impact=words(resource.impact),
        solutions=tuple(sorted((desk.solution_reference(one) for one in solutions), key=_number)),
        pains=tuple(sorted((desk.pain_reference(one) for one in pains), key=_number)),
        steps=tuple(MapText(owner.text) for owner in owners if isinstance(owner, Cell)),
        description=words(resource.description),
    )


def _once(nodes: list[N]) -> list[N]:
    """Each node, by identity, once."""
    return list({id(node): node for node in nodes}.values())


def _number(reference: Reference) -> int:
    return int(reference.number[1:])


def _groups(desk: Desk) -> Iterator[EvidenceGroup]:
    """Evidence by kind of source; what has none comes last."""
    for key in (*_KINDS, None):
        entries = tuple(_evidence(desk, one) for one in desk.journey.evidence if one.type == key)
        if entries:
            yield EvidenceGroup(key or "", desk.label(f"evidence-{key}" if key else "evidence-other"), entries)


def _evidence(desk: Desk, evidence: Evidence) -> EvidenceEntry:
    owners = [use.owner for use in desk.journey.uses(evidence)]
    pains = _once([owner for owner in owners if isinstance(owner, PainPoint)])
    others: dict[str, str | MapText] = {}
    for owner in owners:
        if not isinstance(owner, PainPoint):
            name = _supported(desk, owner)
            others.setdefault(escape.plain(name), name)
    item = items.evidence_item(desk, evidence)
    kind = 1 if evidence.type else 0
    return EvidenceEntry(
        item=replace(item, notes=item.notes[kind:]),
        themes=tuple(MapText(theme) for theme in evidence.themes),
        pains=tuple(sorted((desk.pain_reference(one) for one in pains), key=_number)),
        others=tuple(others.values()),
        link=escape.link(evidence.source) if evidence.source else None,
    )


def _supported(desk: Desk, owner: Node) -> str | MapText:
    """What rests on a piece of evidence, by the name that readers know: a persona, a key figure, a stage."""
    if isinstance(owner, Persona):
        return MapText(owner.name)
    stage = desk.journey.stage_of(owner)
    if stage is not None:
        return MapText(stage.name)
    if isinstance(owner, Metric):
        metric = desk.journey.meaning(owner)
        known = desk.known("metric", desk.journey.id_of(metric))
        return known if known and slug(metric.name) == desk.journey.id_of(metric) else MapText(metric.name)
    return MapText(str(getattr(owner, type(owner).main)))


def _themes(desk: Desk) -> Iterator[SharedTheme]:
    """What more than one source says, the most often said first."""
    names: dict[str, str] = {}
    said: dict[str, list[MapText]] = {}
    for evidence in desk.journey.evidence:
        for theme in dict.fromkeys(map(slug, evidence.themes)):
            said.setdefault(theme, []).append(MapText(evidence.title))
        for theme in evidence.themes:
            names.setdefault(slug(theme), theme)
    shared = [(theme, sources) for theme, sources in said.items() if len(sources) >= _SHARED]
    for theme, sources in sorted(shared, key=lambda one: -len(one[1])):
        yield SharedTheme(MapText(names[theme]), tuple(sources))


def _counts(desk: Desk, solutions: tuple[BacklogSolution, ...]) -> Iterator[Count]:
    """How much there is, for somebody who reads nothing else."""
    pains = Counter(pain_status(desk.journey, pain) for pain in pain_points(desk.journey))
    work = Counter(one.item.status for one in solutions)
    found = (
        ("pains", "lane-pain_points", pains.total()),
        ("open", "pain-unaddressed", pains[PainStatus.UNADDRESSED] if pains else None),
        ("solutions", "lane-solutions", work.total()),
        ("in-progress", "solution-in-progress", work["in-progress"] if work else None),
        ("shipped", "solution-shipped", work["shipped"] if work else None),
    )
    for key, label, number in found:
        if number is not None:
            yield Count(key, desk.label(label), desk.locale.number(number), number == 0)
