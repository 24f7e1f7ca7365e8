"""The sentences of a review, one template a kind of change, for whoever answers for the product.

A template holds our words only. Texts of the maps are put in by `sentence` after its caller has quoted and escaped them,
so that one set of sentences serves every sink.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from journeymap.diff import Verdict
from journeymap.diff.verdicts import IN_LANES, TABLE
from journeymap.escape import MapText, plain
from journeymap.journey.facts import PainStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from journeymap.diff import Change
    from journeymap.review import Outcome, Pair, Review

INLINE = 60
"""Code points up to which an old and a new text stand in the sentence itself; longer ones are shown word by word."""
SIGNS: Mapping[Verdict, str] = MappingProxyType({Verdict.REGRESSION: "▼", Verdict.IMPROVEMENT: "▲", Verdict.NEUTRAL: "·"})
"""A sign for each verdict; it always stands beside the word."""
WHOLE_MAP = "The map as a whole"
"""The heading of what belongs to no stage."""

_GENERAL: Mapping[str, str] = MappingProxyType({
    "added": "{kind} {name} is new{at}{uses}",
    "removed": "{kind} {name} is gone{gone_from}{uses}",
    "renamed": "{kind} {old} is now called {new}{uses}",
    "moved": "{kind} {name} moved from {old} to {new}",
    "changed": "{field_of} {kind} {name}{at}: {values}{uses}",
})  # fmt: skip
"""What happened to the template for it, where the kind of thing has none of its own."""

_SAID = ("goal", "solution", "action", *IN_LANES)
"""Kinds whose main text is said and not a name."""

TEMPLATES: Mapping[str, str] = MappingProxyType({
    **{change: _GENERAL[change.rpartition("-")[2]] for change in TABLE if change.rpartition("-")[2] in _GENERAL},
    **{f"{kind}-renamed": "{kind} {old} now reads {new}" for kind in _SAID},
    "map-renamed": "the map {old} is now called {new}",
    "map-changed": "{field}: {values}",
    "map-added": "the map {name} is new",
    "map-removed": "the map {name} is gone{left}",
    "order-changed": "{kind} {name} now comes {after}",
    "emotion-added": "mood{who} at {place} is now known: {new}",
    "emotion-removed": "mood{who} at {place} is no longer known; it was {old}",
    "emotion-changed": "mood{who} at {place}, {field}: {values}",
    "emotion-fell": "mood{who} falls from {old} to {new} at {place}{note}",
    "emotion-rose": "mood{who} rises from {old} to {new} at {place}{note}",
    "pain-point-added": "new pain point {name}{at}{excuse}",
    "pain-point-discovered": "pain point {name} was found by new research{at}",
    "pain-point-removed": "pain point {name} is gone{gone_from}{unsolved}{excuse}",
    "pain-point-resolved": "pain point {name} is now resolved{at}: {shipped}",
    "pain-point-reopened": "pain point {name} is open again{at}",
    "pain-point-addressed": "pain point {name} is now addressed{at}: {by}",
    "pain-point-unaddressed": "pain point {name} is not addressed any more{at}; it was {old}",
    "pain-point-accepted": "pain point {name} is now accepted{at}: {by}",
    "pain-point-worsened": "pain point {name} got worse{at}: {values}",
    "pain-point-eased": "pain point {name} got less severe{at}: {values}",
    "solution-advanced": "solution {name} moved on: {values}{uses}",
    "solution-set-back": "solution {name} fell back: {values}{uses}",
    "solution-rejected": "solution {name} is rejected; it was {old}{uses}",
    "metric-added": "metric {name} is new{at}{figure}",
    "metric-removed": "metric {name} is gone{gone_from}{figure}",
    "metric-closer": "metric {name} is closer to its target{at}: {values}{note}",
    "metric-further": "metric {name} is further from its target{at}: {values}{note}",
    "evidence-removed": "evidence {name} is gone{gone_from}{unreplaced}{uses}",
    "evidence-lost": "{kind} {name} rests on less evidence{at}: {values}",
    "evidence-gained": "{kind} {name} rests on more evidence{at}: {values}",
    "stage-touchpoints-lost": "no touchpoint is left in this stage; it had {old}",
    "stage-touchpoints-gained": "this stage has touchpoints now: {new}",
})  # fmt: skip
"""Every kind of change to the sentence that tells it."""

_LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_REWORDED = "{kind} {name} is reworded:"
_SPOKEN_FIELDS = {"journey": "closer map"}
_EXCUSES = {
    ("pain-point-added", PainStatus.RESOLVED): "; a solution for it has shipped already",
    ("pain-point-removed", PainStatus.RESOLVED): "; it was resolved before",
    ("pain-point-removed", PainStatus.ACCEPTED): "; it was accepted before",
    ("pain-point-removed", PainStatus.ADDRESSED): "; a solution for it is still on its way",
}
"""Why a pain point that came or went is neutral all the same."""
_OWN_KEYS = ("own.", "demographics.")
_COUNTED = ("persona", "goal", "touchpoint", "resource", "evidence", "solution")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and whether the old and the new text still have to be shown word by word."""

    sentence: str
    word_by_word: bool


