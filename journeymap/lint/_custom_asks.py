"""What a custom rule asks of one thing of a map, and how it says that the answer is no."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.lint._custom_fields import Field, Item, Sort, in_words, is_written, items, spoken, stages_of
from journeymap.lint.reading import reader_length
from journeymap.lint.rule import Finding
from journeymap.lint.wording import counted, figure, named, quoted
from journeymap.model import default_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeymap.diagnostic import Route
    from journeymap.journey import Journey
    from journeymap.model import Node


class Limit(NamedTuple):
    """A bound on a number, on seconds, on the length of a text or on how many things a list holds."""

    bound: float
    at_least: bool

    def fits(self, measure: float) -> bool:
        """Whether a measure keeps to it."""
        return measure >= self.bound if self.at_least else measure <= self.bound

    def words(self, sort: Sort) -> str:
        """The bound in a sentence."""
        bound = spoken(int(self.bound)) if sort in (Sort.DURATION, Sort.WAIT) else figure(self.bound)
        return f"at least {bound}" if self.at_least else f"at most {bound}"


_VERBS = {"pattern": ("matches", "does not match"), "one-of": ("is", "is not"), "min": ("is", ""), "max": ("is", "")}


class Ask(NamedTuple):
    """One question about one field: about each thing that it holds (`fits`), about its size, or only whether it is there.

    `wanted` is the answer asked for, as a sentence says it after the verb.
    """

    assertion: str
    field: Field
    wanted: str
    fits: Callable[[Item], bool] | None = None
    limit: Limit | None = None
    there: bool = True

    @property
    def words(self) -> str:
        """The question as a sentence."""
        words = in_words(self.field.key)
        if self.assertion in _VERBS:
            return f"{words} {_VERBS[self.assertion][0]} {self.wanted}"
        return f"{words} is {'there' if self.there else 'not there'}"

    def holds(self, journey: Journey, node: Node) -> bool:
        """As a condition: whether one of the things that the field holds is as asked for."""
        if self.limit is not None:
            measures = [measure for measure, _ in _measures(self.field, items(journey, node, self.field))]
            return any(self.limit.fits(measure) for measure in measures)
        if self.fits is not None:
            return any(item.text and self.fits(item) for item in items(journey, node, self.field))
        return is_written(journey, node, self.field) == self.there

    def faults(self, journey: Journey, node: Node, what: str) -> Iterator[Finding]:
        """As an assertion: what is not as asked for. Where the field holds nothing, only its size and its absence are."""
        words = in_words(self.field.key)
        if self.limit is not None:
            yield from self._outside(journey, node, what, words)
        elif self.fits is None:
            if not is_written(journey, node, self.field):
                keys = ("emotion", "emotions") if self.field.key == "emotion" else (self.field.key,)
                yield Finding(node, f"{what} has no {words}", key=f"{self.assertion}:{self.field.key}", absent=keys)
        else:
            for item in items(journey, node, self.field):
                if item.text and not self.fits(item):  # a `true` without a reason has no text
                    about = what if self.field.key == node.main else f"the {singular(words)} {quoted(item.text)} of {what}"
                    key = f"{self.assertion}:{self.field.key}:{default_id(item.text, self.field.key)}"
                    yield Finding(item.node, f"{about} {_VERBS[self.assertion][1]} {self.wanted}", _steps(journey, item), key=key)

    def _outside(self, journey: Journey, node: Node, what: str, words: str) -> Iterator[Finding]:
        assert self.limit is not None
        held = items(journey, node, self.field)
        wanted = f"the rule asks for {self.wanted}"
        for measure, item in _measures(self.field, held):
            if self.limit.fits(measure):
                continue
            key = f"{self.assertion}:{self.field.key}"
            if item is None:
                has = counted(int(measure), singular(words), words)
                yield Finding(node, f"{what} has {has}; {wanted}", key=key)
            elif self.field.sort is Sort.TEXT:
                about = what if self.field.key == node.main else f"the {words} of {what}"
                text = f"{about} has {counted(int(measure), 'character')}; {wanted}"
                yield Finding(item.node, text, _steps(journey, item), key=key)
            else:
                text = f"the {words} of {what} is {item.text}; {wanted}"
                yield Finding(item.node, text, _steps(journey, item), key=key)


class InStage(NamedTuple):
    """The condition that a thing belongs to one of these stages, named by slugs."""

    names: frozenset[str]
    words: str

    def holds(self, journey: Journey, node: Node) -> bool:
        """Whether it does."""
        return not self.names.isdisjoint(stages_of(journey, node))


def _measures(field: Field, held: list[Item]) -> list[tuple[float, Item | None]]:
    """The sizes that a bound is held against: of a list how many it holds, of anything else each value."""
    if field.sort is Sort.LIST:
        return [(len(held), None)]
    if field.sort is Sort.TEXT:
        return [(reader_length(item.text), item) for item in held]
    return [(item.measure, item) for item in held if item.measure is not None]


def singular(words: str) -> str:
    """One of the things that a list is called after."""
    return f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")


def subject_in_words(words: str, node: Node) -> str:
    """`the action "Pays"`."""
    return f"the {words} {named(node)}"


def _steps(journey: Journey, item: Item) -> Route:
    """Where below its node an item is written; what only follows from elsewhere stands at the node."""
    origin = journey.origin(item.node)
    document = journey.documents[origin.path]
    steps = item.steps
    while steps and not document.exists((*origin.route, *steps)):
        steps = steps[:-1]
    return steps
