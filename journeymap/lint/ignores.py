"""Comments that hold findings back: `# journeymap: ignore[rule] reason`, and what is wrong with such comments.

Only findings of rules can be ignored, never what is always told. There is no form without a name: a comment that silences
everything would silence what nobody has seen yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Place
from journeymap.escape import MapText
from journeymap.lint import engine
from journeymap.lint.configured import CUSTOM
from journeymap.lint.directives import read
from journeymap.lint.settings import always, family_of, names
from journeymap.lint.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date

    from journeymap.config import Config
    from journeymap.diagnostic import Span
    from journeymap.document import Document
    from journeymap.journey import Journey
    from journeymap.lint.directives import Directive, Found, Name
    from journeymap.lint.settings import Settings
    from journeymap.project import Checked, Project

UNUSED = "unused-ignore"
UNKNOWN = "unknown-rule"
UNEXPLAINED = "unexplained-ignore"
IDS = (UNUSED, UNKNOWN, UNEXPLAINED)
"""What is told about the comments themselves."""

_FORM = 'write it as "# journeymap: ignore[name-of-the-rule] reason"'
_NEAR = 0.6
"""How alike two names are, of 1, for one to be taken for the other."""


class Ignored(NamedTuple):
    """What is left of some diagnostics, what was held back, and what is wrong with the comments.

    A finding in a library comes with each map that includes it, so a run counts `ignored` after making each one.
    """

    kept: tuple[Diagnostic, ...]
    ignored: tuple[Diagnostic, ...] = ()
    told: tuple[Diagnostic, ...] = ()

    @property
    def all_told(self) -> tuple[Diagnostic, ...]:
        """What a report tells: the findings that are left, and what is wrong with the comments."""
        return (*self.kept, *self.told)


def judge(journey: Journey, settings: Settings, today: date, *, known: Collection[str], require_reason: bool = False) -> Ignored:
    """What the chosen rules find, comments obeyed. `known` are the names of all rules, those of the configuration too."""
    found = engine.lint(journey, settings, today)
    return apply(
        found,
        journey.documents,
        path=journey.path,
        known=known,
        asked=lambda: asked(journey, settings),
        require_reason=require_reason,
    )


def judge_file(project: Project, checked: Checked, settings: Settings, today: date) -> Ignored:
    """What the chosen rules find in a file of a project, comments obeyed; nothing where nothing of it can be read."""
    if checked.journey is None:
        return Ignored(())
    reason = project.config.require_reason.value
    return judge(checked.journey, settings, today, known=known_in(project.config), require_reason=reason)


def known_in(config: Config) -> frozenset[str]:
    """The names of all rules, those of a configuration too."""
    return frozenset((*names(), *config.custom))


def asked(journey: Journey, settings: Settings) -> frozenset[str]:
    """The names of the rules that a file was asked and that the configuration wants to hear of."""
    return frozenset(one.name for one in engine.asked(journey, settings) if not settings.ignores(one.name, journey.path))


def apply(
    diagnostics: Iterable[Diagnostic],
    documents: Mapping[str, Document],
    *,
    path: str,
    known: Collection[str],
    asked: Callable[[], Collection[str]],
    require_reason: bool = False,
) -> Ignored:
    """Hold back what comments say, in one file looked at and the libraries that it was read with.

    `documents` are those of its journey, `path` is its own, `known` are the names of all rules, `asked` gives those that it
    was asked. A comment is called unused only in the file itself and only for a rule that was asked: a library's may serve
    another map.
    """
    found = {name: read(document) for name, document in documents.items()}
    if not any(map(any, found.values())):  # nearly always
        return Ignored(tuple(diagnostics))
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    used: set[tuple[str, Name]] = set()
    for one in diagnostics:
        name = _holder(one, found[one.place.path]) if one.id in known and one.place.path in found else None
        if name is None:
            kept.append(one)
        else:
            used.add((one.place.path, name))
            ignored.append(one)
    told: list[Diagnostic] = []
    for file, directives in found.items():
        judged = asked() if file == path else ()
        told.extend(_Teller(file, known, judged, used, require_reason).about(directives))
    return Ignored(tuple(kept), tuple(ignored), tuple(told))


def _holder(one: Diagnostic, there: Found) -> Name | None:
    """The name that holds a finding back: in the comment that stands closest to it, so that others show as unused."""
    holders = [
        (directive, name)
        for directive in there.directives
        for name in directive.names
        if name.text == one.id and directive.covers(one.place)
    ]
    # The first of equally close ones: `max` keeps it.
    return max(holders, key=lambda pair: pair[0].closeness)[1] if holders else None


class _Teller(NamedTuple):
    """Says what is wrong with the comments of one file."""

    file: str
    known: Collection[str]
    asked: Collection[str]
    used: Collection[tuple[str, Name]]
    require_reason: bool

    def about(self, there: Found) -> Iterator[Diagnostic]:
        for span in there.texts:
            message = "this is text, and ignores nothing: a comment cannot stand inside a text"
            yield self._one(UNUSED, span, message, "move it to a line of its own above the key of the text", key="text")
        for directive in there.directives:
            if not directive.names:
                yield self._one(UNUSED, directive.span, "this comment names no rule, and ignores nothing", _FORM, key="nameless")
                continue
            unknown = [name for name in directive.names if name.text not in self.known]
            yield from (self._unknown(name) for name in unknown)
            unused = [name for name in directive.names if name.text in self.asked and (self.file, name) not in self.used]
            if unused:
                yield self._unused(directive, unused)
            if self.require_reason and not re.search(r"\w", directive.reason):
                key = ",".join(name.text for name in directive.names)
                help_line = "write the reason behind the bracket: why is this as it should be?"
                yield self._one(UNEXPLAINED, directive.span, "this comment does not say why", help_line, key=key)

    def _unused(self, directive: Directive, unused: list[Name]) -> Diagnostic:
        left = [name for name in directive.names if name not in unused]
        names = listed([quoted(name.text) for name in unused])
        where = "at the end of a line it covers what begins there"
        if directive.own_line:
            where = "above a node it covers that node" if directive.routes else "nothing begins below it"
        if left:
            edit, rest = Edit(directive.between, ", ".join(name.text for name in left)), "take the name out"
        else:
            edit, rest = Edit(directive.removal, ""), "remove the comment"
        message = f"there is no finding of {names} here to ignore"
        key = ",".join(name.text for name in unused)
        return self._one(UNUSED, directive.span, message, f"{rest}; {where}", key=key, fix=Fix((edit,), safe=True))

    def _unknown(self, name: Name) -> Diagnostic:
        said = quoted(name.text)
        if name.text in always():
            help_line = f"mend what it tells; `journeymap rules {name.text}` explains it"
            return self._one(UNKNOWN, name.span, f"{said} is always told, and no comment changes that", help_line, key=name.text)
        if name.text in (CUSTOM, *family_of().values()):
            help_line = "name the rules that are meant; `journeymap rules` lists them by family"
            return self._one(UNKNOWN, name.span, f"{said} is a family, and a comment names rules", help_line, key=name.text)
        near = _closest(name.text, self.known)
        if near is None:
            help_line = "`journeymap rules` lists them"
            return self._one(UNKNOWN, name.span, f"there is no rule {said}", help_line, key=name.text)
        # Safe only where the same letters are written in another way: else it might hold back what nobody meant.
        fix = Fix((Edit(name.span, near),), safe=_spelled(name.text) == near)
        return self._one(UNKNOWN, name.span, f"there is no rule {said}", f'did you mean "{near}"?', key=name.text, fix=fix)

    def _one(self, name: str, span: Span, message: str, help_line: str, *, key: str, fix: Fix | None = None) -> Diagnostic:
        place = Place(self.file, (), span)
        # No route: a comment is part of no node, and lines above it may come and go.
        return Diagnostic(name, Level.WARNING, MapText(message), place, MapText(help_line), (), fix, key, anchor="comment")


def _spelled(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name).strip("-").lower()


def _closest(name: str, known: Collection[str]) -> str | None:
    import difflib  # here: few runs meet a misspelt name

    spelled = _spelled(name)
    if spelled in known:
        return spelled
    return next(iter(difflib.get_close_matches(spelled, list(known), n=1, cutoff=_NEAR)), None)
