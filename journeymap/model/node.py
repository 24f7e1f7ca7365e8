"""What every object of the format shares: an id, a description, and a main text that may stand alone."""

from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from journeymap.model.values import ANY_TEXT, LongText, PlainId

# What a model is made of, by its slots: the class is frozen, and `object.__setattr__` looks each of them up again.
_give_fields, _give_written, _give_extra, _give_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


class Node(BaseModel):
    """An object of a map. `kind` names it in ids, messages and anchors; `main` is the field that its shorthand fills."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    kind: ClassVar[str]
    main: ClassVar[str]

    id: Annotated[
        PlainId | None, Field(description="Name for references, diffs and links; default: made from the main text.")
    ] = None
    description: Annotated[LongText | None, Field(description="Whatever is longer than the main text. Line breaks are kept.")] = (
        None
    )

    @property
    def text_of(self) -> str:
        """The main text; empty where an object may go without one."""
        text = self.__dict__.get(self.main)
        return text if isinstance(text, str) else ""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        """Grow a plain text into an object; forget keys with nothing after them."""
        if isinstance(value, str) and cls.shorthand:
            return cls.from_text(value)
        if not isinstance(value, dict):
            raise PydanticCustomError("empty_entry" if value is None else "object_expected", "an object expected")
        if any(entry is None or entry == "" for entry in value.values()):
            known = cls.keys()
            return {key: entry for key, entry in value.items() if not (entry is None or entry == "") or key not in known}
        return value

    @classmethod
    def keys(cls) -> dict[str, str]:
        """Each key as it is written in a file, with the field that holds it."""
        return _keys(cls)

    def fill(self, fields: dict[str, Any], written: set[str]) -> None:
        """Give a new object the values of all its fields, which must be right; `written` are those that are no defaults.

        What `model_construct` does besides (defaults, other names, extras) takes ten times as long.
        """
        _give_fields(self, fields)
        _give_written(self, written)
        _give_extra(self, None)
        _give_private(self, None)

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """What a text alone means."""
        if not text.strip():
            raise PydanticCustomError("empty_entry", "empty entry")
        return {cls.main: text}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An object, or its main text alone."""
        return {"anyOf": [ANY_TEXT, handler(schema)]} if cls.shorthand else handler(schema)

    shorthand: ClassVar[bool] = True
    """Whether the main text may stand alone."""


@cache
def _keys(model: type[Node]) -> dict[str, str]:
    return {field.alias or name: name for name, field in model.model_fields.items()}
