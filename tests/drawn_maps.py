"""Maps to draw: the largest, the smallest, the wordiest in each language, and maps by chance with everything in them."""

from __future__ import annotations

import random

LONG = {
    "en": "She opened the parcel at the kitchen table and found a torn seam on the left sleeve of the sweater",
    "sv": "Hon öppnade paketet vid köksbordet och upptäckte en trasig söm på tröjans vänstra ärm, överlåtelseåtgärdsförfrågningar",
    "fa": "او بسته را روی میز آشپزخانه باز کرد و دید که درز آستین چپ ژاکت پاره شده است و نمی‌دانست با چه کسی تماس بگیرد",
    "zh": "她在厨房的桌子上打开包裹，发现毛衣左袖的接缝已经开线，不知道应该先联系店铺还是先联系快递公司",
}
LENGTH = 400


def wordy(language: str) -> str:
    """Every cell of three stages holds a text of 400 characters."""
    blank = "" if language == "zh" else " "
    text = (blank.join([LONG[language]] * 12))[:LENGTH].rstrip()
    short = text[:60].rstrip()
    lines = [
        "journeymap: 1",
        f"title: {text}",
        f"language: {language}",
        f"description: {text}",
        f"objective: {text}",
        "personas:",
        f"  - {{id: p, name: {_quoted(short)}, role: {_quoted(text)}, quote: {_quoted(text)}}}",
        "metrics:",
        f"  - {{id: m, name: {_quoted(text)}, unit: '%', min: 0, max: 100, target: 90, value: 40}}",
        "stages:",
    ]
    for number in range(3):
        lines += [
            f"  - name: {_quoted(short)}",
            f"    goal: {_quoted(text)}",
            f"    touchpoints: [{_quoted(short)}]",
            f"    thoughts: {_quoted(text)}",
            f"    quotes: {_quoted(text)}",
            f"    delights: {_quoted(text)}",
            "    metrics: [m]",
            "    pain_points:",
            f"      - {{text: {_quoted(text)}, severity: critical, solutions: [{{text: {_quoted(text)}, status: planned}}]}}",
            "    actions:",
            f"      - {{text: {_quoted(text)}, emotion: {{score: {number - 1}, feeling: {_quoted(short)}, because: {_quoted(text)}}},",
            f"         moment_of_truth: {_quoted(text)}}}",
        ]
    return "".join(f"{line}\n" for line in lines)


def grand() -> str:
    """Twelve stages, two hundred actions."""
    chance = random.Random(12)
    lines = ["journeymap: 1", "title: A long way home", "personas: [Sarah, Tom]", "stages:"]
    for stage in range(12):
        lines += [f"  - name: Stage {stage + 1}", f"    emotion: {chance.randint(-2, 2)}", "    actions:"]
        lines += [
            f"      - {{text: Does step {number + 1} of stage {stage + 1}, touchpoints: [{chance.choice(PLACES)}],"
            f" emotion: {chance.randint(-2, 2)}}}"
            for number in range(17 if stage < 8 else 16)
        ]
    return "".join(f"{line}\n" for line in lines)


def single() -> str:
    """One action, and nothing else."""
    return "journeymap: 1\ntitle: One step\nstages:\n  - name: Start\n    actions: Begins\n"


PLACES = ("Shop", "Web shop", "Chat", "Phone", "Parcel", "E-mail", "Service desk", "App")
_WORDS = [
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
    "seam",
    "agent",
    "days",
    "account",
]
_FEELINGS = ("Hopeful", "Let down", "Calm", "Angry", "Relieved", "Unsure", "Delighted", "In control")
_SEVERITIES = ("low", "medium", "high", "critical")
_STATES = ("idea", "planned", "in-progress", "shipped", "rejected")


