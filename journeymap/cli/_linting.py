"""What `lint` and `config` share: the options about rules, and how they meet the environment and the configuration."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from journeymap.cli import _offers
from journeymap.cli._choice import choice
from journeymap.config import Config, Written
from journeymap.diagnostic import Level

if TYPE_CHECKING:
    from journeymap.cli._inputs import Inputs
    from journeymap.lint import Settings
    from journeymap.lint.standing import Wanted
    from journeymap.project import Project


class FailOn(Enum):
    """The lowest level that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Preset = Annotated[
    str | None,
    typer.Option(
        "--preset",
        metavar="PRESET",
        envvar="JOURNEYMAP_PRESET",
        help="Which rules: minimal, recommended (default) or strict.",
        autocompletion=_offers.presets,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE",
        envvar="JOURNEYMAP_SELECT",
        help="Only this rule or family; may be given several times.",
        autocompletion=_offers.rules,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULE",
        envvar="JOURNEYMAP_IGNORE",
        help="Not this rule or family; may be given several times.",
        autocompletion=_offers.rules,
    ),
]
FailOnOption = Annotated[
    FailOn | None,
    choice(
        FailOn, "--fail-on", envvar="JOURNEYMAP_FAIL_ON", help="The lowest level that makes the exit code 1; error by default."
    ),
]


def from_environment() -> Wanted:
    """What the variables of these options say, for a command that has no such options but shows what `lint` tells."""
    from journeymap.lint.standing import Wanted  # here: `lint` has its options, and does without

    preset, select, ignore = (os.environ.get(f"JOURNEYMAP_{name}", "") for name in ("PRESET", "SELECT", "IGNORE"))
    return Wanted(preset or None, tuple(select.split()), tuple(ignore.split()))


@dataclass(slots=True)
class RuleOptions:
    """The options about rules as they were given, in the command line or in the environment."""

    preset: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    _memo: dict[int, Settings] = field(default_factory=dict)

    def settings(self, project: Project) -> Settings:
        """The rules that are asked in a project."""
        known = self._memo.get(id(project))
        if known is None:
            from journeymap.lint import choose  # here: --help needs no rules

            known = self._memo[id(project)] = choose(self.preset, self.select, self.ignore, project.config)
        return known

    def level(self, inputs: Inputs) -> Level:
        """The level at which a run fails; of several projects the strictest one holds."""
        if self.fail_on is not None:
            return Level(self.fail_on.value)
        levels = [project.config.fail_on.value for project in inputs.projects()]
        return max(levels, key=lambda level: level.rank, default=Config().fail_on.value)


class InForce(NamedTuple):
    """The values that options, environment and configuration settle together, each with where it came from."""

    preset: Written[str] | None
    select: Written[tuple[str, ...]] | None
    ignore: Written[tuple[str, ...]]
    fail_on: Written[str]


def in_force(context: typer.Context, options: RuleOptions, config: Config) -> InForce:
    """What holds of the values that an option can set; either a preset or what is selected."""
    from journeymap.lint.settings import DEFAULT_PRESET

    preset, select = config.preset, config.select
    if options.select:
        preset, select = None, Written(options.select, _giver(context, "select"))
    elif options.preset is not None:
        preset, select = Written(options.preset, _giver(context, "preset")), None
    ignore = Written(options.ignore, _giver(context, "ignore")) if options.ignore else config.ignore
    fail_on = Written(config.fail_on.value.value, config.fail_on.by)
    if options.fail_on is not None:
        fail_on = Written(options.fail_on.value, _giver(context, "fail_on"))
    return InForce(preset if select is not None or preset is not None else Written(DEFAULT_PRESET), select, ignore, fail_on)


def _giver(context: typer.Context, name: str) -> str:
    """The option, or the variable that stands for it."""
    source = context.get_parameter_source(name)
    if source is not None and source.name == "ENVIRONMENT":
        return f"JOURNEYMAP_{name.upper()}"
    return f"--{name.replace('_', '-')}"
