"""The Markdown target: what it says, that it is the same table everywhere, and that a map's text never becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from boards import changed, rich_board, texts
from markdown_it import MarkdownIt

from journeymap.escape import MapText
from journeymap.render import templating
from journeymap.render.drawing import Drawing
from journeymap.render.targets.markdown import TARGET
from journeymap.render.templating import Ours, markdown

LANGUAGES = ("en", "fa", "sv", "zh")
HOSTILE = (
    "a | b || c",
    "one\n\n# two\n- three\r\n| four |\n---",
    "`code` ```\nfence",
    "![](https://evil.example/x.png) [x](javascript:alert(1)) [y][z]",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "</div> <br> <!-- <![CDATA[ &lt;b&gt; &#60;",
    "@team/owners #1 org/repo#2 !3 ~bug",
    "- [ ] task",
    "> quote",
    "1. one",
    "1) one",
    "    indented",
    "**bold** __bold__ *i* _i_ ~~gone~~ $x^2$",
    "https://evil.example www.evil.example me@evil.example",
    "<https://evil.example>",
    "backslash \\",
    "\\| \\` \\[x](y)",
    "===",
    "[x]: https://evil.example",
    "[^1] :smile: {#id} {{ 7 * 7 }} {% raw %}",
    "\u202eright to left\u202c \x00 \x1b[31m",
)


def render(board):
    """The document without the chart, which is Mermaid and no Markdown."""
    return re.sub("```mermaid\n.*?\n```\n", "", TARGET.render(board, Drawing()), flags=re.DOTALL)


def parse(text):
    """Every token of the document, those within a line too."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [one for token in tokens for one in (token, *(token.children or ()))]


def shown(text):
    """What a reader sees, without what Markdown is made of."""
    return "\n".join(
        token.content for token in parse(text) if token.type in {"text", "code_inline", "code_block", "fence", "text_special"}
    )


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["en", "fa"])
def test_text_of_a_map_is_never_markup(payload, language):
    board = changed(rich_board(language), lambda text: payload)
    found = parse(render(board))
    plain = parse(render(rich_board(language)))
    assert {token.type for token in found} <= {token.type for token in plain}
    assert not [token for token in found if token.type in {"image", "code_inline", "code_block", "fence", "s_open", "hr"}]
    links = {token.attrs["href"] for token in found if token.type == "link_open"}
    assert links == {"https://example.org/returns?a=1&b=2"}
    html = {token.content.strip() for token in found if token.type.startswith("html")}
    assert html <= {"<br>", '<div dir="rtl">', "</div>"}


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_changes_no_structure(payload):
    """Each text by itself with the payload around it, so that no text's own place lets it out."""
    board = rich_board()
    found = render(changed(board, lambda text: f"{payload} {text} {payload}"))
    assert [(token.type, token.level) for token in parse(found) if token.block] == [
        (token.type, token.level) for token in parse(render(board)) if token.block
    ]


