"""Custom rules. A case is a folder of `cases/custom`: its `journeymap.toml` and `map.yaml`, and in `out` what is told.

`pytest --accept` rewrites the answers. What RE2 adds is tried where google-re2 is installed.
"""

from __future__ import annotations

import json
import random
import re
import time
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from maps_in_memory import checked
from running import run

from journeymap import config, escape, lint
from journeymap.diagnostic import Level, in_order
from journeymap.lint import _custom_fields, custom, explain
from journeymap.lint._pattern_syntax import Refused
from journeymap.lint._patterns import Patterns, engine
from journeymap.lint.config_schema import config_schema
from journeymap.project import Project
from journeymap.source import DiskStore

HERE = Path(__file__).parent
CASES = HERE / "cases" / "custom"
GUIDE = HERE.parent / "docs" / "custom-rules.md"
TODAY = date(2026, 11, 21)
BLOCK = r"```{}\n((?:(?!```).)*)```\n"
BLOCKS = re.compile("\n".join(BLOCK.format(language) for language in ("toml", "yaml", "text")), re.DOTALL)
BUILT_IN = Patterns(lambda: None)


def built_in() -> Patterns:
    return Patterns(lambda: None)


def configured(folder, text):
    (folder / "journeymap.toml").write_text(text, encoding="utf-8")
    return config.load(folder)


def told(diagnostics):
    lines = []
    for one in diagnostics:
        span = one.place.span
        lines.append(f"{one.place.path}:{span.line}:{span.column}: {one.level.value}[{one.id}] {escape.terminal(one.message)}")
        lines.append(f"  help: {escape.terminal(one.help)}")
        lines += [f"  related {beside.place.span.line}: {escape.terminal(beside.message)}" for beside in one.related]
    return "".join(f"{line}\n" for line in lines)


def answer(folder, path="map.yaml"):
    settled = config.load(folder)
    assert settled.diagnostics == ()
    rules, faults = custom.rules(settled, built_in())
    read = Project(DiskStore(folder, 1_000_000)).check(path)
    assert read.journey is not None
    assert read.diagnostics == ()
    return told((*in_order(faults), *lint.lint(read.journey, lint.Settings(rules), TODAY)))


