"""What is wrong with the keys of one object: keys that are not known and keys that are missing, told together.

Together, because one slip causes both: whoever writes `txt` for `text` has made one mistake, not two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.model import JourneyMap, Library, Stage
from journeymap.schema import _traps
from journeymap.schema._closest import certain, closest
from journeymap.schema._fault import Fault, a_kind, in_quotes, joined, shown, this_kind
from journeymap.schema._parts import knows, parts
from journeymap.schema._prune import GONE

if TYPE_CHECKING:
    from journeymap.diagnostic import Route, Span
    from journeymap.document import Value
    from journeymap.model import Node
    from journeymap.schema._fault import Page
    from journeymap.schema._parts import Spot
    from journeymap.schema._prune import Cuts


class _Object(NamedTuple):
    """The object in question: its place, its class and its keys."""

    spot: Spot
    model: type[Node]
    raw: dict[str, Value]

    @property
    def route(self) -> Route:
        """Its route in the file."""
        return self.spot.route


def told(spot: Spot, unknown: list[str], missing: list[str], page: Page) -> list[Fault]:
    """The faults of the object at `spot`, whose class is `spot.expects`."""
    raw, model = spot.raw, spot.expects
    if model is None or not isinstance(raw, dict):
        return [_nameless(spot, page)]
    one = _Object(spot, model, raw)
    traps = _traps_in(one, unknown, page)
    cut = {route for trap in traps for route in trap.cuts}
    if spot.route in cut:
        return traps
    unknown = [key for key in unknown if (*spot.route, key) not in cut]
    missing = [key for key in missing if (*spot.route, key) not in cut]
    meant = {key: closest(key, model.keys()) for key in unknown}
    faults = [*traps, *(_unknown(one, key, meant[key], page) for key in unknown)]
    for key in missing:
        slip = next((other for other, near in meant.items() if near == key), None)
        if slip is None:
            faults.append(_missing(one, key, page))
        else:
            written = raw[slip]
            cuts: Cuts = {(*spot.route, key): written} if isinstance(written, str) else _without(one, key)
            faults.append(Fault("slip", spot.route, page.span(spot.route), cuts=cuts))
    return faults


def _traps_in(one: _Object, unknown: list[str], page: Page) -> list[Fault]:
    if not unknown:
        return []
    found: Fault | None = None
    traps = _traps.commas(one.route, one.raw, page)
    if not traps and len(unknown) == 1 and unknown[0] == next(iter(one.raw)):
        found = _traps.metric_as_key(one.spot, one.raw, page) or _traps.colon(one.spot, one.raw, page)
    if not traps and found is None and _is_list(one.spot):
        found = _traps.named_entries(one.spot, one.raw, page)
    return traps if found is None else [found]


def _is_list(spot: Spot) -> bool:
    part = parts(spot.owner).get(spot.key)
    return part is not None and part.shape == "many"


def _nameless(spot: Spot, page: Page) -> Fault:
    """A metric whose name, the key in front of it, is empty."""
    message = f'a key of "{spot.key}" is empty'
    return Fault(
        "empty-key", spot.route, page.key_span(spot.route), message, "write a name before the colon", cuts={spot.route: GONE}
    )


def _unknown(one: _Object, key: str, near: str | None, page: Page) -> Fault:
    spot, model, raw = one
    route = (*spot.route, key)
    message = f"unknown key {shown(key)} in {a_kind(model)}"
    fix = None
    home = _home(model, key)
    if not key:
        message, help_line = f"a key of {a_kind(model)} is empty", "write a key before the colon"
    elif model is Library and knows(JourneyMap, key):
        message = f'"{key}" does not belong in a library'
        help_line = 'a library only declares; remove the line "library" if this is a map'
    elif near is not None and (certain(key, near) or not home):
        if raw.get(near) is not None:
            help_line = f'there is a "{near}" already; put this into it'
        else:
            help_line = f'did you mean "{near}"?'
            fix = page.fix(spot.route, (page.key_span(route), near))
    else:
        if home:
            message = f'"{key}" does not belong in {a_kind(model)}'
        help_line = home or f"known here: {', '.join(_in_order(model))}"
    return Fault(f"unknown-key:{key}", route, page.key_span(route), message, help_line, fix, cuts={route: GONE})


def _home(model: type[Node], key: str) -> str:
    """Where a key belongs that is known one level up or down: a matter of indentation."""
    inner = [part.model for part in parts(model).values() if knows(part.model, key) and part.model is not model]
    if model is JourneyMap and knows(Stage, key) and key not in ("name", "time"):
        inside = "a stage" if key in ("actions", "owner") else "a stage or an action"
        return f"indent it under {inside}"
    for outer in (Stage, JourneyMap):
        if knows(outer, key) and any(part.model is model for part in parts(outer).values()):
            return f"it is a key of {a_kind(outer)}"
    return f"it is a key of {a_kind(inner[0])}" if len(set(inner)) == 1 else ""


def _in_order(model: type[Node]) -> list[str]:
    """The keys of a class: its main one, its own, those it shares, and `id` and `description`, which all have."""
    keys = model.keys()
    own = [key for key, name in keys.items() if name in model.__annotations__]
    return list(
        dict.fromkeys((model.main, *own, *(key for key in keys if key not in ("id", "description")), "id", "description"))
    )


def _missing(one: _Object, key: str, page: Page) -> Fault:
    spot, model, raw = one
    route = (*spot.route, key)
    field = model.model_fields[model.keys()[key]]
    example = (field.examples or [""])[0]
    meaning = (field.description or "").rstrip(".").replace("`", "")
    hint = f'"{key}: {example}"' if example else f"{meaning[:1].lower()}{meaning[1:]}"
    if key == "journeymap":
        hint = '"journeymap: 1"'
    cuts = _without(one, key)
    if key in raw:
        behind = _traps.after_key(route, page) if key == "journeymap" else None
        fix = page.fix(route, (behind, " 1"), safe=True) if behind else None
        help_line = f"write it there, such as {hint}" if example or fix else f"write it there: {hint}"
        return Fault(f"missing:{key}", route, page.key_span(route), f'"{key}" has nothing after it', help_line, fix, cuts=cuts)
    if page.is_flow(spot.route):
        help_line = f'add "{key}: …" between the braces'
    else:
        help_line = f"add a line such as {hint}" if example else f'add "{key}": {hint}'
    help_line += _or_quotes(one, page)
    return Fault(f"missing:{key}", spot.route, _head(one, page), f'{this_kind(model)} has no "{key}"', help_line, cuts=cuts)


def _without(one: _Object, key: str) -> Cuts:
    """What to drop where `key` is missing: the object; of the file itself only the key, which then gets a stand-in."""
    return {one.route or (key,): GONE}


def _head(one: _Object, page: Page) -> Span:
    """The first key of an object, for what it lacks as a whole."""
    first = next(iter(one.raw), None)
    return page.span(one.route) if first is None or page.is_flow(one.route) else page.key_span((*one.route, first))


def _or_quotes(one: _Object, page: Page) -> str:
    """For `- wait: we will call you`: the key is known by chance, and the whole line may be meant as the text."""
    spot, _, raw = one
    key, value = next(iter(raw.items()), ("", None))
    if len(raw) != 1 or not spot.item or not isinstance(value, str) or " " not in value or page.is_flow(spot.route):
        return ""
    whole = page.text(joined(page.key_span((*spot.route, key)), page.span((*spot.route, key))))
    return f", or write {in_quotes(whole)} if that is the whole text"
