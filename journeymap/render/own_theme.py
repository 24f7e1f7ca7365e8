"""A team's own theme: a small TOML file, read and checked before anything is drawn.

It begins with a theme of ours (`extends`) and says what is different: colours, families of fonts, a logo. It is data and
nothing else. All that is wrong in it is told at once, each thing with its line; a theme whose texts could not be read by
everybody is wrong, too.
"""

from __future__ import annotations

import posixpath
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.config import kind_of, meant, read_toml, shown
from journeymap.diagnostic import Diagnostic, Level
from journeymap.errors import SourceError
from journeymap.escape import MapText
from journeymap.portrait import Portrait, PortraitError, portrait
from journeymap.render import contrast
from journeymap.render.theme import DEFAULT, Theme, is_colour, names, theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journeymap.config import TomlFile
    from journeymap.diagnostic import Place, Route
    from journeymap.render.theme import Script
    from journeymap.source import Source, Store

ID = "invalid-theme"
LARGEST_LOGO = 256 * 1024
"""Bytes of a logo: every picture carries it."""

_KEYS = ("extends", "logo", "fonts", "colors")
_SCRIPTS: tuple[Script, ...] = ("latin", "arabic", "cjk")
_MOST_FAMILIES = 8
_FAMILY = re.compile(r"[^\W_][\w \-]{0,63}\Z")


class OwnTheme(NamedTuple):
    """What a file gave: the theme, unless something is wrong with it, and its text for showing what is."""

    theme: Theme | None
    diagnostics: tuple[Diagnostic, ...]
    source: Source


def read_theme(path: str, store: Store) -> OwnTheme:
    """The theme in the file at `path`. Raises `SourceError` where there is no such file."""
    file, problems = read_toml(path, store.read(path), ())
    if problems:
        return OwnTheme(None, tuple(one._replace(id=ID) for one in problems), file.source)
    reader = _Reader(file, store)
    made = reader.theme()
    return OwnTheme(made if not reader.diagnostics else None, tuple(reader.diagnostics), file.source)


