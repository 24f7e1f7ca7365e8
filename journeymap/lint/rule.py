"""What a rule is, and what it yields.

A rule is a module of `journeymap.lint.rules.<family>` with a constant `RULE`. It looks at a `Journey` and speaks of nodes
of the model and of routes below them. Lines, columns, paths, levels in force and fingerprints are the engine's business.

The classes here and the options of the rules are NamedTuples, not frozen dataclasses: these take ten times as long to
define, and there are dozens, defined again in every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeymap.diagnostic import Level, Route, Span
    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Node

Preset = Literal["minimal", "recommended", "strict"]
PRESETS: tuple[Preset, ...] = ("minimal", "recommended", "strict")
"""From small to large: each one contains those before it."""

JOURNEY = "journey"
DAY_IN_THE_LIFE = "day-in-the-life"
BLUEPRINT = "service-blueprint"
FUTURE = "future"
"""What `Rule.not_for` may name: a type of map, or its state."""


class Beside(NamedTuple):
    """A second place, with what it has to do with the first. `journey` is given where it is another one than the rule's."""

    message: str
    node: Node
    steps: Route = ()
    journey: Journey | None = None


class Patch(NamedTuple):
    """A change to the writing: exactly these characters give way to `text`. The span comes from `context.writing`."""

    span: Span
    text: str


class SetKey(NamedTuple):
    """A change to an object: `key: text` is written on it, for which a text alone grows into an object."""

    node: Node
    key: str
    text: str


class Remove(NamedTuple):
    """A change to the map: what is written at `steps` below a node, or the node itself, is taken out with its comments."""

    node: Node
    steps: Route = ()


Change = Patch | SetKey | Remove


class Remedy(NamedTuple):
    """Changes to the file of the finding that remove its cause. A `safe` one cannot change what the map means.

    Each change stands for itself: one that cannot be made (an alias repeats the place) is left out.
    """

    changes: tuple[Change, ...]
    safe: bool


class Finding(NamedTuple):
    """One thing that a rule has to say.

    `node` and `steps` say where: the node itself, or what stands at `steps` below it. `message` is one sentence in lower
    case without a full stop, with names in double quotes: what, where, what was expected; `help` says what to do.
    `key` tells apart two findings on one node and holds no prose. `absent` names the keys of `node` whose absence is
    found: if one of them is written after all, its value has a fault that is told already, and this finding is dropped.
    """

    node: Node
    message: str
    steps: Route = ()
    help: str = ""
    key: str = ""
    related: tuple[Beside, ...] = ()
    level: Level | None = None
    """Another level than the rule's, for this finding."""
    absent: tuple[str, ...] = ()
    remedy: Remedy | None = None
    span: Span | None = None
    """Exact characters, for a rule about the writing; they come from `context.writing`."""


class Rule(NamedTuple):
    """A rule: its `check`, and what is said about it where it is listed; written with keywords only.

    `options` is an instance of the rule's own NamedTuple with its defaults.
    """

    level: Level
    preset: Preset
    authority: str
    """Whose rule it is: a text that was read, or `practice` for what the common method texts share."""
    check: Callable[[Journey, Any, Context], Iterator[Finding]]
    options: Any = None
    not_for: frozenset[str] = frozenset()
    """Types and states of maps that are not asked for it."""
    in_libraries: bool = False
    """Whether a library that is looked at for itself is asked, too."""
    local: bool = False
    """Whether what it finds is wrong whatever else the map holds, so that a file not read to its end is asked, too."""
    fixable: bool = False
