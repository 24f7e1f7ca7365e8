"""How fast `journeymap lsp` answers, as an editor meets it: a process of its own over its pipes; writes docs/editors.md.

`python benchmarks/lsp.py` in the environment that journeymap[test] is installed in. Medians of edits and requests that follow
one another, after a few that only warm up; the time begins when the edit is sent and ends when the answer is there.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from editing import Editor, edited  # noqa: E402 -- it lies with the tests
from lsprotocol import types  # noqa: E402  # the path is set first
from maps import write_map  # noqa: E402  # the path is set first

if TYPE_CHECKING:
    from collections.abc import Awaitable

PAGE = HERE.parent / "docs" / "editors.md"
BEGIN, END = "<!-- begin of the table -->", "<!-- end of the table -->"
ROUNDS, WARM = 20, 4
SMALL, LARGE = 2, 33
"""How many maps' worth of stages each map has."""


def large_map(times: int) -> str:
    """A map with the stages of `times` maps, each id and text its own."""
    head, _, stages = write_map(3).partition("stages:\n")
    parts = [stages.replace("id: ", f"id: n{number}-").replace("text: ", f"text: Round {number} ") for number in range(times)]
    return f"{head}stages:\n{''.join(parts)}"


async def _typed(editor: Editor, uri: str) -> float:
    """Misspell a reference, or mend it; seconds until the diagnostics of this version are there."""
    before = editor.times.get(uri, 0)
    text = editor.texts[uri].raw
    index = text.index("    persona: ine") + len("    persona: ine")  # codespell:ignore
    at = editor.position(uri, index)
    start = time.perf_counter()
    editor.edit(uri, (at.line, at.character), (at.line, at.character + 1), "z" if text[index] == "s" else "s")
    async with editor.news:
        await asyncio.wait_for(editor.news.wait_for(lambda: editor.times.get(uri, 0) > before), 60)
    return time.perf_counter() - start


async def _asked(answer: Awaitable[object]) -> float:
    start = time.perf_counter()
    await answer
    return time.perf_counter() - start


async def _measure(editor: Editor, uri: str, rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {}
    for number in range(rounds + WARM):
        found = {"diagnostics after an edit": await _typed(editor, uri)}
        at = editor.at(uri, "touchpoints: [touch-", 15)
        completion = types.CompletionParams(at.text_document, at.position)
        hover = types.HoverParams(at.text_document, at.position)
        definition = types.DefinitionParams(at.text_document, at.position)
        for busy in (False, True):
            if busy:  # while a look is under way
                editor.edit(uri, (1, 8), (1, 8), "x")
            said = ", while typing" if busy else ""
            found[f"completion{said}"] = await _asked(editor.text_document_completion_async(completion))
            found[f"hover{said}"] = await _asked(editor.text_document_hover_async(hover))
            found[f"definition{said}"] = await _asked(editor.text_document_definition_async(definition))
        await asyncio.sleep(0.2 if len(editor.texts[uri].raw) < 50_000 else 4)
        if number >= WARM:
            for name, seconds in found.items():
                taken.setdefault(name, []).append(seconds)
    return {name: statistics.median(those) for name, those in taken.items()}


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"edits of each map ({ROUNDS})")
    parser.add_argument("--no-page", action="store_true", help="print the table and leave docs/editors.md as it is")
    options = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    sizes = {}
    for name, times in (("small", SMALL), ("large", LARGE)):
        text = large_map(times)
        sizes[name] = text.count("\n      - id: ")
        with tempfile.TemporaryDirectory() as folder:
            uri = (Path(folder) / "map.yaml").as_uri()

            async def play(editor: Editor, uri: str = uri, text: str = text, name: str = name) -> None:
                editor.open(uri, text)
                await editor.until(uri, lambda _: True)
                figures[name] = await _measure(editor, uri, options.rounds if name == "small" else max(5, options.rounds // 3))

            edited(Path(folder), play)
    rows = [f"| what | {sizes['small']:,} actions | {sizes['large']:,} actions |", "|---|---:|---:|"]
    rows += [
        f"| {what} | {figures['small'][what] * 1000:,.0f} ms | {figures['large'][what] * 1000:,.0f} ms |"
        for what in figures["small"]
    ]
    table = "\n".join([*rows, "", f"Medians; {platform.system()} on {platform.machine()}, Python {platform.python_version()}."])
    print(table)
    if not options.no_page:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
