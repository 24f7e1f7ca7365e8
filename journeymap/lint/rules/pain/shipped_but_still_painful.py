"""A solution has shipped, and its metric has not reached what was expected of it.

Why: Shipping is not the goal. If the number did not move, the solution was the wrong one, or not enough, and the pain
point it "resolved" is still there. Asked where the metric has a value in a stage with the pain point, else anywhere.

Bad:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - {id: qr-code, text: QR code on the phone, status: shipped, metric: drop-off, expected: 10}
    stages:
      - name: Send it back
        metrics: {drop-off: 21}
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]

Good:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - {id: qr-code, text: QR code on the phone, status: shipped, metric: drop-off, expected: 10}
    stages:
      - name: Send it back
        metrics: {drop-off: 9}
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_readings, key_figures
from journeymap.lint.rule import FUTURE, Beside, Finding, Rule
from journeymap.lint.wording import figure, quoted
from journeymap.model import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Reading
    from journeymap.lint.context import Context
    from journeymap.model import Solution


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each shipped solution that expects something of a metric."""
    for solution in journey.solutions:
        expected = solution.expected
        metric = next(iter(journey.targets(solution, "metric", Metric)), None)
        if solution.stage_of_work != "shipped" or expected is None or metric is None:
            continue
        measured = [one for one in _measured(journey, solution, metric) if one.value is not None]
        short = [one for one in measured if not _reaches(one, expected)]
        if short and len(short) == len(measured):
            first = short[0]
            is_now = figure(first.value or 0)
            yield Finding(
                solution,
                f"{quoted(solution.text)} has shipped, and {quoted(first.name)} is {is_now}, not the expected {figure(expected)}",
                steps=("expected",),
                help="measure again, or write what is still wrong as a pain point with a solution of its own",
                related=(Beside("measured here", first.node, ("value",)),),
            )


def _measured(journey: Journey, solution: Solution, metric: Metric) -> list[Reading]:
    """The readings of the metric in the stages whose pain points the solution removes; else all there are."""
    stages = [journey.stage_of(use.owner) for use in journey.uses(solution)]
    all_of_it = [(stage, one) for stage, one in all_readings(journey) if one.metric is metric]
    near = [one for stage, one in all_of_it if any(stage is other for other in stages)]
    whole = [one for one in key_figures(journey) if one.metric is metric]
    return near or [one for _, one in all_of_it] or whole


def _reaches(one: Reading, expected: float) -> bool:
    if one.value is None:
        return True
    return one.value >= expected if one.higher_is_better else one.value <= expected


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    not_for=frozenset({FUTURE}),
)
