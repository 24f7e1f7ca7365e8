"""A text that is too long for the place where it is drawn.

Why: Boxes grow with their texts, and one paragraph makes a row as high as the rest of the map. Keep what is drawn to a
sentence, and put the rest into `description`, which may be as long as it likes. Counted as a reader counts: a letter
with its marks is one character.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: >-
          Takes the parcel to the shop, where she waits in line behind three others, learns that the label cannot be
          scanned, goes home to print it again at her neighbour's, comes back after work, and finally hands it over to
          a clerk who gives her no receipt

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - text: Takes the parcel to the shop, twice
            description: >-
              She waits in line behind three others, learns that the label cannot be scanned, goes home to print it
              again at her neighbour's, and comes back after work.

Options:
    limit (200): how many characters a text may have.
    spaceless (100): the same in scripts that are written without spaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import everything
from journeymap.lint.reading import is_spaceless, reader_length
from journeymap.lint.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How long a text may be."""

    limit: int = 200
    spaceless: int = 100


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the main text of everything that the map holds."""
    shorter = min(options.limit, options.spaceless)
    for node in everything(journey):
        text = node.text_of
        if len(text) <= shorter:  # code points are never fewer than what a reader counts
            continue
        limit = options.spaceless if is_spaceless(text) else options.limit
        length = reader_length(text)
        if length > limit:
            yield Finding(
                node,
                f"this text has {length} characters; at most {limit} were expected",
                help="keep one sentence here, and move the rest to `description`",
            )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="mermaid-js/mermaid#6243",
    check=check,
    options=Options(),
    in_libraries=True,
    local=True,
)
