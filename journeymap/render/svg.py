"""A Scene as an SVG file that works wherever SVG does: browsers, PowerPoint, Inkscape, LibreOffice, resvg, librsvg.

So: presentation attributes and no style sheet but fonts and direction, one `<text>` a line, no `foreignObject`, script,
link or anything from elsewhere. Right-to-left lines are anchored at their right end twice, once for those who know
`direction` and once for those who do not.
"""

from __future__ import annotations

import base64
import math
import re
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import fonts as font_files
from journeymap.render import icons
from journeymap.render.scene.shapes import Box, Circle, Gradient, Group, Icon, Image, Path, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.render.scene.shapes import Command, Paint, Scene, Shape
    from journeymap.render.theme import Script, Theme

# Engines that know no `direction` ignore a rule in an at-rule, too; the others follow it and not the attributes.
_DIRECTION = "@media all{.ra{direction:rtl;text-anchor:start}.rc{direction:rtl}}"
_EMBED, _END, _ISOLATE, _END_ISOLATE = "\u202b", "\u202c", "\u2066", "\u2069"
_EMBED_LTR = "\u202a"
_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MIXES = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9]")
# In a right-to-left line "+6" would show its sign on the other side, and "12%" would do so after a letter only; Arabic, which
# writes a sign there, says so with a mark.
_SIGNED = re.compile(r"(?<![\w\u200f])(?:[+\-\u2212±]\s?\d[\d.,\u066b\u066c]*[%\u066a]?|\d[\d.,\u066b\u066c]*[%\u066a])")


FACE_HEIGHT = 0.25
"""How far down a tall picture the part lies that a circle shows: 0 is its top, 1 its bottom."""
_LOGO_HEIGHT, _LOGO_WIDTH, _LOGO_MARGIN = 40, 280, 28
_LOGO_BAND = _LOGO_HEIGHT + _LOGO_MARGIN
"""The room below the drawing that a logo takes."""

_REGULAR = 400
"""The weight that SVG takes if nothing is said."""


def write_svg(scene: Scene, theme: Theme, *, fonts: bool = True, prefix: str = "") -> str:
    """The file. `fonts` embeds the subsets it needs; `prefix` keeps ids apart where several pictures stand in one page."""
    return _Writer(scene, theme, prefix).write(fonts=fonts)


