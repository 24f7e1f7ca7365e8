"""Patterns that cannot hang a run: each text is read once, from left to right, whatever the pattern and the text are.

With the extra `journeymap[re2]` a pattern is RE2's business. Without it, a pattern in the syntax of `_pattern_syntax` becomes a
table here: state and kind of character to the next state, all of it made before the first text is read. Matching is then
one look into the table for each character; there is nothing to go back to. Making the table is bounded by a budget of
steps, and a pattern that needs more is refused.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.lint._pattern_syntax import CATEGORIES, LAST, Again, Edge, Either, Refused, Row, Signs, Tree, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Matches = Callable[[str], bool]

LONGEST = 500
"""Characters of one pattern."""
_STEPS = 400_000
"""For one pattern: about a tenth of a second."""
_STEPS_IN_ALL = 2_000_000
"""For all patterns of a configuration."""
EXTRA = "or install the extra: pip install 'journeymap[re2]'"
_TOO_MUCH = "the pattern is too much for the engine that is built in"
_COST = 10
"""Steps that making one instruction counts for."""

_DEAD, _FOUND = 0, 1
_START, _WORD, _OTHER, _END = range(4)
"""What stands before a place, or behind it."""
_WORDS = Signs(((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)))


class Patterns:
    """The patterns of one configuration, which share a budget. `engine` gives the module of the extra, or None."""

    def __init__(self, engine: Callable[[], object | None]) -> None:
        """Begin with the whole budget; the engine is asked for when there is a pattern."""
        self._engine = engine
        self._left = _STEPS_IN_ALL
        self._known: dict[str, Matches] = {}

    def compile(self, pattern: str) -> Matches:
        """Whether the pattern is found anywhere in a text. Raises `Refused`."""
        if len(pattern) > LONGEST:
            raise Refused(f"the pattern is longer than {LONGEST} characters", "make several rules of it")
        if not pattern:
            raise Refused("the pattern is empty", "every text matches it; delete it")
        if pattern not in self._known:
            self._known[pattern] = _clean(self._with_re2(pattern) if self._engine() is not None else self._with_table(pattern))
        return self._known[pattern]

    def _with_table(self, pattern: str) -> Matches:
        budget = _Budget(min(self._left, _STEPS))
        try:
            return _Table(_program(parse(pattern), budget), budget).matches
        except Refused as why:
            raise Refused(why.message, why.help_line or f"write it with simpler means, {EXTRA}") from None
        finally:
            self._left -= budget.spent

    def _with_re2(self, pattern: str) -> Matches:
        re2: Any = self._engine()
        options = re2.Options()
        options.log_errors = False  # it would write to stderr
        try:
            search = re2.compile(pattern, options).search
        except re2.error as problem:
            said = problem.args[0] if problem.args else ""
            words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
            raise Refused(
                f"the pattern is not one of RE2: {words}", "github.com/google/re2/wiki/Syntax lists what there is"
            ) from None
        return lambda text: search(text) is not None


def engine() -> object | None:
    """The module of the extra, if it is installed."""
    try:
        import re2  # here: few configurations have patterns
    except ImportError:
        return None
    return re2 if hasattr(re2, "Options") else None  # other packages use the name, too


def _clean(matches: Matches) -> Matches:
    """The same for texts with lone surrogates, which are no text to RE2."""
    return lambda text: matches(text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8"))


class _Budget:
    """Counts steps."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.spent = 0

    def spend(self, steps: int) -> None:
        self.spent += steps
        if self.spent > self.most:
            raise Refused(_TOO_MUCH, f"write smaller counts and fewer alternatives, {EXTRA}")


class _Step(NamedTuple):
    """One instruction: read a sign of `signs`, be at the place `edge`, or neither; then go on at one of `then`."""

    then: tuple[int, ...]
    signs: Signs | None = None
    edge: str = ""


_Program = list[_Step]
"""Instruction 0 is the end: the pattern is found. The last one is the beginning."""


def _program(tree: Tree, budget: _Budget) -> _Program:
    program = [_Step(())]
    begin = _emit(tree, 0, program, budget)
    program.append(_Step((begin,)))
    return program


def _emit(tree: Tree, then: int, program: _Program, budget: _Budget) -> int:
    """Add the instructions of a part that goes on at `then`; gives back where it begins."""
    budget.spend(_COST)
    if isinstance(tree, Row):
        for part in reversed(tree.parts):
            then = _emit(part, then, program, budget)
        return then
    if isinstance(tree, Either):
        step = _Step(tuple(_emit(way, then, program, budget) for way in tree.ways))
    elif isinstance(tree, Again):
        return _emit_again(tree, then, program, budget)
    elif isinstance(tree, Edge):
        step = _Step((then,), edge=tree.name)
    else:
        step = _Step((then,), tree)
    program.append(step)
    return len(program) - 1


def _emit_again(tree: Again, then: int, program: _Program, budget: _Budget) -> int:
    """The part as often as it may stand there, written out."""
    if tree.most is None:
        program.append(_Step(()))
        loop = len(program) - 1
        program[loop] = _Step((_emit(tree.part, loop, program, budget), then))
        then = loop
    else:
        after = then
        for _ in range(tree.most - tree.least):
            program.append(_Step((_emit(tree.part, then, program, budget), after)))
            then = len(program) - 1
            budget.spend(_COST)
    for _ in range(tree.least):
        then = _emit(tree.part, then, program, budget)
    return then


