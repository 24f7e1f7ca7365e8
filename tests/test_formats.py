"""What each format for machines says. Expectations are files in `cases/formats`; `pytest --accept` rewrites them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from format_scenarios import FORMATS, MAP, NOTES, SCENARIOS, Scenario, context, finding, span_of
from running import EXAMPLES, ROOT, run

from journeymap import assets
from journeymap.diagnostic import FILE_START, Diagnostic, Level, Span, in_order
from journeymap.lint import explain
from journeymap.report import Context, RuleNote, Summary, format_names, report
from journeymap.source import Source

CASES = Path(__file__).parent / "cases" / "formats"
SCHEMAS = Path(__file__).parent / "schemas"
EACH = [(scenario, name) for scenario in SCENARIOS for name in scenario.formats]
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)


def told(diagnostics: list[Diagnostic], format_name: str, use: Context | None = None) -> str:
    ordered = in_order(diagnostics)
    return report(ordered, Summary.of(ordered, 1), format_name, use or context({"map.yaml": Source("map.yaml", MAP)}))


@cache
def sarif_validator() -> Any:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_bytes())
    return jsonschema.Draft7Validator(schema)


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


def sarif_run(text: str) -> dict[str, Any]:
    """The one run of a SARIF document that obeys the schema and what the schema cannot say."""
    document = json.loads(text)
    sarif_validator().validate(document)
    (only,) = document["runs"]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result in only["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        locations = [one["physicalLocation"] for one in (*result["locations"], *result.get("relatedLocations", ()))]
        for location in locations:
            assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", location["artifactLocation"]["uri"], re.ASCII)
            region = location["region"]
            assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
        links = re.findall(r"^\[(?:\\.|[^\\\]])*\]\((\d+)\)$", result["message"]["text"], re.MULTILINE)
        assert links == [str(one["id"]) for one in result.get("relatedLocations", ())]
    return only


@pytest.mark.parametrize(("scenario", "format_name"), EACH, ids=[f"{scenario.name}-{name}" for scenario, name in EACH])
def test_scenario(scenario: Scenario, format_name: str, accept: bool) -> None:
    said, expected = scenario.tell(format_name), CASES / scenario.name / f"{format_name}.txt"
    if accept:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(said, encoding="utf-8", newline="")
    assert said == expected.read_bytes().decode()


def test_every_expectation_has_its_scenario() -> None:
    expected = {(path.parent.name, path.stem) for path in CASES.glob("*/*")}
    assert expected == {(scenario.name, name) for scenario, name in EACH}


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_format_is_a_file_and_tells_real_findings(format_name: str) -> None:
    assert format_name in format_names()
    maps = [EXAMPLES / "online-return.yaml", EXAMPLES / "fa-online-grocery.yaml"]
    done = run("lint", *maps, "--today", "2026-11-21", "--format", format_name)
    assert done.code == 0
    assert "missing-resource" in done.out.replace("\\-", "-")
    assert done.out.endswith("\n")


def test_github_leaves_room_for_what_it_says_about_the_rest() -> None:
    infos = [finding("any", Level.INFO, FILE_START, "one", key=str(number)) for number in range(11)]
    assert told(infos[:10], "github").count("::notice") == 10
    assert "more" not in told(infos[:10], "github")
    lines = told(infos, "github").splitlines()
    assert len(lines) == 10
    assert "::and 2 more:" in lines[-1]


@each_scenario
def test_sarif_is_valid_and_compact(scenario: Scenario) -> None:
    text = scenario.tell("sarif")
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    assert '": ' not in re.sub(r'"(?:[^"\\]|\\.)*"(?!:)', "", text)
    results = sarif_run(text)["results"]
    ranks = [["error", "warning", "note"].index(result["level"]) for result in results]
    assert ranks == sorted(ranks)
    assert len({result["partialFingerprints"]["primaryLocationLineHash"] for result in results}) == len(results)


def test_sarif_keeps_the_5000_worst_and_says_so() -> None:
    many = [finding("some", Level.INFO, Span(1, 1, 1, 2), "x", key=str(number)) for number in range(5_002)]
    many += [finding("worse", Level.ERROR, Span(9, 1, 9, 2), "x", key=str(number)) for number in range(3)]
    only = sarif_run(told(many, "sarif"))
    assert len(only["results"]) == 5_000
    assert [result["ruleId"] for result in only["results"][:4]] == ["worse"] * 3 + ["some"]
    (invocation,) = only["invocations"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("5 more findings")
    assert "invocations" not in sarif_run(told(many[-5_000:], "sarif"))


def test_sarif_says_what_a_rule_says_of_itself() -> None:
    (usual,) = (scenario for scenario in SCENARIOS if scenario.name == "usual")
    rules = {rule["id"]: rule for rule in sarif_run(usual.tell("sarif"))["tool"]["driver"]["rules"]}
    note = NOTES["unknown-reference"]
    assert rules["unknown-reference"]["helpUri"] == note.url
    assert rules["unknown-reference"]["help"] == {"text": note.help, "markdown": note.markdown}
    assert "helpUri" not in rules["unowned-solution"], "a script is no page"
    assert "help" not in rules["unowned-solution"]
    assert rules["custom"] == {"id": "custom"}


def test_the_explanations_of_all_rules_go_into_sarif() -> None:
    def note(name: str) -> RuleNote:
        one = explain.explanation(name)
        return RuleNote(one.summary, Level(one.level), explain.tell(name, "text"), explain.tell(name, "markdown"))

    names = explain.settings.names()
    base = context({})
    use = Context(base.source, base.show, color=False, width=80, version="0.1.0", rule=note)
    rules = sarif_run(told([finding(name, Level.ERROR, FILE_START, "x") for name in names], "sarif", use))["tool"]["driver"][
        "rules"
    ]
    assert len(rules) == len(names) > 50
    assert all(rule["shortDescription"]["text"] and rule["help"]["markdown"].startswith("# ") for rule in rules)


@each_scenario
def test_gitlab_gets_what_it_asks_for(scenario: Scenario) -> None:
    issues = json.loads(scenario.tell("gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(scenario.told)
    for issue in issues:
        assert list(issue) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert issue["severity"] in {"major", "minor", "info"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not Path(issue["location"]["path"]).is_absolute()


@each_scenario
def test_junit_is_valid_and_counts_right(scenario: Scenario) -> None:
    text = scenario.tell("junit")
    junit_schema().validate(text)
    root = ET.fromstring(text)
    for suite in (root, *root.findall("testsuite")):
        for attribute, path in (("tests", ".//testcase"), ("failures", ".//failure"), ("errors", ".//error")):
            assert int(suite.attrib[attribute]) == len(suite.findall(path))
    levels = [one.level for one in scenario.told]
    assert len(root.findall(".//error")) == levels.count(Level.ERROR)
    assert len(root.findall(".//failure")) == levels.count(Level.WARNING)
    cases = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert len(cases) == len(set(cases))


def test_junit_shows_clean_files_in_their_order() -> None:
    one = finding("any", Level.WARNING, FILE_START, "x", path="b.yaml")
    summary = Summary.of([one], 3, paths=("c.yaml", "b.yaml", "a.yaml"))
    root = ET.fromstring(report([one], summary, "junit", context({})))
    assert [suite.attrib["name"] for suite in root] == ["c.yaml", "b.yaml", "a.yaml"]
    assert [len(case) for case in root.iter("testcase")] == [0, 1, 0]


def test_junit_without_the_names_of_files_tells_the_findings() -> None:
    assert ET.fromstring(told([], "junit")).attrib["tests"] == "0"
    assert ET.fromstring(told([finding("any", Level.INFO, FILE_START, "x")], "junit")).attrib["tests"] == "1"


@each_scenario
def test_rdjson_has_no_field_that_reviewdog_does_not_know(scenario: Scenario) -> None:
    document = json.loads(scenario.tell("rdjson"))
    assert set(document) == {"source", "diagnostics"}
    for one in document["diagnostics"]:
        assert set(one) <= {"message", "location", "severity", "code", "suggestions"}
        assert one["severity"] in {"ERROR", "WARNING", "INFO"}
        assert set(one["location"]) == {"path", "range"}
        assert set(one["code"]) <= {"value", "url"}
        for suggestion in one.get("suggestions", ()):
            assert set(suggestion) == {"range", "text"}


def test_markdown_ends_at_the_end_of_a_section() -> None:
    files = [(f"map-{number:02}.yaml", Level.WARNING) for number in range(29)] + [("worst.yaml", Level.ERROR)]
    many = [finding("any", level, FILE_START, "x" * 500, path=path, key=str(row)) for path, level in files for row in range(100)]
    text = told(many, "markdown")
    assert 900_000 < len(text.encode()) <= 1_000_000
    shown = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert shown[0] == "worst.yaml"
    *_, last = text.rstrip("\n").split("\n")
    left = 3_000 - text.count("| any |")
    assert last == f"{left} findings in {30 - len(shown)} files left out here: a summary holds 1,000,000 bytes at most."
    assert text.count("| any |") == 100 * len(shown)


def test_markdown_never_passes_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymap.report.formats.markdown._MOST_BYTES", 3_000)
    for length in range(1, 400, 3):
        many = [finding("any", Level.ERROR, FILE_START, "退" * length, path=f"{number}.yaml") for number in range(60)]
        assert len(told(many, "markdown").encode()) <= 3_000


def test_markdown_parts_one_file_with_very_many_findings() -> None:
    many = [finding("any", Level.ERROR, FILE_START, "x" * 5_000, key=str(row)) for row in range(400)]
    text = told(many, "markdown")
    assert 800_000 < len(text.encode()) <= 1_000_000
    assert "### map.yaml\n" in text
    assert "### map.yaml (continued)\n" in text
    assert f"{400 - text.count('| any |')} findings in 1 file left out here" in text


@each_scenario
def test_jsonl_has_the_diagnostics_of_json(scenario: Scenario) -> None:
    lines = [json.loads(line) for line in scenario.tell("jsonl").split("\n")[:-1]]
    assert lines == json.loads(scenario.tell("json"))["diagnostics"]


@cache
def lint_json_validator() -> Any:
    schema = json.loads(assets.text("schemas/lint-json.json"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "tests/cases/schema", "tests/cases/link", "tests/cases/syntax"),
        ("lint", "tests/cases/ok", "examples", "--preset", "strict", "--today", "2026-11-21"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_schema_of_json_takes_what_is_written(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    document = json.loads(run(*arguments, "--format", "json").out)
    lint_json_validator().validate(document)
    assert len(document["diagnostics"]) > 20


@each_scenario
def test_the_schema_of_json_takes_every_scenario(scenario: Scenario) -> None:
    lint_json_validator().validate(json.loads(scenario.tell("json")))


def _objects(value: Any) -> list[dict[str, Any]]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    below = [one for part in parts for one in _objects(part)]
    return [value, *below] if isinstance(value, dict) else below


def test_the_schema_of_json_refuses_what_is_more_or_less() -> None:
    (usual,) = (scenario for scenario in SCENARIOS if scenario.name == "usual")
    document = json.loads(usual.tell("json"))
    for one in _objects(document):
        one["more"] = 1
        assert not lint_json_validator().is_valid(document)
        del one["more"]
        for key, kept in list(one.items()):
            del one[key]
            assert not lint_json_validator().is_valid(document), key
            one[key] = {"of another": "shape"}
            assert not lint_json_validator().is_valid(document), key
            one[key] = kept
    lint_json_validator().validate(document)


def test_the_span_of_a_missing_key_is_marked_on_a_line_that_hosts_have() -> None:
    diagnostic = finding("any", Level.ERROR, Span.at(13, 1), "x")
    assert "line=12,endLine=12" in told([diagnostic], "github")
    assert json.loads(told([diagnostic], "jsonl"))["span"]["start"] == {"line": 13, "column": 1}
    inside = finding("any", Level.ERROR, span_of(MAP, "portl"), "x")
    assert "line=9,endLine=9,col=23,endColumn=28" in told([inside], "github")


def test_a_place_in_a_file_without_text_runs_forwards() -> None:
    turned = finding("any", Level.ERROR, Span(4, 7, 2, 3), "x", path="gone.yaml")
    assert "line=4,endLine=4,col=7,endColumn=7" in told([turned], "github")
    kept = finding("any", Level.ERROR, Span(4, 7, 5, 3), "x", path="gone.yaml")
    (result,) = sarif_run(told([kept], "sarif"))["results"]
    region = {"startLine": 4, "startColumn": 7, "endLine": 5, "endColumn": 3}
    assert result["locations"][0]["physicalLocation"]["region"] == region
