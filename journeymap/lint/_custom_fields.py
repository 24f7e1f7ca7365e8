"""What a custom rule can ask about: the subjects, their fields as the model declares them, and what a field holds.

A field holds what a reader of the map sees there: of a stage, a lane holds what stands on the stage and on its actions;
of the only action of a stage, also what stands on the stage; an action has the goals and personas that docs/format.md
gives it; a metric has what its declaration says.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from journeymap.journey.facts import actions, all_parts, goals_of, pain_points, parts, personas_of, reading
from journeymap.lint.wording import figure
from journeymap.model import (
    Action,
    Emotion,
    Lanes,
    Mark,
    Metric,
    Node,
    PainPoint,
    PartialDate,
    Persona,
    Solution,
    Stage,
    Touchpoint,
    slug,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from journeymap.diagnostic import Route
    from journeymap.journey import Journey

STAGE = "stage"
"""The condition that every subject but a persona has: the stage that it is, stands in, or is used in."""
_WORDS = {"due": "due date", "accepted": "reason why it stays", "because": "reason", "next": "way on", "own": "own lanes"}
_FEELINGS = ("score", "feeling", "because")
_LANES = frozenset(Lanes.model_fields) - frozenset(Node.model_fields)
_UNITS = (("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))


class Sort(Enum):
    """What a field holds, as a sentence says it."""

    TEXT = "a text"
    CHOICE = "one of a few words"
    NUMBER = "a number"
    DURATION = "a duration"
    DATE = "a date"
    FLAG = "true or nothing"
    REASON = "true or a reason"
    WAIT = "true, a reason or a duration"
    LIST = "a list"


class Field(NamedTuple):
    """A key of the subject, as it is written. `choices` are the only words that it may hold, where there are such."""

    key: str
    sort: Sort
    choices: tuple[str, ...] = ()


class Item(NamedTuple):
    """One thing that a field holds: how it reads, the slugs that name it, its measure, and where it stands."""

    text: str
    names: frozenset[str]
    measure: float | None
    node: Node
    steps: Route


class Subject(NamedTuple):
    """A kind of thing that rules ask about."""

    name: str
    model: type[Node]
    find: Callable[[Journey], Iterable[Node]]

    @property
    def words(self) -> str:
        """The name in a sentence."""
        return self.name.replace("-", " ")


def _metrics(journey: Journey) -> Iterator[Node]:
    """Every place where a metric is measured, and each declared one that is measured at no stage or has a value of its own."""
    written = [entry for part in all_parts(journey) for entry in part.metrics]
    entries = [entry for entry in written if journey.meaning(entry) is not entry]  # the others name nothing, which is told
    measured = {id(journey.meaning(entry)) for entry in entries}
    yield from entries
    yield from (metric for metric in journey.metrics if id(metric) not in measured or metric.value is not None)


SUBJECTS = {
    one.name: one
    for one in (
        Subject("stage", Stage, lambda journey: journey.map.stages),
        Subject("action", Action, actions),
        Subject("touchpoint", Touchpoint, lambda journey: journey.touchpoints),
        Subject("pain-point", PainPoint, pain_points),
        Subject("solution", Solution, lambda journey: journey.solutions),
        Subject("metric", Metric, _metrics),
        Subject("persona", Persona, lambda journey: journey.personas),
    )
}
DECLARED = frozenset({"touchpoint", "solution", "persona"})
"""Subjects that a library, looked at for itself, can be asked about."""


@cache
def fields_of(subject: Subject) -> dict[str, Field]:
    """The fields of a subject by their keys, in the order of the format."""
    found = {key: _field(key, subject.model, name) for key, name in subject.model.keys().items()}
    if issubclass(subject.model, Lanes):
        del found["emotions"]  # `emotion` asks for both
        found |= {key: _field(key, Emotion, key) for key in _FEELINGS}
    return found


_SORTS = ((float, Sort.NUMBER), (int, Sort.DURATION), (PartialDate, Sort.DATE), (bool, Sort.FLAG), (Mark, Sort.REASON))


def _field(key: str, model: type[Node], name: str) -> Field:
    """The field, by the type that the model gives it. No subject has a whole number that is not a duration."""
    types = list(_plain_types(model.model_fields[name].annotation))
    choices = next((get_args(one) for one in types if get_origin(one) is Literal), ())
    if choices:
        return Field(key, Sort.CHOICE, tuple(str(one) for one in choices))
    if any(get_origin(one) in (tuple, dict) or (isinstance(one, type) and issubclass(one, Node)) for one in types):
        return Field(key, Sort.LIST)
    sort = next((sort for kind, sort in _SORTS if kind in types), Sort.TEXT)
    return Field(key, Sort.WAIT if key == "wait" else sort)


def _plain_types(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, without what is said about them."""
    origin = get_origin(annotation)
    if annotation is None or origin in (Literal, tuple, dict) or isinstance(annotation, type):
        yield annotation
        return
    metadata = getattr(annotation, "__metadata__", None)
    for part in get_args(annotation)[: 1 if metadata is not None else None]:
        yield from _plain_types(part)


def in_words(key: str) -> str:
    """A key in a sentence."""
    return _WORDS.get(key, key.replace("_", " "))


