"""docs/reference.md: every object and key of the format, written from the model; `--accept` writes it again."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, get_args, get_origin

from doc_pages import check_part
from running import ROOT

from journeymap.model import JourneyMap, Library, Node
from journeymap.model import values as kinds
from journeymap.schema import json_schema
from journeymap.schema._parts import parts, refers_to

PAGE = ROOT / "docs" / "reference.md"
PART = re.compile(r"(?<=--accept -->\n).*(?=<!-- /objects -->)", re.DOTALL)
WORDS = {
    kinds.Text: "text",
    kinds.LongText: "long text",
    kinds.PlainId: "id",
    kinds.Number: "number",
    kinds.Share: "share: `0.2` or `20%`",
    kinds.Count: "whole number",
    kinds.Boolean: "`true` or `false`",
    kinds.Duration: "duration: `20m`, `1h30m`, `2w`",
    kinds.Date: "date: `2026-09-30`, `2026-09`, `2026`",
    kinds.Reasoned: "`true`, or why",
    kinds.Waiting: "duration, `true`, or why",
    kinds.ReviewEvery: f"{', '.join(f'`{one}`' for one in kinds.REVIEW_PERIODS)}, or `N days`",
    kinds.Language: "BCP 47 tag",
}
BY_READER = {id(get_args(kind)[1]): word for kind, word in WORDS.items()}
NAMES = {"stop": "action, a stage or a cell"}


def objects() -> list[type[Node]]:
    """Every class of object that a file can hold, each after one that holds it."""
    found: list[type[Node]] = [JourneyMap, Library]
    for model in found:
        found.extend(dict.fromkeys(part.model for part in parts(model).values() if part.model not in found))
    return found


def heading(model: type[Node]) -> str:
    return model.kind.replace("-", " ")


def link(model: type[Node]) -> str:
    return f"[{heading(model)}](#{heading(model).replace(' ', '-')})"


def written(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """What stands under a key, in words."""
    for one in metadata:
        if id(one) in BY_READER:
            return BY_READER[id(one)]
    inner = get_args(annotation)
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{one}`" for one in inner) if len(inner) < 3 else ", ".join(f"`{one}`" for one in inner)
    if hasattr(annotation, "__metadata__"):
        return written(inner[0], annotation.__metadata__)
    if get_origin(annotation) is tuple:
        return f"one or a list: {written(inner[0])}"
    if get_origin(annotation) is dict:
        return f"names of your own, each with: {written(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return link(annotation)
    choices = [one for one in inner if one is not type(None)]
    assert choices, annotation
    return " or ".join(map(written, choices))


def kind_of(model: type[Node], key: str) -> str:
    field = model.model_fields[model.keys()[key]]
    if model.keys()[key] == "journeymap":
        return "`1`"
    referred = refers_to(model, key)
    if referred is not None:
        return f"one or a list: id or text of {NAMES.get(referred, referred.replace('-', ' '))}"
    if key in parts(model) and parts(model)[key].shape == "readings":
        return (
            f"one or a list: {link(parts(model)[key].model)}; or names of metrics, each with its value or with what a metric has"
        )
    return written(field.annotation, tuple(field.metadata))


@cache
def definitions() -> dict[str, Any]:
    return json_schema()["definitions"]


def as_object(model: type[Node]) -> dict[str, Any]:
    definition = definitions()[model.__name__]
    return next((one for one in definition.get("anyOf", ()) if one.get("type") == "object"), definition)


def required(model: type[Node]) -> list[str]:
    return as_object(model).get("required", [])


def row(model: type[Node], key: str) -> str:
    field = model.model_fields[model.keys()[key]]
    if key in required(model):
        default = "required"
    else:
        default = f"`{field.default:g}`" if isinstance(field.default, float | int) else ""
        default = f"`{field.default}`" if isinstance(field.default, str) else default
    said = field.description or ""
    if field.examples:
        said += f" Such as {', '.join(f'`{one}`' for one in field.examples)}."
    return f"| `{key}` | {kind_of(model, key)} | {default} | {said} |"


def section(model: type[Node]) -> str:
    alone = f" The text alone stands for `{model.main}`." if model.shorthand else ""
    rows = [row(model, key) for key in model.keys()]  # noqa: SIM118 -- a class with a method of this name
    head = f"## {heading(model)}\n\n{(model.__doc__ or '').split(chr(10))[0]}{alone}\n\n| key | value | default | says |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def reference() -> str:
    return "\n" + "\n".join(map(section, objects())) + "\n"


def test_the_reference_is_what_the_model_says(accept: bool) -> None:
    check_part(PAGE, PART, reference(), accept=accept)


def test_every_key_of_the_schema_stands_in_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}

    assert set(definitions()) - {"Reading"} == {model.__name__ for model in objects()}
    for model in objects():
        named = re.findall(r"^\| `(\w+)` \|", sections[heading(model)], re.MULTILINE)
        assert named == list(as_object(model)["properties"])


def test_every_key_says_what_it_is() -> None:
    for line in reference().splitlines():
        if line.startswith("| `"):
            assert line.rstrip(" |").endswith(".")