def staffed(text: str, words: str = "Helps") -> str:
    """The same map with somebody who does something before and behind every action, so that it is a blueprint too."""
    lines: list[str] = []
    acting = False
    for line in text.splitlines():
        if line.strip().startswith("actions:") and not line.endswith(":"):  # one action, in a word
            key, _, only = line.partition(": ")
            lines.append(f"{key}: [{{frontstage: {_quoted(words)}, backstage: {_quoted(words)}, text: {only}}}]")
            continue
        started = acting and line.startswith("      - {")
        lines.append(
            line.replace("- {", f"- {{frontstage: {_quoted(words)}, backstage: {_quoted(words)}, ", 1) if started else line
        )
        acting = line == "    actions:" or (acting and line.startswith("      "))
    return "".join(f"{line}\n" for line in lines)


def by_chance(seed: int) -> str:
    """A map with every lane, made from a seed: one to eight stages, two personas, solutions shared between stages."""
    chance = random.Random(seed)
    stages = chance.randint(1, 8)
    lines = [
        "journeymap: 1",
        f"title: {_text(chance, 3, 8)}",
        f"description: {_text(chance, 5, 40)}",
        "personas:",
        f"  - {{id: sarah, name: Sarah Keane, role: {_text(chance, 2, 6)}, quote: {_text(chance, 3, 14)}}}",
        "  - {id: tom, name: Tom Holm}",
        "metrics:",
        "  - {id: drop, name: Drop-off, unit: '%', min: 0, max: 100, target: 5, value: 17, previous: 15, direction: lower-is-better}",
        f"  - {{id: nps, name: {_text(chance, 1, 6)}, target: 30, value: {chance.randint(-20, 60)}}}",
        "solutions:",
    ]
    lines += [
        f"  - {{id: s{number}, text: {_text(chance, 2, 14)}, status: {chance.choice(_STATES)}, owner: {chance.choice(PLACES)}}}"
        for number in range(4)
    ]
    lines.append("stages:")
    for stage in range(stages):
        lines += [f"  - name: {_text(chance, 1, 4)} {stage + 1}", f"    goal: {_text(chance, 3, 12)}"]
        if chance.random() < 0.6:
            lines.append("    metrics: [drop, nps]")
        for lane in ("thoughts", "delights", "motivations"):
            if chance.random() < 0.4:
                lines.append(f"    {lane}: [{', '.join(_text(chance, 2, 16) for _ in range(chance.randint(1, 3)))}]")
        lines.append("    actions:")
        for _ in range(chance.randint(1, 6)):
            lines += _action(chance)
        if chance.random() < 0.8:
            lines.append("    pain_points:")
            lines += [
                f"      - {{text: {_text(chance, 3, 20)}, severity: {chance.choice(_SEVERITIES)}, solutions: [{_refs(chance)}]}}"
                for _ in range(chance.randint(1, 4))
            ]
    return "".join(f"{line}\n" for line in lines)


def _action(chance: random.Random) -> list[str]:
    lines = [f"      - text: {_text(chance, 2, 12)}"]
    if chance.random() < 0.8:
        feeling = f"{{score: {chance.choice((-2, -1.5, -1, 0, 0.5, 1, 2))}, feeling: {chance.choice(_FEELINGS)}}}"
        lines.append(f"        emotions: {{{chance.choice(('sarah', 'tom'))}: {feeling}}}")
    if chance.random() < 0.3:
        lines.append(f"        quotes: {_text(chance, 3, 18)}")
    if chance.random() < 0.15:
        lines.append(f"        moment_of_truth: {_text(chance, 2, 8)}")
    if chance.random() < 0.7:
        lines.append(f"        touchpoints: [{', '.join(chance.sample(PLACES, chance.randint(1, 3)))}]")
    return lines


def _refs(chance: random.Random) -> str:
    return ", ".join(f"s{number}" for number in sorted(chance.sample(range(4), chance.randint(0, 2))))


def _text(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(least, most))).capitalize()


def _quoted(text: str) -> str:
    return f'"{text}"'
