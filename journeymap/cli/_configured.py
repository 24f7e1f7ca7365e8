"""A configuration as lines of key, value and where it came from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.config import BY_DEFAULT, OFF, limit_names
from journeymap.lint.settings import DEFAULT_PRESET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.cli._linting import InForce
    from journeymap.config import Config, RuleTable, Written
    from journeymap.diagnostic import Place
    from journeymap.lint import Chosen, Settings


class Line(NamedTuple):
    """One value in force."""

    key: str
    value: Any
    by: Place | str


def lines_of(config: Config, values: InForce, settings: Settings) -> tuple[Line, ...]:
    """Everything that is in force: plain keys, limits, files with rules of their own, and each rule that is asked.

    What is told as wrong is in force nowhere, and left out.
    """
    asked = {chosen.name for chosen in settings.rules}
    wrong = frozenset(one.place for one in settings.diagnostics)
    return (
        *_plain(config, values, wrong),
        *(
            Line(f"limits.{name}", getattr(config.bounds(), field), _limit_by(config, name))
            for name, field in limit_names().items()
        ),
        *(Line(f'per-file."{one.pattern}"', _right(config, one.rules, wrong), one.rules.by) for one in config.per_file),
        *(Line(f"custom.{name}", _data(table.value), table.by) for name, table in config.custom.items()),
        *(line for chosen in settings.rules for line in _rule(chosen, config.rules.get(chosen.name))),
        *(
            line
            for name, table in config.rules.items()
            if name not in asked and table.place not in wrong
            for line in _off(name, table)
        ),
    )


def _plain(config: Config, values: InForce, wrong: frozenset[Place]) -> Iterator[Line]:
    preset = values.preset
    if preset is not None:
        yield Line("preset", *(preset if preset.by not in wrong else (DEFAULT_PRESET, BY_DEFAULT)))
    if values.select is not None:
        yield Line("select", _right(config, values.select, wrong), values.select.by)
    yield Line("ignore", _right(config, values.ignore, wrong), values.ignore.by)
    yield Line("fail-on", values.fail_on.value, values.fail_on.by)
    yield Line("require-reason", config.require_reason.value, config.require_reason.by)
    yield Line("baseline", *(config.baseline if config.baseline is not None else (None, BY_DEFAULT)))
    yield Line("theme", *(config.theme if config.theme is not None else ("light", BY_DEFAULT)))


def _right(config: Config, written: Written[tuple[str, ...]], wrong: frozenset[Place]) -> list[str]:
    """The names of a list without those that name nothing."""
    by = written.by
    if isinstance(by, str):
        return list(written.value)
    return [name for index, name in enumerate(written.value) if name and config.place(by, index) not in wrong]


def _limit_by(config: Config, name: str) -> Place | str:
    return config.limits[name].by if name in config.limits else BY_DEFAULT


def _rule(chosen: Chosen, table: RuleTable | None) -> Iterator[Line]:
    """The level of a rule that is asked, and its options."""
    level = chosen.level or chosen.rule.level
    written = table.level if table is not None and chosen.level is not None else None
    yield Line(f"rules.{chosen.name}.level", level.value, written.by if written is not None else BY_DEFAULT)
    for field, value in (chosen.options._asdict() if chosen.options is not None else {}).items():
        option = field.replace("_", "-")
        given = table.options.get(option) if table is not None else None
        is_right = given is not None and given.value == value
        yield Line(f"rules.{chosen.name}.{option}", value, given.by if given is not None and is_right else BY_DEFAULT)


def _off(name: str, table: RuleTable) -> Iterator[Line]:
    if table.level is not None and table.level.value == OFF:
        yield Line(f"rules.{name}.level", OFF, table.level.by)


def _data(value: Any) -> Any:
    """A value of TOML as one that JSON has: dates and what is no number become texts."""
    if isinstance(value, Mapping):
        return {key: _data(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_data(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float) else str(value)
