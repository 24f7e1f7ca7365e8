"""The Mermaid target: its flow, its journey, and that no text becomes grammar; Mermaid itself is asked in tests/browser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from boards import rich_board
from drawn_maps import grand
from running import run

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render import Drawing, render


def lines(board, view):
    return render(board, "mermaid", Drawing(view=view)).content.decode().splitlines()


def test_the_flow_has_stages_loops_shares_and_exits():
    board = rich_board()
    drawn = lines(board, "flow")

    assert drawn[0] == "flowchart LR"
    assert f'  subgraph s2["2 · {escape.plain(board.columns[1].name)}"]' in drawn
    assert '  n3 -.->|"forgot the password · 22#37;"| n3' in drawn
    assert '  n4 -->|"no printer · 15#37;"| x1' in drawn
    assert '    x1(["Leaves the journey"])' in drawn
    assert sum(line.startswith("  subgraph") for line in drawn) == drawn.count("  end") == len(board.columns)
    assert sum("->" in line for line in drawn) == len(board.flow.edges)


def test_it_runs_as_the_map_is_read():
    assert lines(rich_board("fa"), "flow")[0] == "flowchart RL"


def test_the_journey_has_scores_from_one_to_five_and_who_does_it():
    board = rich_board()
    nodes = tuple(replace(node, height=height) for node, height in zip(board.flow.nodes, (0, 0.5, 1, None), strict=False))
    told = replace(board, flow=replace(board.flow, nodes=nodes))
    drawn = lines(told, "map")

    assert drawn[:2] == ["journey", f"  title {escape.plain(board.title)}"]
    assert [line.split(": ")[1] for line in drawn if line.startswith("    ")] == ["1", "3", "5", "3"]
    assert any(line.startswith("  %% ") for line in drawn), "what has no score is said to have none"
    assert any(line.endswith(": Sarah") for line in drawn)
    whole = replace(told, flow=replace(told.flow, nodes=tuple(replace(node, height=1.0) for node in nodes)))
    assert not any(line.startswith("  %% ") for line in lines(whole, "map"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Asks: why?", "Asks#58; why?"),
        ('"quoted" [x] (y) {z}', "#34;quoted#34; #91;x#93; #40;y#41; #123;z#125;"),
        ("a; b # c", "a#59; b #35; c"),
        ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
        ("1. one", "1#46; one"),
        ("- one", "#45; one"),
        ("e.g. she's well-known", "e.g. she's well-known"),
        ("section one", "#115;ection one"),
        ("Title", "#84;itle"),
        ("`code` $$x$$", "#96;code#96; #36;#36;x#36;#36;"),
        ("one\ntwo\r\n  three", "one two   three"),
        ("\ufeff \u3000", ""),
        ("ﬂ°°35¶ß", "#64258;°°35#182;ß"),
        ("سلام، ۱۲٪", "سلام، ۱۲٪"),
        ("她说：“好”。", "她说：“好”。"),
    ],
)
def test_signs_become_numbers(text, written):
    assert escape.mermaid(MapText(text)) == written


def test_a_text_of_nothing_is_still_a_name():
    board = rich_board()
    empty = replace(board, columns=tuple(replace(one, name=MapText("\u202e\x00")) for one in board.columns))
    assert '  subgraph s1["1 · …"]' in lines(empty, "flow")


def test_more_than_mermaid_draws_is_said(tmp_path):
    source = tmp_path / "map.yaml"
    text = grand().replace("Does step", "Does step " + "and so on " * 30)
    source.write_text(text, encoding="utf-8")
    outcome = run("render", source, "-o", tmp_path / "map.mmd")
    assert outcome.code == 0
    assert "warning: this is more than Mermaid draws unless it is told to: 50,000 characters, 500 arrows" in outcome.err
    source.write_text(grand(), encoding="utf-8")
    assert "warning" not in run("render", source, "-o", tmp_path / "map.mmd").err


def test_the_flow_is_what_is_drawn_unless_the_map_is_asked_for(tmp_path):
    source = tmp_path / "map.yaml"
    source.write_text(grand(), encoding="utf-8")
    assert run("render", source, "--to", "mermaid").out.startswith("flowchart LR\n")
    assert run("render", source, "--to", "mermaid", "--view", "map").out.startswith("journey\n")
