"""What was meant by a key or a choice that is not known."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60  # whatever is longer is a text
_SLACK = 0.01  # for what binary fractions are off
_CUTOFF = 0.7  # "txt" is "text" (0.86), "Note" is not "next" (0.5)

# Other tools and textbooks call these parts by other names.
_SYNONYMS = {
    "stages": ("phases", "columns"), "actions": ("steps", "activities", "tasks"), "touchpoints": ("channels",),
    "pain_points": ("pains", "problems", "frictions", "obstacles"), "delights": ("gains", "highlights"),
    "emotion": ("feeling", "mood", "sentiment"), "metrics": ("kpis",), "persona": ("who", "customer"), "owner": ("responsible",),
    "text": ("name", "title", "label"), "name": ("text", "title", "label"), "title": ("name", "text", "label"),
    "feeling": ("text", "name", "emotion"), "score": ("value",), "because": ("reason", "why"), "to": ("id", "target", "goto"),
    "when": ("if", "condition"), "time": ("when",), "objective": ("purpose",), "link": ("url",), "source": ("url", "link"),
    "actor": ("who",), "starts": ("start", "from", "begins"), "ends": ("end", "to"), "kind": ("type",), "max": ("maximum",),
    "min": ("minimum",),
}  # fmt: skip


@lru_cache(maxsize=4096)
def plain_form(written: str) -> str:
    """A name without what spellings differ in: case, blanks, dashes, underscores."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", written).lower())


@lru_cache(maxsize=4096)
def _singular(form: str) -> str:
    return form[:-3] + "y" if form.endswith("ies") else form.removesuffix("s")


def variant(written: str, known: Iterable[str]) -> str | None:
    """The known name that differs from `written` only in case, blanks, dashes or underscores."""
    form = plain_form(written)
    return next((name for name in known if plain_form(name) == form), None)


def certain(written: str, name: str) -> bool:
    """Whether `written` is a spelling, another number or another word for `name`, and not only near it."""
    form = plain_form(written)
    known = plain_form(name)
    if form == known or _singular(form) == _singular(known):
        return True
    return _singular(form) in map(_singular, _SYNONYMS.get(name, ()))


def closest(written: str, known: Iterable[str]) -> str | None:
    """The known name that `written` is most likely meant to be: another spelling, number or word, or a slip of the finger."""
    return _closest(written, tuple(known)) if len(written) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _closest(written: str, names: tuple[str, ...]) -> str | None:
    form = plain_form(written)
    if not form:
        return None
    known = _known(names)
    same = known.forms.get(form) or known.words.get(_singular(form))
    if same is not None:
        return same
    letters = frozenset(form)
    forms = [name for name, its in known.near.items() if _may_be_near(form, letters, name, its)]
    if not forms:
        return None
    from difflib import get_close_matches  # here: only a map with a mistake needs it

    near = get_close_matches(form, forms, n=1, cutoff=_CUTOFF)
    return known.last[near[0]] if near else None


class _Known(NamedTuple):
    """Names ready to be asked for: thousands of wrong keys ask for the same few."""

    forms: dict[str, str]
    """Plain form to the first name that has it."""
    words: dict[str, str]
    """Singular of a name or of another word for it, to the first name that it stands for."""
    last: dict[str, str]
    """Plain form to the last name that has it."""
    near: dict[str, frozenset[str]]
    """Plain form to its letters."""


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> _Known:
    forms: dict[str, str] = {}
    words: dict[str, str] = {}
    for name in names:
        forms.setdefault(plain_form(name), name)
        for word in (plain_form(name), *_SYNONYMS.get(name, ())):
            words.setdefault(_singular(word), name)
    last = {plain_form(name): name for name in names}
    return _Known(forms, words, last, {form: frozenset(form) for form in last})


def _may_be_near(form: str, letters: frozenset[str], name: str, its: frozenset[str]) -> bool:
    """Whether two forms can be as like as `_CUTOFF` wants: by their lengths, and by the letters that only one of them has."""
    needed = _CUTOFF * (len(form) + len(name)) / 2 - _SLACK
    if len(form) < needed or len(name) < needed:
        return False
    return len(form) - len(letters - its) >= needed and len(name) - len(its - letters) >= needed
