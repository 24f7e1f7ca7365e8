"""Laws that hold for every map in every script, from its text to its pictures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import prove
from strategies import maps, yaml_text

from journeymap import lint
from journeymap.diagnostic import in_order
from journeymap.journey import Journey
from journeymap.project import Checked, Project
from journeymap.render import Drawing, render, target, target_names
from journeymap.render.board import Board, build_board

TODAY = date(2026, 11, 21)


class MemoryStore:
    """Files that exist only in a test."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def read(self, path: str) -> bytes:
        from journeymap.errors import SourceError

        if path not in self.files:
            raise SourceError(path, "there is no such file")
        return self.files[path]

    def contains(self, path: str) -> bool:
        return True


def check(text: str) -> Checked:
    return Project(MemoryStore({"map.yaml": text.encode("utf-8", "surrogatepass")})).check("map.yaml")


def journey(text: str) -> Journey:
    checked = check(text)
    assert not checked.diagnostics, checked.diagnostics
    assert checked.journey is not None
    return checked.journey


@given(maps(), st.integers(0, 2**16))
def test_a_valid_map_has_no_fault_in_any_layout(made: dict[str, Any], layout: int) -> None:
    written = journey(yaml_text(made))
    laid_out_otherwise = journey(yaml_text(made, layout))

    assert written.map == laid_out_otherwise.map


@given(maps(), st.data())
def test_whatever_a_person_does_to_a_map_is_told_with_places_inside_the_file(made: dict[str, Any], data: st.DataObject) -> None:
    text = yaml_text(made, data.draw(st.integers(0, 99)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    broken = text[:start] + data.draw(st.text("ab:# -[]{}\"'\n\t،：&*!|>%@`\u00a0", max_size=6)) + text[end:]

    checked = check(broken)
    findings = lint.lint(checked.journey, lint.choose(preset="strict"), TODAY) if checked.journey is not None else ()

    lines = broken.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in in_order((*checked.diagnostics, *findings)):
        for place in (one.place, *(related.place for related in one.related)):
            span = place.span
            assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_line <= len(lines)
            assert span.end_column <= len(lines[span.end_line - 1]) + 1


def views_of(board: Board, to: str) -> list[str]:
    """The views of a target, the blueprint only where a map has one."""
    return [view for view in target(to).views if view != "blueprint" or board.blueprint is not None]


@pytest.mark.parametrize("to", target_names())
@given(made=maps(3, 3), language=st.sampled_from(["en", "sv", "fa", "zh", None]))
def test_every_map_can_be_drawn_and_twice_the_same(to: str, made: dict[str, Any], language: str | None) -> None:
    board = build_board(journey(yaml_text(made)), language)
    again = build_board(journey(yaml_text(made, 7)), language)
    for view in views_of(board, to):
        drawing = Drawing(view=view, width=80)

        assert render(board, to, drawing) == render(again, to, drawing)


@pytest.mark.proof
def test_proof_of_layouts_and_pictures(proof_share: float) -> None:
    """The same laws over many more maps."""

    def law(made: dict[str, Any], layout: int) -> None:
        one, other = journey(yaml_text(made)), journey(yaml_text(made, layout))
        assert one.map == other.map
        for to in target_names():
            assert render(build_board(one), to, Drawing()) == render(build_board(other), to, Drawing())

    prove(law, maps(), st.integers(0, 2**16), examples=2000, share=proof_share)


@given(maps())
def test_every_rule_copes_with_every_map(made: dict[str, Any]) -> None:
    found = lint.lint(journey(yaml_text(made)), lint.choose(preset="strict"), TODAY)

    assert all(one.message for one in found)
