"""The terminal target: its pictures as files under `cases/render/terminal` (`pytest --accept` rewrites them), and its laws."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from boards import changed, rich_board
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import SCRIPTS, maps, yaml_text

from journeymap.escape import MapText
from journeymap.project import Project
from journeymap.render import Drawing, render
from journeymap.render.board import build_board
from journeymap.render.board.types import Board, Column, CurveLine, CurvePoint, Row, TextItem
from journeymap.render.terminal import curve
from journeymap.render.terminal.lines import Paper, Para, Span, breadth, fill, joined, lay, say
from journeymap.render.terminal.signs import bar, severity
from journeymap.render.terminal.table import fit
from journeymap.report.cells import measure, units
from journeymap.source import DiskStore

HERE = Path(__file__).parent
CASES = HERE / "cases" / "render" / "terminal"
EXAMPLES = HERE.parent / "examples"
SGR = re.compile(r"\x1b\[[0-9;]*m")
# What may never reach a terminal: controls but the line feed, and marks that reorder what stands around them.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
PLOTTED = re.compile("[\u2800-\u28ff┄┊●○▲△◉━╍]")
HOSTILE = [
    "\x1b[31mred\x1b]0;title\x07", "::error::stop", "##[group]", "##vso[task.complete]", "a\u202eb\u2066c", "l" * 400, "字" * 300,
    "e\u0301" * 60, "\u0301\u0301x", "👨‍👩‍👧" * 20, "\n\n\r\n", "│ ┼ │", "سلام (abc) ۱۲٫۵٪!", "\u200f\u200f", "\t\tx", "\ufe0f1\ufe0f\u20e3",
    "\u2028two", "\x9b31m", "{text}", "[bold]x[/]", "%s {0}", "  spaced   out  ", "\u200d👩", "·",
]  # fmt: skip


class MemoryStore:
    """One map that exists only in a test."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, path: str) -> bytes:
        return self.text.encode()

    def contains(self, path: str) -> bool:
        return True


def board_of(made: dict[str, Any], language: str | None = None) -> Board:
    journey = Project(MemoryStore(yaml_text(made))).check("map.yaml").journey
    assert journey is not None
    return build_board(journey, language)


@cache
def example_board(name: str) -> Board:
    journey = Project(DiskStore(EXAMPLES, 5 << 20)).check(f"{name}.yaml").journey
    assert journey is not None
    return build_board(journey)


def drawn(board: Board, width: int, view: str = "map", *, color: bool = False) -> str:
    return render(board, "terminal", Drawing(view=view, width=width, color=color)).content.decode()


SCENES = {
    **{f"hand-made-{width}": (rich_board, width, "map", False) for width in (60, 120)},
    "hand-made-120-color": (rich_board, 120, "map", True),
    "hand-made-flow-60": (rich_board, 60, "flow", False),
    "hand-made-fa-120": (lambda: rich_board("fa"), 120, "map", False),
    **{f"{name}-{width}": (lambda name=name: example_board(name), width, "map", False)
       for name in ("online-return", "fa-online-grocery") for width in (60, 120)},
    "zh-hospital-registration-160": (lambda: example_board("zh-hospital-registration"), 160, "map", False),
    "online-return-flow-80": (lambda: example_board("online-return"), 80, "flow", False),
    "fa-online-grocery-flow-80": (lambda: example_board("fa-online-grocery"), 80, "flow", False),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SCENES))
def test_looks_as_accepted(name: str, accept: bool) -> None:
    board, width, view, color = SCENES[name]
    told = drawn(board(), width, view, color=color)
    path = CASES / f"{name}.txt"
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told, encoding="utf-8")

    assert told == path.read_text(encoding="utf-8")


def test_every_expectation_has_its_scene() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == set(SCENES)


# Laws


