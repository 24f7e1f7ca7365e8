"""Mermaid itself draws what we write for it: every example in both views, and the whole hostile corpus as plain words."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import drawn_maps
import hostile
import pytest
from running import EXAMPLES, run

VERSION = "11.17.2"
PAGE = '<!doctype html><meta charset="utf-8"><body><script src="mermaid.min.js"></script></body>'
DRAW = """async text => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "loose", maxTextSize: 1e6, maxEdges: 2000 });
  window.pwned = undefined;
  const kind = (await mermaid.parse(text)).diagramType;
  const { svg } = await mermaid.render("drawn", text);
  const page = new DOMParser().parseFromString(svg, "text/html");
  document.body.insertAdjacentHTML("beforeend", `<div id=shown>${svg}</div>`);
  const words = [...document.querySelectorAll("#shown .nodeLabel, #shown .edgeLabel p, #shown .task, #shown text")];
  const found = {
    kind,
    nodes: page.querySelectorAll(".node").length,
    clusters: page.querySelectorAll(".cluster").length,
    tags: [...new Set([...page.querySelectorAll("*")].map(one => one.localName))],
    odd: [...page.querySelectorAll("*")].flatMap(one => [...one.attributes]).map(one => one.name).filter(name => name.startsWith("on")),
    links: page.querySelectorAll("a[href], [href^=http], img, image").length,
    words: words.map(one => one.textContent.trim()),
  };
  document.getElementById("shown").remove();
  return found;
}"""


@pytest.fixture(scope="module")
def mermaid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with Mermaid, which npm brings; without it these tests skip."""
    folder = tmp_path_factory.mktemp("mermaid")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm, which brings Mermaid")
    pack = [npm, "pack", f"mermaid@{VERSION}"]
    try:
        got = subprocess.run(pack, cwd=folder, capture_output=True, text=True, check=False, timeout=90)
    except subprocess.TimeoutExpired:
        pytest.skip("npm does not answer, and brings Mermaid")
    if got.returncode:
        pytest.skip(f"npm brings no Mermaid {VERSION}: {got.stderr.strip().splitlines()[-1:]}")
    with tarfile.open(folder / f"mermaid-{VERSION}.tgz") as packed:
        script = packed.extractfile("package/dist/mermaid.min.js")
        assert script is not None
        (folder / "mermaid.min.js").write_bytes(script.read())
    page = folder / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    return page


def drawn(tab, mermaid, source, view):
    """What Mermaid makes of a map."""
    outcome = run("render", source, "--to", "mermaid", "--view", view)
    assert outcome.code == 0, outcome.err
    if not tab.page.url.endswith("page.html"):
        tab.open(mermaid)
    return tab.page.evaluate(DRAW, outcome.out), outcome.out


@pytest.mark.proof
def test_mermaid_draws_every_example(tab, mermaid):
    for source in sorted(EXAMPLES.glob("*.yaml")):
        chart, text = drawn(tab, mermaid, source, "flow")
        assert chart["kind"] == "flowchart-v2"
        assert chart["clusters"] == text.count("subgraph ")
        assert chart["nodes"] == text.count('["') - chart["clusters"]
        journey, text = drawn(tab, mermaid, source, "map")
        assert journey["kind"] == "journey"


@pytest.mark.proof
def test_mermaid_draws_the_largest_and_the_wordiest(tab, mermaid, tmp_path):
    source = tmp_path / "map.yaml"
    for text in (drawn_maps.grand(), drawn_maps.single(), *map(drawn_maps.wordy, drawn_maps.LONG)):
        source.write_text(text, encoding="utf-8")
        for view in ("flow", "map"):
            assert drawn(tab, mermaid, source, view)[0]["words"]


@pytest.mark.proof
def test_mermaid_shows_hostile_texts_as_words(tab, mermaid, tmp_path, proof_share):
    """Each text alone in its own map, so that one that is not drawn is named; even where a page trusts its diagrams."""
    source = tmp_path / "map.yaml"
    source.write_text(_alone("harmless"), encoding="utf-8")
    harmless = {view: drawn(tab, mermaid, source, view)[0] for view in ("flow", "map")}
    for text in hostile.ALL[:: max(1, round(0.5 / proof_share))]:
        source.write_text(_alone(text), encoding="utf-8")
        if run("validate", source).code:
            continue
        for view, calm in harmless.items():
            found = drawn(tab, mermaid, source, view)[0]
            assert [found[key] for key in ("kind", "nodes", "clusters")] == [
                calm[key] for key in ("kind", "nodes", "clusters")
            ], text
            assert set(found["tags"]) <= {*calm["tags"], "tspan"}, text
            assert (found["odd"], found["links"]) == ([], 0), text
            assert _seen(text) in _seen(" ".join(found["words"])), text


def _seen(text: str) -> str:
    """What is left of a text where blanks do not count and nothing turns or rings."""
    return re.sub("[\\s\ufeff\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", "", text)


def _alone(text: str) -> str:
    said = hostile.quoted(text)
    return (
        f"journeymap: 1\ntitle: {said}\npersonas: [{said}]\nstages:\n  - name: {said}\n    actions:\n"
        f"      - {{id: a, text: {said}, emotion: 1, next: [{{to: b, when: {said}, share: 0.4}}, {{when: {said}, share: 0.2}}]}}\n"
        f"      - {{id: c, text: {said}, next: {{to: a, when: {said}}}}}\n"
        f"      - {{id: b, text: {said}, emotion: -2}}\n"
    )
