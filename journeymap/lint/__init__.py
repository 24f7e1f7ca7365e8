"""Rules, and what they find in a journey.

`choose` says which rules are asked, `lint` asks them. A rule is one file in `rules/<family>/`, and nothing else names it.
"""

from __future__ import annotations

from journeymap.lint.engine import lint
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.settings import Chosen, Settings, always, choose, load, names, rules_of

__all__ = ["Chosen", "Finding", "Rule", "Settings", "always", "choose", "lint", "load", "names", "rules_of"]
