"""Templates: one Jinja environment a sink, over `templates/`. `own_templates` adds files and bounds for a folder of one's own.

Templates are data: the sandbox keeps them from Python's insides, and there is no global, no extension and no filter but
those below. What they print is escaped by the environment and not by them. In HTML that is Jinja's autoescaping, which
`MapText` answers; in Markdown a finalizer puts every value through `escape.markdown` unless it is `Ours`. Macros do not
work in Markdown: what they return would be escaped once more. Templates there include one another instead.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from markupsafe import escape as escape_html

from journeymap import assets, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from journeymap.render.own_templates import OwnEnvironment

Sink = Literal["html", "markdown"]
Sandbox = TypeVar("Sandbox", bound=ImmutableSandboxedEnvironment)

_FILTERS = ("length", "first", "last", "batch", "selectattr", "rejectattr", "default", "reverse")
_PLACE = re.compile(r"\{(\w+)\}")
"""A place to fill in. `str.format` would also follow attributes, and a template may bring its own label."""


class Ours(str):
    """Markdown of our own making: the Markdown sink prints it as it stands. Never made from text of a map."""

    __slots__ = ()


def markdown(value: object) -> Ours:
    """What the Markdown sink prints for a value: what is `Ours` as it stands, everything else escaped."""
    if value is None:
        raise TypeError("a template printed a value that is not there")
    if isinstance(value, Ours):
        return value
    return Ours(escape.markdown(value if isinstance(value, (str, escape.MapText)) else str(value)))


def render(sink: Sink, name: str, values: Mapping[str, object], folder: Path | None = None) -> str:
    """The template `name` (relative to `templates/`), filled in for one sink; files in `folder` come before ours."""
    if folder is None:
        return _environment(sink).get_template(name).render(values)
    from journeymap.render import own_templates  # here: few runs bring their own

    own_templates.check(folder, sink)
    return own_templates.render(_own_environment(sink, folder), folder, name, dict(values))


@cache
def _environment(sink: Sink) -> ImmutableSandboxedEnvironment:
    loader = FileSystemLoader(assets.templates(), encoding="utf-8")
    return _limited(ImmutableSandboxedEnvironment(loader=loader, **_options(sink), auto_reload=False), sink)


@cache
def _own_environment(sink: Sink, folder: Path) -> OwnEnvironment:
    from journeymap.render import own_templates

    environment = _limited(
        own_templates.OwnEnvironment(loader=own_templates.loader(folder), **_options(sink), auto_reload=True), sink
    )
    environment.filters["batch"] = own_templates.batch
    return environment


def _options(sink: Sink) -> dict[str, Any]:
    return {
        "autoescape": sink == "html",
        "finalize": _html if sink == "html" else markdown,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }


def _limited(environment: Sandbox, sink: Sink) -> Sandbox:
    """Leave nothing but the few filters that templates need."""
    environment.globals.clear()
    own: dict[str, Callable[..., object]] = {"compact": _compact, "fill": _fill_html if sink == "html" else _fill_markdown}
    environment.filters = {**{key: FILTERS[key] for key in _FILTERS}, **own}
    return environment


def _html(value: object) -> object:
    """Everything is escaped, text of ours too; a missing value is a mistake of the template and not the word `None`."""
    if value is None:
        raise TypeError("a template printed a value that is not there")
    return escape.html(value) if type(value) is str else value


def _fill_html(label: str, **values: object) -> Markup:
    """A label of ours with its placeholders filled in; the values are escaped, markup of ours stays."""
    return Markup(_PLACE.sub(lambda match: escape_html(values[match[1]]), escape.html(label)))  # noqa: S704 -- both are escaped


def _fill_markdown(label: str, **values: object) -> Ours:
    """A label of ours with its placeholders filled in; the values are escaped unless they are ours."""
    return Ours(_PLACE.sub(lambda match: markdown(values[match[1]]), label))


def _compact(text: str) -> Markup:
    """A style sheet of ours without comments and the blanks it can do without. For `{% filter %}` around its includes."""
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return Markup(re.sub(r" ?([{};,>]) ?", r"\1", text).replace(": ", ":").strip())  # noqa: S704 -- our own files
