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

SIZES = (10, 100, 1000, 3000, 10_000)
COMMANDS = {
    "validate": ("validate", "big.yaml", "-q"),
    "lint": ("lint", "big.yaml", "--no-cache", "--preset", "strict", "--today", "2026-11-21", "--format", "concise"),
    "render, SVG": ("render", "big.yaml", "-o", "big.svg", "-q"),
    "render, HTML": ("render", "big.yaml", "-o", "big.html", "-q"),
    "render, Markdown": ("render", "big.yaml", "-o", "big.md", "-q"),
    "render, terminal": ("render", "big.yaml", "--to", "terminal", "-q"),
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
    """The median of each command at each size, so many rounds at the largest, three times as many at the others."""
    found: dict[str, list[Used]] = {name: [] for name in COMMANDS}
    for size in sizes:
        folder = work / str(size)
        (folder / ".git").mkdir(parents=True)
        write_big(folder, size)
        for name, command in COMMANDS.items():
            runs = [use(folder, *command) for _ in range(rounds if size == sizes[-1] else rounds * 3)]
            found[name].append(
                Used(statistics.median(one.seconds for one in runs), statistics.median(one.megabytes for one in runs))
            )
            print(f"{name}, {size} actions: {found[name][-1].seconds:.2f} s, {found[name][-1].megabytes:.0f} MB", flush=True)
    return found


def exponent(used: list[Used]) -> float:
    """How the time grows between the two largest sizes, the start of the program left out."""
    start = min(one.seconds for one in used[:2])
    return math.log((used[-1].seconds - start) / max(used[-2].seconds - start, 0.001)) / math.log(SIZES[-1] / SIZES[-2])


def table(found: dict[str, list[Used]]) -> str:
    """The figures in Markdown."""
    rows = [f"| command | {' | '.join(f'{size:,} actions' for size in SIZES)} | grows with the power |"]
    rows += [f"|---|{'---:|' * (len(SIZES) + 1)}"]
    for name, used in found.items():
        cells = " | ".join(f"{one.seconds:.2f} s, {one.megabytes:.0f} MB" for one in used)
        rows += [f"| `{name}` | {cells} | {exponent(used):.2f} |"]
    return "\n".join(rows) + "\n"


_WIDTH, _HEIGHT, _LEFT, _TOP, _PANEL = 330, 320, 56, 56, 540
_BETWEEN = 16  # from one name to the next, where two curves end close together
_DASHES = ("", "7 3", "2 3")
_STYLE = """
text{fill:#1f2328;font-family:sans-serif;font-size:13px}.page{fill:#fff}.grid{stroke:#d1d9e0}.even{stroke:#59636e;stroke-dasharray:1 4}
.c0{color:#0b6e4f}.c1{color:#1f5fa8}.c2{color:#b3261e}
.line{fill:none;stroke:currentColor;stroke-width:2}.dot{fill:currentColor}.lead{stroke:currentColor}text.name{fill:currentColor}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117}.grid{stroke:#30363d}.even{stroke:#9198a1}
.c0{color:#5fd0a5}.c1{color:#79b8ff}.c2{color:#ff9d94}}
"""


def picture(found: dict[str, list[Used]]) -> str:
    """Both growths as curves on logarithmic axes, for light and dark pages: a dotted line shows growth in line with the map."""
    panels = (
        ("Seconds of the processor", {name: [one.seconds for one in used] for name, used in found.items()}, (0.1, 100)),
        ("Megabytes at the peak", {name: [one.megabytes for one in used] for name, used in found.items()}, (10, 10_000)),
    )
    said = "; ".join(f"{name}: {used[-1].seconds:.1f} s and {used[-1].megabytes:.0f} MB" for name, used in found.items())
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 440" width="1080" height="440" role="img" aria-labelledby="title says">',
        '<title id="title">Time and memory of each command, from 10 to 10,000 actions</title>',
        f'<desc id="says">At 10,000 actions: {escape(said)}.</desc>',
        f"<style>{_STYLE}</style>",
        '<rect class="page" width="1080" height="440"/>',
    ]
    for number, (title, curves, scale) in enumerate(panels):
        parts += _panel(title, curves, scale, _LEFT + number * _PANEL)
    return "\n".join([*parts, "</svg>", ""])


def _panel(title: str, curves: dict[str, list[float]], scale: tuple[float, float], left: int) -> list[str]:
    low, high = (math.log10(end) for end in scale)

    def across(size: float) -> float:
        return left + (math.log10(size) - 1) / 3 * _WIDTH

    def down(value: float) -> float:
        return _TOP + (1 - (math.log10(value) - low) / (high - low)) * _HEIGHT

    bottom, right = _TOP + _HEIGHT, left + _WIDTH
    parts = [f'<text x="{left}" y="{_TOP - 20}" font-weight="bold">{title}</text>']
    for size in SIZES:
        parts.append(f'<path class="grid" d="M{across(size):.0f} {_TOP}V{bottom}"/>')
        parts.append(f'<text x="{across(size):.0f}" y="{bottom + 20}" text-anchor="middle">{size:,}</text>')
    for power in range(round(low), round(high) + 1):
        parts.append(f'<path class="grid" d="M{left} {down(10.0**power):.0f}H{right}"/>')
        parts.append(f'<text x="{left - 8}" y="{down(10.0**power) + 4:.0f}" text-anchor="end">{10.0**power:,g}</text>')
    parts.append(f'<path class="even" d="M{left} {bottom}L{right} {_TOP}"/>')
    parts.append(f'<text x="{left + _WIDTH / 2:.0f}" y="{bottom + 42}" text-anchor="middle">actions in the map</text>')
    ends = _apart({name: down(curve[-1]) for name, curve in curves.items()})
    for number, (name, curve) in enumerate(curves.items()):
        points = [(across(size), down(value)) for size, value in zip(SIZES, curve, strict=True)]
        dash = f' stroke-dasharray="{_DASHES[number // 3]}"' if _DASHES[number // 3] else ""
        parts.append(f'<g class="c{number % 3}">')
        parts.append(f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"{dash}/>')
        parts += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
        lead = f"M{right + 5} {points[-1][1]:.1f}L{right + 22} {ends[name]:.1f}h10"
        parts.append(f'<path class="lead" fill="none" d="{lead}"{dash}/>')
        parts += [f'<text class="name" x="{right + 37}" y="{ends[name] + 4:.1f}">{escape(name)}</text>', "</g>"]
    return parts


def _apart(places: dict[str, float]) -> dict[str, float]:
    """Where the names stand: at the end of their curves, moved away from one another as far as they must, around their middle."""
    order = sorted(places, key=lambda name: places[name])
    found: dict[str, float] = {}
    last = -math.inf
    for name in order:
        last = found[name] = max(places[name], last + _BETWEEN)
    back = sum(found[name] - places[name] for name in order) / len(order)
    return {name: found[name] - back for name in order}
