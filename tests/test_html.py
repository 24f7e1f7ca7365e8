"""The HTML target: one safe file, a real table, nothing lost; looks are judged in a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from boards import changed, rich_board, texts

from journeymap.escape import MapText
from journeymap.render import icons, templating
from journeymap.render.board.types import CurveLine, CurvePoint
from journeymap.render.drawing import Drawing
from journeymap.render.moves import forks
from journeymap.render.plot import BEST, NEUTRAL, WORST, plot
from journeymap.render.targets.html import TARGET, WHOLE

LANGUAGES = ("en", "fa", "sv", "zh")
VOID = frozenset({"br", "col", "img", "input", "link", "meta", "path", "stop", "use"})
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "</style></title></table><svg/onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "javascript:alert(1)",
    "}body{background:url(https://evil.example)}",
    "&lt;b&gt; &#60; &amp;",
    "<!-- --> <![CDATA[ ]]> <?php ?>",
    "\u202eright to left\u202c \x00\x07 \ufffe",
    "https://evil.example/",
)


class Page(HTMLParser):
    """A strict reader: every element is closed where it was opened."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.words, self.style = [], [], [], ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice"
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def all(self, tag):
        return [attributes for name, attributes, _ in self.elements if name == tag]

    @property
    def shape(self):
        return [(name, tuple(attributes), parents) for name, attributes, parents in self.elements]


def render(board, **drawing):
    return TARGET.render(board, Drawing(**{"view": WHOLE, **drawing}))


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request):
    return Page(render(rich_board(request.param)))


def test_ids_are_unique_and_every_link_within_the_page_arrives(page):
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    targets = {attributes["href"] for name in ("a", "use") for attributes in page.all(name)}
    targets |= {
        f"#{one}"
        for _, attributes, _ in page.elements
        for name in ("for", "aria-labelledby")
        for one in attributes.get(name, "").split()
    }
    targets |= set(re.findall(r"url\((#[^)]*)\)", page.style))
    assert {target.removeprefix("#") for target in targets if target.startswith("#")} <= set(ids)


def test_every_item_has_its_anchor(page):
    board = rich_board()
    ids = {attributes.get("id") for _, attributes, _ in page.elements}
    items = [item for row in board.rows for cell in row.cells for item in cell]
    assert {one.anchor for one in (*items, *board.columns, *board.personas, *board.evidence)} <= ids


