"""The text of a new map: from a starter, from answers, or from the map of today that a future map begins with.

Nothing here asks, reads the clock or writes a file.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import assets, edit, write
from journeymap.diagnostic import Edit
from journeymap.document import parse
from journeymap.errors import JourneymapError
from journeymap.fmt import formatted
from journeymap.limits import DEFAULT
from journeymap.model import JourneyMap
from journeymap.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value

PERSONA = "persona"
"""The starter that is a library and not a map."""
MODELINE = "# yaml-language-server: $schema=journeymap-1.schema.json"
_SUFFIX = ".yaml"
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def languages() -> tuple[str, ...]:
    """The languages that there are starters in, English first."""
    found = {path.name for path in (assets.templates() / "starters").iterdir() if path.is_dir()}
    return tuple(sorted(found, key=lambda name: (name != "en", name)))


def starters(language: str) -> tuple[str, ...]:
    """The names of the starters in a language."""
    return assets.names(f"starters/{language}", _SUFFIX)


def usual_stages(language: str) -> tuple[str, ...]:
    """The stages of a journey of which nothing is known yet, in the language of a tag, or else in English."""
    base = language.lower().partition("-")[0]
    return tuple(assets.text(f"starters/{base if base in languages() else 'en'}/stages.txt").split("\n")[:-1])


def from_starter(language: str, name: str, today: str) -> str:
    """A starter as a file: with the line for editors, and reviewed today."""
    text = assets.text(f"starters/{language}/{name}{_SUFFIX}")
    if name != PERSONA:
        document = _document(text)
        text = edit.apply(text, write.set_key(document, (), JourneyMap, "reviewed", today))
    return _with_modeline(text)


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """What somebody answered about one stage."""

    name: str
    actions: tuple[str, ...] = ()
    score: str = ""
    pain: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered about a map. An empty text is a question that was left open."""

    title: str
    state: str
    language: str
    stages: tuple[StageAnswer, ...]
    objective: str = ""
    persona: str = ""
    role: str = ""
    goal: str = ""


def from_answers(answers: Answers, today: str) -> str:
    """The map as answered, in our layout."""
    text = "\n".join(_lines(answers, today)) + "\n"
    return _with_modeline(formatted(_document(text), DEFAULT))


def _lines(answers: Answers, today: str) -> Iterator[str]:
    yield "journeymap: 1"
    yield f"title: {edit.scalar(answers.title)}"
    yield f"state: {answers.state}"
    yield f"language: {edit.scalar(answers.language)}"
    if answers.objective:
        yield f"objective: {edit.scalar(answers.objective)}"
    if answers.state == "current":
        yield f"reviewed: {today}"
    if answers.persona:
        yield from ("personas:", f"- name: {edit.scalar(answers.persona)}")
        yield from _optional("  role", answers.role)
    if answers.goal:
        yield from ("goals:", f"- {edit.scalar(answers.goal)}")
    yield "stages:"
    for stage in answers.stages:
        yield f"- name: {edit.scalar(stage.name)}"
        yield from _optional("  emotion", stage.score)
        if stage.pain:
            yield from ("  pain_points:", f"  - {edit.scalar(stage.pain)}")
        if stage.actions:
            yield "  actions:"
            yield from (f"  - {edit.scalar(action)}" for action in stage.actions)


def _optional(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"{key}: {text if key.strip() == 'emotion' else edit.scalar(text)}"


def future_of(current: Document, path: str) -> str:
    """The future map that begins as the map `current`, for a file at `path`; both paths are from the root of the project.

    Texts, ids and comments stay. It says that it is the future of that map; what speaks of a review of today is gone, and
    paths in it lead from its own folder to where they led.
    """
    folder = posixpath.dirname(path)
    text = edit.apply(current.source.text, _moved_paths(current, folder))
    based_on = posixpath.relpath(current.source.path, folder or ".")
    changes: list[Callable[[Document], Iterable[Edit]]] = [
        lambda one: write.set_key(one, (), JourneyMap, "state", "future"),
        lambda one: write.set_key(one, (), JourneyMap, "based_on", based_on),
        lambda one: write.remove(one, ("reviewed",)),
    ]
    value = current.value
    assert isinstance(value, dict)
    if value.get("status") is not None:
        changes.append(lambda one: write.set_key(one, (), JourneyMap, "status", "draft"))
    for change in changes:
        text = edit.apply(text, change(_document(text)))
    made = _document(text).value
    if not isinstance(made, dict) or (made.get("state"), made.get("based_on")) != ("future", based_on):
        raise JourneymapError(
            "the layout of this map is too unusual to be changed by a program", "run `journeymap format` on it first"
        )
    newline = current.source.newline
    head = f"# The future of {based_on}: change what is to become better; what stays the same keeps its id.{newline}"
    if text.startswith(MODELINE):
        text = text.removeprefix(MODELINE).lstrip("\r\n")
    text = f"{MODELINE}{newline}{head}{text}"
    is_neat = formatted(current, DEFAULT) == current.source.text
    return formatted(_document(text), DEFAULT) if is_neat else text


def _moved_paths(document: Document, folder: str) -> list[Edit]:
    """The paths in a map, rewritten for a file in another folder."""
    home = posixpath.dirname(document.source.path)
    if home == folder:
        return []
    edits = []
    for route, path in _paths(document.value):
        if path and not _HAS_SCHEME.match(path) and not document.aliased(route):
            moved = posixpath.relpath(posixpath.join(home, path), folder or ".")
            edits.append(Edit(document.span(route), edit.scalar(moved)))
    return edits


def _paths(value: Value) -> Iterator[tuple[Route, str]]:
    """Everything in a map that is a path relative to its file."""
    if not isinstance(value, dict):
        return
    yield from _listed(value, "include")
    for one, held in _objects(value, "personas", ()):
        yield from _listed(held, "image", one)
    for one, held in _objects(value, "evidence", ()):
        yield from _listed(held, "source", one)
    for stage, held in _objects(value, "stages", ()):
        yield from _listed(held, "journey", stage)
        for action, inner in _objects(held, "actions", stage):
            yield from _listed(inner, "journey", action)


def _listed(value: dict[str, Value], key: str, route: Route = ()) -> Iterator[tuple[Route, str]]:
    held = value.get(key)
    if isinstance(held, str):
        yield (*route, key), held
    elif isinstance(held, list):
        yield from (((*route, key, index), one) for index, one in enumerate(held) if isinstance(one, str))


def _objects(value: dict[str, Value], key: str, route: Route) -> Iterator[tuple[Route, dict[str, Value]]]:
    held = value.get(key)
    if isinstance(held, dict):
        yield (*route, key), held
    elif isinstance(held, list):
        yield from (((*route, key, index), one) for index, one in enumerate(held) if isinstance(one, dict))


def _with_modeline(text: str) -> str:
    return f"{MODELINE}\n{text}"


def _document(text: str) -> Document:
    document, told = parse(Source("map.yaml", text))
    assert document is not None
    assert not told
    return document
