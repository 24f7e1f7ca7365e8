"""What a picture may not do, found by measuring its Scene: texts past their boxes, things on top of each other, lines through cards."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import measure
from journeymap.render.scene.curve import sampled
from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.places import Rect
from journeymap.render.scene.shapes import Box, Circle, Gradient, Group, Path, Scene, Shape, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CARDS = {"pain-fill", "solution-fill", "bubble", "surface-2", "chip", "figure-fill", "moment-fill"}
"""What boxes that hold texts are filled with."""
_ROUNDING = 0.5


def flat(shapes: tuple[Shape, ...]) -> list[Shape]:
    """All shapes without their groups, in order."""
    return [one for shape in shapes for one in (flat(shape.shapes) if isinstance(shape, Group) else [shape])]


def lines(scene: Scene) -> list[TextLine]:
    return [shape for shape in flat(scene.shapes) if isinstance(shape, TextLine)]


def extent(line: TextLine) -> Rect:
    """What a line takes up by the table, reserve included; its own start stays where it is."""
    width = measure.reserved(escape.plain(line.text), line.size, line.weight)
    if line.anchor == "middle":
        left = line.x - width / 2
    else:
        left = line.x if (line.anchor == "start") == (line.direction == "ltr") else line.x - width
    return Rect(left, line.y - line.size * 0.75, width, line.size * 0.95)


def lane(scene: Scene, key: str) -> Group:
    return next(shape for shape in scene.shapes if isinstance(shape, Group) and shape.anchor == f"lane-{key}")


def lanes(scene: Scene) -> list[Group]:
    return [shape for shape in scene.shapes if isinstance(shape, Group) and shape.anchor.startswith("lane-")]


def column_rects(scene: Scene) -> list[Rect]:
    """The rail and the columns, from the lines between them."""
    edges = sorted({path.commands[0][1] for group in lanes(scene) for path in group.shapes if is_column_line(path)})
    ends = [MARGIN, *edges, scene.width - MARGIN]
    return [Rect(left, 0, right - left, scene.height) for left, right in itertools.pairwise(ends) if right > left]


def is_column_line(shape: Shape) -> bool:
    return isinstance(shape, Path) and shape.stroke == "grid"


def holds(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x <= rect.x + rect.width and rect.y <= y <= rect.y + rect.height


def shrunk(rect: Rect, by: float = 0.1) -> Rect:
    """Without the rounding at its edges."""
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def texts_past_their_box(scene: Scene) -> list[str]:
    """The box: the smallest card, pill or column that the middle of a line stands in."""
    columns = column_rects(scene)
    cards = [box_rect(box) for box in flat(scene.shapes) if isinstance(box, Box) and box.height > 15]
    page = Rect(0, 0, scene.width, scene.height)
    plot = {id(shape) for shape in plot_shapes(scene)}
    wide: list[str] = []
    in_lanes = {id(line) for group in lanes(scene) for line in flat(group.shapes)}
    for line in lines(scene):
        rect = extent(line)
        if len(measure.clusters(escape.plain(line.text))) == 1:
            continue
        x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
        around = [page, *cards, *(columns if id(line) in in_lanes and id(line) not in plot else [])]
        box = min((one for one in around if holds(one, x, y)), key=lambda one: one.width * one.height)
        if rect.x < box.x - _ROUNDING or rect.x + rect.width > box.x + box.width + _ROUNDING:
            wide.append(escape.plain(line.text))
    return wide


def plot_shapes(scene: Scene) -> list[Shape]:
    """What stands in the emotion plot, which may stand across the edge of two columns."""
    found = [group for group in lanes(scene) if group.anchor == "lane-emotion"]
    return [shape for group in found for shape in group.shapes if not isinstance(shape, Group)]


def texts_on_texts(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of lines that share some ground."""
    found = [(shrunk(extent(line)), escape.plain(line.text)) for line in lines(scene) if escape.plain(line.text).strip()]
    return [(a, b) for (_, a), (_, b) in _meeting(found)]


