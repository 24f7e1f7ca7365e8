"""Customer journey maps as code: validate, lint, draw and compare maps kept as YAML.

A tour of the rooms, in the order in which one file passes through them:
`source` (bytes) -> `document` (YAML with places) -> `schema` (the model of `model`) -> `journey` (references resolved)
-> `lint`, `render`, `diff` -> `report`, `review`. `project` is the whole way in one file; `cli` is the only room that
prints or exits.
"""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
