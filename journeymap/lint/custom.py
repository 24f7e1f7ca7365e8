"""Rules of a team's own, written as tables of the configuration: what is asked of which things of a map.

`rules` turns the tables into rules that the engine runs like any other. A table with a fault is told and makes no rule.
docs/custom-rules.md is for those who write them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.config import shown
from journeymap.lint import settings
from journeymap.lint._custom_asks import InStage, subject_in_words
from journeymap.lint._custom_fields import DECLARED, Sort
from journeymap.lint._custom_reader import Reader
from journeymap.lint._patterns import Patterns, engine
from journeymap.lint.configured import CUSTOM
from journeymap.lint.rule import PRESETS, Beside, Finding, Rule
from journeymap.lint.settings import Chosen
from journeymap.lint.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic, Place
    from journeymap.journey import Journey
    from journeymap.lint._custom_asks import Ask, Limit
    from journeymap.lint._custom_fields import Subject
    from journeymap.lint.context import Context
    from journeymap.lint.explain import Explanation
    from journeymap.model import Node

NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""What the name of a custom rule looks like; no longer than `LONGEST_NAME`."""
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """One rule: its table, read. It is the `check` of its `Rule`."""

    name: str
    subject: Subject
    where: tuple[Ask | InStage, ...]
    asks: tuple[Ask, ...]
    count: tuple[Limit, ...]
    message: str
    help: str
    path: str
    """The file of the table."""

    def __call__(self, journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
        """Ask each subject that the conditions hold for, then how many these are."""
        nodes = [node for node in self.subject.find(journey) if all(condition.holds(journey, node) for condition in self.where)]
        for node in nodes:
            what = subject_in_words(self.subject.words, node)
            for ask in self.asks:
                for finding in ask.faults(journey, node, what):
                    yield self._worded(finding)
        if not journey.is_library:
            for limit in self.count:
                for finding in self._miscounted(journey, nodes, limit):
                    yield self._worded(finding)

    def _worded(self, finding: Finding) -> Finding:
        message = f"{self.message}: {finding.message}" if self.message else finding.message
        return finding._replace(message=message, help=self.help or f"[custom.{self.name}] in {self.path} asks for it")

    def _miscounted(self, journey: Journey, nodes: list[Node], limit: Limit) -> Iterator[Finding]:
        """Too few are missed in the map; too many stand at the first one too many; where none may be, each is one too many."""
        if limit.fits(len(nodes)):
            return
        such = f"such {self.subject.words}" if self.where else self.subject.words
        if limit.at_least:
            message = f"the map has {counted(len(nodes), such)}; the rule asks for {limit.words(Sort.NUMBER)}"
            yield Finding(journey.map, message, key="count:min")
        elif not limit.bound:
            for node in nodes:
                yield Finding(node, f"{subject_in_words(self.subject.words, node)} is not allowed", key="count:none")
        else:
            extra = nodes[int(limit.bound) :]
            message = f"the map has {counted(len(nodes), such)}; the rule asks for {limit.words(Sort.NUMBER)}"
            related = tuple(Beside("one more", node) for node in extra[1:])
            yield Finding(extra[0], message, key="count:max", related=related)


def rules(config: Config, patterns: Patterns | None = None) -> tuple[tuple[Chosen, ...], tuple[Diagnostic, ...]]:
    """The rules of the `[custom.NAME]` tables, in their order, and what is wrong with the others."""
    patterns = patterns if patterns is not None else Patterns(engine)
    found: list[Chosen] = []
    told: list[Diagnostic] = []
    for name, table in config.custom.items():
        assert not isinstance(table.by, str)  # only a file has such tables
        reader = Reader(config, table.by, table.value, patterns)
        _check_name(reader, name)
        rule = _rule(reader, name, table.by)
        told += reader.told
        if rule is not None and not reader.told:
            found.append(Chosen(name, rule, None))
    return tuple(found), tuple(told)


def taken() -> tuple[str, ...]:
    """The names that no custom rule may have: each stands for something already."""
    return (*settings.names(), *settings.always(), CUSTOM, *dict.fromkeys(settings.family_of().values()), *PRESETS)


def _check_name(reader: Reader, name: str) -> None:
    """A name is written in comments and on the command line, and stands for one rule only."""
    if name in settings.names() or name in settings.always():
        reader.tell(
            f'there is a rule "{name}" already', f"choose another name; `journeymap rules {name}` explains that one", "name"
        )
    elif name in (CUSTOM, *settings.family_of().values(), *PRESETS):
        reader.tell(f'"{name}" stands for many rules', "choose another name, as in actions-name-a-touchpoint", "name")
    elif len(name) > LONGEST_NAME or not re.fullmatch(NAME, name):
        help_line = "write it in lower case with dashes, as in actions-name-a-touchpoint"
        reader.tell(f"{shown(name)} cannot be the name of a rule", help_line, "name")


def _rule(reader: Reader, name: str, at: Place) -> Rule | None:
    """The rule of a table; what is wrong was told to its reader."""
    reader.keys()
    level, message, help_line = reader.level(), reader.sentence("message"), reader.sentence("help")
    count = reader.count()
    subject = reader.subject()
    if subject is None:
        return None
    check = Custom(
        name=name,
        subject=subject,
        where=reader.where(subject),
        asks=reader.asks(subject),
        count=count,
        message=message,
        help=help_line,
        path=at.path,
    )
    everywhere = subject.name in DECLARED and not any(isinstance(condition, InStage) for condition in check.where)
    return Rule(level=level, preset=PRESETS[0], authority=at.path, check=check, in_libraries=everywhere)


def explanation(chosen: Chosen) -> Explanation:
    """What there is to say about a custom rule, for `journeymap rules NAME`."""
    from journeymap.lint.explain import Explanation  # here: a run of lint explains nothing

    check = chosen.rule.check
    assert isinstance(check, Custom)
    words = check.subject.words
    conditions = listed([one.words for one in check.where]) if check.where else ""
    asked = [ask.words for ask in check.asks] + [
        f"there are {limit.words(Sort.NUMBER)} of them in a map" for limit in check.count
    ]
    why = f"{chosen.rule.authority} asks this of each {words}{' where ' if conditions else ''}{conditions}: {listed(asked)}."
    return Explanation(
        name=chosen.name,
        family=CUSTOM,
        level=(chosen.level or chosen.rule.level).value,
        preset="every",
        authority="",
        fixable=False,
        defaults={},
        summary=f"{check.message}." if check.message else f"What {chosen.rule.authority} asks of each {words}.",
        why=f"{why} {check.help}." if check.help else why,
        bad="",
        good="",
        options={},
        source=chosen.rule.authority,
    )
