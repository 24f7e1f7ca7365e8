"""Every touchpoint of the journey lies in one channel.

Why: Customers switch channels: they search on the phone, ask in the shop and read a review in between. A map with one
channel shows the company's product, not the customer's way. Asked where all touchpoints name their channel.

Bad:
    journeymap: 1
    title: Returning a sweater
    touchpoints:
      - {name: Product page, channel: web}
      - {name: Return policy, channel: web}
      - {name: Returns portal, channel: web}
      - {name: Status page, channel: web}
      - {name: Account, channel: web}
    stages: [Return]

Good:
    journeymap: 1
    title: Returning a sweater
    touchpoints:
      - {name: Product page, channel: web}
      - {name: Return policy, channel: web}
      - {name: Returns portal, channel: web}
      - {name: Status page, channel: web}
      - {name: Parcel shop, channel: store}
    stages: [Return]

Options:
    least (5): how many touchpoints a map must have to be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.lint.rule import DAY_IN_THE_LIFE, Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """From how many touchpoints on."""

    least: int = 5


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    channels = [touchpoint.channel for touchpoint in journey.touchpoints]
    known = {slug(channel): channel for channel in channels if channel is not None}
    if len(channels) >= options.least and None not in channels and len(known) == 1:
        only = next(iter(known.values()))
        yield Finding(
            journey.map,
            f"all {len(channels)} touchpoints lie in the channel {quoted(only)}",
            help="follow the customer out of it: people, places, mail, reviews, friends",
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    options=Options(),
    not_for=frozenset({DAY_IN_THE_LIFE}),
)
