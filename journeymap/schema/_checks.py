"""What pydantic does not see: things that are right one by one and wrong together, told with both places."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from journeymap.model import Action, EmotionScale, JourneyMap, Metric, Persona, Stage, slug
from journeymap.model.journey_map import LANES
from journeymap.schema import _traps
from journeymap.schema._closest import closest
from journeymap.schema._fault import Fault, Other, a_kind, shown
from journeymap.schema._prune import GONE
from journeymap.schema._survey import STOPS, own_lanes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Value
    from journeymap.model import Library, Node
    from journeymap.schema._fault import Page
    from journeymap.schema._prune import Cuts, Pruned
    from journeymap.schema._survey import Found


def check(model: JourneyMap | Library, found: list[Found], left: Pruned, page: Page) -> list[Fault]:
    """All faults of a model that pydantic accepts."""
    faults: list[Fault] = []
    ids: dict[tuple[str, str], Found] = {}
    for one in found:
        node, raw, route = one
        if type(raw) is dict:
            if not all(raw.values()) and None in raw.values():
                faults.extend(_traps.commas(route, raw, page))
            together = _TOGETHER.get(type(node))
            if together is not None and not together.keys.isdisjoint(raw):
                faults.extend(together.ask(one, page))
            if "id" in raw and node.id is not None:
                first = ids.setdefault(("stop" if node.kind in STOPS else node.kind, slug(node.id)), one)
                if first is not one:
                    faults.append(_same_id(one, first, page))
        elif type(raw) is str and "：" in raw and (trap := _traps.full_width(route, raw, type(node), page)):
            faults.append(trap)
    if isinstance(model, JourneyMap):
        if model.lanes and page.document.complete:
            faults.extend(_lanes(model, left, page))
    elif not model.library:
        route = ("library",)
        help_line = 'write "library: true" in a file that only declares; take the line out of a map'
        faults.append(
            Fault(
                "library",
                route,
                page.span(route),
                '"library" can only be true',
                help_line,
                page.fix(route, (page.span(route), "true")),
            )
        )
    return faults


def _same_id(one: Found, first: Found, page: Page) -> Fault:
    node, _, route = one
    written = str(node.id)
    place = (*route, "id")
    alias = next((route[:end] for end in range(len(route) + 1) if page.document.aliased(route[:end])), None)
    message = f"the id {shown(written)} is already taken by {_other_kind(first.node, node)}"
    help_line = (
        "an alias repeats the id too: write the object out, with an id of its own"
        if alias is not None
        else "give one of them another id, or none"
    )
    if written != first.node.id:
        help_line = f"{shown(written)} and {shown(str(first.node.id))} count as one id; {help_line}"
    other = (*first.route, "id")
    span = page.span(place if alias is None else alias)
    related = (Other("first defined here", other, page.span(other)),)
    return Fault(f"same-id:{slug(written)}", place, span, message, help_line, related=related, cuts={place: GONE})


def _other_kind(first: Node, second: Node) -> str:
    words = a_kind(type(first))
    return "another " + words.partition(" ")[2] if first.kind == second.kind else words


def _two_emotions(one: Found, page: Page) -> Iterator[Fault]:
    node, raw, route = one
    if isinstance(node, Stage | Action) and node.emotion is not None and node.emotions and isinstance(raw, dict):
        first, second = (key for key in raw if key in ("emotion", "emotions"))
        place = (*route, second)
        yield Fault(
            "two-emotions", place, page.key_span(place), f'"{second}" stands beside "{first}" in one {node.kind}',
            'keep "emotion" if it holds for all personas, "emotions" if it differs from one to the other',
            related=(Other(f'"{first}" stands here', (*route, first), page.key_span((*route, first))),), cuts={place: GONE},
        )  # fmt: skip


_NAMED = ("demographics", "own", "emotions")
"""The keys below which names of one's own are keys."""


def _names(one: Found, page: Page) -> Iterator[Fault]:
    """Keys of one's own that are blank."""
    _, raw, route = one
    for key in _NAMED:
        value = raw.get(key) if isinstance(raw, dict) else None
        for name in value if isinstance(value, dict) else ():
            if not name.strip():
                place = (*route, key, name)
                yield Fault(
                    "empty-key",
                    place,
                    page.key_span(place),
                    f'a key of "{key}" is empty',
                    "write a name before the colon",
                    cuts={place: GONE},
                )


