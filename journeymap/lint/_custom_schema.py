"""The JSON Schema of a custom rule's table, made from the subjects and their fields, for editors.

It offers what there is and refuses what can mean nothing; bounds that cross, patterns that nothing can run and two tables
of one name are told when the table is read.
"""

from __future__ import annotations

from typing import Any

from journeymap.config import LEVELS
from journeymap.lint._custom_fields import STAGE, SUBJECTS, Field, Sort, Subject, fields_of
from journeymap.lint._custom_reader import ASSERTIONS, KEYS, LARGEST
from journeymap.model.values import DURATION_SCHEMA

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "pattern": "\\S"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
_WITHOUT_TEXT = (Sort.NUMBER, Sort.DURATION, Sort.FLAG)
_BOUNDED: dict[Sort, Schema] = {
    Sort.NUMBER: _NUMBER,
    Sort.DURATION: DURATION_SCHEMA,
    Sort.WAIT: DURATION_SCHEMA,
    Sort.LIST: _COUNT,
    Sort.TEXT: _COUNT,
}
"""What bounds a field; the others have no size."""


def custom_schema() -> Schema:
    """The schema of one table: every key, and what its subject has."""
    anything = _closed({key: {} for key in KEYS})
    return {
        **anything,
        "properties": {
            **anything["properties"],
            "subject": {"description": "What the rule is about.", "enum": list(SUBJECTS)},
            "count": {"description": "How many of them a map must have.", **_closed({"min": _COUNT, "max": _COUNT})},
            "level": {"description": "How much a finding weighs.", "enum": list(LEVELS), "default": "warning"},
            "message": {"description": "Your sentence; what was found follows it.", "type": "string"},
            "help": {"description": "What to do.", "type": "string"},
        },
        "required": ["subject"],
        "anyOf": [{"required": [key]} for key in ASSERTIONS],
        "allOf": [
            {"if": {"properties": {"subject": {"const": name}}, "required": ["subject"]}, "then": {"properties": _about(subject)}}
            for name, subject in SUBJECTS.items()
        ],
    }


def _about(subject: Subject) -> Schema:
    """The keys that ask about fields."""
    fields = fields_of(subject)
    conditions = {name: _condition(field) for name, field in fields.items()}
    if subject.name != "persona":
        conditions[STAGE] = _some(_TEXT)
    bounds = _closed({name: _BOUNDED[field.sort] for name, field in fields.items() if field.sort in _BOUNDED})
    names: Schema = {"enum": list(fields)}
    return {
        "where": {"description": "Which of them; without it, all.", **_closed(conditions)},
        "required": {
            "description": "Fields that somebody has to write.",
            "anyOf": [names, {"type": "array", "items": names}],
        },
        "pattern": {
            "description": "What each text of a field has to match.",
            **_closed({name: {"type": "string"} for name, field in fields.items() if field.sort not in _WITHOUT_TEXT}),
        },
        "one-of": {
            "description": "The only values that a field may hold.",
            **_closed({name: _some(value) for name, field in fields.items() if (value := _value(field)) is not None}),
        },
        "min": {"description": "The least of a number, a duration, a list or a text.", **bounds},
        "max": {"description": "The most of a number, a duration, a list or a text.", **bounds},
    }


def _condition(field: Field) -> Schema:
    """A value, some values, true or false, or a pattern and bounds."""
    inner: Schema = {} if field.sort in _WITHOUT_TEXT else {"pattern": {"type": "string"}}
    if field.sort in _BOUNDED:
        inner |= {"min": _BOUNDED[field.sort], "max": _BOUNDED[field.sort]}
    value = _value(field)
    choices = [{"type": "boolean"}, *([_some(value)] if value is not None else [])]
    return {"anyOf": [*choices, {**_closed(inner), "minProperties": 1}] if inner else choices}


def _value(field: Field) -> Schema | None:
    """One value of a field; None where there is no writing one."""
    if field.sort is Sort.FLAG:
        return None
    if field.sort is Sort.CHOICE:
        return {"enum": list(field.choices)}
    # A date of TOML is no text; a JSON schema has no word for it.
    return {Sort.NUMBER: _NUMBER, Sort.DURATION: DURATION_SCHEMA, Sort.DATE: {}}.get(field.sort, _TEXT)


def _some(value: Schema) -> Schema:
    return {"anyOf": [value, {"type": "array", "minItems": 1, "items": value}]} if value else {}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}