def sentence(change: Change, quote: Callable[[MapText], str], bare: Callable[[MapText], str]) -> Told:
    """What a change says. `quote` makes a text of a map safe for the sink and puts it in quotes, `bare` only makes it safe."""
    words = _Words(change, quote, bare)
    template = _REWORDED if words.long and change.id.endswith("-renamed") else TEMPLATES[change.id]
    return Told(template.format_map(words.values()).rstrip(), words.long)


class _Words:
    """The values that templates may ask for."""

    def __init__(self, change: Change, quote: Callable[[MapText], str], bare: Callable[[MapText], str]) -> None:
        self.change = change
        self.quote = quote
        self.bare = bare
        texts = [plain(text) for text in (change.old, change.new) if text is not None]
        told_in_full = not change.id.endswith("-moved")
        self.long = told_in_full and len(texts) > 1 and any(len(text) > INLINE or "\n" in text for text in texts)

    def values(self) -> dict[str, str]:
        """Every placeholder with its text; what a change does not have is empty."""
        change = self.change
        in_quotes = change.id.endswith(("-renamed", "-moved", "-touchpoints-lost", "-touchpoints-gained"))
        say = self.quote if in_quotes else self.bare
        name = self._cut(change.subject.name, self.quote)
        here = change.at if change.at is not None else change.subject.name
        field = "" if change.field is None else self.bare(_spoken(change.field))
        aside = change.stage is not None and change.at is not None and change.at != change.stage.name
        return {
            "kind": change.subject.kind.replace("-", " "),
            "name": name,
            "old": "" if change.old is None else self._cut(change.old, say),
            "new": "" if change.new is None else self._cut(change.new, say),
            "values": self._old_to_new(),
            "field": field,
            "field_of": "ways on from" if field == "next" else f"{field} of",
            "at": f" at {self.quote(here)}" if aside else "",
            "gone_from": f" from {self.quote(here)}" if aside else "",
            "place": self.quote(here),
            "who": f" of {self.bare(change.who)}" if change.who is not None else "",
            **self._notes(),
        }

    def _old_to_new(self) -> str:
        old, new = self.change.old, self.change.new
        if self.long:
            return ""
        if old is None:
            return "" if new is None else f"now {self._cut(new, self.bare)}"
        return f"no longer {self._cut(old, self.bare)}" if new is None else f"{self.bare(old)} → {self.bare(new)}"

    def _notes(self) -> dict[str, str]:
        change, note = self.change, None if self.change.note is None else self._cut(self.change.note, self.quote)
        figure = change.new or change.old
        worse = change.verdict is Verdict.REGRESSION
        many = change.uses > 1 and change.subject.kind in _COUNTED
        target = change.subject.kind == "metric"
        return {
            "after": "first" if note is None else f"after {note}",
            "note": "" if change.note is None else f" ({'target ' if target else ''}{self._cut(change.note, self.bare)})",
            "by": note or "nobody says how",
            "shipped": f"{note} shipped" if note else "its solution shipped, and it is gone",
            "excuse": "" if change.excuse is None else _EXCUSES[change.id, change.excuse],
            "unsolved": ", and nothing was done about it" if worse else "",
            "unreplaced": ", and nothing takes its place" if worse else "",
            "left": "" if note is None else "; its file is still there, but is no map any more",
            "figure": ""
            if figure is None
            else f": {self.bare(figure)}"
            if change.new is not None
            else f"; it was {self.bare(figure)}",
            "uses": f" (used in {change.uses} places{_of_maps(change)})" if many else "",
        }

    def _cut(self, text: MapText, say: Callable[[MapText], str]) -> str:
        """A text in a sentence: cut where it is long, for what is shown word by word has room of its own."""
        raw = " ".join(plain(text).split())
        return say(MapText(raw if len(raw) <= 2 * INLINE else f"{raw[: 2 * INLINE - 1].rstrip()}…"))


