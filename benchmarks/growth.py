"""Time and memory against the size of a map, from 10 actions to 10,000; draws docs/images/growth.svg.

Each command runs as a process of its own. What the smallest map takes is the start of the program; the rest should grow as the
map does: the exponent in the table, between the two largest sizes, is 1 for growth in line with the map and 2 for its square.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (10, 100, 1000, 10_000)
COMMANDS = {
    "validate": ("validate", "big.yaml", "-q"),
    "lint": ("lint", "big.yaml", "--no-cache", "--preset", "strict", "--today", "2026-11-21", "--format", "concise"),
    "render": ("render", "big.yaml", "-o", "big.svg", "-q"),
    "diff": ("diff", "big.yaml", "other.yaml", "--format", "json"),
    "format": ("format", "big.yaml", "--check", "-q"),
    "merge": ("merge", "base.yaml", "big.yaml", "other.yaml", "-o", "merged.yaml", "-q"),
}
_MEASURE = """
import os, sys, time
start = time.perf_counter()
child = os.fork()
if not child:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.execv(sys.executable, [sys.executable, "-m", "journeymap", *sys.argv[1:]])
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


class Used(NamedTuple):
    """What a run took: seconds of the processor, and megabytes at the peak."""

    seconds: float
    megabytes: float


def write_big(folder: Path, actions: int) -> None:
    """A map with so many actions, and two that differ from it in one action of ten each."""
    texts = {}
    for name, every in (("base", 0), ("big", 10), ("other", 9)):
        lines = ["journeymap: 1", f"title: A journey of {actions} actions", "state: current", "personas:", "  - id: ines"]
        lines += ["    name: Ines", "touchpoints:"]
        lines += [f"  - {{id: t{one}, name: Touchpoint {one}, channel: web}}" for one in range(10)]
        lines += ["stages:"]
        for stage in range(max(1, actions // 10)):
            lines += [f"  - id: s{stage}", f"    name: Stage {stage}", "    actions:"]
            for step in range(10):
                number = stage * 10 + step
                changed = " once more" if every and step == every - 1 else ""
                lines += [f"      - id: a{number}", f"        text: Does thing {number} of the long journey{changed}"]
                lines += [f"        touchpoints: [t{step}]", f"        emotion: {number % 5 - 2}"]
                if step == 5:
                    lines += [f"        pain_points: Trouble {number} takes too long"]
        texts[name] = "\n".join(lines) + "\n"
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")


def use(folder: Path, *arguments: str) -> Used:
    """Run the tool once."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *arguments], cwd=folder, capture_output=True, text=True, check=True, env={**os.environ}
    )
    code, seconds, kilobytes = done.stdout.split()
    if int(code) not in (0, 1):
        sys.exit(f"{' '.join(arguments)} failed: {done.stderr}")
    return Used(float(seconds), int(kilobytes) / 1000)


def measure(work: Path, rounds: int, sizes: tuple[int, ...] = SIZES) -> dict[str, list[Used]]:
    """The median of each command at each size; the first round only warms up."""
    found: dict[str, list[Used]] = {name: [] for name in COMMANDS}
    for size in sizes:
        folder = work / str(size)
        (folder / ".git").mkdir(parents=True)
        write_big(folder, size)
        for name, command in COMMANDS.items():
            runs = [use(folder, *command) for _ in range(rounds if size == sizes[-1] else rounds + 1)]
            runs = runs if size == sizes[-1] else runs[1:]
            found[name].append(
                Used(statistics.median(one.seconds for one in runs), statistics.median(one.megabytes for one in runs))
            )
            print(f"{name}, {size} actions: {found[name][-1].seconds:.2f} s, {found[name][-1].megabytes:.0f} MB", flush=True)
    return found


def exponent(used: list[Used]) -> float:
    """How the time grows between the two largest sizes, the start of the program left out."""
    start = used[0].seconds
    return math.log((used[-1].seconds - start) / max(used[-2].seconds - start, 0.001)) / math.log(10)


def table(found: dict[str, list[Used]]) -> str:
    """The figures in Markdown."""
    rows = [f"| command | {' | '.join(f'{size:,} actions' for size in SIZES)} | grows with the power |"]
    rows += [f"|---|{'---:|' * (len(SIZES) + 1)}"]
    for name, used in found.items():
        cells = " | ".join(f"{one.seconds:.2f} s, {one.megabytes:.0f} MB" for one in used)
        rows += [f"| `{name}` | {cells} | {exponent(used):.2f} |"]
    return "\n".join(rows) + "\n"


_COLOURS = ("#0b6e4f", "#1f5fa8", "#b3261e", "#7a3e9d", "#a15c00", "#3d4852")
_WIDTH, _HEIGHT, _LEFT, _TOP = 420, 300, 60, 40


def picture(found: dict[str, list[Used]]) -> str:
    """Both growths as curves on logarithmic axes: a line of slope 1 is growth in line with the map."""
    panels = (
        ("Seconds of the processor", [[one.seconds for one in used] for used in found.values()], (0.1, 100)),
        ("Megabytes at the peak", [[one.megabytes for one in used] for used in found.values()], (10, 10_000)),
    )
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 400" width="1080" height="400" font-family="sans-serif" font-size="13">',
        "<title>Time and memory of each command, from 10 to 10,000 actions</title>",
        '<rect width="1080" height="400" fill="#fff"/>',
    ]
    for number, (title, curves, scale) in enumerate(panels):
        parts += _panel(title, curves, scale, _LEFT + number * (_WIDTH + 60))
    for number, name in enumerate(found):
        top = 60 + number * 22
        parts.append(f'<rect x="985" y="{top}" width="14" height="4" fill="{_COLOURS[number]}"/>')
        parts.append(f'<text x="1004" y="{top + 7}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _panel(title: str, curves: list[list[float]], scale: tuple[float, float], left: int) -> list[str]:
    low, high = (math.log10(end) for end in scale)

    def across(size: float) -> float:
        return left + (math.log10(size) - 1) / 3 * (_WIDTH - 20)

    def down(value: float) -> float:
        return _TOP + (1 - (math.log10(value) - low) / (high - low)) * _HEIGHT

    parts = [f'<text x="{left}" y="{_TOP - 16}" font-weight="bold">{title}</text>']
    for size in SIZES:
        parts.append(f'<path d="M{across(size):.0f} {_TOP}V{_TOP + _HEIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{across(size):.0f}" y="{_TOP + _HEIGHT + 20}" text-anchor="middle">{size:,}</text>')
    for power in range(int(low), int(high) + 1):
        parts.append(f'<path d="M{left} {down(10**power):.0f}H{left + _WIDTH - 20}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{down(10**power) + 4:.0f}" text-anchor="end">{10**power:g}</text>')
    parts.append(
        f'<text x="{left + _WIDTH / 2 - 10:.0f}" y="{_TOP + _HEIGHT + 42}" text-anchor="middle">actions in the map</text>'
    )
    for number, curve in enumerate(curves):
        points = " ".join(f"{across(size):.1f},{down(value):.1f}" for size, value in zip(SIZES, curve, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{_COLOURS[number]}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{across(size):.1f}" cy="{down(value):.1f}" r="3" fill="{_COLOURS[number]}"/>'
            for size, value in zip(SIZES, curve, strict=True)
        ]
    return parts
