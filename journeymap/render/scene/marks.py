"""Which icon and colour stands for what in a picture. Beside each there is always a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render import icons

if TYPE_CHECKING:
    from journeymap.render.board.types import MetricItem, PainItem, SolutionItem, Tone

LANE_TOKENS = {"pain_points": "pain", "solutions": "solution", "opportunities": "solution", "metrics": "figure"}
"""Lanes whose icon is coloured; the others are quiet."""

_SOLUTION_TOKENS = {"idea": "ink-2", "planned": "figure", "in-progress": "progress", "shipped": "solution", "rejected": "ink-3"}
_PAIN_TOKENS = {"resolved": "solution", "addressed": "solution", "accepted": "ink-2", "unaddressed": "pain"}
_TARGET_TOKENS = {"met": "met", "near": "progress", "missed": "missed"}
_TREND_ICONS = {"up": "trending-up", "down": "trending-down", "flat": "minus"}

_LAUGHS_FROM, _RAGES_TO = 0.9, 0.1
_FACES: dict[Tone, str] = {"positive": "smile", "neutral": "meh", "negative": "frown"}


def solution_mark(solution: SolutionItem) -> tuple[str, str]:
    """Icon and colour of a solution's state."""
    return icons.SOLUTIONS[solution.status], _SOLUTION_TOKENS[solution.status]


def pain_mark(pain: PainItem) -> tuple[str, str]:
    """Icon and colour of a pain point's state."""
    return icons.PAINS[pain.status], _PAIN_TOKENS[pain.status]


def target_mark(metric: MetricItem) -> tuple[str, str]:
    """Icon and colour of a value against its target."""
    return (icons.TARGETS[metric.state], _TARGET_TOKENS[metric.state]) if metric.state else ("target", "ink-3")


def trend_icon(metric: MetricItem) -> str:
    """Where a value goes. A direction is neither good nor bad by itself, so it has no colour."""
    return _TREND_ICONS[metric.trend or "flat"]


def face(tone: Tone, height: float) -> str:
    """The face of a score, with the two ends of the scale set off."""
    if height >= _LAUGHS_FROM:
        return "laugh"
    return "angry" if height <= _RAGES_TO else _FACES[tone]


def tone_ink(tone: Tone | None) -> str:
    """The colour for a feeling in words."""
    return "ink-2" if tone in {None, "neutral"} else str(tone)