def _lane_holder(one: Found, page: Page) -> Iterator[Fault]:
    yield from _two_emotions(one, page)
    yield from _names(one, page)


def _scale(one: Found, page: Page) -> Iterator[Fault]:
    node, raw, route = one
    if isinstance(node, EmotionScale) and isinstance(raw, dict) and node.min >= node.max:
        swapped: Value = {**raw, "min": f"{node.max:.15g}", "max": f"{node.min:.15g}"}
        cuts: Cuts = {route: swapped if node.min > node.max else GONE}
        yield _turned(one, (node.min, node.max), page, cuts)


def _bounds(one: Found, page: Page) -> Iterator[Fault]:
    node, raw, route = one
    if (
        isinstance(node, Metric)
        and isinstance(raw, dict)
        and node.min is not None
        and node.max is not None
        and node.min > node.max
    ):
        yield _turned(one, (node.min, node.max), page, {(*route, "min"): GONE, (*route, "max"): GONE})


def _turned(one: Found, bounds: tuple[float, float], page: Page, cuts: Cuts) -> Fault:
    """`min` is not below `max`; of a scale one of them may be its default."""
    _, raw, route = one
    least, most = bounds
    written = [key for key, value in raw.items() if key in ("min", "max") and value is not None] if isinstance(raw, dict) else []
    place = (*route, written[-1])
    low, high = ("" if key in written else "default " for key in ("min", "max"))
    message = f'the {low}"min" of {least:.15g} is not below the {high}"max" of {most:.15g}'
    fix = None
    if len(written) > 1 and least > most:
        first, second = page.span((*route, "min")), page.span((*route, "max"))
        fix = page.fix(route, (first, page.text(second)), (second, page.text(first)))
    help_line = "exchange them" if fix else 'write the lower one as "min", the higher one as "max"'
    other = (*route, written[0])
    related = (Other(f'"{written[0]}" stands here', other, page.span(other)),) if len(written) > 1 else ()
    return Fault("turned-bounds", place, page.span(place), message, help_line, fix, related, cuts)


def _named_reading(one: Found, page: Page) -> Iterator[Fault]:
    """`metrics: {nps: {name: ...}}`: a name in two places."""
    _, raw, route = one
    if route and isinstance(route[-1], str) and route[-1] != "metrics" and isinstance(raw, dict) and raw.get("name") is not None:
        place = (*route, "name")
        yield Fault(
            "two-names",
            place,
            page.key_span(place),
            f"the name of this metric is {shown(route[-1])} already",
            'take "name" out, or write the metrics as a list',
            cuts={place: GONE},
        )


def _metric(one: Found, page: Page) -> Iterator[Fault]:
    yield from _bounds(one, page)
    yield from _named_reading(one, page)


class _Together(NamedTuple):
    """What may be wrong between the keys of one object: who is asked, where one of these keys is written."""

    ask: Callable[[Found, Page], Iterator[Fault]]
    keys: frozenset[str]


_LANE_HOLDER = _Together(_lane_holder, frozenset({"emotions", *_NAMED}))
_TOGETHER: dict[type[Node], _Together] = {
    Persona: _Together(_names, frozenset(_NAMED)),
    Stage: _LANE_HOLDER,
    Action: _LANE_HOLDER,
    EmotionScale: _Together(_scale, frozenset({"min", "max"})),
    Metric: _Together(_metric, frozenset({"name", "min", "max"})),
}


_ENOUGH = 30  # own lanes to choose from in a help line


def _lanes(model: JourneyMap, left: Pruned, page: Page) -> Iterator[Fault]:
    """Entries of `lanes` that name no lane."""
    value = page.document.value
    own = own_lanes(value)
    known = (*LANES, *islice(own.values(), _ENOUGH))
    written = value.get("lanes") if isinstance(value, dict) else None
    places: list[Route] = [("lanes",)]
    if isinstance(written, list):
        places = [("lanes", index) for index in left.kept.get(("lanes",), range(len(written)))]
    for name, route in zip(model.lanes, places, strict=True):
        if name in LANES or slug(name) in own:
            continue
        near = closest(name, known)
        all_of_them = f'the lanes are {", ".join(known)}; your own ones stand under "own"'
        help_line = f'did you mean "{near}"?' if near else all_of_them
        fix = page.fix(route, (page.span(route), near)) if near else None
        yield Fault(
            "unknown-lane",
            route,
            page.span(route),
            f"there is no lane {shown(name)} in this map",
            help_line,
            fix,
            cuts={route: GONE},
        )
