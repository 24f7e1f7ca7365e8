"""What a rule may know beside the journey: the day, the words of the map's language, and the writing."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from journeymap import assets
from journeymap.lint.writing import Writing

if TYPE_CHECKING:
    from datetime import date

    from journeymap.journey import Journey


class Context:
    """Made by the engine for one journey."""

    def __init__(self, journey: Journey, today: date, *, each: bool = False) -> None:
        """What is not given is worked out when a rule first asks for it; for `each`, see `Settings`."""
        self.today = today
        self.each = each
        self._journey = journey

    @cached_property
    def writing(self) -> Writing:
        """The file as its author wrote it, for rules about the writing."""
        return Writing(self._journey)

    def words(self, name: str) -> frozenset[str]:
        """A word list of the map's language, as slugs; empty for a language without one, so that its rule is silent there."""
        return word_lists(self._journey.map.language).get(name, frozenset())


@cache
def word_lists(language: str) -> dict[str, frozenset[str]]:
    """The lists of `templates/words/`: for the language itself (`pt-BR`), else for its base (`pt`), else none."""
    tag = language.lower()
    known = assets.names("words", ".toml")
    name = tag if tag in known else tag.partition("-")[0]
    if name not in known:
        return {}
    import tomllib  # here: few rules need words, and none of the minimal ones

    from journeymap.model import slug

    table = tomllib.loads(assets.text(f"words/{name}.toml"))
    return {key: frozenset(slug(word) for word in words) for key, words in table.items()}
