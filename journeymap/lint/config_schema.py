"""The JSON Schema of the configuration (draft-07), made from its keys and from the options of the rules, for editors."""

from __future__ import annotations

from typing import Any, get_type_hints

from journeymap import assets
from journeymap.config import KEYS, LEVELS, OFF, limit_names, most
from journeymap.limits import DEFAULT
from journeymap.lint import explain, settings
from journeymap.lint._custom_schema import custom_schema
from journeymap.lint.configured import LARGEST, least_of
from journeymap.lint.custom import LONGEST_NAME, NAME, taken
from journeymap.lint.rule import PRESETS

Schema = dict[str, Any]

_DIALECT = "http://json-schema.org/draft-07/schema#"
_TYPES: dict[type, Schema] = {
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    str: {"type": "string"},
}
_CUSTOM_NAME = {"type": "string", "minLength": 1}


def config_schema() -> Schema:
    """The schema of journeymap.toml, and of the table [tool.journeymap]."""
    return {
        "$schema": _DIALECT,
        "title": "Configuration of journeymap",
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {"description": key.about, **_of_kind(key.name, key.kind)} for key in KEYS},
    }


def _of_kind(name: str, kind: str) -> Schema:
    if name == "preset":
        return {"enum": list(PRESETS)}
    made: dict[str, Schema] = {
        "text": {"type": "string", "pattern": "\\S"},
        "theme": {"type": "string", "pattern": rf"^({'|'.join(assets.names('themes', '.toml'))}|.*\.toml)$"},
        "texts": {"type": "array", "items": _names()},
        "flag": {"type": "boolean"},
        "level": {"enum": list(LEVELS)},
        "custom": {
            "type": "object",
            "additionalProperties": custom_schema(),
            "propertyNames": {"pattern": f"^{NAME}$", "maxLength": LONGEST_NAME, "not": {"enum": list(taken())}},
        },
    }
    if kind in made:
        return made[kind]
    if kind == "limits":
        return _closed({name: _limit(field) for name, field in limit_names().items()})
    if kind == "per-file":
        return {
            "type": "object",
            "additionalProperties": {"type": "array", "items": _names()},
            "propertyNames": {"pattern": r"^[^!#]", "not": {"pattern": r"(^|/)\.\.(/|$)"}},
        }
    return {"type": "object", "properties": {name: _rule(name) for name in settings.names()}, "additionalProperties": _own_rule()}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _names() -> Schema:
    """Rules and families are offered; the name of a custom rule is any text."""
    families = dict.fromkeys(settings.family_of().values())
    return {"anyOf": [{"enum": [*settings.names(), *families]}, _CUSTOM_NAME]}


def _limit(field: str) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most(field), "default": getattr(DEFAULT, field)}


def _rule(name: str) -> Schema:
    """The table of a rule: its level and its own options."""
    one, options = explain.explanation(name), settings.load(name).options
    fields = get_type_hints(type(options)) if options is not None else {}
    properties: Schema = {"level": {"enum": [*LEVELS, OFF], "default": one.level}}
    for field, kind in fields.items():
        about = {"description": one.options[field], "default": one.defaults[field]}
        bounds = {"minimum": least_of(kind, one.defaults[field]), "maximum": LARGEST} if kind in (int, float) else {}
        properties[field.replace("_", "-")] = {**_TYPES[kind], **bounds, **about}
    return {"description": one.summary, **_closed(properties)}


def _own_rule() -> Schema:
    """The table of a custom rule, whose name no schema knows."""
    return _closed({"level": {"enum": [*LEVELS, OFF]}})
