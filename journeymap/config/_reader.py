"""From one file's table to checked values: what is right is kept, what is wrong is told at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from journeymap import assets
from journeymap.config._keys import KEYS, LEVELS, OFF, limit_names, most
from journeymap.config._model import PerFile, RuleTable, Written
from journeymap.config._words import invalid, kind_of, meant, shown
from journeymap.diagnostic import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.config._file import TomlFile
    from journeymap.diagnostic import Diagnostic, Place, Route


@dataclass(slots=True)
class Layer:
    """What one file says: the plain keys by name, and its tables."""

    plain: dict[str, Written[Any]] = field(default_factory=dict)
    rules: dict[str, RuleTable] = field(default_factory=dict)
    per_file: list[PerFile] = field(default_factory=list)
    limits: dict[str, Written[int]] = field(default_factory=dict)
    custom: dict[str, Written[Mapping[str, Any]]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def layer_of(file: TomlFile, root: str) -> Layer:
    """Everything that the file says. `root` is how the project root is seen from its folder."""
    reader = _Reader(file, root)
    for name, value in file.data.items():
        reader.key(name, value)
    return reader.layer


class _Reader:
    """The keys of one file, one after the other."""

    def __init__(self, file: TomlFile, root: str) -> None:
        self.file = file
        self.root = root
        self.layer = Layer()
        self.by_kind: dict[str, Callable[[str, Any, Route], None]] = {
            "text": self.text,
            "texts": self.texts,
            "flag": self.flag,
            "level": self.level,
            "rules": self.rules,
            "per-file": self.per_file,
            "limits": self.limits,
            "custom": self.custom,
            "theme": self.theme,
        }

    def key(self, name: str, value: object) -> None:
        route = (*self.file.base, name)
        kind = next((key.kind for key in KEYS if key.name == name), None)
        if kind is None:
            known = [key.name for key in KEYS]
            self.tell(self.file.key_place(route), f"unknown key {shown(name)}", meant(name, known), "unknown-key")
            return
        self.by_kind[kind](name, value, route)

    def tell(self, place: Place, message: str, help_line: str, key: str) -> None:
        self.layer.diagnostics.append(invalid(place, message, help_line, key))

    def wrong(self, route: Route, wanted: str, value: object, help_line: str) -> None:
        self.tell(self.file.place(route), f"{wanted} was expected here, and this is {kind_of(value)}", help_line, "wrong-type")

    def text(self, name: str, value: object, route: Route) -> None:
        if not isinstance(value, str):
            self.wrong(route, "a text", value, f'write `{name} = "..."`')
        elif not value.strip():
            self.tell(self.file.place(route), f'"{name}" is empty', "write a value, or delete the line", "empty")
        else:
            self.layer.plain[name] = Written(value, self.file.place(route))

    def theme(self, name: str, value: object, route: Route) -> None:
        themes = assets.names("themes", ".toml")
        if isinstance(value, str) and value.strip() and value not in themes and not value.endswith(".toml"):
            help_line = f"{meant(value, themes)}; a theme of your own is a .toml file"
            self.tell(self.file.place(route), f"there is no theme {shown(value)}", help_line, "unknown-theme")
            return
        self.text(name, value, route)

    def texts(self, name: str, value: object, route: Route) -> None:
        names = self.names(value, route, f'write `{name} = ["..."]`')
        if names is not None:
            self.layer.plain[name] = Written(names, self.file.place(route))

    def names(self, value: object, route: Route, help_line: str) -> tuple[str, ...] | None:
        """A list of texts. An element that names nothing becomes an empty one, so that the others keep their index."""
        if not isinstance(value, list):
            self.wrong(route, "a list of texts", value, help_line)
            return None
        for index, one in enumerate(value):
            if not isinstance(one, str):
                self.wrong((*route, index), "a text", one, "name a rule, in quotes")
            elif not one.strip():
                self.tell(self.file.place((*route, index)), "this name is empty", "name a rule, or delete it", "empty")
        return tuple(one.strip() if isinstance(one, str) else "" for one in value)

    def flag(self, name: str, value: object, route: Route) -> None:
        if isinstance(value, bool):
            self.layer.plain[name] = Written(value, self.file.place(route))
        else:
            self.wrong(route, "true or false", value, f"write `{name} = true`")

    def level(self, name: str, value: object, route: Route) -> None:
        if self.chosen(value, LEVELS, "level", route):
            self.layer.plain[name] = Written(Level(value), self.file.place(route))

    def chosen(self, value: object, known: tuple[str, ...], what: str, route: Route) -> bool:
        """Whether a value is one of a few words; told if not."""
        if not isinstance(value, str):
            self.wrong(route, f"a {what}", value, f"choose one of {', '.join(known)}")
        elif value not in known:
            self.tell(self.file.place(route), f"there is no {what} {shown(value)}", meant(value, known), "unknown-choice")
        return isinstance(value, str) and value in known

    def table(self, name: str, value: object, route: Route) -> dict[str, Any]:
        """A table, or an empty one after what stands there was told."""
        if isinstance(value, dict):
            return value
        self.wrong(route, "a table", value, f"write `[{name}]` on a line of its own, and its keys below")
        return {}

    def rules(self, name: str, value: object, route: Route) -> None:
        for rule, about in self.table(f"{name}.NAME", value, route).items():
            at = (*route, rule)
            level: Written[Any] | None = None
            options: dict[str, Written[Any]] = {}
            for option, given in self.table(f"{name}.{rule}", about, at).items():
                if option != "level":
                    options[option] = Written(given, self.file.place((*at, option)))
                elif self.chosen(given, (*LEVELS, OFF), "level", (*at, option)):
                    level = Written(OFF if given == OFF else Level(given), self.file.place((*at, option)))
            if isinstance(about, dict):
                self.layer.rules[rule] = RuleTable(self.file.key_place(at), level, options)

    def per_file(self, name: str, value: object, route: Route) -> None:
        for pattern, rules in self.table(name, value, route).items():
            at = (*route, pattern)
            names = self.names(rules, at, f'write `"{pattern}" = ["..."]`')
            if not _is_pattern(pattern):
                message = f"the pattern {shown(pattern)} names no file"
                self.tell(self.file.key_place(at), message, "write it as in .gitignore, without a leading !", "pattern")
            elif ".." in pattern.split("/"):
                help_line = "patterns stay below the folder of this file; name those files in a configuration above them"
                self.tell(self.file.key_place(at), f"the pattern {shown(pattern)} leads out of its folder", help_line, "pattern")
            elif names is not None:
                self.layer.per_file.append(PerFile(pattern, self.root, Written(names, self.file.place(at))))

    def limits(self, name: str, value: object, route: Route) -> None:
        names = limit_names()
        for limit, given in self.table(name, value, route).items():
            at = (*route, limit)
            if limit not in names:
                self.tell(self.file.key_place(at), f"there is no limit {shown(limit)}", meant(limit, names), "unknown-key")
            elif isinstance(given, bool) or not isinstance(given, int):
                self.wrong(at, "a whole number", given, f"write `{limit} = {most(names[limit])}`, or less")
            elif not 1 <= given <= most(names[limit]):
                message = f'"{limit}" is a number from 1 to {most(names[limit]):,}'
                self.tell(self.file.place(at), message, "choose one in between, or make several maps of one", "out-of-range")
            else:
                self.layer.limits[limit] = Written(given, self.file.place(at))

    def custom(self, name: str, value: object, route: Route) -> None:
        for rule, about in self.table(f"{name}.NAME", value, route).items():
            at = (*route, rule)
            table = self.table(f"{name}.{rule}", about, at)
            if isinstance(about, dict):
                self.layer.custom[rule] = Written(cast("Mapping[str, Any]", table), self.file.key_place(at))


def _is_pattern(pattern: str) -> bool:
    """Whether it can name a file; a comment, a blank and the negation of nothing cannot."""
    from pathspec import GitIgnoreSpec  # here: most configurations have no such table

    try:
        return any(one.include for one in GitIgnoreSpec.from_lines([pattern]).patterns)
    except ValueError:
        return False
