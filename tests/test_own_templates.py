"""Templates of one's own: they take the place of ours, stay in the sandbox, and end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT, run

from journeymap import assets, config
from journeymap.render import own_templates

MAP = EXAMPLES / "agency-sale.yaml"
FOOT = "html/foot.html.j2"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drawn(folder: Path, template: str, name: str = FOOT, to: str = "html"):
    (folder / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "mine" / name).write_text(template, encoding="utf-8")
    return run("render", MAP, "--to", to, "--templates", "mine")


def refused(folder: Path, template: str) -> str:
    made = drawn(folder, template)
    assert made.code == 2, made.out[-300:]
    assert made.out == ""
    assert "Traceback" not in made.err
    return made.err


def test_the_example_of_the_documentation_works(folder: Path) -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    files = re.findall(r"`([\w/.]+\.j2)`:\n\n```jinja\n(.*?)```", page, re.DOTALL)
    assert files
    for name, text in files:
        (folder / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "mine" / name).write_text(text, encoding="utf-8")
    html = run("render", MAP, "--to", "html", "--templates", "mine")
    assert (html.code, html.err) == (0, "")
    usual = run("render", MAP, "--to", "html").out
    assert html.out != usual
    for line in re.findall(r"^    (<.*>)$", page.partition("prints")[2], re.MULTILINE):
        assert line in html.out
        assert line not in usual
    for name in (
        path.relative_to(assets.templates()).as_posix()
        for sink in ("html", "markdown")
        for path in (assets.templates() / sink).iterdir()
    ):
        assert f"`{name}`" in page


def test_other_templates_stay_ours(folder: Path) -> None:
    usual, made = run("render", MAP, "--to", "html").out, drawn(folder, "<p>The end.</p>").out
    assert "<p>The end.</p>" in made
    assert usual.partition("<main")[2].partition("</main>")[0] in made
    assert drawn(folder, '{% include "ours/html/foot.html.j2" %}<p>The end.</p>').out.replace("<p>The end.</p>", "") == usual


def test_markdown_has_templates_too(folder: Path) -> None:
    made = drawn(folder, "{{ items|length }} of *{{ '*x*' }}*", "markdown/metrics.md.j2", "markdown")
    assert made.code == 0
    assert re.search(r"\d of \*\\\*x\\\*\*", made.out)


def test_texts_of_the_map_stay_escaped(folder: Path) -> None:
    (folder / "map.yaml").write_text(
        "journeymap: 1\ntitle: <script>alert(1)</script>\npersonas: [A]\nstages:\n  - name: S\n    actions: [b]\n",
        encoding="utf-8",
    )
    (folder / "mine" / "html").mkdir(parents=True)
    (folder / "mine" / FOOT).write_text("<p>{{ board.title }}{{ '<i>' }}{{ '{x}'|fill(x='<b>') }}</p>", encoding="utf-8")
    made = run("render", "map.yaml", "--to", "html", "--templates", "mine")
    assert made.code == 0, made.err
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;i&gt;&lt;b&gt;</p>" in made.out
    assert "<script" not in made.out


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("{% if %}", 1, "Expected an expression"),
        ("\n\n{{ board.titel }}", 3, 'a Board has no "titel"'),
        ("\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("{% include 'html/nowhere.j2' %}", 1, 'there is no template "html/nowhere.j2"'),
        ("{% include '../../secret' %}", 1, 'there is no template "../../secret"'),
        ("{{ board.title|safe }}", 1, "No filter named 'safe'"),
        ("{% autoescape false %}x{% endautoescape %}", 1, "escaping cannot be switched"),
        ("{{ board.__class__ }}", 1, "unsafe"),
        ("{{ say.__self__ }}", 1, "unsafe"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ board.rows.append(1) }}", 1, "append"),
        ("{{ '{0.__class__}'.format(1) }}", 1, "unsafe"),
        ("{{ 'x' * 1000000000 }}", 1, "numbers of a reasonable size"),
        ("{{ 10 ** 10 ** 10 }}", 1, "numbers of a reasonable size"),
        ("{{ '%1000000000d' % 1 }}", 1, "numbers of a reasonable size"),
        ("{{ [1]|batch(1000000000) }}", 1, "a row of `batch`"),
        ("{{ board.columns[0].closer }}", 1, "printed a value that is not there"),
        ("{{ 1 // 0 }}", 1, "zero"),
        ("{{ board.summary.encode() }}", 1, "encode"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_place(folder: Path, template: str, line: int, reason: str) -> None:
    said = refused(folder, template)
    assert reason in said
    assert f"foot.html.j2, line {line}: " in said
    assert "docs/templates.md" in said


ENDLESS = {
    "loops": "{% for a in 'x' * 1 %}{% endfor %}" * 0
    + "{% set n = 'aaaaaaaaaa' %}"
    + "{% for i in n %}" * 8
    + "{% endfor %}" * 8,
    "macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
    "itself": "{% include 'html/foot.html.j2' %}",
    "twice": "{% set n = (n|default(0)) + 1 %}{% if n < 40 %}{% include 'html/foot.html.j2' %}{% include 'html/foot.html.j2' %}{% endif %}",
    "doubling": "{% set x %}aaaaaaaaaaaaaaaa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60,
    "joining": "{% set x = 'aaaaaaaaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 60,
    "static": "{% set n = 'aaaaaaaaaa' %}" + "{% for i in n %}" * 5 + "x" * 5000 + "{% endfor %}" * 5,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_template_ends(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "MOST_ROUNDS", 20_000)
    monkeypatch.setattr(own_templates, "MOST_SIGNS", 2_000_000)
    assert re.search(
        "goes on and on|million characters|without end|at most 1,048,576 characters|numbers of a reasonable size",
        refused(folder, ENDLESS[name]),
    )


def test_our_own_templates_need_a_small_part_of_the_bounds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "MOST_ROUNDS", own_templates.MOST_ROUNDS // 50)
    monkeypatch.setattr(own_templates, "MOST_SIGNS", own_templates.MOST_SIGNS // 20)
    assert drawn(folder, "").code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--to", "svg", "--templates", "mine"), "--templates is about html and markdown, and this draws svg"),
        (("--emit", "board", "--templates", "mine"), "this draws JSON"),
        (("--to", "html", "--templates", "nowhere"), "--templates names no folder: nowhere"),
        (("--to", "html", "--templates", "empty"), "takes the place of a template"),
        (("--to", "markdown", "--templates", "mine"), "markdown/ takes the place of a template"),
    ],
)
def test_a_folder_that_changes_nothing_is_refused(folder: Path, arguments: tuple[str, ...], reason: str) -> None:
    (folder / "empty").mkdir()
    (folder / "mine" / "html").mkdir(parents=True)
    (folder / "mine" / FOOT).write_text("x", encoding="utf-8")
    made = run("render", MAP, *arguments)
    assert made.code == 2
    assert reason in made.err


def test_no_configuration_and_no_variable_names_templates(folder: Path) -> None:
    (folder / "mine" / "html").mkdir(parents=True)
    (folder / "mine" / FOOT).write_text("<p>mine</p>", encoding="utf-8")
    (folder / "map.yaml").write_bytes(MAP.read_bytes())
    usual = run("render", "map.yaml", "--to", "html").out
    for key in ("templates", "template", "render.templates"):
        (folder / "journeymap.toml").write_text(f'{key} = "mine"\n', encoding="utf-8")
        made = run("render", "map.yaml", "--to", "html", env={"JOURNEYMAP_TEMPLATES": "mine"})
        assert "unknown key" in made.err
        assert made.out == usual
    assert not any("template" in key.name for key in config.KEYS)
