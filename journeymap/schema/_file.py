"""What can be wrong with a file as a whole: that it is no mapping, has no marker, no stages, or is half a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Span
from journeymap.model import JourneyMap, Library
from journeymap.schema._closest import closest
from journeymap.schema._fault import Fault, shown
from journeymap.schema._parts import knows
from journeymap.schema._prune import GONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.document import Value
    from journeymap.schema._fault import Page

_BEGIN = 'a map begins with the lines "journeymap: 1" and "title: …"'


def no_mapping(page: Page) -> list[Fault]:
    """A file that is empty, one text, or a list."""
    value = page.document.value
    if not page.document.complete:
        return []  # the syntax error says why there is nothing
    if value is None:
        return [Fault("empty-file", (), Span(1, 1, 1, 1), "the file is empty", _BEGIN)]
    whole = page.span(())
    first = next(iter(page.text(whole).splitlines()), "")  # a file that is only a tag or an anchor holds an empty text
    what = "a list" if isinstance(value, list) else "a text"
    return [
        Fault(
            "no-mapping",
            (),
            Span(whole.line, whole.column, whole.line, whole.column + len(first)),
            f"the file holds {what}, not a map",
            _BEGIN,
        )
    ]


def looks_like_ours(value: Mapping[str, Value]) -> bool:
    """Whether a file without the marker is a map or a library all the same; other tools have `stages` too."""
    return {"title", "stages"} <= value.keys() or any(closest(key, ["journeymap"]) for key in value)


def no_marker(value: Mapping[str, Value], page: Page) -> list[Fault]:
    """A mapping without `journeymap`."""
    slip = next((key for key in value if closest(key, ["journeymap"])), None)
    if slip is not None:
        place = page.key_span((slip,))
        fix = page.fix((slip,), (place, "journeymap"))
        return [
            Fault(
                f"unknown-key:{slip}",
                (slip,),
                place,
                f"unknown key {shown(slip)} in a map",
                'did you mean "journeymap"?',
                fix,
                cuts={(slip,): GONE},
            )
        ]
    if not page.document.complete:
        return []
    first = next(iter(value), None)
    place = page.span(()) if first is None or page.is_flow(()) else page.key_span((first,))
    sure = looks_like_ours(value) and not page.is_flow(())
    fix = None if not sure else page.fix((), (Span.at(place.line, place.column), f"journeymap: 1{page.document.source.newline}"))
    return [
        Fault(
            "missing:journeymap",
            (),
            place,
            "this file is not marked as a journey map",
            'begin it with the line "journeymap: 1" if it is one',
            fix,
        )
    ]


def kind_of(value: Mapping[str, Value]) -> type[JourneyMap | Library]:
    """Every file with `library` is one, but a map that says `library: false` or leaves it open."""
    if "library" not in value:
        return JourneyMap
    denied = value["library"] is None or (
        isinstance(value["library"], str) and value["library"].lower() in ("false", "no", "off")
    )
    return JourneyMap if denied and "stages" in value else Library


def not_a_library(value: Mapping[str, Value], page: Page) -> list[Fault]:
    """A map that says `library: false`; a `library` with nothing after it counts as not written."""
    route = ("library",)
    if "library" not in value:
        return []
    span = page.span(route)
    if value["library"] is None:
        return [Fault("unwritten", route, span, cuts={route: GONE})]
    place = page.key_span(route)
    fix = (
        None
        if page.is_flow(()) or place.line != span.end_line
        else page.fix(route, (Span(place.line, 1, place.line + 1, 1), ""), safe=True)
    )
    help_line = 'take the line out; only a file that declares and has no stages says "library: true"'
    return [Fault("library", route, place, '"library" does not belong in a map', help_line, fix, cuts={route: GONE})]


def no_stages(value: Mapping[str, Value], page: Page) -> list[Fault]:
    """A map without a stage; a slip in the key is told as that."""
    if (
        value.get("stages")
        or not page.document.complete
        or any(closest(key, ["stages"]) for key in value if not knows(JourneyMap, key))
    ):
        return []
    each = 'below it, for each stage, a line such as "- name: Finding out how"'
    if "stages" in value:
        route = ("stages",)
        message = '"stages" has nothing after it'
        return [Fault("missing:stages", route, page.key_span(route), message, f"write {each}", cuts={route: GONE})]
    place = next((key for key in ("title", "journeymap") if key in value), next(iter(value), ""))
    return [Fault("missing:stages", (), page.key_span((place,)), 'this map has no "stages"', f'add "stages:" and {each}')]
