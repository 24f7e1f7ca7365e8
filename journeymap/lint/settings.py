"""Which rules are asked, at which level, with which options."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap import plugins
from journeymap.errors import UsageError
from journeymap.lint.rule import PRESETS, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.diagnostic import Level

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


def choose(preset: str = "recommended", select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Settings:
    """The rules of a preset, or only those of `select`, without those of `ignore`; both take names of rules and of families."""
    _check_preset(preset)
    wanted = {name for entry in select for name in _named(entry, "select")}
    unwanted = {name for entry in ignore for name in _named(entry, "ignore")}
    rules = {name: load(name) for name in names() if name in wanted} if wanted else rules_of(preset)
    return Settings(tuple(Chosen(name, rule, rule.options) for name, rule in rules.items() if name not in unwanted))


def _check_preset(preset: str) -> None:
    if preset not in PRESETS:
        raise UsageError(f'there is no preset "{preset}"', f"choose one of {', '.join(PRESETS)}")


def _named(entry: str, option: str) -> Sequence[str]:
    """The rules that one entry of an option stands for."""
    known = family_of()
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