def keeps_its_manners(board: Board, width: int) -> None:
    """What holds for every picture: it fits, it is plain, no border is out of line, and twice it is the same."""
    for view in ("map", "flow", "backlog", "personas"):
        told = drawn(board, width, view, color=True)
        text = SGR.sub("", told)

        assert told.endswith("\n")
        assert told == drawn(board, width, view, color=True)
        assert not FORBIDDEN.search(text)
        assert not COMMAND.search(text)
        assert not COMMAND.search(told)
        assert max(map(measure, text.splitlines())) <= width
        assert [line for line in text.split("\n") if line.endswith(" ")] == []
        plain = drawn(board, width, view)
        assert "\x1b" not in plain
        assert without_legend(board, plain) == without_legend(board, text)  # which tells colours only where there are any
    borders_are_aligned(board, width)


def without_legend(board: Board, text: str) -> list[str]:
    blocks = text.rstrip("\n").split("\n\n")
    return blocks[:-1] if board.labels["legend"] in blocks[-1] else blocks


def borders_are_aligned(board: Board, width: int) -> None:
    frame = fit(board, width)
    if frame is None or len(frame.widths) == 1:
        return
    lines = drawn(board, width).split("\n")
    ends = [at for at, line in enumerate(lines) if set(line) <= {"─", "┴"} and line]
    last = next(at for at in ends if measure(lines[at]) == frame.width)
    joints = [at for at, sign in enumerate(lines[last]) if sign == "┴"]
    first = max(at for at in range(last) if not lines[at]) + 1
    assert len(joints) == len(frame.widths) - 1
    for line in lines[first:last]:
        cells = dict(at_cells(line))
        if set(cells.values()) & {"━", "─"} or PLOTTED.search(line):
            continue  # a line across with a name in it, or a row of the plot
        assert all(cells.get(joint) == "│" for joint in joints), line


def at_cells(line: str) -> list[tuple[int, str]]:
    found, column = [], 0
    for unit in units(line):
        found.append((column, unit.text[:1]))
        column += unit.width
    return found


@settings(max_examples=20)
@given(made=maps(4, 3), width=st.integers(20, 250), language=st.sampled_from(["en", "fa", "zh", None]))
def test_every_map_keeps_its_manners_at_every_width(made: dict[str, Any], width: int, language: str | None) -> None:
    keeps_its_manners(board_of(made, language), width)


HOSTILE_TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("".join(SCRIPTS.values()) + "\x1b\x00\x07\u202e\u2067\u200d\u200e\u200f\ufe0f\u0301\n\t :#[·│")),
)


@settings(max_examples=20)
@given(texts=st.lists(HOSTILE_TEXT, min_size=1, max_size=8), width=st.integers(20, 250), language=st.sampled_from(["en", "fa"]))
@example(texts=HOSTILE, width=20, language="en")
@example(texts=HOSTILE, width=75, language="fa")
@example(texts=HOSTILE, width=250, language="en")
def test_no_text_of_a_map_breaks_out(texts: list[str], width: int, language: str) -> None:
    turn = iter(range(10**9))
    keeps_its_manners(changed(rich_board(language), lambda _: texts[next(turn) % len(texts)]), width)


@pytest.mark.parametrize("width", [20, 21, 40, 65, 66, 80, 120, 250])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_hand_made_board_keeps_its_manners(width: int, language: str) -> None:
    keeps_its_manners(rich_board(language), width)


def test_a_board_without_anything_can_be_drawn() -> None:
    empty = replace(
        rich_board(), columns=(), rows=(), curves=(), figures=(), personas=(), evidence=(), flow=type(rich_board().flow)((), ())
    )
    bare = replace(empty, scenario=None, objective=None, starts=None, ends=None, owner=None, reviewed=None)

    assert drawn(bare, 60) == "Returning a torn sweater\nCustomer journey map · Current state · Validated\n"


# Form


def test_stages_stand_side_by_side_where_they_fit_and_below_one_another_where_not() -> None:
    board = rich_board()

    assert fit(board, 250).column == 56
    assert fit(board, 90).rail
    assert not fit(board, 66).rail
    assert fit(board, 65) is None
    for width in (40, 60, 65):
        assert "━━ 2 Register the return ━" in drawn(board, width)


def test_nothing_that_was_written_is_missing() -> None:
    board = rich_board()
    wide = drawn(board, 250)
    for row in board.rows:
        for item in (item for cell in row.cells for item in cell):
            text = getattr(item, "text", None) or getattr(item, "name", None) or getattr(item, "feeling", None)
            if isinstance(text, MapText):
                assert say(text).text in wide


