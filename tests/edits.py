"""What people do to a map, by chance: as data, one map and a few edits of it."""

from __future__ import annotations

import copy
import random
from typing import Any

_LISTS = ("pain_points", "thoughts", "quotes", "delights", "opportunities", "frontstage", "support", "actions")


def edited(made: dict[str, Any], seed: int, count: int) -> dict[str, Any]:
    """`made` after `count` edits: texts reworded, fields set and taken out, things added, removed, moved, reordered, grown."""
    chance = random.Random(seed)
    result = copy.deepcopy(made)
    for number in range(count):
        chance.choice(_EDITS)(result, chance, f"{seed}-{number}")
    return result


def _stops(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        stop for stage in made["stages"] for stop in (stage, *(one for one in stage.get("actions", ()) if isinstance(one, dict)))
    ]


def _lists(made: dict[str, Any]) -> list[list[Any]]:
    return [made["stages"], *(stop[key] for stop in _stops(made) for key in _LISTS if isinstance(stop.get(key), list))]


def _reword(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    stop = chance.choice(_stops(made))
    key = chance.choice([key for key in ("name", "text", "time", "owner") if isinstance(stop.get(key), str)] or ["time"])
    stop[key] = f"Reworded {mark}"


def _set(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    chance.choice(_stops(made))[chance.choice(["duration", "description", "emotion", "time"])] = chance.choice(["3d", "-1", "7m"])


def _drop(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    stop = chance.choice(_stops(made))
    keys = [key for key in stop if key not in ("id", "name", "text", "actions")]
    if keys:
        del stop[chance.choice(keys)]


def _add(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    stop = chance.choice(_stops(made))
    held = stop.setdefault(chance.choice(_LISTS[:-1]), [])
    held.insert(chance.randint(0, len(held)), chance.choice([f"Added {mark}", {"text": f"Grown {mark}", "description": "More"}]))


def _add_action(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    held = chance.choice(made["stages"]).setdefault("actions", [])
    held.insert(chance.randint(0, len(held)), {"id": f"new-{mark}", "text": f"Does {mark}", "emotion": 1})


def _add_stage(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    made["stages"].insert(chance.randint(0, len(made["stages"])), {"id": f"stage-{mark}", "name": f"Stage {mark}"})


def _remove(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    held = chance.choice(_lists(made))
    if len(held) > 1:
        del held[chance.randrange(len(held))]


def _move(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    here, there = chance.choice(made["stages"]), chance.choice(made["stages"])
    if here.get("actions"):
        moved = here["actions"].pop(chance.randrange(len(here["actions"])))
        held = there.setdefault("actions", [])
        held.insert(chance.randint(0, len(held)), moved)
        if not here.get("actions"):
            here.pop("actions", None)


def _reorder(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    held = chance.choice(_lists(made))
    held.insert(chance.randrange(len(held)), held.pop(chance.randrange(len(held))))


def _grow(made: dict[str, Any], chance: random.Random, mark: str) -> None:
    held = chance.choice(_lists(made))
    at = chance.randrange(len(held))
    if isinstance(held[at], str):
        held[at] = {"id": f"grown-{mark}", "text": held[at]}


_EDITS = (_reword, _reword, _set, _set, _drop, _add, _add, _add_action, _add_stage, _remove, _move, _reorder, _grow)
