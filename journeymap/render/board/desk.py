"""What building a board needs at hand: the journey, the words of its language, and the numbers and anchors given out so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.escape import MapText
from journeymap.journey.curve import neutral
from journeymap.journey.facts import pain_points, solutions_of
from journeymap.model import Emotion, Evidence, Node, PainPoint, PartialDate, Persona, Solution, slug
from journeymap.render.board.types import Reference, Tone

if TYPE_CHECKING:
    from journeymap.journey import Journey
    from journeymap.locale import Locale
    from journeymap.model import Stage


def words(text: str | None) -> MapText | None:
    """Text of the map, wrapped; None stays None."""
    return None if text is None else MapText(text)


@dataclass(slots=True)
class Desk:
    """One board in the making."""

    journey: Journey
    locale: Locale
    pains: dict[int, str] = field(default_factory=dict)
    """Pain point (by identity) to its number, `P1`."""
    solutions: dict[int, str] = field(default_factory=dict)
    """Solution to its number, `S1`."""
    solved: dict[int, list[PainPoint]] = field(default_factory=dict)
    """Solution to the pain points it is for, in journey order."""
    columns: dict[int, int] = field(default_factory=dict)
    """Stage to its place among them, from 0."""
    first_stages: dict[int, Stage] = field(default_factory=dict)
    """Solution to the first stage that refers to it."""
    _anchors: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the pain points in journey order, the solutions by first mention, the stages; note where each stands."""
        for pain in pain_points(self.journey):
            self.pains[id(pain)] = f"P{len(self.pains) + 1}"
            for identity in dict.fromkeys(id(one) for one in solutions_of(self.journey, pain)):
                self.solved.setdefault(identity, []).append(pain)
        mentioned: list[Solution] = []
        for index, stage in enumerate(self.journey.map.stages):
            self.columns.setdefault(id(stage), index)
            for solution in self.solutions_in(stage):
                self.first_stages.setdefault(id(solution), stage)
            for lanes in (stage, *stage.actions):
                mentioned.extend(self.journey.targets(lanes, "solutions", Solution))
                for pain in lanes.pain_points:
                    mentioned.extend(solutions_of(self.journey, pain))
        for solution in (*mentioned, *self.journey.solutions):
            self.solutions.setdefault(id(solution), f"S{len(self.solutions) + 1}")

    def solutions_in(self, stage: Stage) -> list[Solution]:
        """What a stage, its actions, their pain points and opportunities refer to, in order, as often as they do."""
        found: list[Solution] = []
        for holder in (stage, *stage.actions):
            found.extend(self.journey.targets(holder, "solutions", Solution))
            for pain in holder.pain_points:
                found.extend(solutions_of(self.journey, pain))
            for opportunity in holder.opportunities:
                found.extend(self.journey.targets(opportunity, "solutions", Solution))
        return found

    def anchor(self, node: Node) -> str:
        """An anchor for one showing of `node`: `<kind>-<id>`, and `--2`, `--3` for the next ones (no id holds two dashes)."""
        base = self.home(node)
        count = self._anchors.get(base, 0) + 1
        self._anchors[base] = count
        return base if count == 1 else f"{base}--{count}"

    def home(self, node: Node) -> str:
        """The anchor of the first showing of `node`."""
        return f"{node.kind}-{self.journey.id_of(node)}"

    def pain_reference(self, pain: PainPoint) -> Reference:
        """How a solution points at a pain point."""
        return Reference(self.pains[id(pain)], self.home(pain))

    def solution_reference(self, solution: Solution) -> Reference:
        """How a pain point points at a solution."""
        return Reference(self.solutions[id(solution)], self.home(solution))

    def label(self, key: str) -> str:
        """Our word in the board's language."""
        return self.locale.label(key)

    def date(self, date: PartialDate | None) -> str | None:
        """A date in the board's language."""
        return None if date is None else self.locale.date(date.year, date.month, date.day)

    def duration(self, seconds: int | None) -> str | None:
        """A duration in the board's language."""
        return None if seconds is None else self.locale.duration(seconds)

    def names(self, node: Node, field_name: str = "persona") -> tuple[MapText, ...]:
        """The personas a node is about, where that is not simply all of the map's."""
        found = self.journey.targets(node, field_name, Persona)
        if len(found) == len(self.journey.personas):
            return ()
        return tuple(MapText(persona.name) for persona in found)

    def evidence(self, node: Node) -> tuple[MapText, ...]:
        """The titles of what a node rests on."""
        return tuple(MapText(one.title) for one in self.journey.targets(node, "evidence", Evidence))

    def tone(self, score: float | None) -> Tone | None:
        """Above, at or below the middle of the scale."""
        if score is None:
            return None
        middle = neutral(self.journey)
        return "positive" if score > middle else "negative" if score < middle else "neutral"

    def height(self, score: float) -> float:
        """A score as a part of the scale, 0 to 1, whatever was written."""
        scale = self.journey.map.emotion_scale
        width = scale.max - scale.min
        return min(1.0, max(0.0, (score - scale.min) / width)) if width > 0 else 0.5

    def score(self, score: float) -> str:
        """A score: with its sign where the scale has negative ones."""
        return self.locale.signed(score) if self.journey.map.emotion_scale.min < 0 else self.locale.number(score)

    def feeling(self, emotion: Emotion) -> MapText:
        """The feeling in words, or the score where there is none."""
        return MapText(emotion.feeling or ("" if emotion.score is None else self.score(emotion.score)))

    def known(self, prefix: str, text: str) -> str | None:
        """Our word for something a map names in its own words (`channel-web`), if we know it."""
        key = f"{prefix}-{slug(text)}"
        return self.locale.label(key) if self.locale.has(key) else None

    def join(self, texts: tuple[MapText, ...]) -> str:
        """Names of the map joined as the language does; still the map's text, to be wrapped again."""
        return self.locale.join([escape.plain(text) for text in texts])
