"""A Board or a Scene as JSON, for tests, for comparing and for those who draw themselves (`--emit board`, `--emit scene`)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from journeymap import escape

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.scene.shapes import Scene


def to_json(subject: Board | Scene) -> str:
    """The whole of it, one field a line. Fields keep their order, mappings are sorted, numbers have two decimals at most."""
    return json.dumps(_value(subject), ensure_ascii=False, indent=2) + "\n"


def _value(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return number(value)
    if isinstance(value, (str, escape.MapText)):
        return escape.json(value)
    if isinstance(value, Mapping):
        return {escape.json(str(key)): _value(value[key]) for key in sorted(value)}
    if isinstance(value, (tuple, list)):
        return [_value(entry) for entry in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _value(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"type": type(value).__name__} | fields
    raise TypeError(f"nothing that a Board or a Scene holds: {type(value).__name__}")


def number(value: float) -> float | int:
    """A number with two decimals at most; whole numbers without a point, and no minus zero."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
