"""Whether two readings of a file mean the same: the proof behind every safe fix.

Ids may be written where they were made from the text before, and characters that cannot be seen may go. All else has to
be equal: every value, every id, and what each reference leads to.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from journeymap.journey.facts import everything
from journeymap.model import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Origin
    from journeymap.journey import Journey

# Beside what Unicode calls a format character: separators of lines, fillers, and what chooses between two looks of a letter.
_UNSEEN = frozenset("\u115f\u1160\u2028\u2029\u3164\uffa0\ufff9\ufffa\ufffb\u034f\u17b4\u17b5") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))
}


def same_meaning(one: Journey, other: Journey) -> bool:
    """Whether two journeys say the same of the same things, apart from ids that are now written and signs that nobody sees."""
    if _seen(one.map) != _seen(other.map):
        return False
    pairs = list(zip(everything(one), everything(other), strict=True))
    return all(
        _same_id(one, first, other, second) and list(_leads_to(one, first)) == list(_leads_to(other, second))
        for first, second in pairs
    )


def _seen(value: object) -> object:
    """A value without written ids and without what cannot be seen, for comparing."""
    if isinstance(value, str):
        return value if value.isascii() else "".join(sign for sign in value if not _is_unseen(sign))
    if isinstance(value, Node):
        return type(value), {name: _seen(getattr(value, name)) for name in type(value).model_fields if name != "id"}
    if isinstance(value, dict):
        return [(_seen(key), _seen(held)) for key, held in value.items()]
    if isinstance(value, (tuple, list)):
        return [_seen(entry) for entry in value]
    return value


def _is_unseen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) == "Cf"


def _same_id(one: Journey, first: Node, other: Journey, second: Node) -> bool:
    """Whether two things have one id. Where a sign that nobody saw went, the id that was made with it goes with it."""
    if first.text_of != second.text_of or second.id != first.id is not None:
        return True
    return one.chain(first).rpartition("/")[2] == other.chain(second).rpartition("/")[2]


def _leads_to(journey: Journey, node: Node) -> Iterator[tuple[str, list[Origin]]]:
    """What the references of a node lead to, by where that is written."""
    fields = (*type(node).model_fields, *(f"emotions.{name}" for name in getattr(node, "emotions", ())))
    for index, field in enumerate(fields):
        targets = journey.targets(node, field, Node)
        if targets:
            yield str(index), [journey.origin(target) for target in targets]
