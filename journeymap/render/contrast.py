"""Which colour is drawn on which, how well that can be seen (WCAG 2), and the nearest colour that can be seen well enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STAGES = 7
"""How many colours stages take in turn."""

TEXT, GRAPHIC = 4.5, 3.0
"""The least ratios of WCAG 2 at level AA: for texts, and for lines, icons and bars that tell something."""

_STAGES = tuple(f"stage-{number}" for number in range(1, STAGES + 1))
_ON = {
    # texts
    TEXT: {
        "ink": "background surface surface-2 chip bubble pain-fill solution-fill figure-fill",
        "ink-2": "background surface surface-2 pain-fill solution-fill figure-fill",
        "ink-3": "background surface surface-2 pain-fill solution-fill",
        "positive": "surface positive-fill",
        "negative": "surface negative-fill",
        "pain": "surface pain-fill",
        "solution": "surface solution-fill",
        "figure": "surface",
        "moment": "moment-fill",
        "progress": "surface",
        "on-stage": " ".join(_STAGES),
    },
    # graphics
    GRAPHIC: {
        "positive": "bubble",
        "neutral": "surface bubble",
        "negative": "bubble",
        "missed": "surface figure-fill",
        "near": "surface figure-fill",
        "met": "surface figure-fill",
        **dict.fromkeys(_STAGES, "background surface chip"),
    },
}


class Pair(NamedTuple):
    """A colour, what lies under it, and the ratio that they need."""

    colour: str
    under: str
    least: float


PAIRS = tuple(
    Pair(colour, under, least) for least, table in _ON.items() for colour, unders in table.items() for under in unders.split()
)
"""Every pair that has to be seen. `moment-line` and the other lines around cards are ornament and stand in none."""

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS = 256
_LINEAR_BELOW = 0.04045
Rgb = tuple[int, int, int]


def ratio(one: str, other: str) -> float:
    """How much lighter the lighter of two colours (`#RRGGBB`) is: from 1 to 21."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def is_dark(colour: str) -> bool:
    """Whether white is easier to read on it than black."""
    return ratio(colour, "#FFFFFF") > ratio(colour, "#000000")


def failures(colours: Mapping[str, str]) -> Iterator[tuple[Pair, float]]:
    """The pairs that cannot be seen well enough, with their ratios."""
    for pair in PAIRS:
        found = ratio(colours[pair.colour], colours[pair.under])
        if found < pair.least:
            yield pair, found


def nearest(token: str, colours: Mapping[str, str]) -> str | None:
    """The colour nearest to that of `token`, on its way to black or to white, with which every pair of it passes."""
    rgb = _rgb(colours[token])
    pairs = [pair for pair in PAIRS if token in (pair.colour, pair.under)]
    for step in range(_STEPS + 1):
        for end in (_BLACK, _WHITE):
            mixed = "#" + "".join(
                f"{round(part + (goal - part) * step / _STEPS):02X}" for part, goal in zip(rgb, end, strict=True)
            )
            tried = {**colours, token: mixed}
            if all(ratio(tried[pair.colour], tried[pair.under]) >= pair.least for pair in pairs):
                return mixed
    return None


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = map(_linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
