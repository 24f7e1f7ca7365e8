"""A map as one HTML file: a real table, no script, nothing from elsewhere, made for screens, phones, paper and ears.

Filters and colours are radio buttons that the style sheet looks at. Ids of ours begin with `_`, which no anchor does.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from journeymap import escape
from journeymap.render import fonts, icons, measure, templating
from journeymap.render.board.types import ActionItem, EmotionItem, MetricItem, PainItem
from journeymap.render.drawing import Drawing, Target
from journeymap.render.moves import forks
from journeymap.render.page import Page
from journeymap.render.plot import plot
from journeymap.render.scene import blueprint_view
from journeymap.render.sheets import backlog_values, persona_values
from journeymap.render.spark import spark
from journeymap.render.svg import write_svg
from journeymap.render.theme import Theme, theme

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, Item, Row
    from journeymap.render.scene.shapes import Scene
    from journeymap.render.theme import Script

WHOLE = "all"
"""The page of every view, each a section of it: what is drawn where none is asked for."""

_LINES = {
    frozenset({"actions", "frontstage"}): ("cut", "line-interaction"),
    frozenset({"frontstage", "backstage"}): ("cut2", "line-visibility"),
    frozenset({"backstage", "support"}): ("cut3", "line-internal"),
}
"""What separates two lanes of a blueprint that follow one another: class and label."""

_PAGE, _COLUMN, _ZOOM = 1527, 190, 0.78
"""For print, in CSS pixels: the width of A3 without margins, the least of a column; the usual zoom."""

_RAIL, _RAIL_ROOM = (152, 240), 56
"""The least and the most of the lanes' names in CSS pixels, and what their icon and padding take."""


@dataclass(frozen=True, slots=True)
class _Lane:
    """A row with its icon, and the line of a blueprint above it."""

    lane: Row
    icon: str
    line: str
    line_label: str


def _render(board: Board, drawing: Drawing) -> str:
    """Write the body first: only then it is known which icons and fonts it needs."""
    sections = _sections(board, drawing.view)
    page = Page(board, frozenset(sections), drawing.links)
    values = {**page.values(), **_more(board, drawing, sections)}
    body = templating.render("html", "html/body.html.j2", values, drawing.templates)
    head = {
        "body": Markup(body),  # noqa: S704 -- the template has escaped it
        "used": page.used(),
        "family": Markup(_family(board, body, theme(drawing.theme))),  # noqa: S704 -- families of ours
        "faces": Markup(fonts.faces(_faces(board, body))),  # noqa: S704 -- rules of ours
    }
    return templating.render("html", "html/map.html.j2", {**values, **head}, drawing.templates).rstrip("\n") + "\n"


def _sections(board: Board, view: str) -> tuple[str, ...]:
    """What the page shows, in order. The table stands with the blueprint, whose picture it tells in full."""
    whole = ["map", "blueprint"]
    if board.blueprint is None:
        whole.remove("blueprint")
    elif view == "blueprint" or board.kind == board.labels["type-service-blueprint"]:
        whole.reverse()
    if view == WHOLE:
        found = board.backlog
        there = {
            "flow": len(board.flow.nodes) > 1,
            "backlog": bool(found.pains or found.solutions or found.resources or found.opportunities),
            "personas": bool(board.personas),
            "evidence": bool(board.evidence),
        }
        return (*whole, *(name for name, present in there.items() if present))
    chosen = {"blueprint": tuple(whole), "map": ("map",)}.get(view, (view,))
    return (*chosen, "evidence") if view in ("map", "blueprint", "backlog") and board.evidence else chosen


