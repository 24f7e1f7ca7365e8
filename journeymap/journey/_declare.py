"""First steps of linking: what is declared, what is selected, and the id of everything."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from journeymap.diagnostic import Related
from journeymap.escape import MapText
from journeymap.journey._linking import LISTS, STAND_INS, Linking
from journeymap.journey.journey import KINDS, STOP_KINDS
from journeymap.journey.libraries import follow
from journeymap.journey.names import Names, tell_ambiguous
from journeymap.model import Node, Solution, default_id
from journeymap.model.walk import below

if TYPE_CHECKING:
    from collections.abc import Sequence


def declare(on: Linking) -> None:
    """Read the libraries and sort every entry of a declaration list: a declaration, or the selection of an included one."""
    included = follow(on.path, on.built, on.files)
    on.libraries = included.libraries
    on.lacking = included.lacking
    on.diagnostics.extend(included.diagnostics)
    for path, built in ((on.path, on.built), *on.libraries):
        on.origins.add(path, built.origins)
        on.plain.update(built.plain)
    for stage in on.model.stages:
        on.parents[id(stage)] = on.model
        held = on.held[id(stage)] = tuple(below(stage, on.parents))
        on.staged += (stage, *held)
    for kind in (*KINDS, "stop"):
        on.names[kind] = Names(kind)
        on.belongs[kind] = {}
    for kind in KINDS:
        _declare_kind(on, kind)


def _declare_kind(on: Linking, kind: str) -> None:
    names = on.names[kind]
    shared: list[Node] = []
    for _, built in on.libraries:
        declared: tuple[Node, ...] = getattr(built.model, LISTS[kind], ())
        _add(on, kind, declared)
        shared.extend(declared)
    own: list[Node] = []
    for node in getattr(on.model, LISTS[kind]):
        named = names.find(node.text_of) if on.is_plain(node) else None
        if isinstance(named, list):
            tell_ambiguous(on, kind, node.text_of, on.place(node), named)
        elif named is not None:
            on.aside[id(node)] = named
            on.belongs[kind][id(named)] = named
        else:
            own.append(node)
            on.belongs[kind][id(node)] = node
    names.declared = bool(shared or own)
    if kind == "solution":
        own.extend(_inline_solutions(on))
    _add(on, kind, own)
    _tell_declared_twice(on, kind, [*shared, *own])


def _inline_solutions(on: Linking) -> list[Node]:
    """The solutions that are written in place, as objects, under pain points."""
    return [node for node in on.staged if isinstance(node, Solution) and not on.is_plain(node)]


def _add(on: Linking, kind: str, nodes: Sequence[Node]) -> None:
    """Give ids to the things that one file declares and let them be found by them."""
    on.ids.give(nodes)
    for node in nodes:
        on.names[kind].add(node, on.ids.of(node))


def _tell_declared_twice(on: Linking, kind: str, nodes: list[Node]) -> None:
    first: dict[str, Node] = {}
    for node in nodes:
        name = on.ids.of(node)
        known = first.setdefault(name, node)
        if known is node or on.origins[id(known)].path == on.origins[id(node)].path:
            continue  # within one file, equal written ids are told by the schema
        on.tell(
            "invalid-map",
            f'the {kind} "{name}" is declared in two files',
            on.place(node),
            help_line="declare it in one of them and refer to it in the other",
            related=(Related(MapText("first declared here"), on.place(known)),),
            key=f"{kind}:{name}",
        )


def name(on: Linking) -> None:
    """Give every object in the stages its id, and let stages, actions and cells be found."""
    by_kind: defaultdict[str, list[Node]] = defaultdict(list)
    known = on.ids.known
    for node in on.staged:
        kind = node.kind
        if kind in STAND_INS and on.stands_for_another(node):
            known[id(node)] = default_id(node.text_of, kind)  # until it is known what it stands for
        elif id(node) not in known:
            by_kind["stop" if kind in STOP_KINDS else kind].append(node)
    stops = by_kind.pop("stop", [])
    stops.sort(key=lambda node: node.kind == "cell")  # what the customer does has the plain name, `pay` and not `pay-2`
    on.ids.give(stops)
    for node in stops:
        on.names["stop"].add(node, on.ids.of(node))
    on.ids.waiting = by_kind
    known[id(on.model)] = on.model.id or "map"
