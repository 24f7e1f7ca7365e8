"""One file a target: define `TARGET` (see `render.drawing.Target`). Nothing else names it; `--to` lists this folder."""