@pytest.mark.parametrize("folder", [pytest.param(path, id=path.name) for path in sorted(CASES.iterdir())])
def test_case(folder, accept):
    found = answer(folder)
    expected = folder / "out"
    if accept:
        expected.write_text(found, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == found


def test_the_examples_of_the_guide(tmp_path, accept):
    guide = GUIDE.read_text(encoding="utf-8")
    examples = list(BLOCKS.finditer(guide))
    assert len(examples) == 3
    answers = []
    for example in examples:
        (tmp_path / "journeymap.toml").write_text(example[1], encoding="utf-8")
        (tmp_path / "map.yaml").write_text(example[2], encoding="utf-8")
        answers.append("".join(f"{line}\n" for line in answer(tmp_path).splitlines() if not line.startswith(" ")))
    if accept:
        for example, found in zip(reversed(examples), reversed(answers), strict=True):
            guide = guide[: example.start(3)] + found + guide[example.end(3) :]
        GUIDE.write_text(guide, encoding="utf-8")

    assert all(answers)
    assert [example[3] for example in BLOCKS.finditer(guide)] == answers


def test_the_guide_names_every_subject_and_every_field():
    guide = GUIDE.read_text(encoding="utf-8")
    for subject in _custom_fields.SUBJECTS.values():
        row = next(line for line in guide.splitlines() if line.startswith(f"| `{subject.name}` |"))
        assert re.findall(r"`(\w+)`", row.split("|")[2]) == list(_custom_fields.fields_of(subject))


UNKNOWN_TO_A_SCHEMA = {"crossed", "refused-patterns"}


@pytest.mark.parametrize("folder", [pytest.param(path, id=path.name) for path in sorted(CASES.iterdir())])
def test_the_schema_takes_what_is_right_and_refuses_what_is_wrong(folder):
    check = jsonschema.Draft7Validator(config_schema())
    for name, table in tomllib.loads((folder / "journeymap.toml").read_text(encoding="utf-8"))["custom"].items():
        wrong = folder.name == "faults" and name not in UNKNOWN_TO_A_SCHEMA
        assert check.is_valid({"custom": {name: table}}) is not wrong, name


def test_a_library_is_asked_about_what_it_declares(tmp_path):
    for name in ("journeymap.toml", "library.yaml"):
        (tmp_path / name).write_bytes((CASES / "living-with" / name).read_bytes())

    assert 'the solution "A code" has no due' in answer(tmp_path, "library.yaml")


def test_a_rule_explains_itself(tmp_path):
    (tmp_path / "journeymap.toml").write_bytes((CASES / "conditions" / "journeymap.toml").read_bytes())
    rules, _ = custom.rules(config.load(tmp_path), built_in())
    pains = custom.explanation(next(one for one in rules if one.name == "worst-pains-have-evidence"))

    assert isinstance(pains, explain.Explanation)
    assert pains.family == "custom"
    assert pains.why == (
        'journeymap.toml asks this of each pain point where severity is "high" or "critical", it belongs to the stage "pay" or '
        '"Look around" and reason why it stays is not there: evidence is there.'
    )


def test_a_level_of_the_settings_holds(tmp_path):
    settled = configured(tmp_path, '[custom.an-owner]\nsubject = "stage"\nrequired = "owner"\n')
    ((chosen,), _) = custom.rules(settled)
    journey = checked({"map.yaml": "journeymap: 1\ntitle: A\nstages:\n  - Pay\n"}).journey

    (plain,) = lint.lint(journey, lint.Settings((chosen,)), TODAY)
    (raised,) = lint.lint(journey, lint.Settings((chosen._replace(level=Level.ERROR),)), TODAY)
    assert (plain.level.value, raised.level.value) == ("warning", "error")
    assert plain.fingerprint == raised.fingerprint
    assert (plain.anchor, plain.key) == ("stage:pay", "required:owner")


def test_texts_of_the_configuration_are_escaped(tmp_path):
    settled = configured(
        tmp_path,
        '[custom.an-owner]\nsubject = "stage"\nrequired = "owner"\nmessage = "\\u001b[31m red"\n'
        '[custom."::error::x"]\nsubject = "\\u202e"\n',
    )
    rules, faults = custom.rules(settled)
    journey = checked({"map.yaml": "journeymap: 1\ntitle: A\nstages:\n  - Pay\n"}).journey

    text = told((*faults, *lint.lint(journey, lint.Settings(rules), TODAY)))
    assert "\x1b" not in text
    assert "\u202e" not in text


MESSY = """\
journeymap: 1
title: Returning a sweater
personas: [Sarah]
touchpoints: [{id: portal, name: P}]
metrics: [Visits]
solutions: [{id: x, text: X}]
stages:
  - name: Pay
    metrics: {Visitz: 3, nps: 20}
    touchpoints: [prtal, portal]
    emotions: {Sarah: 1, Bob: -2}
    own: {Legal: [a, b], Other: x}
    pain_points: [{text: B, solutions: [y, x], persona: Bob}]
    next: [nowhere]
    actions: [{text: a, goal: g, wait: true, fail_point: x, persona: bob, next: [{share: 20%}]}]
"""
VALUES = (
    '"a"', '"high"', "true", "false", "1", "-2", "1.5", "nan", "inf", "2026-01-01", "2026-01-01T10:00:00", "[]", '["a", "5m"]', '["a", 1]',
    "{}", "{ min = 1 }", '{ max = "5m" }', '{ pattern = "a" }', '{ pattern = "(", x = 2 }', '"5m"', '"."', "[[1]]", "0", '"2026"',
)  # fmt: skip


def drawn_tables(chance):
    """Tables in which much is wrong."""
    text = ""
    for number in range(6):
        subject = chance.choice(list(_custom_fields.SUBJECTS.values()))
        fields = [*_custom_fields.fields_of(subject), "stage", "nope"]
        text += f'[custom.rule-{number}]\nsubject = "{subject.name}"\n'
        for key in ("where", "pattern", "one-of", "min", "max", "count", "level", "message", "help"):
            pairs = ", ".join(f"{name} = {chance.choice(VALUES)}" for name in chance.sample(fields, chance.randint(1, 2)))
            if chance.random() < 0.2:
                text += f"{key} = {chance.choice([f'{{ {pairs} }}', f'{{ {pairs} }}', chance.choice(VALUES)])}\n"
        if chance.random() < 0.5:
            text += f'required = ["{chance.choice(fields)}", "{chance.choice(fields)}"]\n'
    return text


def test_no_table_and_no_map_raises(tmp_path):
    journey = checked({"map.yaml": MESSY}).journey
    chance = random.Random(3)
    for _ in range(80):
        settled = configured(tmp_path, drawn_tables(chance))
        rules, faults = custom.rules(settled, built_in())
        assert len(faults) == len(set(faults))
        assert len(rules) + len({one.place.route[1] for one in faults}) == 6
        assert all(custom.explanation(chosen).why for chosen in rules)
        lint.lint(journey, lint.Settings(rules), TODAY)


@pytest.mark.parametrize("subject", _custom_fields.SUBJECTS.values(), ids=_custom_fields.SUBJECTS)
def test_every_field_can_be_asked_for_and_held_to(tmp_path, subject):
    text = "".join(
        f'[custom.needs-{number}]\nsubject = "{subject.name}"\nrequired = "{field}"\n'
        f'[custom.has-{number}]\nsubject = "{subject.name}"\nwhere = {{ {field} = true }}\ncount = {{ max = 0 }}\n'
        for number, field in enumerate(_custom_fields.fields_of(subject))
    )
    rules, faults = custom.rules(configured(tmp_path, text))
    assert faults == ()
    journey = checked({"map.yaml": MESSY}).journey
    nodes = len(list(subject.find(journey)))
    told = [one.id.partition("-") for one in lint.lint(journey, lint.Settings(rules), TODAY)]
    assert nodes
    for number in range(len(_custom_fields.fields_of(subject))):
        there = sum(kind == "has" and which == str(number) for kind, _, which in told)
        missing = sum(kind == "needs" and which == str(number) for kind, _, which in told)
        assert there + missing <= nodes


# Patterns ------------------------------------------------------------------------------------------------------------

LONG = 100_000
EVIL = [
    (r"(a+)+$", "a" * LONG + "!"),
    (r"([a-zA-Z]+)*$", "a" * LONG + "!"),
    (r"(a|aa)+$", "a" * LONG + "!"),
    (r"(a|a?)+$", "a" * LONG + "!"),
    (r"(.*a){11}", "b" * LONG),
    (r"(x+x+)+y", "x" * LONG),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a" * LONG),
    (r"a.*b", "a" * LONG),
    (r"a+b", "a" * LONG),
    (r"\s+$", " " * LONG + "a"),
    (r"(a?){30}a{30}$", "a" * LONG + "b"),
    (r"^\w+@\w+\.\w+$", "a@" * (LONG // 2)),
    (r"\b\w+\b!", "a " * (LONG // 2)),
    (r"\p{L}*\p{Ll}+\p{Nd}", "å" * LONG),
    (r"(a|b)*a(a|b){20}", "ab" * (LONG // 2)),
    (r"((a{100}){100}){100}", "a" * LONG),
    (r".{1000}.{1000}", "a" * LONG),
    ("(" * 20 + "a*" + ")*" * 20 + "b", "a" * LONG),
    ("|".join(f"a{{{count}}}b" for count in range(40)), "a" * LONG),
]


@pytest.mark.parametrize(("pattern", "text"), [pytest.param(*pair, id=pair[0][:30]) for pair in EVIL])
def test_no_pattern_takes_long(pattern, text):
    start = time.process_time()
    try:
        matches = built_in().compile(pattern)
    except Refused as refused:
        why = refused.help_line
    else:
        matches(text)
        why = ""
    assert not why or "journeymap[re2]" in why
    assert time.process_time() - start < 1


def test_all_patterns_together_do_not_take_long():
    start = time.process_time()
    patterns = built_in()
    for number in range(2000):
        with pytest.raises(Refused):
            patterns.compile(f"(a|b)*{number}(a|b){{20}}(a|b)*a(a|b){{20}}")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("^[A-Z]", ["A", "Ab"], ["a", "", "Å", "aA"]),
        (r"^\p{Lu}", ["A", "Åsa", "Д"], ["å", "1"]),
        ("sweater", ["a sweater", "sweaters"], ["Sweater", "sweat er"]),
        ("^(web|app)$", ["web", "app"], ["webapp", "web\n", " web"]),
        (r"^\d{2}:\d{2}(-\d{2}:\d{2})?$", ["07:00", "07:00-09:00"], ["7:00", "07:00-", "٠٧:٠٠"]),
        (r"\b(TBD|TODO)\b", ["TBD", "x (TODO)"], ["TBDs", "aTBD", "TBD_"]),
        (r"^[^!]*$", ["", "a\nb"], ["a!"]),
        (r"^.*$", ["", "ab"], ["a\nb"]),
        ("^من", ["من می‌خواهم"], ["او"]),
        (r"退货$", ["我要退货"], ["退货了"]),
        (r"^[\w-]+$", ["a-b_1"], ["a b", "é"]),
        ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]),
        ("()|b", ["", "x"], []),
    ],
)  # fmt: skip
def test_what_patterns_mean(pattern, yes, no):
    engines = [BUILT_IN] if engine() is None else [BUILT_IN, Patterns(engine)]
    for one in engines:
        matches = one.compile(pattern)
        assert [text for text in yes if not matches(text)] == []
        assert [text for text in no if matches(text)] == []


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)", r"(?!a)", r"(?<=a)b", r"(a)\1", r"(?P<n>a)", r"(?i)a", r"\B", r"\Z", r"a**", r"a*+", r"(a", r"a)", r"[a", r"[]", r"[z-a]",
     r"[[:alpha:]]", r"*", r"a{3,2}", r"a{1001}", r"a{,2}", r"\p{Greek}", r"\é", "\\", "", "a" * 501, "(" * 30 + ")" * 30, r"^*", "[a-b-c]"],
)  # fmt: skip
def test_what_is_refused(pattern):
    with pytest.raises(Refused) as caught:
        built_in().compile(pattern)
    assert caught.value.message
    assert caught.value.help_line


ATOMS = [
    *"abc .}-],_", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", "[ab]", "[^a]", "[a-c_]", r"[^\d ]", r"[\w-]", "[-a]", "[a-]", r"\p{L}",
    r"\P{Lu}", r"[\p{Lu}\d]", r"[^\p{L}b]", r"[\P{L}\P{N}]", "^", "$", r"\b", "Å", r"\.", r"\-", "é", r"[^\W\D]", r"\n", "[--a]",
    r"[\D5]", r"\pL", "[a^]", r"[a\]]", "[!-/]", r"\p{N}",
]  # fmt: skip
LETTERS = "aabbc _1-Å\né.٣中😀,]^5\t\ud800"


def pattern_of(chance, depth):
    sort = chance.random()
    if depth == 0 or sort < 0.45:
        made = chance.choice(ATOMS)
    elif sort < 0.7:
        made = "".join(pattern_of(chance, depth - 1) for _ in range(chance.randint(0, 3)))
    else:
        ways = "|".join(pattern_of(chance, depth - 1) for _ in range(chance.randint(1, 3)))
        made = f"{chance.choice(['(', '(?:'])}{ways})"
    return made + (chance.choice(["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "{0}"]) if chance.random() < 0.3 else "")


def drawn(seed, count):
    """Patterns that the built-in engine takes, with texts to try them on."""
    chance = random.Random(seed)
    texts = ["", *("".join(chance.choice(LETTERS) for _ in range(chance.randint(0, 8))) for _ in range(60))]
    for _ in range(count):
        pattern = pattern_of(chance, 3)
        try:
            yield pattern, built_in().compile(pattern), texts
        except Refused:
            continue


OWN = """[custom.of-the-team]
subject = "action"
required = "touchpoints"
message = "%s"
[rules.of-the-team]
%s
"""


def test_a_custom_rule_has_no_options(tmp_path):
    for text, help_line in (
        ("limit = 3", "what the rule asks stands in [custom.of-the-team]"),
        ("levels = 3", 'did you mean "level"?'),
    ):
        found = lint.choose(config=configured(tmp_path, OWN % ("m", text))).diagnostics
        assert [(escape.plain(one.message), escape.plain(one.help), one.place.span.line) for one in found] == [
            (f'the rule "of-the-team" has no option "{text.split()[0]}"', help_line, 6)
        ]
    assert lint.choose(config=configured(tmp_path, OWN % ("m", 'level = "error"'))).diagnostics == ()


def test_rules_lists_and_explains_custom_rules_and_escapes_them(tmp_path, monkeypatch):
    configured(tmp_path, OWN % (r"a \u001b[31mred\u202e | *b* <i>", ""))
    monkeypatch.chdir(tmp_path)
    for arguments in ((), ("of-the-team",)):
        text = run("rules", *arguments).out
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\u241b[31mred<U+202E> | *b*" in text
        markdown = run("rules", *arguments, "--format", "markdown").out
        assert "\x1b" not in markdown
        assert r"red \| \*b\* &lt;i&gt;" in markdown
        assert [one["id"] for one in json.loads(run("rules", *arguments, "--format", "json").out)["rules"]][-1] == "of-the-team"
    assert re.search(r"\ncustom\n  of-the-team +warning  from journeymap.toml a ", run("rules").out)
    assert "(warning; family custom; from journeymap.toml)" in run("rules", "of-the-team").out


def test_rules_tells_of_the_configuration_that_is_named(tmp_path, monkeypatch):
    configured(tmp_path, OWN % ("m", ""))
    (tmp_path / "journeymap.toml").rename(tmp_path / "strict.toml")
    monkeypatch.chdir(tmp_path)
    assert "of-the-team" not in run("rules").out
    assert "of-the-team" in run("rules", "--config", "strict.toml").out
    assert "from strict.toml" in run("rules", "of-the-team", "--config", "strict.toml").out


@pytest.mark.skipif(engine() is None, reason="google-re2 is not installed")
def test_a_pattern_means_the_same_to_both_engines():
    for pattern, matches, texts in drawn(1, 2000):
        fast = Patterns(engine).compile(pattern)
        assert [text for text in texts if matches(text) != fast(text)] == [], pattern


def test_a_pattern_means_the_same_to_python():
    """Python's `re` with ASCII classes, and `$` only at the very end."""
    for pattern, matches, texts in drawn(2, 1000):
        if r"\p" in pattern.lower() or r"\P" in pattern or r"\b" in pattern or "--" in pattern:
            continue  # Python has no categories, and sees the edges of words and doubled signs in its own way
        python = re.compile(pattern.replace("$", r"\Z"), re.ASCII)
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        assert [text for text in clean if matches(text) != bool(python.search(text))] == [], pattern


@pytest.mark.skipif(engine() is None, reason="google-re2 is not installed")
def test_the_extra_takes_the_whole_syntax(capfd):
    patterns = Patterns(engine)
    assert patterns.compile(r"(?i)^SWEATER")("sweater")
    assert patterns.compile(r"\p{Greek}")("αβγ")
    with pytest.raises(Refused, match="the pattern is not one of RE2"):
        patterns.compile(r"(?=a)")
    start = time.process_time()
    for pattern, text in EVIL:
        try:
            patterns.compile(pattern)(text)
        except Refused:
            continue
    assert time.process_time() - start < 10
    assert capfd.readouterr().err == ""


def test_rules_tells_what_is_wrong_with_the_configuration_that_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.toml").write_text("preset = [\n", encoding="utf-8")
    missing = run("rules", "unaddressed-pain-point", "--config", "nope.toml")
    broken = run("rules", "--config", "bad.toml")

    assert missing.code == 2
    assert "nope.toml: there is no such file" in missing.err
    assert broken.code == 1
    assert "bad.toml:1" in broken.err
    assert "unaddressed-pain-point" in broken.out
