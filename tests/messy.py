"""Maps as a team has them before it lints: made by chance from a seed, valid, and full of what rules find."""

from __future__ import annotations

import random

_WORDS = (
    "order",
    "parcel",
    "label",
    "refund",
    "shop",
    "portal",
    "queue",
    "call",
    "letter",
    "courier",
    "form",
    "receipt",
    "basket",
)
_FEELINGS = (-2, -1, 0, 1, 2)


def messy_map(seed: int) -> str:
    """One map as YAML."""
    chance = random.Random(seed)
    lines = ["journeymap: 1", f"title: {_text(chance)} {seed}"]
    if chance.random() < 0.5:
        lines.append("personas: [Sarah, Tom]" if chance.random() < 0.5 else "personas: Sarah")
    if chance.random() < 0.3:
        lines.append(f"goals: {_text(chance)}")
    lines.append("stages:")
    for _ in range(chance.randint(1, 7)):
        lines += _stage(chance)
    return "".join(f"{line}\n" for line in lines)


def _stage(chance: random.Random) -> list[str]:
    lines = [f"  - name: {_text(chance)}"]
    if chance.random() < 0.5:
        lines.append(f"    emotion: {chance.choice(_FEELINGS)}")
    if chance.random() < 0.4:
        lines.append(f"    touchpoints: [{chance.choice(_WORDS)}]")
    if chance.random() < 0.6:
        lines.append("    pain_points:")
        lines += [f"      - {_pain(chance)}" for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.8:
        lines.append("    actions:")
        lines += [f"      - {_text(chance)}" for _ in range(chance.randint(1, 9))]
    return lines


def _pain(chance: random.Random) -> str:
    text = _text(chance)
    if chance.random() < 0.5:
        return text
    solution = f", solutions: [{{text: {_text(chance)}, status: planned}}]" if chance.random() < 0.5 else ""
    return f"{{text: {text}, severity: {chance.choice(['low', 'high', 'critical'])}{solution}}}"


def _text(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 4))).capitalize()
