"""What is wrong with the keys of one object: keys that are not known and keys that are missing, told together.

Together, because one slip causes both: whoever writes `txt` for `text` has made one mistake, not two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.model import JourneyMap, Library, Stage
from journeymap.schema import _traps
from journeymap.schema._closest import closest, certain
from journeymap.schema._fault import Fault, a_kind, in_quotes, joined, shown, this_kind
from journeymap.schema._parts import parts
from journeymap.schema._prune import GONE

if TYPE_CHECKING:
    from journeymap.diagnostic import Span
    from journeymap.document import Value
    from journeymap.model import Node
    from journeymap.schema._fault import Page
    from journeymap.schema._parts import Spot
    from journeymap.schema._prune import Cuts


def told(spot: Spot, unknown: list[str], missing: list[str], page: Page) -> list[Fault]:
    """The faults of the object at `spot`, whose class is `spot.expects`."""
    raw, model = spot.raw, spot.expects
    if model is None or not isinstance(raw, dict):
        return [_nameless(spot, page)]
    traps = _traps_in(spot, raw, unknown, page)
    cut = {route for trap in traps for route in trap.cuts}
    if spot.route in cut:
        return traps
    unknown = [key for key in unknown if (*spot.route, key) not in cut]
    missing = [key for key in missing if (*spot.route, key) not in cut]
    meant = {key: closest(key, model.keys()) for key in unknown}
    faults = [*traps, *(_unknown(spot, model, raw, key, meant[key], page) for key in unknown)]
    for key in missing:
        slip = next((other for other, near in meant.items() if near == key), None)
        if slip is None:
            faults.append(_missing(spot, model, raw, key, page))
        else:
            written = raw[slip]
            cuts: Cuts = {(*spot.route, key): written} if isinstance(written, str) else _without(spot, key)
            faults.append(Fault("slip", spot.route, page.span(spot.route), cuts=cuts))
    return faults


def _traps_in(spot: Spot, raw: dict[str, Value], unknown: list[str], page: Page) -> list[Fault]:
    if not unknown:
        return []
    traps = _traps.commas(spot.route, raw, page)
    if not traps and len(unknown) == 1 and unknown[0] == next(iter(raw)):
        traps = [trap for trap in (_traps.colon(spot, raw, page),) if trap]
    return traps or ([trap for trap in (_traps.named_entries(spot, raw, page),) if trap] if _is_list(spot) else [])


def _is_list(spot: Spot) -> bool:
    part = parts(spot.owner).get(spot.key)
    return part is not None and part.shape == "many"


def _nameless(spot: Spot, page: Page) -> Fault:
    return Fault(
        "empty-key", spot.route, page.key_span(spot.route), f'a key of "{spot.key}" is empty', "write a name before the colon", cuts={spot.route: GONE}
    )


def _unknown(spot: Spot, model: type[Node], raw: dict[str, Value], key: str, near: str | None, page: Page) -> Fault:
    route = (*spot.route, key)
    message = f"unknown key {shown(key)} in {a_kind(model)}"
    fix = None
    home = _home(model, key)
    if not key:
        message, help_line = f"a key of {a_kind(model)} is empty", "write a key before the colon"
    elif model is Library and key in JourneyMap.keys():
        message, help_line = f'"{key}" does not belong in a library', 'a library only declares; remove the line "library" if this is a map'
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
    inner = [part.model for part in parts(model).values() if key in part.model.keys() and part.model is not model]
    if model is JourneyMap and key in Stage.keys() and key not in ("name", "time"):
        inside = "a stage" if key in ("actions", "owner") else "a stage or an action"
        return f"indent it under {inside}, which it belongs to"
    outer = [other for other in (Stage, JourneyMap) if key in other.keys() and any(part.model is model for part in parts(other).values())]
    if outer:
        return f"move it to {a_kind(outer[0])}, which it belongs to"
    return f"move it to {a_kind(inner[0])}, which it belongs to" if len(set(inner)) == 1 else ""


def _in_order(model: type[Node]) -> list[str]:
    """The keys of a class: its main one, its own, those it shares, and `id` and `description`, which all have."""
    own = [key for key, name in model.keys().items() if name in model.__annotations__]
    shared = [key for key in model.keys() if key not in own and key not in ("id", "description")]
    rest = [key for key in (*own, *shared) if key != model.main]
    return [*([model.main] if model.main in model.keys() else []), *(key for key in rest), "id", *(["description"] if model.main != "description" else [])]


def _missing(spot: Spot, model: type[Node], raw: dict[str, Value], key: str, page: Page) -> Fault:
    route = (*spot.route, key)
    field = model.model_fields[model.keys()[key]]
    example = (field.examples or [""])[0]
    meaning = (field.description or "").rstrip(".").replace("`", "")
    hint = f'"{key}: {example}"' if example else f"{meaning[:1].lower()}{meaning[1:]}"
    if key == "journeymap":
        hint = '"journeymap: 1"'
    cuts = _without(spot, key)
    if key in raw:
        place = page.key_span(route)
        behind = _traps.after_key(route, page) if key == "journeymap" else None
        fix = page.fix(route, (behind, " 1"), safe=True) if behind else None
        return Fault(f"missing:{key}", route, place, f'"{key}" has nothing after it', f"write it there, such as {hint}" if example or fix else f"write it there: {hint}", fix, cuts=cuts)
    if page.is_flow(spot.route):
        help_line = f'add "{key}: …" between the braces'
    else:
        help_line = f"add a line such as {hint}" if example else f'add "{key}": {hint}'
    return Fault(f"missing:{key}", spot.route, _head(spot, raw, page), f'{this_kind(model)} has no "{key}"', help_line + _or_quotes(spot, raw, page), cuts=cuts)


def _without(spot: Spot, key: str) -> Cuts:
    """What to drop where `key` is missing: the object; of the file itself only the key, which then gets a stand-in."""
    return {spot.route or (key,): GONE}


def _head(spot: Spot, raw: dict[str, Value], page: Page) -> Span:
    """The first key of an object, for what it lacks as a whole."""
    first = next(iter(raw), None)
    return page.span(spot.route) if first is None or page.is_flow(spot.route) else page.key_span((*spot.route, first))


def _or_quotes(spot: Spot, raw: dict[str, Value], page: Page) -> str:
    """For `- wait: we will call you`: the key is known by chance, and the whole line may be meant as the text."""
    key, value = next(iter(raw.items()), ("", None))
    if len(raw) != 1 or not spot.item or not isinstance(value, str) or " " not in value or page.is_flow(spot.route):
        return ""
    whole = page.text(joined(page.key_span((*spot.route, key)), page.span((*spot.route, key))))
    return f", or write {in_quotes(whole)} if that is the whole text"
