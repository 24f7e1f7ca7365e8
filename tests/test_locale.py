"""Labels, numbers, dates, durations and plurals of every locale, and the law that a number survives being written."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import ROOT

from journeymap import assets
from journeymap import locale as module
from journeymap.locale import FALLBACK, available, direction, locale_for, plural_category
from journeymap.model.journey_map import LANES
from journeymap.model.values import number as read_number

NBSP = "\u00a0"
LRM = "\u200e"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@cache
def raw(language):
    return tomllib.loads(assets.text(f"locales/{language}.toml")) | tomllib.loads(assets.text(f"cldr/{language}.toml"))


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


OTHERS = [name for name in available() if name != FALLBACK]


def test_the_folder_is_the_list():
    assert set(available()) == {"ar", "de", "en", "es", "fa", "fr", "ja", "pt-BR", "sv", "zh"}
    assert assets.names("cldr", ".toml") == available()


def test_cldr_data_is_what_the_script_makes():
    if importlib.util.find_spec("babel") is None:
        pytest.skip("Babel, which carries CLDR, comes with the extra `test`")
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_cldr.py", "--check"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("language", OTHERS)
def test_a_locale_has_exactly_the_keys_of_english(language):
    own, english = raw(language), raw(FALLBACK)
    assert list(own) == list(english)
    for table in ("numbers", "dates", "lists", "durations", "plurals", "labels"):
        assert list(own[table]) == list(english[table]), table


@pytest.mark.parametrize("language", OTHERS)
def test_a_label_has_the_placeholders_of_english(language):
    own, english = raw(language)["labels"], raw(FALLBACK)["labels"]
    assert {key: placeholders(text) for key, text in own.items()} == {key: placeholders(text) for key, text in english.items()}


@pytest.mark.parametrize("language", available())
def test_plurals_have_the_forms_of_their_language_and_the_placeholders_of_english(language):
    own, english = raw(language), raw(FALLBACK)
    forms = {"other", *own["plural-rules"]}
    units = {key: value for key, value in own["durations"].items() if key != "between"}
    for key, plural in {**own["plurals"], **units}.items():
        assert "other" in plural, key
        assert set(plural) <= forms, key
        wanted = placeholders(english["plurals"].get(key, {"other": "{count}"})["other"])
        for form, text in plural.items():
            # A form of one number alone may say it as a word: Arabic's dual does.
            exact = re.fullmatch(r"n = \d", own["plural-rules"].get(form, ""))
            assert placeholders(text) == wanted or (
                exact and placeholders(text) == [name for name in wanted if name != "count"]
            ), key


@pytest.mark.parametrize("language", available())
def test_labels_are_finished_text(language):
    own = raw(language)
    texts = [*own["labels"].values(), *(text for plural in own["plurals"].values() for text in plural.values())]
    for text in texts:
        assert text == text.strip(), text
        assert "  " not in text, text
        assert text, "an empty label"
    if language in {"zh", "ja"}:
        halves = [
            text
            for text in texts
            if re.search(r"[\u3040-\u30ff\u4e00-\u9fff}][,:;()!?]|[,;()!?][\u3040-\u30ff\u4e00-\u9fff]", text)
        ]
        assert not halves, "half-width punctuation"
    if language == "fa":
        wrong = [text for text in texts if re.search("[يكة]|ه‌ی|[ ]ها(?![ا-ی])|(?<![ا-ی])می ", text)]
        assert not wrong, "Arabic letters, or a space where a joiner belongs"


@pytest.mark.parametrize("language", available())
def test_every_lane_has_a_label_and_a_hint(language):
    locale = locale_for(language)
    assert all(locale.has(f"lane-{lane}") and locale.has(f"hint-{lane}") for lane in LANES)


GROUPS = "lane- type- state- status- severity- pain- solution- rating- channel- ownership- metric- confidence- line-"


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("group", GROUPS.split())
def test_words_of_one_choice_differ(language, group):
    labels = locale_for(language).labels
    words = [text for key, text in labels.items() if key.startswith(group) and key not in {"pain-point", "pain-points"}]
    assert len(set(words)) == len(words)
    assert len(words) > 1


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("target", "lane-goals"),
        ("target", "goals"),
        ("objective", "goals"),
        ("lane-evidence", "lane-physical_evidence"),
        ("stage", "action"),
        ("state", "status"),
        ("when", "because"),
    ],
)
def test_words_that_readers_would_mix_up_differ(language, one, other):
    locale = locale_for(language)
    assert locale.label(one) != locale.label(other)


NUMBERS = [
    (0, "0", "0", "۰", "0"),
    (0.5, "0.5", "0,5", "۰٫۵", "0.5"),
    (31.0, "31", "31", "۳۱", "31"),
    (2412, "2,412", f"2{NBSP}412", "۲٬۴۱۲", "2,412"),
    (1234567.891, "1,234,567.89", f"1{NBSP}234{NBSP}567,89", "۱٬۲۳۴٬۵۶۷٫۸۹", "1,234,567.89"),
    (-1.2, "−1.2", "−1,2", f"{LRM}−۱٫۲", "−1.2"),
    (-0.001, "0", "0", "۰", "0"),
    (0.1 + 0.2, "0.3", "0,3", "۰٫۳", "0.3"),
    (100, "100", "100", "۱۰۰", "100"),
    (1e15, "1,000,000,000,000,000", NBSP.join(["1", *["000"] * 5]), "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰", "1,000,000,000,000,000"),
]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: str(row[0]))
def test_numbers(row):
    assert tuple(locale_for(language).number(row[0]) for language in ("en", "sv", "fa", "zh")) == row[1:]


def test_a_number_never_has_an_exponent():
    for value in (1e16, -1e22, 1e-9, 123456789012345678.0):
        assert "e" not in locale_for("en").number(value).casefold()


SIGNED = [
    (6, "+6", "+6", f"{LRM}+۶", "+6"),
    (-2.5, "−2.5", "−2,5", f"{LRM}−۲٫۵", "−2.5"),
    (0.0, "0", "0", "۰", "0"),
    (0.004, "0", "0", "۰", "0"),
]


@pytest.mark.parametrize("row", SIGNED, ids=lambda row: str(row[0]))
def test_signed_numbers(row):
    assert tuple(locale_for(language).signed(row[0]) for language in ("en", "sv", "fa", "zh")) == row[1:]


@pytest.mark.parametrize(
    ("language", "percent", "share", "unit", "change"),
    [
        ("en", "31%", "20%", f"17{NBSP}days", "−3 pts"),
        ("sv", f"31{NBSP}%", f"20{NBSP}%", f"17{NBSP}days", "−3 procentenheter"),
        ("fa", "\u200f۳۱\u200f٪\u200f", "\u200f۲۰\u200f٪\u200f", f"۱۷{NBSP}days", f"{LRM}−۳ واحد درصد"),
        ("zh", "31%", "20%", f"17{NBSP}days", "−3个百分点"),
    ],
)
def test_percent_share_and_units(language, percent, share, unit, change):
    locale = locale_for(language)
    assert locale.percent(31) == percent
    assert locale.share(0.2) == share
    assert [locale.with_unit(31, sign) for sign in ("%", "٪", "％")] == [percent] * 3
    assert locale.with_unit(17, "days") == unit
    assert locale.with_unit(17, None) == locale.with_unit(17, "") == locale.number(17)
    assert locale.change(-3, "%") == change


def test_units_are_text_of_the_map():
    english = locale_for("en")
    assert english.with_unit(7, "{0} <b>%") == f"7{NBSP}{{0}} <b>%"
    assert english.with_unit(7, "分钟") == "7分钟"
    assert english.change(1, "%") == "+1 pt"
    assert english.change(-1.5, "h") == f"−1.5{NBSP}h"
    assert english.share(0.145) == "14.5%"


DATES = [
    ((2026, 9, 30), "30 September 2026", "30 september 2026", "۳۰ سپتامبر ۲۰۲۶", "2026年9月30日"),
    ((2026, 1, 0), "January 2026", "januari 2026", "ژانویهٔ ۲۰۲۶", "2026年1月"),
    ((2026, 0, 0), "2026", "2026", "۲۰۲۶", "2026年"),
    ((2026, 12, 1), "1 December 2026", "1 december 2026", "۱ دسامبر ۲۰۲۶", "2026年12月1日"),
]


@pytest.mark.parametrize("row", DATES, ids=lambda row: str(row[0]))
def test_dates(row):
    assert tuple(locale_for(language).date(*row[0]) for language in ("en", "sv", "fa", "zh")) == row[1:]


DURATIONS = [
    (0, "0 min", "0 min", "۰ دقیقه", "0分钟"),
    (45, "45 s", "45 sek", "۴۵ ثانیه", "45秒"),
    (1200, "20 min", "20 min", "۲۰ دقیقه", "20分钟"),
    (5400, "1 h|30 min", "1 tim|30 min", "۱ ساعت| و |۳۰ دقیقه", "1小时30分钟"),
    (86_400, "1 day", "1 dag", "۱ روز", "1天"),
    (3 * 86_400, "3 days", "3 dagar", "۳ روز", "3天"),
    (9 * 86_400, "9 days", "9 dagar", "۹ روز", "9天"),
    (7 * 86_400, "1 week", "1 vecka", "۱ هفته", "1周"),
    (14 * 86_400, "2 weeks", "2 veckor", "۲ هفته", "2周"),
    (
        129_661,
        "1 day|12 h|1 min|1 s",
        "1 dag|12 tim|1 min|1 sek",
        "۱ روز| و |۱۲ ساعت| و |۱ دقیقه| و |۱ ثانیه",
        "1天12小时1分钟1秒",
    ),
]


@pytest.mark.parametrize("row", DURATIONS, ids=lambda row: str(row[0]))
def test_durations(row):
    # In the table a space is one that does not break, `|` one that does, ` و ` stands with its own two.
    wanted = [text.replace("| و |", "\x00").replace(" ", NBSP).replace("|", " ").replace("\x00", " و ") for text in row[1:]]
    assert [locale_for(language).duration(row[0]) for language in ("en", "sv", "fa", "zh")] == wanted


@pytest.mark.parametrize(
    ("language", "key", "counts"),
    [
        ("en", "stages", {0: "0 stages", 1: "1 stage", 2: "2 stages", 1000: "1,000 stages"}),
        ("en", "sample-size", {1: "1 person or case", 214: "214 people or cases"}),
        ("sv", "actions", {0: "0 aktiviteter", 1: "1 aktivitet", 5: "5 aktiviteter"}),
        ("fa", "stages", {0: "۰ مرحله", 1: "۱ مرحله", 5: "۵ مرحله"}),
        ("zh", "stages", {0: "0个阶段", 1: "1个阶段", 5: "5个阶段"}),
    ],
)
def test_plurals(language, key, counts):
    locale = locale_for(language)
    assert {count: locale.plural(key, count) for count in counts} == counts


def test_persian_takes_one_for_nothing_and_one():
    persian = locale_for("fa")
    zero, one, two = (persian.plural("summary-pains-all-open", count)[1:] for count in (0, 1, 2))
    assert zero == one != two


@pytest.mark.parametrize(
    ("rules", "values"),
    [
        (
            {"zero": "n = 0", "one": "n = 1", "two": "n = 2", "few": "n % 100 = 3..10", "many": "n % 100 = 11..99"},
            {0: "zero", 1: "one", 2: "two", 3: "few", 110: "few", 11: "many", 99: "many", 100: "other", 3.5: "other"},
        ),
        (
            {"one": "i = 0,1", "many": "e = 0 and i != 0 and i % 1000000 = 0 and v = 0 or e != 0..5"},
            {0: "one", 1: "one", 1.5: "one", 2: "other", -1: "one", 1_000_000: "many", 2_000_000: "many", 1_000_001: "other"},
        ),
        ({"one": "i = 0..1"}, {0: "one", 1.9: "one", 2: "other"}),
        ({"one": "n = 1 or t != 0 and i = 0,1"}, {1: "one", 0.5: "one", 0: "other", 2: "other", 2.5: "other"}),
        ({"one": "i = 1 and v = 0"}, {1: "one", -1: "one", 1.5: "other", 1.001: "one", 0: "other"}),
        ({}, {0: "other", 1: "other"}),
    ],
    ids=["ar", "fr", "pt", "da", "en", "zh"],
)
def test_plural_rules_are_those_of_cldr(rules, values):
    assert {value: plural_category(rules, value) for value in values} == values


def test_a_rule_that_cannot_be_read_is_no_silent_other():
    with pytest.raises(ValueError, match="n is 1"):
        plural_category({"one": "n is 1"}, 1)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", ("", "a", "a and b", "a, b and c")),
        ("sv", ("", "a", "a och b", "a, b och c")),
        ("fa", ("", "a", "a و b", "a، b و c")),
        ("zh", ("", "a", "a和b", "a、b和c")),
    ],
)
def test_lists(language, wanted):
    assert tuple(locale_for(language).join(list("abc"[:count])) for count in range(4)) == wanted


def test_sentences():
    assert [locale_for(language).sentences(["A.", "B."]) for language in ("en", "sv", "fa")] == ["A. B."] * 3
    assert locale_for("zh").sentences(["甲。", "乙。"]) == "甲。乙。"


def test_values_are_not_read_as_patterns():
    english = locale_for("en")
    hostile = "{title} {0} {__class__} }{ %s"
    assert english.label("quoted", text=hostile) == f"“{hostile}”"
    assert english.plural("summary-pains-some-open", 2, open=hostile).endswith(f"{hostile} of them without a solution.")
    assert english.join([hostile, hostile]) == f"{hostile} and {hostile}"


def test_an_unknown_key_or_placeholder_is_our_bug():
    english = locale_for("en")
    assert not english.has("no-such-key")
    for call in (lambda: english.label("no-such-key"), lambda: english.label("quoted"), lambda: english.plural("no-such-key", 1)):
        with pytest.raises(KeyError):
            call()


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("en", "en"), ("en-GB", "en"), ("SV", "sv"), ("sv_SE", "sv"), ("fa-IR", "fa"),
        ("zh-Hant-TW", "zh"), ("ZH-hans", "zh"), ("zh-CN-x-en", "zh"),
        ("de-AT", "de"), ("pt-BR", "pt-BR"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("ar-MA", "ar"), ("ja-JP", "ja"),
        ("da", "en"), ("nb", "en"), ("p", "en"), ("", "en"), ("-", "en"), ("../en", "en"), ("*", "en"),
    ],
)  # fmt: skip
def test_a_tag_falls_back_to_its_base_language_then_to_english(tag, found):
    assert locale_for(tag).language == found
    assert locale_for(tag) is locale_for(found)


def test_names_are_in_the_language_itself():
    assert [locale_for(language).name for language in ("en", "sv", "fa", "zh")] == ["English", "svenska", "فارسی", "简体中文"]


def test_a_file_that_is_only_begun_stops_no_run(monkeypatch, tmp_path):
    for folder in ("locales", "cldr"):
        (tmp_path / folder).mkdir()
    for name, text in {
        "en": assets.text("locales/en.toml"),
        "ar": 'name = "العربية"\n[plurals]\nstages = { two = "مرحلتان", other = "" }\n',
        "zh-Hant": 'name = "繁體中文"\n[labels]\nall = "全部的"\n',
        "zh": 'name = "简体中文"\n',
    }.items():
        (tmp_path / "locales" / f"{name}.toml").write_text(text, encoding="utf-8")
        (tmp_path / "cldr" / f"{name}.toml").write_text(assets.text(f"cldr/{name[:2]}.toml"), encoding="utf-8")
    caches = (assets.text, module.available, module._load, module._read)
    monkeypatch.setattr(assets, "templates", lambda: tmp_path)
    try:
        for one in caches:
            one.cache_clear()
        arabic = locale_for("ar-EG")
        assert arabic.label("legend") == "Legend"
        assert arabic.plural("stages", 2) == "مرحلتان"
        assert arabic.plural("actions", 1) == "١ action"
        assert [locale_for(tag).language for tag in ("zh-hant-TW", "zh-TW", "zh-Hant")] == ["zh-Hant", "zh", "zh-Hant"]
        assert locale_for("zh-Hant").label("all") == "全部的"
    finally:
        for one in caches:
            one.cache_clear()


WRITTEN = {
    # language: 2412.5, -3, 31 %, a day, a month, 3 hours 20 minutes, 2 and 11 stages
    "ar": ("٢٬٤١٢٫٥", "\u200f−٣", "٣١٪\u200f", "٣٠ سبتمبر ٢٠٢٦", "سبتمبر ٢٠٢٦", "٣ ساعات و٢٠ دقيقة", "مرحلتان", "١١ مرحلة"),
    "de": ("2.412,5", "−3", "31 %", "30. September 2026", "September 2026", "3 Std. 20 Min.", "2 Phasen", "11 Phasen"),
    "es": ("2412,5", "−3", "31 %", "30 de septiembre de 2026", "septiembre de 2026", "3 h 20 min", "2 etapas", "11 etapas"),
    "fr": ("2 412,5", "−3", "31 %", "30 septembre 2026", "septembre 2026", "3 h 20 min", "2 étapes", "11 étapes"),
    "ja": ("2,412.5", "−3", "31%", "2026年9月30日", "2026年9月", "3時間20分", "2ステージ", "11ステージ"),
    "pt-BR": ("2.412,5", "−3", "31%", "30 de setembro de 2026", "setembro de 2026", "3 h 20 min", "2 etapas", "11 etapas"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_numbers_dates_and_counts_of_the_other_languages(language):
    locale = locale_for(language)
    stages = [locale.plural("stages", count) for count in (2, 11)]
    dates = [locale.date(2026, 9, 30), locale.date(2026, 9, 0)]
    found = [locale.number(2412.5), locale.number(-3), locale.percent(31), *dates, locale.duration(12_000), *stages]
    assert [text.replace(NBSP, " ") for text in found] == list(WRITTEN[language])


def test_arabic_has_six_forms():
    arabic = locale_for("ar")
    found = [arabic.plural("actions", count) for count in (0, 1, 2, 3, 11, 100)]
    assert found == ["لا إجراءات", "إجراء واحد", "إجراءان", "٣ إجراءات", "١١ إجراءً", "١٠٠ إجراء"]


def test_spanish_groups_from_ten_thousand_on():
    assert [locale_for("es").number(value) for value in (9999, 10_000)] == ["9999", "10.000"]


@pytest.mark.parametrize(
    ("wanted", "tags"),
    [
        ("rtl", "ar fa he ur ps ckb sd ug yi dv fa-IR AR-eg iw ks prs nqo fa_AF"),
        ("rtl", "az-Arab pa-Arab pa-PK az-IR uz-AF ku-Arab ku-IQ ff-Adlm tr-Arab-TR ur-Aran"),
        ("ltr", "en sv zh zh-Hant-TW de az az-Latn pa pa-Guru pa-IN ku und ko"),
        ("ltr", "ks-Deva sd-Deva ug-Cyrl ug-Latn ar-Latn fa-Latn-IR en-u-nu-arab en-x-arab"),
    ],
)  # fmt: skip
def test_direction(wanted, tags):
    assert {tag for tag in tags.split() if direction(tag) != wanted} == set()


@pytest.mark.parametrize("language", available())
def test_every_sentence_of_the_summary_can_be_filled_in(language):
    locale = locale_for(language)
    names = ("title", "stages", "actions", "personas", "mood", "first", "lowest", "last", "share", "action", "stage",
             "lane", "actors", "fails", "waits")  # fmt: skip
    values = {name: name for name in names}
    values["place"] = locale.label("summary-at-action", action="A", stage="B")
    for key in locale.labels:
        if key.startswith("summary-"):
            assert "{" not in locale.label(key, **values), key


@given(cents=st.integers(-(10**17), 10**17), language=st.sampled_from(available()))
def test_a_written_number_reads_as_the_same_number(cents, language):
    value = cents / 100
    numbers = raw(language)["numbers"]
    text = locale_for(language).number(value).replace(numbers["group"], "").replace(numbers["decimal"], ".")
    assert read_number(text) == value


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_too_large_or_small(value):
    for language in available():
        locale = locale_for(language)
        assert locale.number(value)
        assert locale.signed(value)
        assert plural_category(raw(language)["plural-rules"], value)
