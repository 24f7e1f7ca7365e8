"""SVG pictures as a browser draws them: no text leaves its box, and nothing lies on anything else."""

from __future__ import annotations

from pathlib import Path

import drawn_maps
import pytest
from running import EXAMPLES, run

from journeymap.render.scene import VIEWS

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
MAPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
LARGE = {"grand": drawn_maps.grand, "single": drawn_maps.single}
LARGE |= {f"wordy-{language}": (lambda language=language: drawn_maps.wordy(language)) for language in drawn_maps.LONG}
BY_CHANCE = 200
BEHIND = ("frontstage", "backstage", "support", "physical_evidence")


def problems(tab, folder, source, *options):
    """What is wrong with the picture of a map."""
    picture = folder / "picture.svg"
    outcome = run("render", source, "-o", picture, *options)
    assert outcome.code == 0, outcome.err
    return tab.open(picture).evaluate(MEASURE)


def has_blueprint(source):
    """Whether a map says what others do, so that it can be drawn as a blueprint."""
    return any(f"{lane}:" in source.read_text(encoding="utf-8") for lane in BEHIND)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", MAPS)
def test_every_example(tab, tmp_path, name, view):
    source = EXAMPLES / f"{name}.yaml"
    if view == "blueprint" and not has_blueprint(source):
        assert "nothing to draw as a blueprint" in run("render", source, "--view", view).err
        return

    assert problems(tab, tmp_path, source, "--view", view) == []


@pytest.mark.parametrize("language", ["sv", "fa", "zh"])
@pytest.mark.parametrize("view", ["map", "flow", "backlog", "personas"])
def test_labels_of_another_language(tab, tmp_path, view, language):
    assert problems(tab, tmp_path, EXAMPLES / "online-return.yaml", "--view", view, "--language", language) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", LARGE)
def test_the_largest_the_smallest_and_the_wordiest(tab, tmp_path, name, view):
    source = tmp_path / "map.yaml"
    text = LARGE[name]()
    if view == "blueprint":
        text = drawn_maps.staffed(text, drawn_maps.LONG.get(name.removeprefix("wordy-"), "Helps"))
    source.write_text(text, encoding="utf-8")

    assert problems(tab, tmp_path, source, "--view", view) == []


@pytest.mark.parametrize("view", ["map", "flow", "backlog", "personas"])
@pytest.mark.parametrize("seed", range(10))
def test_maps_by_chance(tab, tmp_path, seed, view):
    source = tmp_path / "map.yaml"
    source.write_text(drawn_maps.by_chance(seed), encoding="utf-8")

    assert problems(tab, tmp_path, source, "--view", view) == []


@pytest.mark.proof
@pytest.mark.parametrize("view", ["map", "flow"])
def test_many_maps_by_chance(tab, tmp_path, proof_share, view):
    source = tmp_path / "map.yaml"
    found = {}
    for seed in range(max(10, int(BY_CHANCE * proof_share))):
        source.write_text(drawn_maps.by_chance(seed), encoding="utf-8")
        found[seed] = problems(tab, tmp_path, source, "--view", view)

    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


def test_the_measure_sees_what_is_wrong(tab, tmp_path):
    """Otherwise the tests above could not fail."""
    picture = tmp_path / "wrong.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300" height="200" font-family="sans-serif">'
        '<rect x="10" y="10" width="60" height="30" rx="8"/><rect x="40" y="30" width="60" height="30" rx="8"/>'
        '<text x="20" y="26" font-size="13">far too long for its box</text><text x="22" y="28" font-size="13">on it</text>'
        '<circle cx="200" cy="100" r="13"/><text x="205" y="104" font-size="13">a face on me</text>'
        '<text x="280" y="150" font-size="13">leaves</text></svg>',
        encoding="utf-8",
    )
    found = " ".join(tab.open(picture).evaluate(MEASURE))

    for words in ("leaves its box by", "leaves the page", " lies on ", "a face lies on", "two boxes overlap"):
        assert words in found
