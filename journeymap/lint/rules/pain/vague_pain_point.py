"""A pain point that is too short or too general to act on.

Why: "Bad UX" and "slow" name a mood. What hurts, where and when is what a team can remove. A text with fewer than three
words and twelve characters is found (four characters in a script without spaces), and so is a phrase from a word list
in the map's language.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points: Confusing

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points: The list offers both damaged and faulty, unexplained

Options:
    words (3): from how many words on a text is long enough.
    characters (12): from how many characters on it is, too.
    spaceless (4): the same in scripts that are written without spaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import pain_points
from journeymap.lint.reading import is_spaceless, reader_length
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """What is long enough."""

    words: int = 3
    characters: int = 12
    spaceless: int = 4


def check(journey: Journey, options: Options, context: Context) -> Iterator[Finding]:
    """Ask each pain point."""
    phrases = context.words("generic-pain-points")
    for pain in pain_points(journey):
        if slug(pain.text) in phrases:
            what = "could be said of any service"
        elif _is_short(pain.text, options):
            what = "is too short to act on"
        else:
            continue
        yield Finding(
            pain,
            f"the pain point {quoted(pain.text)} {what}",
            help="say what stands in whose way, where, and when",
        )


def _is_short(text: str, options: Options) -> bool:
    if is_spaceless(text):
        return reader_length(text) < options.spaceless
    return len(text.split()) < options.words and reader_length(text) < options.characters


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    options=Options(),
    local=True,
)
