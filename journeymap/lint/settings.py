"""Which rules are asked, at which level, with which options."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap import plugins
from journeymap.config import Config
from journeymap.errors import UsageError
from journeymap.lint.configured import Ignored, Names, is_off, level_of
from journeymap.lint.rule import PRESETS, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.config import RuleTable
    from journeymap.diagnostic import Diagnostic, Level

DEFAULT_PRESET = "recommended"
RULES = "journeymap.lint.rules"
ALWAYS = "always"
"""The folder of the explanations of what is told whatever rules are chosen."""


class Chosen(NamedTuple):
    """A rule that is asked. A `level` that is set here holds for all its findings."""

    name: str
    rule: Rule
    options: Any
    level: Level | None = None


class Settings(NamedTuple):
    """Everything that a run needs to know about rules."""

    rules: tuple[Chosen, ...]
    per_file: tuple[Ignored, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """What the configuration says wrongly about rules."""
    each: bool = False
    """No finding stands for several: for those who compare findings, and would else lose a new one among the old."""

    def ignores(self, name: str, path: str) -> bool:
        """Whether the configuration does not want to hear a rule about a file, by its path from the project root."""
        return any(name in one.rules and one.where.holds(path) for one in self.per_file)


@cache
def family_of() -> dict[str, str]:
    """Every rule with its family, family by family; nothing is imported for it."""
    return {
        module.replace("_", "-"): family
        for family in plugins.families(RULES)
        if family != ALWAYS
        for module in plugins.names(f"{RULES}.{family}")
    }


def names() -> tuple[str, ...]:
    """The names of all rules, family by family."""
    return tuple(family_of())


def always() -> tuple[str, ...]:
    """The ids that are told whatever rules are chosen."""
    return tuple(module.replace("_", "-") for module in plugins.names(f"{RULES}.{ALWAYS}"))


def load(name: str) -> Rule:
    """The rule called `name`, which must be one of `names()`."""
    rule = plugins.load(f"{RULES}.{family_of()[name]}", name.replace("-", "_")).RULE
    assert isinstance(rule, Rule)
    return rule


def rules_of(preset: str) -> dict[str, Rule]:
    """The rules of a preset by their names, those of the smaller presets included."""
    _check_preset(preset)
    wanted = PRESETS[: PRESETS.index(preset) + 1]
    return {name: rule for name in names() if (rule := load(name)).preset in wanted}


def choose(
    preset: str | None = None, select: Sequence[str] = (), ignore: Sequence[str] = (), config: Config | None = None
) -> Settings:
    """The rules of a preset, or only those of `select`, without those of `ignore`; both take names of rules and of families.

    What is given here beats the configuration: `preset` or `select` its preset and its `select`, `ignore` its `ignore`,
    and a rule that `select` names by itself is asked though the configuration switches it off.
    """
    known = Names(config or Config(), family_of(), always())
    tables = known.tables()
    standing = known.preset(DEFAULT_PRESET)
    if preset is not None:
        _check_preset(preset)
    configured, set_aside = known.of(known.config.select), known.of(known.config.ignore)
    named = frozenset(select)
    wanted = {name for entry in select for name in _named(entry, "select", known.families)}
    unwanted = {name for entry in ignore for name in _named(entry, "ignore", known.families)}
    if not wanted and preset is None:
        wanted |= configured
    made, faults = _custom(known.config)
    if not wanted:
        wanted |= {one.name for one in made} | {name for name, table in tables.items() if level_of(table) is not None}.union(
            rules_of(preset or standing)
        )
    off = {name for name, table in tables.items() if is_off(table)} | (set() if unwanted else set_aside)
    asked = wanted - (off - named) - unwanted
    chosen = tuple(
        Chosen(name, rule, known.options(name, rule, tables.get(name)), level_of(tables.get(name)))
        for name in names()
        if name in asked and (rule := load(name))
    )
    chosen += tuple(one._replace(level=level_of(tables.get(one.name)) or one.level) for one in made if one.name in asked)
    _check_options(known, tables, asked)
    return Settings(chosen, known.per_file(), tuple(dict.fromkeys((*known.told, *faults))))


def _custom(config: Config) -> tuple[tuple[Chosen, ...], tuple[Diagnostic, ...]]:
    """The rules that the configuration brings itself, and what is wrong with them."""
    if not config.custom:
        return (), ()
    from journeymap.lint import custom  # here: it makes `Chosen`s of this module, and few configurations need it

    return custom.rules(config)


def _check_options(known: Names, tables: Mapping[str, RuleTable], asked: set[str]) -> None:
    """Options of rules that are not asked are wrong all the same, and so is every option of a custom rule."""
    for name, table in tables.items():
        if name not in family_of():
            known.no_options(name, table)
        elif name not in asked:
            known.options(name, load(name), table)


def _check_preset(preset: str) -> None:
    if preset not in PRESETS:
        raise UsageError(f'there is no preset "{preset}"', f"choose one of {', '.join(PRESETS)}")


def _named(entry: str, option: str, known: Mapping[str, str]) -> Sequence[str]:
    """The rules that one entry of an option stands for; `known` has each rule with its family."""
    if entry in known:
        return (entry,)
    of_family = [name for name, family in known.items() if family == entry]
    if of_family:
        return of_family
    if entry in always():
        message = f'"{entry}" is no rule: it is always told, and --{option} does not change that'
        raise UsageError(message, f"`journeymap rules {entry}` explains it")
    raise unknown(entry, (*known, *dict.fromkeys(known.values())))


def unknown(name: str, known: Iterable[str]) -> UsageError:
    """That there is no such rule, with the closest name."""
    import difflib  # here: most runs name no rule

    spelled = name.strip().lower().replace("_", "-")
    near = difflib.get_close_matches(spelled, list(known), n=1, cutoff=0.5)
    return UsageError(f'there is no rule "{name}"', f'did you mean "{near[0]}"?' if near else "`journeymap rules` lists them")
