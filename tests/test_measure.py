"""How wide texts are, against a browser; how they are broken, as laws in every script."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.render import measure
from journeymap.render.measure import clusters, longest_word, reserved, width, wrap

# Widths at 100 px that Chromium gives with the embedded fonts (Chinese: Noto Sans CJK SC), regular and semibold.
BROWSER = [
    ("en", "Finds a torn seam and photographs it", 1760.8, 1791.2),
    ("en", "“Do I have to pay for their mistake?”", 1694.8, 1735.5),
    ("en", "54% of 1,286 customers – 12 weeks", 1695.2, 1724.2),
    ("en", "Moment of truth", 762.6, 781.9),
    ("en", "No solution yet", 708.9, 725.4),
    ("sv", "Åsa väntar på installatören i tre veckor", 1809.2, 1851.6),
    ("sv", "Överlåtelseåtgärder", 933.5, 962.8),
    ("sv", "Når inte målvärdet", 867.3, 888.3),
    ("fa", "سلام", 198.6, 201.7),
    ("fa", "می‌خواهد", 375.6, 382.0),
    ("fa", "اسلام", 221.8, 226.9),
    ("fa", "لحظهٔ حقیقت", 538.9, 541.2),
    ("fa", "کالاهای ناموجود", 632.3, 643.7),
    ("fa", "گفت‌وگوی پشتیبانی", 759.7, 767.5),
    ("fa", "ساختمان‌های نوساز", 764.4, 776.0),
    ("fa", "خرید آنلاین برای شام مهمانی", 1112.2, 1127.0),
    ("fa", "۲۳ قلم را باید تک‌تک جست‌وجو کرد", 1383.8, 1398.3),
    ("fa", "هزینهٔ ارسال پیش از پر کردن سبد معلوم نیست", 1822.4, 1840.1),
    ("zh", "陪母亲去大医院看心内科", 1100.0, 1100.0),
    ("zh", "专家号两分钟抢空……", 1000.0, 1000.0),
    ("zh", "“抢号我来，排队我来。”", 1150.0, 1150.0),
]
# Most that the table may be under and over, in percent: docs claim 0.5 and 1.9, and 5 for one line of Chinese.
TOLERANCE = {"en": (0.5, 1.9), "sv": (0.5, 1.9), "fa": (0.5, 1.9), "zh": (5, 5)}


@pytest.mark.parametrize(("language", "text", "regular", "semibold"), BROWSER, ids=[row[1][:20] for row in BROWSER])
def test_widths_are_those_of_a_browser(language: str, text: str, regular: float, semibold: float) -> None:
    under, over = TOLERANCE[language]

    assert -under <= (width(text, 100) / regular - 1) * 100 <= over
    assert -under <= (width(text, 100, 600) / semibold - 1) * 100 <= over


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("", 0),
        ("你好", 2),
        ("“你好”…", 5),
        ("한국어", 3),
        ("カタカナ、", 5),
        ("👍", 1.25),
        ("👍🏽", 1.25),
        ("👨‍👩‍👧", 1.25),
        ("🇸🇪🇮🇷", 2.5),
        ("e\u0301", 0.583),
        ("\u200c\u200b\u00ad\u0301", 0),
        ("\x00\x07\ud800", 0),
        ("Ⅷ", 0.69 + 3 * 0.269),
    ],
)
def test_signs_that_are_not_in_the_table_have_a_width(text: str, em: float) -> None:
    assert width(text, 1) == pytest.approx(em, abs=0.001)


def test_letters_take_the_form_that_their_neighbours_give_them() -> None:
    apart = sum(width(letter, 100) for letter in "کتاب")

    assert width("کتاب", 100) < apart
    assert width("ک\u200cت", 100) == width("ک", 100) + width("ت", 100), "a non-joiner keeps letters apart"
    assert width("کِتاب", 100) == width("کتاب", 100), "a mark has no width and does not keep letters apart"
    assert width("لا", 100) < width("ل", 100) + width("ا", 100), "lam and alef are one drawing"


def test_the_reserve_covers_other_fonts() -> None:
    assert reserved("Goals", 13) == pytest.approx(width("Goals", 13) * 1.07)
    assert reserved("Goals", 13, 600) == pytest.approx(width("Goals", 13, 600) * 1.13)
    assert reserved("سلام", 13) == pytest.approx(width("سلام", 13) * 1.07 * 1.02)


@pytest.mark.parametrize(
    ("text", "box", "lines"),
    [
        ("", 100, []),
        (" \t\n ", 100, []),
        ("one\ntwo", 1000, ["one", "two"]),
        ("one\r\n\r\ntwo\u2028three", 1000, ["one", "two", "three"]),
        ("a  wide \t gap", 1000, ["a wide gap"]),
        ("with e-ID and 24/7", 60, ["with e-ID", "and 24/7"]),
        ("a Remote-working parent", 90, ["a Remote-", "working", "parent"]),
        ("Överlåtelseåtgärdsförfrågningar", 120, ["Överlåtelseåtgär-", "dsförfrågningar"]),
        ("Över\u00adlåtelse\u00adåtgärds\u00adförfrågningar", 120, ["Överlåtelse-", "åtgärds-", "förfrågningar"]),
        ("in 12\u00a0weeks later", 70, ["in", "12\u00a0weeks", "later"]),
        ("抢号我来，排队我来。", 70, ["抢号我来，", "排队我来。"]),
        ("他说“你好”（真的）。", 70, ["他说“你", "好”（真", "的）。"]),
        ("می‌خواهد خانه‌ها", 60, ["می‌خواهد", "خانه‌ها"]),
        ("https://example.org/a/very/long/path", 110, ["https://example.", "org/a/very/long/", "path"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, box: float, lines: list[str]) -> None:
    assert wrap(text, box, 13) == lines


def test_balanced_lines_are_as_few_but_even() -> None:
    text = "Know at once whether I get my money back"
    plain, even = wrap(text, 250, 14, 600), wrap(text, 250, 14, 600, balanced=True)

    assert len(plain) == len(even) == 2
    assert max(width(line, 14, 600) for line in even) < max(width(line, 14, 600) for line in plain)


def test_the_longest_word_is_not_broken_in_its_own_width() -> None:
    text = "Vem ansvarar för överlåtelseåtgärdsförfrågningarna?"

    assert not any(line.endswith("-") for line in wrap(text, longest_word(text, 14, 600), 14, 600))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("e\u0301a", ["e\u0301", "a"]),
        ("👨‍👩‍👧👍🏽🇸🇪🇮🇷", ["👨‍👩‍👧", "👍🏽", "🇸🇪", "🇮🇷"]),
        ("می‌خ", ["م", "ی‌", "خ"]),
        ("क्षि", ["क्षि"]),
        ("한글", ["한", "글"]),
        ("\u1112\u1161\u11ab", ["\u1112\u1161\u11ab"]),
    ],
)
def test_what_a_reader_takes_for_one_sign_is_one(text: str, parts: list[str]) -> None:
    assert clusters(text) == parts


# Signs that lines are made of: of one script, or of all.
LATIN = st.sampled_from([*"abcdefgåäöéABCDEÅÄÖ0123456789.,;:!?-–—/()\"'“”%&", "\u0301", "\u00ad", "\u00a0"])
PERSIAN = st.sampled_from([*"ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی۰۱۲۳۴۵،؛؟«»", "\u200c", "\u064b", "\u0654"])
CHINESE = st.sampled_from(list("的一是在不了有和人这中大为上个国我以要他时来用们，。：；？！（）《》“”、……·A1%"))
OTHER = st.sampled_from([*"한국어カタカナふりがなकिताबไทยภาษาрусскийελ", "👍🏽", "👨‍👩‍👧", "🇸🇪", "\u200b", "\u3000"])
SPACE = st.just(" ")
TEXTS = {
    "latin": st.text(LATIN | SPACE, max_size=90),
    "persian": st.text(PERSIAN | SPACE, max_size=90),
    "chinese": st.text(CHINESE | SPACE, max_size=90),
    "mixed": st.lists(LATIN | PERSIAN | CHINESE | OTHER | SPACE, max_size=60).map("".join),
    "anything": st.text(max_size=60),
}
BLANK = re.compile(r"[\s\u00ad-]+")


def signs(text: str) -> str:
    """What may not get lost: everything but white space and hyphens, which are counted."""
    return BLANK.sub("", text)


@pytest.mark.parametrize("script", TEXTS)
@given(data=st.data())
def test_laws_of_breaking(script: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS[script])
    box = data.draw(st.floats(8, 400))
    weight = data.draw(st.sampled_from([400, 600]))
    balanced = data.draw(st.booleans())
    lines = wrap(text, box, 13, weight, balanced=balanced)

    joined = "".join(lines)
    assert signs(joined) == signs(text), "no sign is lost, none moves"
    assert 0 <= joined.count("-") - text.count("-") < max(1, len(lines)), "a hyphen is added at the end of a line only"
    for line in lines:
        assert line == line.strip(" ")
        assert line
        assert reserved(line, 13, weight) <= box + 1e-6 or len(clusters(line)) == 1
    assert _torn(lines, text) == [], "no sign is torn from its marks"


def _torn(lines: list[str], text: str) -> list[str]:
    """The lines that begin within what is one sign; a mark behind a blank was alone before."""
    ends = [0, *accumulate(map(len, clusters(text)))]
    found, place = [], 0
    for line in lines:
        start = text.index(line[0], place)
        if start not in ends and not BLANK.fullmatch(text[start - 1]):
            found.append(line)
        for sign in line:
            if sign not in "- ":  # which may be ours
                place = text.index(sign, place) + 1
    return found


@given(text=TEXTS["mixed"])
def test_a_wide_box_takes_a_line_a_paragraph(text: str) -> None:
    assert len(wrap(text, 100_000, 13)) <= 1


@given(text=TEXTS["mixed"], box=st.floats(20, 300))
def test_balancing_never_adds_a_line(text: str, box: float) -> None:
    assert len(wrap(text, box, 13, balanced=True)) == len(wrap(text, box, 13))


@given(text=TEXTS["anything"])
def test_a_width_is_never_negative_and_adds_up_over_spaces(text: str) -> None:
    words = [word for word in text.split(" ") if not measure.has_cjk(text)]

    assert width(text, 13) >= 0
    if words:
        assert width(" ".join(words), 13) == pytest.approx(
            sum(width(word, 13) for word in words) + width(" ", 13) * (len(words) - 1), abs=0.01
        )


def test_a_very_long_word_takes_no_time() -> None:
    assert len(wrap("x" * 20_000, 200, 13)) > 500


def test_a_foreign_word_in_japanese_stays_whole_where_it_fits() -> None:
    assert wrap("タッチポイントを確認する", 100, 13) == ["タッチポイント", "を確認する"]
    assert longest_word("タッチポイント", 14, 600) > 100
    assert "".join(wrap("タッチポイント", 40, 13)) == "タッチポイント"


def test_facts_side_by_side_stay_whole_where_that_costs_no_line() -> None:
    facts = "Web team\u00a0· 31 October 2026\u00a0· low effort\u00a0· high impact"
    lines = measure.wrap(facts, 200, 12)

    assert lines == ["Web team\u00a0· 31 October 2026\u00a0·", "low effort\u00a0· high impact"]
    assert len(measure.wrap(facts, 60, 12)) > len(lines)
