"""Second step of linking: every reference finds what it names, or is told with the closest name."""

from __future__ import annotations

from functools import cache

from journeymap.diagnostic import Origin, Related, Route
from journeymap.escape import MapText
from journeymap.journey._linking import LISTS, Linking
from journeymap.journey._rename import renamed
from journeymap.journey.journey import KINDS, Use
from journeymap.journey.names import KNOWN_METRICS, fits, tell_ambiguous
from journeymap.model import (
    Evidence,
    Goal,
    Lanes,
    Metric,
    Node,
    PainPoint,
    Persona,
    Resource,
    Solution,
    Touchpoint,
    slug,
)
from journeymap.model.walk import referrers

_CLASSES: dict[str, type[Node]] = {
    "persona": Persona, "goal": Goal, "touchpoint": Touchpoint, "resource": Resource, "metric": Metric, "evidence": Evidence,
    "solution": Solution,
}  # fmt: skip
_SHOWN = 8
"""How many names a help line lists."""


def refer(on: Linking) -> None:
    """Resolve every reference of the map and of what belongs to it."""
    for node in on.staged:
        if not _referring(type(node)).isdisjoint(node.model_fields_set):  # most of it refers to nothing
            _refer_from(on, node)
    done: set[int] = set()
    while fresh := [node for kind in KINDS for node in on.belongs[kind].values() if id(node) not in done]:
        for node in fresh:  # a thing that is referred to may refer on: a persona to evidence, a solution to a resource
            done.add(id(node))
            _refer_from(on, node)
    for entry, target in on.aside.items():
        on.ids.known[entry] = on.ids.of(target)


@cache
def _referring(model: type[Node]) -> frozenset[str]:
    """The fields in which something may be referred to."""
    own = {"solutions"} if issubclass(model, PainPoint) else {"metrics", "emotions"} if issubclass(model, Lanes) else ()
    return frozenset((*referrers(model), *own))


def _refer_from(on: Linking, node: Node) -> None:
    held_by = vars(node)
    for name, kind in referrers(type(node)).items():
        if held := held_by.get(name):
            on.targets[id(node), name] = _named(on, kind, held, node, name)
    if isinstance(node, PainPoint) and node.solutions:
        on.targets[id(node), "solutions"] = _inline(on, node, "solutions", "solution", node.solutions)
    if isinstance(node, Lanes):
        if node.metrics:
            on.targets[id(node), "metrics"] = _inline(on, node, "metrics", "metric", node.metrics)
        for name in node.emotions:
            persona = _resolve(on, "persona", name, node, ("emotions", name))
            on.targets[id(node), f"emotions.{name}"] = () if persona is None else (persona,)


def _named(on: Linking, kind: str, held: str | tuple[str, ...], node: Node, name: str) -> tuple[Node, ...]:
    """What a field names, each thing once."""
    found: list[Node] = []
    for index, text in enumerate((held,) if isinstance(held, str) else held):
        target = _resolve(on, kind, text, node, (name,) if held is text else (name, index))
        if target is not None and not (found and any(target is one for one in found)):
            found.append(target)
            on.used.setdefault(id(target), []).append(Use(node, name, index))
    return tuple(found)


def _inline(on: Linking, owner: Node, name: str, kind: str, entries: tuple[Node, ...]) -> tuple[Node, ...]:
    """Entries that may be references or objects written in place: what each stands for."""
    found: list[Node] = []
    for index, entry in enumerate(entries):
        target: Node | None = entry
        if on.stands_for_another(entry):
            target = _resolve(on, kind, entry.text_of, entry, ())
            if target is not None:
                on.aside[id(entry)] = target
        else:
            on.belongs[kind].setdefault(id(entry), entry)
        if target is not None and not (found and any(target is one for one in found)):
            found.append(target)
            on.used.setdefault(id(target), []).append(Use(owner, name, index))
    return tuple(found)


def _resolve(on: Linking, kind: str, text: str, owner: Node, steps: Route) -> Node | None:
    names = on.names[kind]
    found = names.find(text)
    if isinstance(found, list):
        found = names.resolve(text, owner)
    if isinstance(found, list):
        tell_ambiguous(on, kind, text, on.place(owner, *steps), found)
        return None
    if found is None:
        found = _unknown(on, kind, text, owner, steps)
    if found is not None and kind == "stop":
        return found if _may_point(on, text, owner, steps, found) else None
    if found is not None and kind in on.belongs:
        on.belongs[kind].setdefault(id(found), found)
    return found


def _unknown(on: Linking, kind: str, text: str, owner: Node, steps: Route) -> Node | None:
    """Imply a thing where names are informal; else tell that there is none."""
    names = on.names[kind]
    known_metric = kind == "metric" and slug(text) in KNOWN_METRICS
    if kind != "stop" and (not names.declared or known_metric):
        return _imply(on, kind, text, owner, steps)
    if slug(text) in on.dropped(kind):
        return None  # its declaration has a fault of its own, which is told there
    if not on.built.document.complete or (on.lacking and kind in LISTS):
        return None  # it may stand in what could not be read, which is told
    closest = names.closest(text)
    spoken = kind if kind != "stop" else "action or stage" if owner.kind == "way" else "action or cell"
    help_line = f'did you mean "{closest}"?' if closest else _what_there_is(on, kind)
    place = on.key_place if _is_key(owner, steps) else on.place
    on.tell(
        "unknown-reference",
        f'there is no {spoken} "{text}"',
        place(owner, *steps),
        help_line=help_line,
        key=f"{kind}:{slug(text)}",
        fix=renamed(on, owner, steps, text, closest) if closest else None,
    )
    return None


def _imply(on: Linking, kind: str, text: str, owner: Node, steps: Route) -> Node:
    """A thing that only a plain name speaks of; it stands where the name was first written."""
    model = _CLASSES[kind]
    node = model.model_validate({model.main: text})
    on.origins[id(node)] = Origin(on.origins[id(owner)].path, on.route(owner, *steps))
    on.ids.give((node,), taken=on.names[kind].by_id)
    on.names[kind].add(node, on.ids.of(node))
    on.alive.append(node)
    return node


def _may_point(on: Linking, text: str, owner: Node, steps: Route, found: Node) -> bool:
    """Whether a reference may name the stop that it names, which is told where not."""
    may = fits(owner, found)
    if not may:
        allowed = "an action or a stage" if owner.kind == "way" else "a cell or an action"
        on.tell(
            "unknown-reference",
            f'"{text}" is a {found.kind}, and this has to name {allowed}',
            on.place(owner, *steps),
            related=(Related(MapText(f"the {found.kind}"), on.place(found)),),
            key=f"stop:{slug(text)}",
        )
    return may


def _is_key(owner: Node, steps: Route) -> bool:
    """Whether the reference is written as a key: a persona of `emotions`, a metric of a mapping."""
    return steps[:1] == ("emotions",) or (isinstance(owner, Metric) and not steps)


def _what_there_is(on: Linking, kind: str) -> str:
    names = on.names[kind].spellings()
    shown = ", ".join(f'"{name}"' for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    if kind in LISTS:
        return (
            f'declare it under "{LISTS[kind]}", or name what is declared: {shown}{more}'
            if names
            else f'declare it under "{LISTS[kind]}"'
        )
    return f"there is {shown}{more}"
