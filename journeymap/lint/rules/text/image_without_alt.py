"""A persona's picture without a text for those who do not see it.

Why: Pictures go into HTML, SVG and Markdown, and readers who hear them read aloud get the file name. What the picture
shows, in a few words, goes under `alt`.

Bad:
    journeymap: 1
    title: Returning a sweater
    personas:
      - name: Sarah
        image: sarah.jpg
    stages: [Send it back]

Good:
    journeymap: 1
    title: Returning a sweater
    personas:
      - name: Sarah
        image: sarah.jpg
        alt: A woman of about thirty on a bus, looking at her phone
    stages: [Send it back]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each persona with a picture."""
    for persona in journey.personas:
        if persona.image is not None and persona.alt is None:
            yield Finding(
                persona,
                f"the picture of {quoted(persona.name)} has no text for those who do not see it",
                steps=("image",),
                help="write what it shows under `alt`",
                absent=("alt",),
            )


RULE = Rule(
    level=Level.ERROR,
    preset="minimal",
    authority="WCAG 2.2, 1.1.1",
    check=check,
    in_libraries=True,
)
