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
    from journeymap.model import Solution, Stage


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each shipped solution that expects something of a metric."""
    by_metric = _by_metric(journey)
    for solution in journey.solutions:
        expected = solution.expected
        metric = next(iter(journey.targets(solution, "metric", Metric)), None)
        if solution.stage_of_work != "shipped" or expected is None or metric is None:
            continue
        measured = _nearest(journey, solution, by_metric.get(id(metric), []))
        short = [one for one in measured if not _reaches(one, expected)]
        if short and len(short) == len(measured):
            first = short[0]
            value = figure(first.value or 0)
            yield Finding(
                first.node,
                f"{quoted(first.name)} is {value}, and {quoted(solution.text)} was to bring it to {figure(expected)}",
                steps=("value",),
                help="measure again, or write what is still wrong as a pain point with a solution of its own",
                key=journey.id_of(solution),
                related=(Beside("this has shipped", solution),),
            )


def _by_metric(journey: Journey) -> dict[int, list[tuple[Stage | None, Reading]]]:
    """The readings with a value by what they measure, those of stages before the key figure of the whole journey."""
    found: dict[int, list[tuple[Stage | None, Reading]]] = {}
    for stage, one in (*all_readings(journey), *((None, one) for one in key_figures(journey))):
        if one.value is not None:
            found.setdefault(id(one.metric), []).append((stage, one))
    return found


def _nearest(journey: Journey, solution: Solution, measured: list[tuple[Stage | None, Reading]]) -> list[Reading]:
    """The readings in the stages whose pain points the solution removes; else those of any stage, else the key figure."""
    stages = {id(journey.stage_of(use.owner)) for use in journey.uses(solution)}
    near = [one for stage, one in measured if stage is not None and id(stage) in stages]
    return near or [one for stage, one in measured if stage is not None] or [one for _, one in measured]


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