def _meeting(found: Sequence[tuple[Rect, str]]) -> Iterator[tuple[tuple[Rect, str], tuple[Rect, str]]]:
    """Pairs that meet, found from the top down."""
    open_ones: list[tuple[Rect, str]] = []
    for one in sorted(found, key=lambda entry: (entry[0].y, entry[0].x)):
        open_ones = [other for other in open_ones if other[0].y + other[0].height > one[0].y]
        yield from ((other, one) for other in open_ones if other[0].meets(one[0]))
        open_ones.append(one)


def box_rect(box: Box) -> Rect:
    return Rect(box.x, box.y, box.width, box.height)


def cards_on_cards(scene: Scene) -> list[tuple[str, str]]:
    """Cards, bubbles and pills that overlap without one being inside the other."""
    boxes = [box for box in flat(scene.shapes) if isinstance(box, Box) and box.fill in CARDS and box.height > 15]
    found = [(shrunk(box_rect(box)), f"{box.fill} at {box.x:.0f}, {box.y:.0f}") for box in boxes]
    return [(a, b) for (one, a), (other, b) in _meeting(found) if not (one.within(other) or other.within(one))]


def faces(scene: Scene) -> list[Rect]:
    """The faces at the points of the curves."""
    circles = [shape for shape in plot_shapes(scene) if isinstance(shape, Circle) and shape.fill == "bubble"]
    return [Rect(one.x - one.radius, one.y - one.radius, 2 * one.radius, 2 * one.radius) for one in circles]


def hits_in_the_plot(scene: Scene) -> list[str]:
    """Words, bubbles and pills that stand on a curve or a face."""
    found = [group for group in lanes(scene) if group.anchor == "lane-emotion"]
    shapes = flat(tuple(found))
    stood = [(shrunk(extent(shape)), escape.plain(shape.text)) for shape in plot_shapes(scene) if isinstance(shape, TextLine)]
    stood += [
        (shrunk(box_rect(box)), "bubble") for box in shapes if isinstance(box, Box) and box.fill in {"bubble", "moment-fill"}
    ]
    hit = [f"{name} on a face" for rect, name in stood for one in faces(scene) if rect.meets(one)]
    for path in shapes:
        if isinstance(path, Path) and isinstance(path.stroke, Gradient):
            commands = path.commands if path.commands[0][1] <= path.commands[-1][-2] else mirrored(path, scene.width)
            for x, top, bottom in sampled(commands, 3):
                at = x if commands is path.commands else scene.width - x
                hit += [f"{name} on a curve" for rect, name in stood if rect.meets(Rect(at, top, 0.1, max(0.1, bottom - top)))]
    return hit


def mirrored(path: Path, width: float) -> tuple[tuple[object, ...], ...]:
    """The curve as it runs from the left."""
    return tuple(
        (command[0], *(width - value if index % 2 == 0 else value for index, value in enumerate(command[1:])))
        for command in path.commands
    )


def links(scene: Scene) -> list[Path]:
    """The connectors from pain points to solutions."""
    found = [shape for shape in scene.shapes if isinstance(shape, Group) and shape.anchor == "links"]
    return [path for group in found for path in group.shapes if isinstance(path, Path) and path.arrow]


def links_through_things(scene: Scene) -> list[str]:
    """Connectors that run through a card or a text."""
    cards = [box for box in flat(scene.shapes) if isinstance(box, Box) and box.fill in CARDS and box.height > 15]
    stood = [(shrunk(box_rect(box), 1), f"{box.fill} at {box.x:.0f}, {box.y:.0f}") for box in cards]
    stood += [(shrunk(extent(line)), escape.plain(line.text)) for line in lines(scene)]
    hit: list[str] = []
    for path in links(scene):
        points = [command[-2:] for command in path.commands]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            way = Rect(min(x0, x1), min(y0, y1), abs(x1 - x0) + 0.01, abs(y1 - y0) + 0.01)
            hit += [name for rect, name in stood if rect.meets(way)]
    return hit


def faults(scene: Scene) -> dict[str, list[object]]:
    """Everything that is wrong with a map's picture, by what it is."""
    found = {
        "texts past their box": texts_past_their_box(scene),
        "texts on texts": texts_on_texts(scene),
        "cards on cards": cards_on_cards(scene),
        "hits in the plot": hits_in_the_plot(scene),
        "links through things": links_through_things(scene),
    }
    return {name: list(ones[:5]) for name, ones in found.items() if ones}
