"""What the configuration says about rules, held against the rules there are: what is right, and what is told as wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from journeymap.config import OFF, PerFile, closest, invalid, kind_of, meant, shown
from journeymap.diagnostic import Level, Place
from journeymap.lint.rule import PRESETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.config import Config, RuleTable, Written
    from journeymap.diagnostic import Diagnostic
    from journeymap.lint.rule import Rule

LARGEST = 10**15
"""The highest value of an option, as for the numbers of a map; TOML has no bound, and reckoning needs one."""
_WANTED = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
CUSTOM = "custom"
"""The family of the rules that a configuration brings itself."""


class Ignored(NamedTuple):
    """Rules that are not asked in the files of a pattern."""

    where: PerFile
    rules: frozenset[str]


class Names:
    """The names that a configuration may use, and what it says wrongly, told once for each place."""

    def __init__(self, config: Config, families: Mapping[str, str], always: tuple[str, ...]) -> None:
        """`families` has every rule with its family."""
        self.config = config
        self.families = {**dict.fromkeys(config.custom, CUSTOM), **families}
        self.always = always
        self.told: list[Diagnostic] = []

    def tell(self, place: Place | str, message: str, help_line: str, key: str) -> None:
        """Note what is wrong; a value that no file holds is checked where it comes from."""
        if isinstance(place, Place):
            self.told.append(invalid(place, message, help_line, key))

    def preset(self, default: str) -> str:
        """The preset of the configuration, or the default one."""
        written = self.config.preset
        if written is None or written.value in PRESETS:
            return written.value if written is not None else default
        self.tell(written.by, f"there is no preset {shown(written.value)}", meant(written.value, PRESETS), "unknown-choice")
        return default

    def of(self, written: Written[tuple[str, ...]] | None) -> frozenset[str]:
        """The rules that a list of names of rules and families stands for."""
        found: set[str] = set()
        if written is not None and isinstance(written.by, Place):
            for index, entry in enumerate(written.value):
                place = self.config.place(written.by, index)
                those = {name for name, family in self.families.items() if entry in (name, family)}
                if not those and entry:
                    self.no_rule(place, entry, families_too=True)
                found |= those
        return frozenset(found)

    def no_rule(self, place: Place, name: str, *, families_too: bool) -> None:
        """Tell that a name is none of a rule."""
        families = tuple(dict.fromkeys(self.families.values()))
        if name in self.always:
            help_line = f"`journeymap rules {name}` explains it"
            self.tell(place, f"{shown(name)} is no rule: it is always told, and nothing changes that", help_line, "always")
        elif name in families:
            first = next(rule for rule, family in self.families.items() if family == name)
            self.tell(place, f"{shown(name)} is a family of rules, and no rule", f"name its rules, {first} among them", "family")
        else:
            near = closest(name, (*self.families, *(families if families_too else ())))
            help_line = f'did you mean "{near}"?' if near is not None else "`journeymap rules` lists them"
            self.tell(place, f"there is no rule {shown(name)}", help_line, "unknown-rule")

    def per_file(self) -> tuple[Ignored, ...]:
        """The rules that are not asked in some files."""
        return tuple(Ignored(one, self.of(one.rules)) for one in self.config.per_file)

    def tables(self) -> Mapping[str, RuleTable]:
        """What is written about rules that there are."""
        known: dict[str, RuleTable] = {}
        for name, table in self.config.rules.items():
            if name in self.families:
                known[name] = table
            else:
                self.no_rule(table.place, name, families_too=False)
        return known

    def options(self, name: str, rule: Rule, table: RuleTable | None) -> Any:
        """The options of a rule, those of the configuration over its own."""
        if table is None or not table.options:
            return rule.options
        fields = get_type_hints(type(rule.options)) if rule.options is not None else {}
        known = {field.replace("_", "-"): field for field in fields}
        changed = {}
        for option, written in table.options.items():
            field = known.get(option)
            if field is None:
                self._no_option(name, option, written, meant(option, ("level", *known)))
            elif self._fits(written, option, fields[field], getattr(rule.options, field)):
                changed[field] = written.value
        return rule.options._replace(**changed) if changed else rule.options

    def no_options(self, name: str, table: RuleTable) -> None:
        """Tell the options that are given to a custom rule: it has none."""
        for option, written in table.options.items():
            near = closest(option, ("level",))
            help_line = f'did you mean "{near}"?' if near is not None else f"what the rule asks stands in [{CUSTOM}.{name}]"
            self._no_option(name, option, written, help_line)

    def _no_option(self, name: str, option: str, written: Written[Any], help_line: str) -> None:
        place = self.config.key_place(written.by) if isinstance(written.by, Place) else written.by
        self.tell(place, f"the rule {shown(name)} has no option {shown(option)}", help_line, "unknown-option")

    def _fits(self, written: Written[Any], option: str, wanted: type, default: Any) -> bool:
        value, help_line = written.value, f"its default is {default}"
        if type(value) is not wanted and not (wanted is float and type(value) is int):
            message = f'"{option}" is {_WANTED[wanted]}, and this is {kind_of(value)}'
            self.tell(written.by, message, help_line, "wrong-type")
            return False
        least = least_of(wanted, default)
        if isinstance(value, int | float) and not least <= value <= LARGEST:  # nan is not, either
            most = f"to {LARGEST:,}" if value > LARGEST else "on"
            self.tell(written.by, f'"{option}" is a number from {least} {most}', help_line, "out-of-range")
            return False
        return True


def least_of(wanted: type, default: Any) -> int:
    """The lowest value of an option: what is counted and begins with one or more does not mean anything at 0."""
    return 1 if wanted is int and default >= 1 else 0


def level_of(table: RuleTable | None) -> Level | None:
    """The level that is set for a rule that is asked."""
    written = table.level if table is not None else None
    return written.value if written is not None and isinstance(written.value, Level) else None


def is_off(table: RuleTable | None) -> bool:
    """Whether a rule is switched off."""
    return table is not None and table.level is not None and table.level.value == OFF
