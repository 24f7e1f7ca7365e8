"""Drawing a map: `board` says what is drawn, `scene` where, `targets` how it is written down.

A target is one file in `render/targets/`; a view that is a picture is one file in `render/scene/`. Targets see a Board
and nothing of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from journeymap import plugins
from journeymap.render.drawing import Artifact, Drawing, Target

if TYPE_CHECKING:
    from journeymap.render.board.types import Board

__all__ = ["Artifact", "Drawing", "Target", "render", "target", "target_names"]

_TARGETS = "journeymap.render.targets"


def target_names() -> tuple[str, ...]:
    """The names that `--to` takes."""
    return plugins.names(_TARGETS)


def target(name: str) -> Target:
    """The target of that name, which must be one of `target_names()`."""
    return cast("Target", plugins.load(_TARGETS, name).TARGET)


def render(board: Board, to: str, drawing: Drawing) -> Artifact:
    """Draw `board` as the target `to`. The view must be one of the target's."""
    chosen = target(to)
    made = chosen.render(board, drawing)
    return Artifact(made.encode("utf-8") if isinstance(made, str) else made, chosen.suffix, chosen.media_type)
