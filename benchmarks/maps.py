"""Maps to measure with: believable in size and shape, the same for the same seed.

`python benchmarks/maps.py FOLDER COUNT` writes them. Each has about 13 kB and a dozen findings with all rules on.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

_STAGES = (
    "Notice the need",
    "Compare offers",
    "Decide and order",
    "Wait for it",
    "Set it up",
    "Get help",
    "Renew or leave",
)
_VERBS = ("Open", "Read", "Ask about", "Compare", "Fill in", "Confirm", "Check", "Look for", "Call about", "Forward", "Pay for")
_THINGS = (
    "the price list", "the order form", "the delivery date", "the contract", "the welcome letter", "the meter reading",
    "the invoice", "the opening hours", "the return label", "the service plan", "the account page", "the reminder",
)  # fmt: skip
_FEELINGS = ("relieved", "unsure", "annoyed", "curious", "tired of waiting", "glad", "puzzled", "calm")
_TROUBLES = (
    "cannot be found",
    "differs from the letter",
    "takes far too long",
    "asks twice for the same",
    "fails on a phone",
)
_PLACES = ("at home", "on the way to work", "with a neighbour", "in the evening")
_REMEDIES = ("Show", "Shorten", "Explain", "Send", "Merge", "Translate", "Announce")
_CHANNELS = ("web", "email", "phone", "on-site", "app", "social")
# How often, of 1, something is written.
_USUALLY, _MOSTLY, _SOMETIMES = 0.9, 0.8, 0.5


def write_map(seed: int) -> str:
    """The text of one map."""
    chance = random.Random(seed)
    lines = _head(seed, chance)
    for number, name in enumerate(_STAGES):
        lines += _stage(number, name, chance)
    return "\n".join(lines) + "\n"


def _head(seed: int, chance: random.Random) -> list[str]:
    lines = [
        "journeymap: 1",
        f"title: Journey {seed:04d} of a customer who changes the supplier",
        "state: current",
        "language: en",
        "description: >-",
        "  A household changes its supplier for the first time in ten years. The map follows one of its members",
        "  from the first letter about prices to the first winter with the new contract.",
        "objective: Lose fewer households between the order and the first invoice",
        f"owner: Team {chance.choice(('North', 'South', 'Harbour', 'Hill'))}",
        "status: draft",
        "personas:",
    ]
    for name, role in (("Ines", "Pays the bills"), ("Tomasz", "Lets his sister decide")):
        lines += [f"  - id: {name.lower()}", f"    name: {name}", f"    role: {role}", "    needs:"]
        lines += [f"      - {chance.choice(_REMEDIES)} me {thing} in time" for thing in chance.sample(_THINGS, 3)]
        lines += ["    frustrations:", f"      - When {chance.choice(_THINGS)} {chance.choice(_TROUBLES)}"]
    lines += ["goals:"]
    for key, text in (("save", "Pay less without a risk"), ("rest", "Never think about it again")):
        lines += [f"  - id: {key}", f"    text: {text}", "    persona: ines"]
    lines += ["touchpoints:"]
    for number, thing in enumerate(_THINGS):
        name = f"{thing.removeprefix('the ').capitalize()} {chance.choice(('page', 'desk', 'letter'))}"
        lines += [
            f"  - id: touch-{number}",
            f"    name: {name}",
            f"    channel: {chance.choice(_CHANNELS)}",
            "    ownership: owned",
        ]
    lines += ["metrics:", "  - id: done", "    name: Households that go on", "    unit: per cent"]
    lines += ["evidence:", "  - id: talks", "    title: Twelve interviews at home", "    kind: interview", "    date: 2026-09-14"]
    return [*lines, "stages:"]


def _stage(number: int, name: str, chance: random.Random) -> list[str]:
    lines = [f"  - id: stage-{number}", f"    name: {name}"]
    if chance.random() < _MOSTLY:
        lines += ["    evidence: [talks]"]
    if chance.random() < _MOSTLY:
        lines += [f"    metrics: [{{name: done, value: {chance.randint(40, 95)}, target: 80}}]"]
    lines += ["    actions:"]
    for step in range(4 + number % 2):
        lines += _action(f"step-{number}-{step}", chance)
    return lines


def _action(key: str, chance: random.Random) -> list[str]:
    thing, touch = chance.choice(_THINGS), chance.randrange(len(_THINGS))
    text = f"{chance.choice(_VERBS)} {thing} {chance.choice(_PLACES)}"
    feeling = chance.randint(-2, 2)
    lines = [
        f"      - id: {key}",
        f"        text: {text}",
        f"        goal: {chance.choice(('save', 'save', 'rest'))}",
        f"        touchpoints: [touch-{touch}]",
        "        emotion:",
        f"          score: {feeling}",
        f"          feeling: {chance.choice(_FEELINGS)}",
    ]
    if chance.random() < _SOMETIMES:
        lines += [f"        thoughts: Why is it that {thing} {chance.choice(_TROUBLES)}, and who would tell me?"]
    if feeling < 0 and chance.random() < _USUALLY:
        lines += [
            "        pain_points:",
            f"          - id: pain-{key}",
            f"            text: It seems that {thing} {chance.choice(_TROUBLES)} when one needs it",
            f"            severity: {chance.choice(('low', 'medium', 'high'))}",
        ]
        if chance.random() < _MOSTLY:
            lines += [
                "            solutions:",
                f"              - id: way-{key}",
                f"                text: {chance.choice(_REMEDIES)} {thing} before anybody has to ask",
                f"                status: {chance.choice(('idea', 'idea', 'planned'))}",
                "                owner: Team Letters",
            ]
    return lines


def write_maps(folder: Path, count: int) -> int:
    """Write `count` maps; gives back how many bytes they have together."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for seed in range(count):
        text = write_map(seed)
        (folder / f"map-{seed:04d}.yaml").write_text(text, encoding="utf-8", newline="\n")
        total += len(text.encode())
    return total


if __name__ == "__main__":
    print(write_maps(Path(sys.argv[1]), int(sys.argv[2])), "bytes")