class _Reader:
    """One file."""

    def __init__(self, file: TomlFile, store: Store) -> None:
        self._file = file
        self._store = store
        self.diagnostics: list[Diagnostic] = []

    def theme(self) -> Theme:
        """The theme, as far as the file is right."""
        data = self._file.data
        for key in (one for one in data if one not in _KEYS):
            self._tell(self._file.key_place((key,)), f"unknown key {shown(key)}", meant(key, _KEYS), "unknown-key")
        base = theme(self._extends(data.get("extends", DEFAULT)))
        written = self._colours(self._table(data, "colors"), base)
        colours = {**base.colours, **written}
        self._check(colours, written, base)
        name = posixpath.basename(self._file.path).removesuffix(".toml")
        logo = self._logo(data["logo"]) if "logo" in data else None
        return Theme(name, MappingProxyType(colours), MappingProxyType(self._fonts(self._table(data, "fonts"))), logo)

    def _tell(self, place: Place, message: str, help_line: str, key: str) -> None:
        self.diagnostics.append(Diagnostic(ID, Level.ERROR, MapText(message), place, MapText(help_line), key=key))

    def _wrong(self, route: Route, wanted: str, value: object, help_line: str) -> None:
        message = f"{wanted} was expected here, and this is {kind_of(value)}"
        self._tell(self._file.place(route), message, help_line, "wrong-type")

    def _table(self, data: Mapping[str, Any], name: str) -> dict[str, Any]:
        value = data.get(name, {})
        if isinstance(value, dict):
            return value
        self._wrong((name,), "a table", value, f"write `[{name}]` on a line of its own, and its keys below")
        return {}

    def _extends(self, value: object) -> str:
        if isinstance(value, str) and value in names():
            return value
        if isinstance(value, str):
            self._tell(
                self._file.place(("extends",)), f"there is no theme {shown(value)}", meant(value, names()), "unknown-theme"
            )
        else:
            self._wrong(("extends",), "the name of a theme", value, f"choose one of {', '.join(names())}")
        return DEFAULT

    def _colours(self, table: dict[str, Any], base: Theme) -> dict[str, str]:
        right: dict[str, str] = {}
        for token, value in table.items():
            route = ("colors", token)
            if token not in base.colours:
                place = self._file.key_place(route)
                self._tell(place, f"there is no colour {shown(token)}", meant(token, base.colours), "unknown-key")
            elif is_colour(value):
                right[token] = value.upper()
            elif isinstance(value, str):
                help_line = "write six hexadecimal digits after a #, as `#1B57B0`"
                self._tell(self._file.place(route), f"{shown(value)} is not a colour", help_line, "colour")
            else:
                self._wrong(route, "a colour", value, 'write it as "#1B57B0"')
        return right

    def _check(self, colours: dict[str, str], written: Mapping[str, str], base: Theme) -> None:
        """Tell each colour of the file that makes something hard to see, once, with the worst of its pairs.

        Of a pair that is written whole it is the lower colour, if the upper one could be seen before.
        """
        worst: dict[str, tuple[float, contrast.Pair, float]] = {}
        for pair, found in contrast.failures(colours):
            was_seen = contrast.ratio(colours[pair.colour], base[pair.under]) >= pair.least
            token = pair.under if pair.colour not in written or (pair.under in written and was_seen) else pair.colour
            entry = (found / pair.least, pair, found)
            worst[token] = min(worst.get(token, entry), entry)
        for token in (one for one in written if one in worst):
            _, pair, found = worst[token]
            what = "a text" if pair.least == contrast.TEXT else "a line or an icon"
            message = f"{pair.colour} on {pair.under} has a contrast of {found:.2f} : 1, and {what} needs {pair.least:g} : 1"
            passing = contrast.nearest(token, {**colours, **{one: base[one] for one in worst if one != token}})
            help_line = (
                f"{passing} is the nearest colour that passes wherever {token} is used"
                if passing is not None
                else f"no colour passes wherever {token} is used: change {_other(pair, token)} as well"
            )
            self._tell(self._file.place(("colors", token)), message, help_line, "contrast")

    def _fonts(self, table: dict[str, Any]) -> dict[Script, tuple[str, ...]]:
        fonts: dict[Script, tuple[str, ...]] = {}
        for key, value in table.items():
            script = next((one for one in _SCRIPTS if one == key), None)
            if script is None:
                place = self._file.key_place(("fonts", key))
                self._tell(place, f"there is no script {shown(key)}", f"choose one of {', '.join(_SCRIPTS)}", "unknown-key")
            elif not isinstance(value, list) or not 0 < len(value) <= _MOST_FAMILIES:
                wanted = f"a list of one to {_MOST_FAMILIES} families"
                self._tell(
                    self._file.place(("fonts", key)), f"{wanted} was expected here", f'write `{key} = ["..."]`', "wrong-type"
                )
            else:
                fonts[script] = tuple(self._families(key, value))
        return fonts

    def _families(self, key: str, value: list[object]) -> Iterable[str]:
        for index, family in enumerate(value):
            if isinstance(family, str) and _FAMILY.match(family):
                yield family
                continue
            help_line = "a family is letters, digits, blanks and hyphens, as the system's list of fonts shows it"
            said = shown(family) if isinstance(family, str) else kind_of(family)
            self._tell(self._file.place(("fonts", key, index)), f"{said} is not the name of a font", help_line, "family")

    def _logo(self, value: object) -> Portrait | None:
        route: Route = ("logo",)
        if not isinstance(value, str):
            self._wrong(route, "a path", value, 'write `logo = "logo.png"`')
            return None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self._file.path), value))
        absolute = value.startswith("/") or "\\" in value or ":" in value
        if absolute or target.startswith("../") or not self._store.contains(target):
            message = f"{shown(value)} lies outside the project"
            self._tell(self._file.place(route), message, "name a file by its path from this one, with /", "outside")
            return None
        try:
            return portrait(self._store.read(target), LARGEST_LOGO)
        except PortraitError as problem:
            help_line = f"use a PNG, JPEG or WebP file of at most {LARGEST_LOGO // 1024} KiB; a logo is drawn 40 pixels high"
            self._tell(self._file.place(route), f"{shown(value)} cannot be the logo: {problem.problem}", help_line, "logo")
        except SourceError as problem:
            message = f"{shown(value)} cannot be the logo: {problem.message}"
            self._tell(self._file.place(route), message, "name a file by its path from this one", "logo")
        return None


def _other(pair: contrast.Pair, token: str) -> str:
    return pair.under if token == pair.colour else pair.colour