def stages_of(journey: Journey, node: Node) -> set[str]:
    """The slugs of the names and ids of the stages that a node is, stands in, or is used in."""
    own = journey.stage_of(node)
    found = (own,) if own is not None else (journey.stage_of(use.owner) for use in journey.uses(node))
    return {name for stage in found if stage is not None for name in (slug(stage.name), slug(journey.id_of(stage)))}


def is_written(journey: Journey, node: Node, field: Field) -> bool:
    """Whether the field is there: `required` asks for what somebody wrote, not for what follows without it."""
    if field.key == "next":
        return getattr(node, "next", None) is not None  # an empty list ends the journey
    if field.key in ("id", "persona", "status", "direction"):
        return bool(getattr(node, field.key) or getattr(journey.meaning(node), field.key))
    return bool(items(journey, node, field))


def items(journey: Journey, node: Node, field: Field) -> list[Item]:
    """What a field of a subject holds, in the order of the map, equal references once."""
    found: dict[object, Item] = {}
    for holder, value in _values(journey, node, field):
        for one in _items(journey, holder, field.key, value):
            alike = (one.names, one.measure) if one.node is holder and field.sort is Sort.LIST else len(found)
            found.setdefault(alike, one)
    return list(found.values())


def _values(journey: Journey, node: Node, field: Field) -> Iterator[tuple[Node, Any]]:
    """The values of a field, with the node that each is written on."""
    key = field.key
    if key == "id":
        yield node, journey.id_of(node)
    elif isinstance(node, Stage | Action):
        holders = (node,) if key not in _LANES and key not in _FEELINGS else _parts(journey, node)
        if key in _FEELINGS or key == "emotion":
            for holder in holders:
                for emotion in (*((holder.emotion,) if holder.emotion is not None else ()), *holder.emotions.values()):
                    yield (emotion, getattr(emotion, key)) if key in _FEELINGS else (holder, emotion)
            return
        if isinstance(node, Action) and key in ("goal", "persona"):
            yield node, goals_of(journey, node) if key == "goal" else personas_of(journey, node)
            return
        yield from ((holder, getattr(holder, key)) for holder in holders)
    elif isinstance(node, PainPoint) and key == "persona":
        yield node, journey.targets(node, "persona", Persona) or journey.personas
    elif isinstance(node, Solution) and key == "status":
        yield node, node.stage_of_work
    elif isinstance(node, Metric):
        said = reading(journey, node)
        yield node, getattr(said if hasattr(said, key) else node, key)
    else:
        yield node, getattr(node, key)


def _parts(journey: Journey, stop: Stage | Action) -> tuple[Stage | Action, ...]:
    """Where the lanes of a stop stand: an action that is alone in its stage may leave them to the stage."""
    if isinstance(stop, Stage):
        return parts(stop)
    stage = journey.stage_of(stop)
    return (stop, stage) if stage is not None and len(stage.actions) == 1 else (stop,)


def _items(journey: Journey, holder: Node, key: str, value: Any) -> Iterator[Item]:
    """A value taken apart."""
    if value is None or value is False:
        return
    if isinstance(value, Mark):
        yield _item(value.reason or spoken(value.seconds), value.seconds, holder, (key,))
    elif isinstance(value, float):
        yield _item(figure(value), value, holder, (key,))
    elif isinstance(value, int):
        yield _item("" if value is True else spoken(value), value, holder, (key,))
    elif isinstance(value, Node):
        yield _of_node(journey, value, holder, (key,))
    elif isinstance(value, tuple | dict):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for step, one in pairs:
            if isinstance(one, tuple):
                yield from (_item(text, None, holder, (key, step, index)) for index, text in enumerate(one))
            elif isinstance(one, Node):
                yield _of_node(journey, one, holder, (key, step))
            else:
                yield _of_text(journey, one, holder, (key, step))
    else:
        yield _of_text(journey, str(value), holder, (key,))


def _item(text: str, measure: float | None, holder: Node, steps: Route) -> Item:
    return Item(text, frozenset((slug(text) or text,)) if text else frozenset(), measure, holder, steps)


def _of_node(journey: Journey, node: Node, holder: Node, steps: Route) -> Item:
    """An object below the holder, or what a reference was found to name, with the thing that it stands for."""
    meaning = journey.meaning(node)
    texts = (node.text_of, node.id or "", meaning.text_of, meaning.id or "")
    below = journey.parent(node) is holder
    return Item(
        meaning.text_of, frozenset(slug(text) for text in texts if text), None, node if below else holder, () if below else steps
    )


def _of_text(journey: Journey, text: str, holder: Node, steps: Route) -> Item:
    """A text, with the names of the thing that it refers to."""
    one = _item(text, None, holder, steps)
    for target in journey.targets(holder, str(steps[0]), Node):
        names = frozenset((slug(target.text_of), slug(journey.id_of(target))))
        if one.names <= names:
            return one._replace(text=target.text_of or text, names=names)
    return one


def spoken(seconds: int | None) -> str:
    """Seconds as they are written in a map: `1h30m`."""
    text, left = "", seconds or 0
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        text += f"{count}{unit}" if count else ""
    return text or ("" if seconds is None else "0s")
