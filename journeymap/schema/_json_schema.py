"""The format as JSON Schema (draft-07), made from the model, for editors that complete and check while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from journeymap.model import JourneyMap, Library
from journeymap.model.journey_map import LANES
from journeymap.model.values import ANY_TEXT
from journeymap.schema._parts import parts

if TYPE_CHECKING:
    from journeymap.model import Node

Schema = dict[str, Any]

_DIALECT = "http://json-schema.org/draft-07/schema#"
_FLOWS = ("Stage", "Action")


def json_schema() -> Schema:
    """The schema of a file: a library where there is `library`, else a map."""
    _, made = models_json_schema([(JourneyMap, "validation"), (Library, "validation")], ref_template="#/definitions/{model}")
    definitions: dict[str, Schema] = {model.__name__: made["$defs"][model.__name__] for model in _models()}
    for model in _models():
        _tidy(model, _object(definitions[model.__name__]))
    definitions["Reading"] = _reading(_object(definitions["Metric"]))
    for name in _FLOWS:
        properties = _object(definitions[name])["properties"]
        properties["metrics"] = {"description": properties["metrics"]["description"], **_METRICS}
    whole = definitions["JourneyMap"]
    whole["required"] = [*whole["required"], "stages"]
    stages = whole["properties"]["stages"]
    stages["anyOf"] = [
        {**one, "minItems": 1} if one.get("type") == "array" else one for one in stages["anyOf"] if one.get("type") != "null"
    ]
    lane: Schema = {"anyOf": [{"enum": list(LANES)}, ANY_TEXT]}
    whole["properties"]["lanes"]["anyOf"] = [lane, {"type": "array", "items": lane}, {"type": "null"}]
    return {
        "$schema": _DIALECT,
        "title": "Customer journey map, format version 1",
        "description": "A map, or a library of declarations that several maps share.",
        "type": "object",
        "if": {"required": ["library"]},
        "then": {"$ref": "#/definitions/Library"},
        "else": {"$ref": "#/definitions/JourneyMap"},
        "definitions": definitions,
    }


_METRICS: Schema = {
    "anyOf": [
        {"$ref": "#/definitions/Metric"},
        {"type": "array", "items": {"$ref": "#/definitions/Metric"}},
        {
            "type": "object",
            "propertyNames": {"not": {"const": "name"}},
            "additionalProperties": {"$ref": "#/definitions/Reading"},
        },
        {"type": "null"},
    ]
}
"""`metrics` of a stage or an action: a metric, a list of them, or a mapping of metric to value or readings."""


def _models() -> list[type[Node]]:
    """Every class of object that a file can hold, each after one that holds it."""
    found: list[type[Node]] = [JourneyMap, Library]
    for model in found:
        found.extend(dict.fromkeys(part.model for part in parts(model).values() if part.model not in found))
    return found


def _object(definition: Schema) -> Schema:
    """The part of a definition that is about an object, where a text alone is allowed too."""
    return next((one for one in definition.get("anyOf", ()) if one.get("type") == "object"), definition)


def _reading(metric: Schema) -> Schema:
    """What stands after a metric's name: a number, or all of a metric but its name."""
    properties = {key: value for key, value in metric["properties"].items() if key != "name"}
    rest = {key: value for key, value in metric.items() if key not in ("required", "properties", "title", "description")}
    return {
        "description": "The value alone, or with what belongs to it.",
        "anyOf": [properties["value"], {**rest, "properties": properties}],
    }


def _tidy(model: type[Node], schema: Schema) -> None:
    """The keys of a class as editors should show them.

    No made-up titles, no empty defaults, no `$ref` with something beside it (draft-07 ignores that); and a key with
    nothing after it is allowed where the key is optional.
    """
    required = schema.get("required", ())
    for key, name in model.keys().items():
        field = model.model_fields[name]
        value = {
            one: what
            for one, what in schema["properties"][key].items()
            if one not in ("title", "default", "description", "examples")
        }
        about: Schema = {"description": field.description}
        if isinstance(field.default, str | float | int):
            about["default"] = field.default
        if field.examples:
            about["examples"] = field.examples
        schema["properties"][key] = about | (value if key in required else _or_nothing(value))


def _or_nothing(value: Schema) -> Schema:
    """A value that may be left empty."""
    if value.get("type") == "object" and isinstance(value.get("additionalProperties"), dict):
        value = {**value, "additionalProperties": {"anyOf": [value["additionalProperties"], {"type": "null"}]}}
    choices = [one for one in value.get("anyOf", [value]) if one.get("type") != "null"]
    kind = choices[0].get("type")
    if len(choices) == 1 and kind is not None and "enum" not in choices[0]:
        return {**choices[0], "type": [*(kind if isinstance(kind, list) else [kind]), "null"]}
    return {"anyOf": [*choices, {"type": "null"}]}