class _Writer:
    """One file in the making."""

    def __init__(self, scene: Scene, theme: Theme, prefix: str) -> None:
        self._scene = scene
        self._theme = theme
        self._prefix = prefix
        self._script = font_files.script_of(scene.language, scene.direction)
        self._gradients: dict[Gradient, str] = {}
        self._clips = 0
        self._used: set[tuple[Script, int]] = set()
        self._rtl = False

    def write(self, *, fonts: bool) -> str:
        """Put the parts together; what the shapes use is known only once they are written."""
        scene = self._scene
        body = [line for shape in scene.shapes for line in self._shape(shape)]
        logo, height = self._logo(), scene.height + (_LOGO_BAND if self._theme.logo else 0)
        size = f'width="{number(scene.width)}" height="{number(height)}"'
        style = (font_files.faces(self._used) if fonts else "") + (_DIRECTION if self._rtl else "")
        language = escape.xml(scene.language)
        prefix = self._prefix
        view = f'viewBox="0 0 {number(scene.width)} {number(height)}" {size}'
        told = f'role="img" aria-labelledby="{prefix}title {prefix}desc" lang="{language}" xml:lang="{language}"'
        family = font_files.family(self._script, scene.language, self._theme.fonts)
        head = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {view} {told} font-family="{family}">',
            f'<title id="{prefix}title">{escape.xml(scene.title)}</title>',
            f'<desc id="{prefix}desc">{escape.xml(scene.description)}</desc>',
        ]
        if style:
            head.append(f"<style>{style}</style>")
        if self._gradients:
            head.append(f"<defs>{''.join(self._gradient(gradient, name) for gradient, name in self._gradients.items())}</defs>")
        head.append(f'<rect {size} fill="{self._theme["background"]}"/>')
        return "\n".join([*head, *body, *logo, "</svg>", ""])

    def _logo(self) -> list[str]:
        """The theme's logo below the drawing, where a line of text would end. `xlink:href` is known to all engines."""
        logo, scene = self._theme.logo, self._scene
        if logo is None:
            return []
        scale = min(_LOGO_HEIGHT / logo.height, _LOGO_WIDTH / logo.width)
        width, height = logo.width * scale, logo.height * scale
        x = _LOGO_MARGIN if scene.direction == "rtl" else scene.width - _LOGO_MARGIN - width
        size = f'width="{number(width)}" height="{number(height)}"'
        place = f'x="{number(x)}" y="{number(scene.height + (_LOGO_HEIGHT - height) / 2)}" {size}'
        source = f"data:{logo.media_type};base64,{base64.b64encode(logo.content).decode('ascii')}"
        return [f'<image xmlns:xlink="http://www.w3.org/1999/xlink" {place} xlink:href="{source}" aria-hidden="true"/>']

    def _gradient(self, gradient: Gradient, name: str) -> str:
        ends = f'x1="{number(gradient.x1)}" y1="{number(gradient.y1)}" x2="{number(gradient.x2)}" y2="{number(gradient.y2)}"'
        stops = "".join(f'<stop offset="{number(place)}" stop-color="{self._theme[token]}"/>' for place, token in gradient.stops)
        return f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {ends}>{stops}</linearGradient>'

    def _shape(self, shape: Shape) -> Iterable[str]:
        match shape:
            case TextLine():
                return [self._text(shape)]
            case Box():
                return [self._box(shape)]
            case Circle():
                return [self._circle(shape)]
            case Icon():
                return [self._icon(shape)]
            case Path():
                return self._path(shape)
            case Image():
                return self._image(shape)
            case Group():
                return self._group(shape)

    def _group(self, group: Group) -> list[str]:
        anchor = f' id="{self._prefix}{escape.xml(group.anchor)}"' if group.anchor else ""
        return [f"<g{anchor}>", *(line for shape in group.shapes for line in self._shape(shape)), "</g>"]

    def _box(self, box: Box) -> str:
        radius = f' rx="{number(box.radius)}"' if box.radius else ""
        place = f'x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}"{radius}'
        return f"<rect {place}{self._fill(box.fill, box.opacity, alone=box.stroke is None)}{self._stroke(box)}/>"

    def _circle(self, circle: Circle) -> str:
        place = f'cx="{number(circle.x)}" cy="{number(circle.y)}" r="{number(circle.radius)}"'
        return f"<circle {place}{self._fill(circle.fill, circle.opacity, alone=circle.stroke is None)}{self._stroke(circle)}/>"

    def _icon(self, icon: Icon) -> str:
        x, scale = (icon.x + icon.size, f"-{number(icon.size / 24, 4)} ") if icon.flipped else (icon.x, "")
        place = f'transform="translate({number(x)} {number(icon.y)}) scale({scale}{number(icon.size / 24, 4)})"'
        width = f'stroke-width="{number(icon.stroke_width)}" stroke-linecap="round" stroke-linejoin="round"'
        return f'<path {place} d="{icons.drawings()[icon.name]}" fill="none" stroke="{self._theme[icon.token]}" {width}/>'

    def _path(self, path: Path) -> list[str]:
        commands, head = _with_arrow(path) if path.arrow else (path.commands, None)
        ends = ' stroke-linecap="round" stroke-linejoin="round"' if path.round else ""
        fill = self._fill(path.fill, path.opacity, alone=path.stroke is None)
        lines = [f'<path d="{_data(commands)}"{fill}{self._stroke(path)}{ends}/>']
        if head is not None and path.stroke is not None:
            lines.append(f'<path d="{_data(head)}"{self._fill(path.stroke, 1, alone=True)}/>')
        return lines

    def _image(self, image: Image) -> list[str]:
        """The picture scaled to cover its circle. `xlink:href` is known to all engines, `href` alone is not."""
        self._clips += 1
        clip = f"{self._prefix}clip{self._clips}"
        x, y, radius = image.x, image.y, image.radius
        scale = 2 * radius / min(image.width, image.height)
        width, height = image.width * scale, image.height * scale
        # Faces are in the upper part of a tall picture.
        place = f'x="{number(x - width / 2)}" y="{number(y - radius - (height - 2 * radius) * FACE_HEIGHT)}"'
        size = f'width="{number(width)}" height="{number(height)}" preserveAspectRatio="none"'
        source = f'xlink:href="data:{escape.xml(image.media_type)};base64,{escape.xml(image.data)}"'
        told = f"<title>{escape.xml(image.alt)}</title>" if image.alt else ""
        return [
            f'<clipPath id="{clip}"><circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/></clipPath>',
            f'<image xmlns:xlink="http://www.w3.org/1999/xlink" {place} {size} clip-path="url(#{clip})" {source}>{told}</image>',
        ]

    def _fill(self, paint: Paint | None, opacity: float, *, alone: bool) -> str:
        """The fill. Where it stands alone its opacity is the element's, which printers get right with gradients, too."""
        shown = "" if opacity == 1 else f' {"opacity" if alone else "fill-opacity"}="{number(opacity)}"'
        return f' fill="{self._paint(paint)}"{shown}'

    def _stroke(self, shape: Box | Circle | Path) -> str:
        if shape.stroke is None:
            return ""
        dash = "" if isinstance(shape, Circle) or not shape.dash else f' stroke-dasharray="{" ".join(map(number, shape.dash))}"'
        width = "" if shape.stroke_width == 1 else f' stroke-width="{number(shape.stroke_width)}"'
        return f' stroke="{self._paint(shape.stroke)}"{width}{dash}'

    def _paint(self, paint: Paint | None) -> str:
        if paint is None:
            return "none"
        if isinstance(paint, str):
            return self._theme[paint]
        name = self._gradients.setdefault(paint, f"{self._prefix}g{len(self._gradients) + 1}")
        return f"url(#{name})"

    def _text(self, line: TextLine) -> str:
        raw = escape.plain(line.text)
        script = font_files.script_for(raw, self._script)
        self._used.add((script, line.weight))
        family = "" if script == self._script else f' font-family="{self._family(script, raw)}"'
        weight = f' font-weight="{line.weight}"' if line.weight != _REGULAR else ""
        x, anchor = self._anchored(line)
        style = f'font-size="{number(line.size)}"{weight}{family} fill="{self._theme[line.token]}"{anchor}'
        return f'<text x="{number(x)}" y="{number(line.y)}" {style}>{_content(line, raw)}</text>'

    def _family(self, script: Script, raw: str) -> str:
        return font_files.family(script, font_files.language_of(raw), self._theme.fonts)

    def _anchored(self, line: TextLine) -> tuple[float, str]:
        if line.direction == "ltr":
            return line.x, "" if line.anchor == "start" else f' text-anchor="{line.anchor}"'
        self._rtl = True
        if line.anchor == "middle":
            return line.x, ' text-anchor="middle" class="rc"'
        # Engines disagree about the far end of a right-to-left line, so it is found by its width.
        return line.x + (line.width if line.anchor == "end" else 0), ' text-anchor="end" class="ra"'


