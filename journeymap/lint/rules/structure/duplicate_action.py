"""The same action twice in one stage.

Why: Usually a slip of copying. If the customer really does it again, that is a loop, which `next` shows; or the two
differ in something that their texts should say. The same text for two personas is no duplicate.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions: [Uploads a photo, Waits for the check, Uploads a photo]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions:
          - id: upload
            text: Uploads a photo
          - text: Waits for the check
            next: {to: upload, when: the photo is unclear}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import Persona, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Action


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each action whether an earlier one of its stage says the same of the same people."""
    for stage in journey.map.stages:
        seen: dict[str, list[Action]] = {}
        for action in stage.actions:
            same = seen.setdefault(slug(action.text), [])
            first = next((one for one in same if _shares_a_persona(journey, one, action)), None)
            same.append(action)
            if first is not None:
                yield Finding(
                    action,
                    f"{quoted(action.text)} stands in this stage already",
                    help="take one of them out, show the repetition with `next`, or say in the texts what differs",
                    related=(Beside("first here", first),),
                )


def _shares_a_persona(journey: Journey, one: Action, other: Action) -> bool:
    others = journey.targets(other, "persona", Persona)
    whose = journey.targets(one, "persona", Persona)
    return not whose or not others or any(persona is same for persona in whose for same in others)


RULE = Rule(level=Level.INFO, preset="recommended", authority="practice", check=check, local=True)