def _of_maps(change: Change) -> str:
    return f" of {len(change.affects)} maps" if len(change.affects) > 1 else ""


def _spoken(field: MapText) -> MapText:
    name = plain(field)
    for prefix in _OWN_KEYS:
        if name.startswith(prefix):
            return MapText(name.removeprefix(prefix))
    return MapText(_SPOKEN_FIELDS.get(name, name.replace("_", " ").replace(".", ", ")))


def in_order(shown: str) -> str:
    """An escaped text; a mark behind right-to-left letters keeps what follows them, such as an arrow, on their right."""
    turned = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in shown)
    return f"{shown}{_LEFT_TO_RIGHT_MARK}" if turned else shown


def summary(counts: Mapping[Verdict, int]) -> str:
    """`1 regression, 2 improvements, 3 neutral changes`; what there is none of is left out."""
    words = {Verdict.REGRESSION: "regression", Verdict.IMPROVEMENT: "improvement", Verdict.NEUTRAL: "neutral change"}
    told = ((counts[verdict], word) for verdict, word in words.items() if counts[verdict])
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in told)


def by_stage(changes: Sequence[Change]) -> list[tuple[MapText | None, list[Change]]]:
    """Changes under the stages they belong to, in the order of the journey, the worst of each stage first."""
    found: dict[str | None, tuple[MapText | None, list[Change]]] = {}
    for change in changes:
        key, name = (None, None) if change.stage is None else (change.stage.id, change.stage.name)
        found.setdefault(key, (name, []))[1].append(change)
    order = list(Verdict)
    return [(name, sorted(listed, key=lambda change: order.index(change.verdict))) for name, listed in found.values()]


def outcome_word(outcome: Outcome | None) -> str:
    """The verdict in one word, also where there is none."""
    return "unreadable" if outcome is None else outcome.value


def title(review: Review) -> str:
    """The verdict on several maps, and what it adds up from."""
    counts, count = summary(review.counts), len(review.maps)
    word = outcome_word(review.outcome)
    if not review.pairs:
        return f"{word}: no map differs"
    maps = "1 map" if count == 1 else f"{count} maps"
    return f"{word}: {counts} in {maps}" if counts else f"{word}: nothing changed for the customer in {maps}"


def nothing_to_tell(pair: Pair) -> str:
    """What is said about a pair without changes."""
    if pair.outcome is None:
        return "not compared: one of the two maps has errors, or cannot be read"
    if pair.status.value == "renamed":
        return "renamed, no change for the customer"
    same = pair.status.value == "unchanged"
    return "no change: the files are the same" if same else "no change for the customer, formatting only"


def names(review: Review, pair: Pair) -> str:
    """What was compared: two files, or a file at two moments."""
    if not review.repository:
        return f"{review.old} → {review.new}"
    paths = " → ".join(dict.fromkeys(path for path in (pair.old_path, pair.new_path) if path is not None))
    return f"{paths}: {review.old} → {review.new}"