def _content(line: TextLine, raw: str) -> str:
    """The escaped text, in the marks that keep the parts of a right-to-left line in order."""
    text = escape.xml(line.text)
    if line.direction == "ltr":
        # Of two equal directions the outer one needs no mark; a first letter of the other kind would turn the line around.
        return f"{_EMBED_LTR}{text}{_END}" if _RTL_LETTER.match(raw) else text
    text = _SIGNED.sub(f"{_ISOLATE}\\g<0>{_END_ISOLATE}", text)
    edges = _RTL_LETTER.match(raw) and _RTL_LETTER.match(raw[-1:])
    return text if edges and not _MIXES.search(raw) else f"{_EMBED}{text}{_END}"


_NOWHERE = 0.01
"""Points closer than this give no direction."""


def _with_arrow(path: Path) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """The line without its last bit, and the head that takes that place."""
    *before, last = path.commands
    points = [point for command in path.commands for point in _points(command)]
    tip = points[-1]
    behind = next((point for point in reversed(points) if math.dist(point, tip) > _NOWHERE), (tip[0] - 1, tip[1]))
    length = math.dist(behind, tip)
    dx, dy = (tip[0] - behind[0]) / length, (tip[1] - behind[1]) / length
    x, y = tip[0] - dx * path.arrow, tip[1] - dy * path.arrow
    half = path.arrow / 2
    sides = ((x - dy * half, y + dx * half), (x + dy * half, y - dx * half))
    head: tuple[Command, ...] = (("M", *tip), ("L", *sides[0]), ("L", *sides[1]), ("Z",))
    controls = (coordinate for point in _points(last)[:-1] for coordinate in point)
    ends: tuple[float, ...] = (*controls, x + dx, y + dy)
    shortened: Command = (last[0], *ends)
    return (*before, shortened), head


def _points(command: Command) -> list[tuple[float, float]]:
    numbers = command[1:]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _data(commands: Iterable[Command]) -> str:
    return "".join(command[0] + " ".join(map(number, command[1:])) for command in commands)


def number(value: float, decimals: int = 2) -> str:
    """A number as SVG takes it: few decimals, no trailing zeros, no minus zero."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
