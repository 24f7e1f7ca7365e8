"""Rules, and what they find in a journey.

`choose` says which rules are asked, `lint` asks them. A rule is one file in `rules/<family>/`, and nothing else names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.lint.rule import Finding, Rule
from journeymap.lint.settings import Chosen, Settings, always, choose, load, names, rules_of

if TYPE_CHECKING:
    from datetime import date

    from journeymap.diagnostic import Diagnostic
    from journeymap.journey import Journey

__all__ = ["Chosen", "Finding", "Rule", "Settings", "always", "choose", "lint", "load", "names", "rules_of"]


def lint(journey: Journey, settings: Settings, today: date) -> tuple[Diagnostic, ...]:
    """What the chosen rules find, in order."""
    from journeymap.lint import engine  # here: the model comes with it, which a run does without whose results are all kept

    return engine.lint(journey, settings, today)