def test_stages_of_a_persian_map_stand_from_right_to_left() -> None:
    lines = SGR.sub("", drawn(rich_board("fa"), 120)).split("\n")
    head = next(line for line in lines if "Notice the tear" in line and "│" in line)

    assert head.index("Send it back") < head.index("Register the return") < head.index("Notice the tear")
    assert head.rstrip("\u200e\u200f").endswith("مراحل")


def test_marks_stand_only_in_lines_that_run_from_right_to_left() -> None:
    assert not re.search("[\u200e\u200f]", drawn(rich_board(), 120))

    greeting = MapText("سلام.")
    mixed = replace(rich_board(), columns=tuple(replace(column, name=greeting) for column in rich_board().columns))
    line = next(line for line in drawn(mixed, 120).split("\n") if "سلام" in line)
    assert line.startswith("\u200e")
    assert line.count("سلام.\u200e") == 3


PAPER = Paper(40, False, True, {})


def test_letters_are_never_turned_round_and_signs_stay_on_their_side() -> None:
    mark = Span("P1")
    text = say(MapText("«سلام»"))

    assert PAPER.cell((mark, Span(" "), text), 12) == "   \u200f«سلام»\u200f\u200e P1"
    assert PAPER.cell((say(MapText("سلام (ABC)")),), 12) == "  سلام (ABC)\u200e"


def test_a_line_breaks_between_facts_before_it_breaks_within_one() -> None:
    facts = joined([(say("Returns portal"),), (say("Web"),), (say("a fact of many words"),)])
    told = ["".join(span.text for span in line) for line in lay([Para(facts, (Span("•"),))], 16)]

    assert told == ["• Returns portal", "  Web", "  a fact of many", "  words"]


def test_a_label_takes_spans_in_its_places() -> None:
    assert fill("{label}: {value}", {"label": (Span("Owner", "quiet"),), "value": (Span("Team"),)}) == (
        Span("Owner", "quiet"),
        Span(": "),
        Span("Team"),
    )


def test_bars_show_value_and_target() -> None:
    def shown(value: float | None, target: float | None) -> str:
        return "".join(span.text for span in bar(value, target))

    assert shown(0.5, 0.8) == "━━━━━━───╂──"
    assert shown(0.9, 0.2) == "━━╋━━━━━━━━─"
    assert shown(1, 1) == "━━━━━━━━━━━╋"
    assert shown(None, 0) == "╂───────────"
    assert severity(PAPER, 3).text == "□■■■"
    assert severity(replace(PAPER, rtl=False), 3).text == "■■■□"


def test_an_emotion_names_its_action_where_a_number_could_mean_two() -> None:
    board = rich_board()
    alike = {row.key: row for row in board.rows}["actions"]
    twice = replace(
        alike, cells=(tuple(replace(item, text=MapText("Opens the parcel")) for item in alike.cells[0]), *alike.cells[1:])
    )

    assert "1.1 Delighted +2" in drawn(board, 200)
    assert "• Delighted +2 · Opens the parcel" in drawn(
        replace(board, rows=(twice, *(row for row in board.rows if row.key != "actions"))), 200
    )


# The curve


def one_curve(*heights: float, moments: tuple[int, ...] = ()) -> CurveLine:
    points = tuple(
        CurvePoint(f"action-{at}", at + 0.5, height, "0", "neutral", None, None, at in moments, None)
        for at, height in enumerate(heights)
    )
    return CurveLine((), points, ())


def picture(board: Board, width: int = 40, rows: int = 5, *, rtl: bool = False) -> list[str]:
    step = width / len(board.columns)
    edges = [(at * step, (at + 1) * step) for at in range(len(board.columns))]
    columns = tuple((width - start, width - end) for start, end in edges) if rtl else tuple(edges)
    return ["".join(span.text for span in row) for row in curve.plot(board, curve.Axis(width, columns), rows, scale=False)]


def with_curves(*curves: CurveLine) -> Board:
    return replace(rich_board(), curves=curves)


