"""YAML that reads other than it looks, as far as it spoils the shape: told at the place, in the words of the format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap.diagnostic import Span
from journeymap.model import Metric
from journeymap.model.values import number
from journeymap.schema._closest import closest
from journeymap.schema._fault import Fault, in_quotes, joined, shown
from journeymap.schema._parts import knows
from journeymap.schema._prune import GONE

if TYPE_CHECKING:
    from journeymap.diagnostic import Route
    from journeymap.document import Value
    from journeymap.model import Node
    from journeymap.schema._fault import Page
    from journeymap.schema._parts import Spot
    from journeymap.schema._prune import Cuts, Gone

_QUOTABLE = frozenset({"plain", "single", "double"})
_FULL_WIDTH = r"([a-z_]+) *(?P<colon>： *)"


def after_key(route: Route, page: Page) -> Span | None:
    """The place behind the colon of a key; None where there is no colon, as in `{a, b}`."""
    end = page.key_span(route)
    rest = page.text(Span(end.end_line, end.end_column, end.end_line, end.end_column + 8))
    colon = len(rest) - len(rest.lstrip(" "))
    return Span.at(end.end_line, end.end_column + colon + 1) if rest[colon : colon + 1] == ":" else None


def commas(route: Route, raw: dict[str, Value], page: Page) -> list[Fault]:
    """`{text: Stuck, no printer}`: entries of a `{}` with no value, because a comma ended the text before them."""
    if None not in raw.values() or not page.is_flow(route):
        return []
    keys = list(raw)
    bare = {key for key in keys if raw[key] is None and after_key((*route, key), page) is None}
    if bare and len(bare) == len(keys):
        return [braces(route, keys, page)]
    return [_comma(route, raw, run, page) for run in _runs(keys, bare)]


def _runs(keys: list[str], bare: set[str]) -> list[list[str]]:
    """Bare keys that follow each other, each time with the key before them."""
    runs: list[list[str]] = []
    for index, key in enumerate(keys):
        if key not in bare:
            continue
        if index and keys[index - 1] in bare:
            runs[-1].append(key)
        else:
            runs.append([keys[index - 1] if index else "", key])
    return runs


def _comma(route: Route, raw: dict[str, Value], run: list[str], page: Page) -> Fault:
    first, last = (*route, run[1]), (*route, run[-1])
    wide = full_width(first, run[1], None, page, page.key_span(first))
    if wide is not None:
        return wide
    before = (*route, run[0])
    cuts: Cuts = {(*route, key): GONE for key in run[1:]}
    span = joined(page.key_span(first), page.key_span(last))
    text = raw.get(run[0])
    if not isinstance(text, str) or not page.is_plain(before) or number(text) is not None:
        help_line = "write a colon, a blank and a value after it, or remove it"
        return Fault("comma", first, span, f"{shown(run[1])} in {{ }} has no value", help_line, cuts=cuts)
    whole = joined(page.span(before), span)
    written = page.text(whole)
    cuts[before] = " ".join(written.split())
    message = f"the comma ends the text before it, which leaves {shown(page.text(span))} without a value"
    fix = page.fix(route, (whole, in_quotes(written)), safe=True)
    return Fault("comma", first, span, message, _whole_in_quotes(written), fix, cuts=cuts)


def _whole_in_quotes(text: str, head: str = "") -> str:
    quoted = in_quotes(text)
    return f"put the whole text in quotes: {head}{quoted if len(quoted) <= len(shown(text)) + 2 else shown(text)}"


def braces(route: Route, keys: list[str], page: Page) -> Fault:
    """`{sarah, harriet}`: braces where brackets are meant."""
    span = page.span(route)
    instead = page.text(span)[1:-1] if isinstance(route[-1], int) else f"[{page.text(span)[1:-1]}]"
    if isinstance(route[-1], int):
        help_line = "remove the braces" if len(keys) == 1 else "write each of them on a line of its own, after a dash"
    else:
        help_line = f"write {instead} for a list"
    fix = page.fix(route, (span, instead)) if len(keys) == 1 or not isinstance(route[-1], int) else None
    return Fault("braces", route, span, "{ } is for keys with values, and these have none", help_line, fix, cuts={route: GONE})


def full_width(route: Route, text: str, model: type[Node] | None, page: Page, span: Span | None = None) -> Fault | None:
    """`name：Shipping`: a full-width colon, which does not end a key. With a `model`, only after one of its keys."""
    found = re.match(_FULL_WIDTH, text)
    if found is None or (model is not None and not knows(model, found[1])):
        return None
    place = span or page.span(route)
    written = page.text(place)
    stands_alone = span is not None or not route or isinstance(route[-1], int) or page.key_span(route).line < place.line
    instead: Value | Gone = {found[1]: text[found.end() :]} if model is not None and found[1] == model.main else GONE
    exact = re.match(_FULL_WIDTH, written)
    fix = None
    if exact is not None:
        place = Span(place.line, place.column + exact.start("colon"), place.line, place.column + exact.end())
        fix = page.fix(route, (place, ": ")) if stands_alone else None
    message = f'after "{found[1]}" stands a full-width colon "：", which YAML takes as a part of the text'
    help_line = f"write an ordinary colon and a space: {shown(f'{found[1]}: {text[found.end() :]}')}"
    return Fault("full-width-colon", route, place, message, help_line, fix, cuts={route: instead})


def colon(spot: Spot, raw: dict[str, Value], page: Page) -> Fault | None:
    """`- Note: the label is missing`: a colon and a blank in a text, which make its beginning a key."""
    key = next(iter(raw), "")
    route = (*spot.route, key)
    end = _end_of_text(key, route, raw.get(key), page)
    if end is None or page.is_flow(spot.route) or _is_meant(key, raw, spot.expects):
        return None
    whole = joined(page.key_span(route), end)
    text = page.text(whole)
    head, cuts = "", {spot.route: text}
    if len(raw) > 1 and spot.expects is not None:
        main = spot.expects.main
        head, cuts = f"{main}: ", {(*spot.route, main): text}
    message = f"the colon makes {shown(key)} a key, where a text seems to be meant"
    fix = page.fix(spot.route, (whole, head + in_quotes(text)), safe=True)
    gone: Cuts = {} if not head else {route: GONE}
    return Fault("colon", spot.route, page.key_span(route), message, _whole_in_quotes(text, head), fix, cuts={**cuts, **gone})


def _is_meant(key: str, raw: dict[str, Value], model: type[Node] | None) -> bool:
    """Whether the key is one after all: with a slip in it, or beside others that make sense only with a main text."""
    if model is None:
        return len(raw) > 1
    if len(raw) > 1 and (model.main in raw or not all(knows(model, other) for other in list(raw)[1:])):
        return True
    near = closest(key, model.keys())
    if near is not None and (near == model.main or key == key.lower()):
        return True
    value = raw[key]
    return model is Metric and isinstance(value, str) and number(value) is not None


def _end_of_text(key: str, route: Route, value: Value, page: Page) -> Span | None:
    """Where a key and its value end, if nothing but a colon stands between them, as in a text with a colon in it."""
    if not key or not page.plain_key(route) or page.document.aliased(route):
        return None
    if value is None:
        return after_key(route, page)
    if not isinstance(value, str) or page.document.style(route) not in _QUOTABLE:
        return None
    span, start = page.span(route), page.key_span(route)
    between = page.text(Span(start.end_line, start.end_column, span.line, span.column))
    return span if span.line == start.line or between.strip() == ":" else None


def metric_as_key(spot: Spot, raw: dict[str, Value], page: Page) -> Fault | None:
    """`- drop-off: 31` in a list of metrics: right in a mapping, and in a list a key that is not known."""
    name, value = next(iter(raw.items()), ("", None))
    if spot.expects is not Metric or not spot.item or len(raw) > 1 or closest(name, Metric.keys()) is not None:
        return None
    if not isinstance(value, str) or number(value.rstrip("%")) is None:
        return None
    place = page.key_span((*spot.route, name))
    help_line = f"write {shown(f'name: {name}')} after the dash and {shown(f'value: {value}')} below it"
    return Fault("metric-as-key", spot.route, place, f"unknown key {shown(name)} in a metric", help_line, cuts={spot.route: GONE})


def named_entries(spot: Spot, raw: dict[str, Value], page: Page) -> Fault | None:
    """`stages:` with the stages' names as keys: entries of a list that are written as a mapping."""
    model = spot.expects
    if model is None or not spot.route or spot.item or spot.name is not None or model.main in raw:
        return None
    keys = model.keys()
    if not raw or any(key in keys for key in raw) or sum(closest(key, keys) is not None for key in raw) * 2 > len(raw):
        return None
    first, value = next(iter(raw.items()))
    entry, rest = f"- {model.main}: {first}", ", and what belongs to it below"
    if isinstance(value, str):
        rest = f' and "value: {value}" below it'
        if model is not Metric:
            entry, rest = f"- id: {first}", f' and "{model.main}: {value}" below it'
    message = f'"{spot.key}" must be a list, but has keys of its own'
    help_line = f"begin each entry with a dash: {shown(entry)}{rest}"
    return Fault("entries", spot.route, page.key_span(spot.route), message, help_line, cuts={spot.route: GONE})
