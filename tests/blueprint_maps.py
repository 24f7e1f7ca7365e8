"""Service blueprints as maps, by hand and by chance: few links and very many, short texts and very long ones."""

from __future__ import annotations

import json
import random
from typing import Any

from maps_in_memory import checked

from journeymap.render.board import build_board
from journeymap.render.board.types import Board

LANES = ("physical_evidence", "frontstage", "backstage", "support")
_TEXTS = {
    "en": "Checks the order against the ticket and calls the table",
    "sv": "Kontrollerar beställningsblanketten mot lappen och ropar på bordet",
    "fa": "سفارش را با برگه می‌سنجد و میز ۱۲ را صدا می‌زند (POS)",
    "zh": "核对订单与小票，然后呼叫十二号桌，请服务员上菜",
}


def board(stages: list[dict[str, Any]], language: str = "en", **more: Any) -> Board:
    """The board of a blueprint with these stages."""
    made = {"journeymap": 1, "title": "Dinner", "type": "service-blueprint", "language": language, "stages": stages, **more}
    found = checked({"map.yaml": json.dumps(made, ensure_ascii=False)})
    assert found.journey is not None, found.diagnostics
    return build_board(found.journey)


def text(language: str, length: int, seed: int) -> str:
    """A text of about that many characters, with a number that makes it one of its own."""
    words = list(_TEXTS[language]) if language == "zh" else _TEXTS[language].split()
    chance, told = random.Random(seed), ""
    while len(told) < length:
        told += ("" if language == "zh" or not told else " ") + chance.choice(words)
    return f"{told} {seed}"


def random_board(seed: int, size: tuple[int, int], links: int, language: str = "en", length: int = 20) -> Board:
    """Cards in all lanes, each of which sets off up to `links` others, itself among them. The size: stages, actions of each."""
    stages, actions = size
    chance = random.Random(seed)
    number = 0
    cells: list[dict[str, Any]] = []

    def cell(**more: Any) -> dict[str, Any]:
        nonlocal number
        number += 1
        made: dict[str, Any] = {"id": f"c{number}", "text": text(language, length, number), **more}
        if chance.random() < 0.3:
            made["wait"] = chance.choice(["5m", True, "the printer warms up"])
        if chance.random() < 0.3:
            made["fail_point"] = chance.choice([True, text(language, length, number)])
        cells.append(made)
        return made

    def held() -> dict[str, Any]:
        rows: dict[str, Any] = {}
        for lane in LANES:
            rows[lane] = [cell(actor=f"Actor {chance.randint(1, 3)}") for _ in range(chance.choice([0, 1, 1, 2]))]
        return rows

    made = []
    for at in range(stages):
        stage: dict[str, Any] = {"id": f"stage-{at}", "name": text(language, length, 1000 + at), **(held() if at % 2 else {})}
        stage["actions"] = [cell(duration="5m", moment_of_truth=chance.random() < 0.2) | held() for _ in range(actions)]
        made.append(stage)
    ids = [one["id"] for one in cells]
    for one in _all(made):
        one["triggers"] = list(dict.fromkeys(chance.choice(ids) for _ in range(chance.randint(0, links))))
    return board(made, language)


def _all(stages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    holders = [holder for stage in stages for holder in (stage, *stage["actions"])]
    return [
        *(one for stage in stages for one in stage["actions"]),
        *(c for h in holders for lane in LANES for c in h.get(lane, [])),
    ]


def _gap() -> Board:
    """Twenty links in the gap between two lanes."""
    ids = [f"f{at}" for at in range(5)]
    stage = {
        "name": "Eating",
        "actions": [
            {
                "id": f"a{at}",
                "text": f"Action {at}",
                "triggers": ids[: 4 + at % 2],
                "frontstage": [{"id": f"f{at}", "text": f"Step {at}"}],
            }
            for at in range(5)
        ],
    }
    return board([stage])


def _far() -> Board:
    """Links that skip lanes, go back, go to their own card, and go both ways."""
    first = {
        "id": "order",
        "text": "Orders",
        "triggers": ["print", "order"],
        "frontstage": [{"id": "write", "text": "Writes", "triggers": ["cook"]}],
        "backstage": [{"id": "cook", "text": "Cooks", "triggers": ["write", "print"]}],
        "support": [{"id": "print", "text": "Prints", "triggers": ["order", "serve"]}],
    }
    second = {
        "id": "eat",
        "text": "Eats",
        "next": ["order"],
        "triggers": ["write", "order"],
        "frontstage": [{"id": "serve", "text": "Serves", "triggers": ["eat", "write", "serve"]}],
        "backstage": [{"id": "wash", "text": "Washes up", "triggers": ["order", "print"], "fail_point": True, "wait": True}],
    }
    return board(
        [{"name": "Table", "actions": [first, second]}, {"name": "Later", "support": [{"text": "Counts", "triggers": ["wash"]}]}]
    )


BOARDS = {
    "twenty links in one gap": _gap(),
    "far and back": _far(),
    "one card": board([{"name": "Eating", "frontstage": ["Serves"]}]),
    "only support": board([{"name": "Eating", "actions": ["Eats", {"text": "Pays", "support": ["Prints the bill"]}]}]),
    "twelve stages": random_board(1, (12, 2), 1),
    "dense": random_board(2, (3, 2), 5),
    "long texts": random_board(3, (2, 2), 1, "en", 400),
    "long texts in Swedish": random_board(4, (2, 2), 1, "sv", 400),
    "long texts in Persian": random_board(5, (2, 2), 1, "fa", 400),
    "long texts in Chinese": random_board(6, (2, 2), 1, "zh", 400),
    "one word": board(
        [{"name": "A", "actions": [{"text": "Ö" * 400, "wait": "3m", "backstage": [{"text": "B" * 300, "actor": "C" * 200}]}]}]
    ),
}