def test_nothing_runs_and_nothing_is_fetched(page):
    names = {name for name, _, _ in page.elements}
    assert not names & {"script", "iframe", "object", "embed", "base", "img", "form", "link", "audio", "video", "foreignobject"}
    for name, attributes, _ in page.elements:
        assert not [key for key in attributes if key.startswith("on")]
        assert not {"src", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href"} & set(attributes), name
    links = [attributes for attributes in page.all("a") if not attributes["href"].startswith("#")]
    assert {one["href"] for one in links} == {"https://example.org/returns?a=1&b=2"}
    assert all(one["rel"] == "noopener noreferrer" for one in links)
    assert not re.findall(r"url\((?!data:font/woff2;base64,|#)", page.style)
    assert "@import" not in page.style
    assert [one["content"] for one in page.all("meta") if "http-equiv" in one] == [POLICY]


def test_it_is_a_real_table(page):
    board = rich_board()
    assert len(page.all("table")) == len(page.all("caption")) == 1
    heads = page.all("th")
    assert {head.get("scope") for head in heads} == {"col", "row"}
    assert sum(head["scope"] == "col" for head in heads) == len(board.columns)
    cells, rows = 0, []
    for name, _, parents in page.elements:
        if name == "tr":
            rows.append(0)
        if name in {"td", "th"}:
            assert parents[-1] == "tr"
            rows[-1] += 1
            cells += 1
    assert set(rows) == {len(board.columns) + 1}


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fa", "rtl"), ("ar", "rtl"), ("zh-Hant", "ltr")])
def test_language_and_direction_are_the_maps(language, direction):
    page = Page(render(rich_board(language)))
    assert page.all("html") == [{"lang": language, "dir": direction}]
    assert not re.search(r"[{;](?:margin|padding|border|inset)-(?:left|right)|[{;](?:left|right):", page.style), (
        "only logical properties mirror"
    )


def test_labels_of_another_language_are_marked():
    page = Page(render(rich_board("fa", labels="en")))
    assert {"lang": "en", "dir": "auto"} in page.all("span")
    assert not [one for one in Page(render(rich_board("en"))).all("span") if "lang" in one]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_map_is_lost(language):
    board = rich_board(language)
    page = Page(render(board))
    words = " ".join(" ".join(page.words).split())
    assert [text for text in texts(replace(board, curves=())) if " ".join(text.split()) not in words] == []


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(payload):
    """Where a text could leave its place, elements or attributes would differ from those of a harmless page."""
    harmless = Page(render(changed(rich_board(), lambda text: "x" * len(payload))))
    page = Page(render(changed(rich_board(), lambda text: payload)))
    kinds = {(name, tuple(sorted(attributes))) for name, attributes, _ in page.elements}
    assert kinds <= {(name, tuple(sorted(attributes))) for name, attributes, _ in harmless.elements}
    assert page.style.replace(payload, "") == page.style
    for name, attributes, _ in page.elements:
        for key in ("class", "id", "style", "for", "href", "data-p", "data-c"):
            assert payload not in (attributes.get(key) or ""), name
    seen = re.sub("[\u202a-\u202e\x00-\x08\ufffe]", "", payload)
    assert len([word for word in page.words if seen in word]) > 100


def test_a_hostile_channel_names_no_class_and_no_rule():
    board = rich_board()
    row = next(row for row in board.rows if row.key == "touchpoints")
    cells = tuple(tuple(replace(item, channel_key='x"]{}*{', channel=MapText('x"]{}*{')) for item in cell) for cell in row.cells)
    rows = tuple(replace(one, cells=cells) if one is row else one for one in board.rows)
    assert "x&#34;]" not in render(replace(board, rows=rows)).split("</style>")[0].replace("&quot;", "&#34;")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_bytes_twice(language):
    assert render(rich_board(language)) == render(rich_board(language))


@pytest.mark.parametrize(("language", "fonts"), [("en", ["Inter"]), ("sv", ["Inter"]), ("fa", ["Vazirmatn"]), ("zh", [])])
def test_only_the_fonts_that_are_needed_are_embedded(language, fonts):
    text = render(rich_board(language))
    assert sorted(set(re.findall(r"@font-face\{font-family:(\w+)", text))) == fonts
    assert text.count("@font-face") == 2 * len(fonts)


def test_a_persian_word_in_an_english_map_brings_its_font():
    text = render(replace(rich_board(), title=MapText("سفر")))
    assert sorted(set(re.findall(r"@font-face\{font-family:(\w+)", text))) == ["Inter", "Vazirmatn"]
    assert "font-family:Inter,Vazirmatn," in text


def test_there_is_nothing_to_filter_with_one_persona_and_one_channel():
    board = rich_board()
    rows = tuple(row for row in board.rows if row.key != "touchpoints")
    names = {one.get("name") for one in Page(render(replace(board, rows=rows, personas=board.personas[:1]))).all("input")}
    assert names == {"_stage", "_theme"}
    assert {one.get("name") for one in Page(render(board)).all("input")} == {"_stage", "_theme", "_channel", "_persona"}


def test_the_dark_theme_is_chosen_beforehand():
    def chosen(**drawing):
        return [
            one["id"]
            for one in Page(render(rich_board(), **drawing)).all("input")
            if "checked" in one and one["name"] == "_theme"
        ]

    assert chosen() == ["_auto"]
    assert chosen(theme="dark") == ["_dark"]


def test_a_number_is_a_link_only_where_its_card_is_shown():
    text = render(rich_board())
    assert '<a href="#solution-check">S1</a>, S9' in text


def test_a_map_without_anything_but_stages():
    board = rich_board()
    empty = replace(
        board, scenario=None, objective=None, starts=None, ends=None, owner=None, reviewed=None, personas=(), figures=(), rows=(),
        curves=(), flow=replace(board.flow, nodes=(), edges=()), evidence=(),
    )  # fmt: skip
    page = Page(render(empty))
    assert len(page.all("th")) == 3 + 2


def test_signs_have_words_beside_them():
    """What a drawing says is said again in words; the drawings themselves are silent."""
    page = Page(render(rich_board()))
    assert all(
        one.get("aria-hidden") == "true"
        for one, parents in ((a, p) for n, a, p in page.elements if n == "svg")
        if "div" not in parents
    )
    words = " ".join(page.words)
    labels = rich_board().labels
    for key in (
        "severity-critical",
        "pain-unaddressed",
        "solution-shipped",
        "target-missed",
        "moment-of-truth",
        "fail-point",
        "leaves",
    ):
        assert labels[key] in words


def test_the_template_can_print_nothing_unescaped():
    environment = templating._environment("html")
    board = rich_board()
    hostile = MapText("<b>")
    assert environment.from_string("{{ text }}").render(text=hostile) == "&lt;b&gt;"
    for template in (
        "{{ board.owner.missing }}",
        "{{ board.title._raw }}",
        "{{ nothing }}",
        "{{ text|safe }}",
        "{{ board.flow.__class__ }}",
    ):
        with pytest.raises(Exception, match=r"undefined|unsafe|No filter|not there|no attribute"):
            environment.from_string(template).render(board=board, text=hostile, nothing=None)
    assert dict(environment.globals) == {}


def test_every_icon_exists():
    names = {*icons.LANES.values(), *icons.SOLUTIONS.values(), *icons.PAINS.values(), *icons.TARGETS.values(), *icons._CHANNELS}
    assert names <= set(icons.drawings())


def _line(*points):
    def point(position, height, feeling):
        return CurvePoint(
            f"a-{position}", position, height, "0", "neutral", MapText(feeling), None, moment_of_truth=False, quote=None
        )

    return CurveLine((), tuple(point(*one) for one in points), ())


def test_the_curve_runs_through_its_points_and_never_beyond():
    drawn = plot(replace(rich_board(), curves=(_line((0.5, 1, "A"), (1.5, 0, "B"), (2.5, 0.5, "C")),)))
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d", drawn.strokes[0].path)]
    assert (numbers[:2], numbers[-2:]) == ([50, BEST], [250, NEUTRAL])
    assert all(BEST <= height <= WORST for height in numbers[1::2])
    assert [mark.y for column in drawn.marks for mark in column] == [BEST, WORST, NEUTRAL]


def test_a_word_that_would_cover_another_is_left_out():
    words = [(position / 20 + 0.5, 0.5, "a rather long feeling") for position in range(6)]
    sides = [mark.side for column in plot(replace(rich_board(), curves=(_line(*words),))).marks for mark in column]
    assert sides.count("none") == 4
    assert {"up", "down"} <= set(sides)


def test_words_at_the_ends_stay_within_the_row():
    drawn = plot(replace(rich_board(), curves=(_line((0.05, 1, "a long feeling"), (2.95, 0, "a long feeling")),)))
    assert [mark.edge for column in drawn.marks for mark in column] == ["start", "end"]


def test_only_what_is_not_simply_straight_on_is_told():
    chart = rich_board().flow
    assert [(fork.start.key, len(fork.moves), fork.ends) for fork in forks(chart)] == [
        ("n2", 1, True),
        ("n3", 2, False),
        ("n4", 2, False),
    ]
    straight = replace(chart, nodes=tuple(replace(node, ends=False) for node in chart.nodes), edges=chart.edges[:2])
    assert forks(straight) == ()