class _Alphabet:
    """Characters by kind: two of one kind are in the same sets of the pattern."""

    def __init__(self, sets: list[Signs], budget: _Budget) -> None:
        self.sets = sets
        self.by_category = any(one.categories or one.others for one in sets)
        categories = (*CATEGORIES, "Cn") if self.by_category else ("",)
        cuts = {0, *(cut for one in sets for first, last in one.ranges for cut in (first, last + 1) if cut <= LAST)}
        budget.spend(len(cuts) * len(categories) * (1 + sum(1 + len(one.ranges) for one in sets)))
        self.kinds: dict[tuple[bool, ...], int] = {}
        for code in cuts:
            for category in categories:
                self.kinds.setdefault(self._facts(code, category), len(self.kinds))
        self.members = {one: [kind for facts, kind in self.kinds.items() if facts[index]] for index, one in enumerate(sets)}

    def _facts(self, code: int, category: str) -> tuple[bool, ...]:
        return tuple(one.holds(code, category) for one in self.sets)

    def kind(self, sign: str) -> int:
        """The kind of a character."""
        return self.kinds[self._facts(ord(sign), unicodedata.category(sign) if self.by_category else "")]


_State = tuple[frozenset[int], int]
"""Where in the program one may be, and what stands before that place in the text."""


class _Table:
    """The pattern as a table. State 0 can find nothing any more, state 1 has found it."""

    def __init__(self, program: _Program, budget: _Budget) -> None:
        self._program = program
        self._budget = budget
        self._bounds = any(step.edge == "b" for step in program)
        sets = list(dict.fromkeys(step.signs for step in program if step.signs is not None))
        self._alphabet = _Alphabet([*sets, *([_WORDS] if self._bounds and _WORDS not in sets else [])], budget)
        self._word_kinds = frozenset(self._alphabet.members[_WORDS]) if self._bounds else frozenset[int]()
        self._numbers: dict[_State, int] = {}
        self._states: list[_State] = []
        self._rows: list[list[int]] = [[], []]
        self._ends = [False, True]
        self._kinds: dict[str, int] = {}
        self._first = self._number(frozenset(), _START)
        while len(self._rows) < len(self._states) + 2:
            self._add(self._states[len(self._rows) - 2])
        self._bury()

    def matches(self, text: str) -> bool:
        """Whether the pattern is found in the text: one step for each character."""
        rows = self._rows
        kinds = self._kinds
        state = self._first
        for sign in text:
            kind = kinds.get(sign)
            if kind is None:
                kind = kinds[sign] = self._alphabet.kind(sign)
            state = rows[state][kind]
            if state <= _FOUND:
                return state == _FOUND
        return self._ends[state]

    def _number(self, places: frozenset[int], before: int) -> int:
        """The number of a state. The pattern may begin at each character, so its beginning is always one of the places."""
        state = (places | {len(self._program) - 1}, before)
        if state not in self._numbers:
            self._numbers[state] = len(self._states) + 2
            self._states.append(state)
        return self._numbers[state]

    def _add(self, state: _State) -> None:
        """The row of a state, and whether it has found the pattern where the text ends."""
        places, before = state
        row = [_DEAD] * len(self._alphabet.kinds)
        for after in (_WORD, _OTHER) if self._bounds else (_OTHER,):
            reached, found = self._reached(places, before, after)
            targets: list[set[int]] = [set() for _ in row]
            for place in reached:
                step = self._program[place]
                members = self._alphabet.members[step.signs] if step.signs is not None else ()
                self._budget.spend(len(members))
                for kind in members:
                    targets[kind].update(step.then)
            self._budget.spend(len(row))
            for kind, those in enumerate(targets):
                if (kind in self._word_kinds) == (after == _WORD):
                    row[kind] = _FOUND if found else self._number(frozenset(those), after)
        self._rows.append(row)
        self._ends.append(self._reached(places, before, _END)[1])

    def _reached(self, places: Iterable[int], before: int, after: int) -> tuple[list[int], bool]:
        """The instructions that read a sign and can be reached without reading one; and whether the end can."""
        waiting = list(places)
        seen = set(waiting)
        reached = []
        while waiting:
            place = waiting.pop()
            step = self._program[place]
            self._budget.spend(1 + len(step.then))
            if step.signs is not None:
                reached.append(place)
            elif not step.edge or _holds(step.edge, before, after):
                new = [one for one in step.then if one not in seen]
                seen.update(new)
                waiting += new
        return reached, 0 in seen

    def _bury(self) -> None:
        """Point at state 0 where nothing can be found any more, so that matching may stop."""
        came_from: dict[int, set[int]] = {}
        for number, row in enumerate(self._rows):
            for target in set(row):
                came_from.setdefault(target, set()).add(number)
        alive = {number for number, end in enumerate(self._ends) if end}
        waiting = list(alive)
        while waiting:
            new = came_from.get(waiting.pop(), set()) - alive
            alive |= new
            waiting += new
        self._rows = [[target if target in alive else _DEAD for target in row] for row in self._rows]


def _holds(edge: str, before: int, after: int) -> bool:
    """Whether a place between two characters is an edge of this name."""
    if edge == "^":
        return before == _START
    if edge == "$":
        return after == _END
    return (before == _WORD) != (after == _WORD)