def test_nobody_is_called_and_nothing_is_linked():
    text = render(changed(rich_board(), lambda text: "@team #1 https://evil.example"))
    assert not re.search(r"@\w|#\d|\w://", re.sub(r"\(<https://example[^)]*\)", "", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there(language):
    board = rich_board(language)
    page = " ".join(shown(render(board)).replace("\u200b", "").split())
    missing = [text for text in texts(replace(board, curves=())) if " ".join(text.split()) not in page]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_have_as_many_cells_as_heads(language):
    tokens = parse(render(rich_board(language)))
    heads = 0
    for token in tokens:
        if token.type == "thead_open":
            heads = 0
        heads += token.type == "th_open"
    assert heads
    for table in re.findall(r"(?:^\|.*\|\n)+", render(rich_board(language)), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table


@pytest.mark.parametrize(("stages", "parts"), [(6, [6]), (7, [3, 4]), (12, [6, 6]), (13, [4, 4, 5])])
def test_many_stages_are_several_overviews(stages, parts):
    board = rich_board()
    columns = tuple(replace(board.columns[0], anchor=f"stage-{index}", number=str(index + 1)) for index in range(stages))
    rows = tuple(replace(row, cells=(row.cells * stages)[:stages]) for row in board.rows)
    text = render(replace(board, columns=columns, rows=rows))
    overview = text[text.index("## Overview") : text.index("## Personas")]
    assert [line.count("|") - 2 for line in overview.splitlines() if line.startswith("|---")] == parts


def test_a_map_without_anything_but_stages():
    board = rich_board()
    empty = replace(
        board, scenario=None, objective=None, starts=None, ends=None, owner=None, reviewed=None, personas=(), figures=(), rows=(),
        curves=(), flow=replace(board.flow, nodes=(), edges=()), evidence=(),
    )  # fmt: skip
    text = render(empty)
    assert "## Overview" not in text
    assert "### 2 · Register the return" in text


def test_the_backlog_has_task_boxes():
    text = render(rich_board())
    assert "- [x] **S2** Solution S2 · ✅ Shipped" in text
    assert "- [ ] **S1** Solution S1 · 🚧 In progress\n  <br>solves P1 · Warehouse team · **Due**: " in text
    backlog = text[text.index("## Backlog") :]
    assert re.findall(r"^- \[.\] \*\*(S\d)", backlog, re.MULTILINE) == ["S1", "S2", "S3", "S4", "S5"]
    assert f"### {rich_board().labels['unsolved']}\n\n- **P3** Pain number 3\n" in text


def test_loops_and_leaving_are_told():
    board = rich_board()
    text, words = render(board), board.labels
    back = words["way-back"].format(start="Logs in", end="Logs in")
    assert f"- {words['aside'].format(text=back, note='forgot the password · 22%')}\n" in text
    leaves = words["way-leaves"].format(start="Tries to print the label")
    assert f"- {words['aside'].format(text=leaves, note='no printer · 15%')}\n" in text
    assert f"- {words['way-ends'].format(start='Finds the tear')}\n" in text
    assert words["way"].format(start="Opens the parcel", end="Finds the tear") not in text, (
        "the way straight on goes without saying"
    )


def test_right_to_left_is_wrapped():
    text = render(rich_board("fa"))
    assert text.startswith('<div dir="rtl">\n\n# ')
    assert text.endswith("\n\n</div>\n")
    assert "<div" not in render(rich_board("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_bytes_twice(language):
    assert render(rich_board(language)) == render(rich_board(language))


def test_marks_stand_with_their_actions():
    text = render(rich_board())
    assert "1. Tries to print the label · Sarah · 07:00 · 20\u00a0min\n    - 💎 **Moment of truth**: A label that" in text
    assert "    - ⏳ **waits 9\u00a0min**: The printer warms up\n" in text


def test_a_forgotten_escaper_is_impossible():
    assert markdown("*x*") == "\\*x\\*"
    assert markdown(Ours("*x*")) == "*x*"
    assert markdown(rich_board().title) == "Returning a torn sweater"
    with pytest.raises(TypeError):
        markdown(None)
    environment = templating._environment("markdown")
    board = rich_board()
    assert environment.from_string("{{ text }}|{{ ours }}").render(text="a|b", ours=Ours("a|b")) == "a\\|b|a|b"
    for template in (
        "{{ board.title|string }}",
        "{{ board.title ~ 'x' }}",
        "{{ board.title._raw }}",
        "{{ missing }}",
        "{{ board.flow.__class__ }}",
    ):
        with pytest.raises(Exception, match=r"escaper|undefined|unsafe|No filter"):
            environment.from_string(template).render(board=board)
    assert dict(environment.globals) == {}


@pytest.mark.parametrize("view", ["map", "flow"])
@pytest.mark.parametrize("payload", ["```\n# out", "~~~", "</div>", *HOSTILE])
def test_the_chart_stays_in_its_fence(payload, view):
    text = TARGET.render(changed(rich_board(), lambda text: payload), Drawing(view=view))
    assert [(token.info, token.content.split()[0]) for token in parse(text) if token.type == "fence"] == [
        ("mermaid", "flowchart")
    ]


def test_a_picture_of_the_same_run_stands_first():
    text = TARGET.render(rich_board(), Drawing(picture="a%20b.svg"))
    assert [token.attrs["src"] for token in parse(text) if token.type == "image"] == ["a%20b.svg"]
    assert text.index("![Returning a torn sweater](a%20b.svg)") < text.index(rich_board().labels["overview"])
    assert "![" not in render(rich_board())


def test_other_maps_are_linked_where_they_are_drawn():
    board = replace(rich_board(), based_on=MapText("today (1).yaml"))
    assert "- **Based on**: today \\(1\\).yaml\n" in render(board)
    linked = TARGET.render(board, Drawing(links={"today (1).yaml": "today%20%281%29.md"}))
    assert "- **Based on**: [today \\(1\\).yaml](<today%20%281%29.md>)\n" in linked