def _more(board: Board, drawing: Drawing, sections: tuple[str, ...]) -> dict[str, object]:
    """What the templates loop over."""
    look = theme(drawing.theme)
    light, dark = _pair(look)
    rail = _rail(board)
    return {
        "board": board,
        "labels": board.labels,
        "rows": _lanes(board),
        "about": any(column.closer or column.description for column in board.columns),
        "owners": any(column.owner for column in board.columns),
        "view": drawing.view,
        "sections": sections,
        "headings": {"evidence": board.labels["evidence"], **{name: board.labels[f"view-{name}"] for name in TARGET.views}},
        "plot": plot(board) if "map" in sections else None,
        "sparks": [spark(board, card) for card in board.personas] if "personas" in sections else [],
        **backlog_values(board),
        **persona_values(board),
        "forks": forks(board.flow),
        "legend": _legend(board),
        "blueprint": _picture(blueprint_view.layout(board, framed=False), "_b-") if "blueprint" in sections else "",
        "flow": _flow(board, drawing) if "flow" in sections else "",
        "colors": [(token, light[token], dark[token]) for token in light.colours],
        "theme": "dark" if look is dark else "auto",
        "schemes": ("light", "dark") if light is not dark else ("dark" if look.is_dark else "light",),
        "logo": _logo(look),
        "zoom": f"{min(_ZOOM, _PAGE / (rail + _COLUMN * len(board.columns))):.2f}",
        "rail": rail,
        "view_icons": icons.VIEWS,
        "pain_icons": icons.PAINS,
        "solution_icons": icons.SOLUTIONS,
    }


def _flow(board: Board, drawing: Drawing) -> Markup:
    from journeymap.render.scene import flow_view  # here: it brings Graphviz

    scene = flow_view.layout(board, drawing.engine, framed=False)
    if scene.warning:
        drawing.warn(scene.warning)
    return _picture(scene, "_f-")


def _picture(scene: Scene, prefix: str) -> Markup:
    """A picture in the page's own colours, without the head and foot that the page has, too."""
    colours = Theme("page", {token: f"var(--{token})" for token in theme().colours})
    return Markup(write_svg(scene, colours, fonts=False, prefix=prefix))  # noqa: S704 -- the writer escapes


def _pair(look: Theme) -> tuple[Theme, Theme]:
    """The colours by day and by night: light and dark belong together, every other theme stands alone."""
    light, dark = theme("light"), theme("dark")
    return (light, dark) if look in (light, dark) else (look, look)


def _logo(look: Theme) -> str | None:
    """The logo as an address that holds it."""
    logo = look.logo
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.content).decode('ascii')}" if logo is not None else None


def _rail(board: Board) -> int:
    """Wide enough for the longest word of a lane's name, so that none is broken."""
    words = [word for row in board.rows for word in escape.plain(row.label).split()]
    longest = max((measure.reserved(word, 14, 600) for word in words), default=0)
    return min(_RAIL[1], max(_RAIL[0], int(longest) + _RAIL_ROOM))


def _lanes(board: Board) -> list[_Lane]:
    found = [_Lane(row, icons.for_lane(row.key), "", "") for row in board.rows[:1]]
    for before, row in pairwise(board.rows):
        line, label = _LINES.get(frozenset({before.key, row.key}), ("", ""))
        found.append(_Lane(row, icons.for_lane(row.key), line, board.labels[label] if label else ""))
    return found


def _legend(board: Board) -> frozenset[str]:
    """The marks on the page that need explaining."""
    items: list[Item] = [item for row in board.rows for cell in row.cells for item in cell]
    marks = {
        "emotion": any(isinstance(item, EmotionItem) and item.tone for item in items),
        "truth": any(isinstance(item, ActionItem) and item.moment_of_truth for item in items),
        "severity": any(isinstance(item, PainItem) and item.severity for item in items),
        "bar": any(isinstance(item, MetricItem) and item.fraction is not None for item in items),
    }
    return frozenset(name for name, present in marks.items() if present)


def _family(board: Board, body: str, look: Theme) -> str:
    script = fonts.script_of(board.language, board.direction)
    names = fonts.family(script, board.language, look.fonts)
    return names.replace("Inter,", "Inter,Vazirmatn,", 1) if script == "latin" and measure.has_arabic(body) else names


def _faces(board: Board, body: str) -> list[tuple[Script, int]]:
    """The fonts to embed: that of the map's script, and the other where a text in a map in Latin letters needs it."""
    script = fonts.script_of(board.language, board.direction)
    scripts: set[Script] = {script}
    if script == "latin" and measure.has_arabic(body):
        scripts.add("arabic")
    return [(one, weight) for one in scripts for weight in (400, 600)]


TARGET = Target(
    suffix=".html",
    media_type="text/html",
    views=("map", "blueprint", "flow", "backlog", "personas"),
    render=_render,
    templated=True,
    usual=WHOLE,
)
