"""A project to edit: a map, another one, and the library that both include."""

from __future__ import annotations

from pathlib import Path

import pytest

LIBRARY = """\
journeymap: 1
library: true
personas:
  - id: sarah
    name: Sarah Lind
    role: Works from home
touchpoints:
  - id: portal
    name: Returns portal
    channel: web
  - name: Parcel shop
"""
MAP = """\
journeymap: 1
title: Returning a sweater
include: library/shop.yaml
personas: [sarah]
touchpoints:
  - portal
  - id: mail
    name: Confirmation mail
stages:
  - id: find
    name: Finding out how
    actions:
      - text: Looks for the policy
        touchpoints: [portal, mail]
        emotions:
          sarah: -1
      - id: ask
        text: Asks a friend
        touchpoints: Returns portal
        next: send
  - id: send
    name: Sending it back
    actions: [Hands it in]
"""
OTHER = """\
journeymap: 1
title: Exchanging a sweater
include: ../library/shop.yaml
touchpoints: portal
stages:
  - name: Choose
    touchpoints: "portal"
"""


@pytest.fixture(name="project")
def edited_project(tmp_path: Path) -> Path:
    """A project with a map, another one, and the library that both include; its name asks for care in addresses."""
    root = tmp_path / "returns & more ü 退"
    for name, text in {"map.yaml": MAP, "maps/other.yaml": OTHER, "library/shop.yaml": LIBRARY}.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (root / "journeymap.toml").write_text('select = ["duplicate-action", "unaddressed-pain-point"]\n', encoding="utf-8")
    return root


def uri(project: Path, name: str = "map.yaml") -> str:
    return (project / name).as_uri()
