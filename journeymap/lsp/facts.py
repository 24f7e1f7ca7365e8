"""What there is to know about a thing, a key or a rule, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journeymap import escape, schema
from journeymap.errors import UsageError
from journeymap.journey.names import KNOWN_METRICS
from journeymap.lint import explain
from journeymap.model import Mark, Node, PartialDate, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journeymap.journey import Journey
    from journeymap.lint.explain import Explanation

_MOST = 12
"""How many facts of a thing are told."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def of_thing(journey: Journey, node: Node, path: str) -> str:
    """A persona, a touchpoint, an action: what it is called, where it comes from, and what is written about it."""
    origin = journey.origin(node)
    where = f", from {escape.markdown(origin.path)}" if origin.path != path else ""
    lines = [
        f"**{escape.markdown(node.text_of or journey.id_of(node))}** ({node.kind}, {escape.markdown(journey.id_of(node))}{where})"
    ]
    if node.description:
        lines += ["", escape.markdown(node.description)]
    told = [f"- {escape.markdown(name)}: {value}" for name, value in _facts(node)]
    if told:
        lines += ["", *told[:_MOST]]
    uses = len(journey.uses(node))
    if uses:
        lines += ["", f"Used {'once' if uses == 1 else f'{uses:,} times'} in this map."]
    known = KNOWN_METRICS.get(slug(node.text_of)) if node.kind == "metric" else None
    if known:
        lines += ["", "A metric that is known: " + ", ".join(f"{key} {_value(value)}" for key, value in known.items()) + "."]
    return "\n".join(lines)


def _facts(node: Node) -> Iterator[tuple[str, str]]:
    for key, name in type(node).keys().items():
        value = getattr(node, name)
        if name in ("id", "description", node.main) or name not in node.model_fields_set or value in (None, (), {}):
            continue
        told = _value(value)
        if told:
            yield key.replace("_", " "), told


def _value(value: Any) -> str:
    """A value on one line; empty for objects, which have lines of their own."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, str):
        return escape.markdown(value)
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Mark):
        return escape.markdown(value.reason) or "yes"
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return ", ".join(map(escape.markdown, value))
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return ", ".join(f"{escape.markdown(key)} {escape.markdown(one)}" for key, one in value.items())
    return ""


def of_key(model: type[Node], key: str) -> str:
    """A key of the format, with what the model says about it."""
    field = model.model_fields[model.keys()[key]]
    kind = model.kind.replace("-", " ") if hasattr(model, "kind") else "object"
    lines = [f"**{key}** of a {kind}", "", field.description or ""]
    choices = schema.choices(model, key)
    if choices:
        lines += ["", "One of " + ", ".join(f"`{one}`" for one in choices) + "."]
    kind_named = schema.refers_to(model, key)
    if kind_named is not None:
        spoken = "an action, a stage or a cell" if kind_named == "stop" else f"a declared {kind_named}"
        lines += ["", f"Names {spoken}, by id or by text."]
    if field.examples:
        lines += ["", "For example: " + ", ".join(f"`{one}`" for one in field.examples) + "."]
    if isinstance(field.default, str | float | int) and not isinstance(field.default, bool):
        lines += ["", f"If left out: `{field.default}`."]
    if field.is_required():
        lines += ["", "Required."]
    return "\n".join(lines)


def summary_of_key(model: type[Node], key: str) -> str:
    """The description of a key alone."""
    return model.model_fields[model.keys()[key]].description or ""


def of_rule(name: str, custom: Mapping[str, Explanation]) -> str | None:
    """What a rule says about itself; None for what nothing explains."""
    try:
        one = custom.get(name) or explain.explanation(name)
    except UsageError:
        return None
    summary, why = one.summary, one.why.strip()
    if name in custom:
        name, summary, why = escape.markdown(name), escape.markdown(summary), escape.markdown(why)
    lines = [f"**{name}** ({one.level})", "", summary]
    if why:
        lines += ["", why]
    if one.good:
        lines += ["", "As it should be:", "", f"```yaml\n{one.good}```"]
    return "\n".join(lines)