def test_points_stand_in_the_rows_of_their_scores_and_in_their_columns() -> None:
    rows = picture(with_curves(one_curve(1, 0.5, 0)))

    assert [row.find("●") for row in rows] == [-1, 6, -1, 20, -1, 33, -1]
    assert "┄" in rows[3]


def test_a_curve_from_right_to_left_is_the_mirror_of_one_from_left_to_right() -> None:
    places = [row.find("●") for row in picture(with_curves(one_curve(0.75, 0.25, 0.5)), 41)]
    mirrored = [row.find("●") for row in picture(with_curves(one_curve(0.75, 0.25, 0.5)), 41, rtl=True)]

    assert mirrored == [-1 if place < 0 else 40 - place for place in places]


def test_a_line_has_no_holes() -> None:
    rows = picture(with_curves(one_curve(1, 0, 1)), 24, 9)
    for column in range(4, 20):
        assert any("\u2800" < row[column] <= "\u28ff" or row[column] == "●" for row in rows)


def test_a_second_curve_is_told_apart_without_colour() -> None:
    first, second = one_curve(0.75, 0.75, 0.75), one_curve(0.25, 0.25, 0.25)
    rows = picture(with_curves(first, second))

    assert rows[2].count("●") == rows[4].count("○") == 3
    assert len(set(rows[2])) < len(set(rows[4]))  # dots apart from one another give more than one sign
    assert curve.sample(0) != curve.sample(1)


def test_points_in_one_place_have_a_sign_of_their_own() -> None:
    board = with_curves(one_curve(1, 0.5, 0), one_curve(1, 0, 1))

    assert sum(row.count("◉") for row in picture(board)) == 1
    assert "◉" in drawn(board, 120)


def test_a_moment_of_truth_hangs_over_its_point() -> None:
    rows = picture(with_curves(one_curve(0.5, 0, 0.5, moments=(1,))))

    assert rows[0].index("◆") == rows[5].index("●")
    assert rows[1][rows[0].index("◆")] == "┊"


def test_the_scale_is_written_once_beside_the_plot() -> None:
    for width in (20, 40, 66, 120):
        told = drawn(rich_board(), width)
        for label in ("Delighted +2", "Angry −2", *(["Neutral 0"] if width > 20 else [])):
            assert label in told


# Legend and flow


def test_the_legend_names_the_signs_that_occur_and_no_others() -> None:
    legend = drawn(rich_board(), 120).rpartition("Legend")[2]
    for sign in "■◆⋯✗◌▹▸✓⊘↓╂━":
        assert sign in legend

    column = Column("stage-a", "1", MapText("Only"))
    bare = replace(
        rich_board(),
        columns=(column,),
        figures=(),
        curves=(),
        rows=(Row("goals", "text", "Goals", "", ((TextItem("goal-a", MapText("Go")),),)),),
    )
    assert "Legend" not in drawn(bare, 120)


def test_the_flow_tells_every_way_in_words() -> None:
    told = drawn(rich_board(), 80, "flow")

    assert "1.1 Opens the parcel · Neutral · Starts here" in told
    assert "↩ 22% Loop or step back · 2.1 Logs in · forgot the password" in told
    assert "✗ 15% Leaves the journey · no printer" in told
    assert "→ 85% 3.2 Leaves the parcel at the shop" in told
    assert "↓ 1.2 Finds the tear · Neutral · Ends here" in told


def test_colour_is_only_ours_and_can_be_seen_on_black_and_on_white() -> None:
    codes = {code[2:-1] for code in SGR.findall(drawn(rich_board(), 100, color=True))}
    numbers = {int(code.rpartition("5;")[2]) for code in codes if "38;5;" in code}

    assert {code for code in codes if "38;5;" not in code} == {"0", "1", "2"}
    assert numbers
    for number in numbers:
        light = luminance(number)
        assert min(1.05 / (light + 0.05), (light + 0.05) / 0.05) >= 3
    assert breadth((say(MapText("\x1b[31mred")),)) == 8


def luminance(number: int) -> float:
    """Of a colour of the cube of 6 x 6 x 6, after WCAG."""
    parts = [(0, 95, 135, 175, 215, 255)[(number - 16) // step % 6] / 255 for step in (36, 6, 1)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
