"""The order of a list after a merge: both sides' moves and insertions, where they can be had together."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Sequence

Names: TypeAlias = "list[Hashable]"

_MOST_TO_PROVE = 300
"""Entries of a list that both sides reordered, up to which every pair of them is looked at."""


def merged_order(base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> Names | None:
    """Everything that stands in one of the sides, each once; None if the sides want different orders.

    What both put in at one place stays, ours first. What only one side still has stands where that side has it.
    """
    in_base, in_ours, in_theirs = set(base), set(ours), set(theirs)
    shared = in_base & in_ours & in_theirs
    order_base, order_ours, order_theirs = _only(base, shared), _only(ours, shared), _only(theirs, shared)
    if order_theirs in (order_base, order_ours):
        return _put_in(ours, [*ours], theirs, in_base, first=True)
    if order_ours == order_base:
        return _put_in(theirs, [*theirs], ours, in_base, first=False)
    moved_ours, moved_theirs = _moved(order_base, order_ours), _moved(order_base, order_theirs)
    if moved_ours & moved_theirs or len(shared) > _MOST_TO_PROVE:
        return None
    together = [name for name in ours if name not in moved_theirs]
    for name in _only(theirs, moved_theirs):
        together.insert(_after(theirs, name, together, set(together)), name)
    if not _agrees(_only(together, shared), order_base, order_ours, order_theirs):
        return None
    return _put_in(ours, together, theirs, in_base, first=True)


def _only(names: Sequence[Hashable], wanted: Container[Hashable]) -> Names:
    return [name for name in names if name in wanted]


def _put_in(
    sequence: Sequence[Hashable], order: Names, other: Sequence[Hashable], in_base: set[Hashable], *, first: bool
) -> Names:
    """`order`, which has all of `sequence`, with what only `other` has, each behind what stands before it there.

    `first` says that what `sequence` alone has at that place comes first.
    """
    added = set(sequence) - in_base - set(other)
    known = set(order)
    fresh: set[Hashable] = set()
    at_end = _run_at_end(other, known)
    end = len(order) if first else len(order) - len(_run_at_end(order, set(order) - added))
    order[end:end] = at_end
    known.update(at_end)
    for name in other:
        if name in known:
            continue
        at = _after(other, name, order, known)
        if first and (at == 0 or order[at - 1] not in fresh):
            while at < len(order) and order[at] in added:
                at += 1
        order.insert(at, name)
        known.add(name)
        fresh.add(name)
    return order


def _run_at_end(names: Sequence[Hashable], known: Container[Hashable]) -> Names:
    """What stands at the end and is not known: it was put there to come last."""
    at = len(names)
    while at and names[at - 1] not in known:
        at -= 1
    return [*names[at:]]


def _after(names: Sequence[Hashable], name: Hashable, order: Names, known: Container[Hashable]) -> int:
    """The place in `order` behind the nearest of `names` before `name` that is in it."""
    for before in reversed(names[: names.index(name)]):
        if before in known:
            return order.index(before) + 1
    return 0


def _moved(before: Names, after: Names) -> set[Hashable]:
    """The least set of names without which both orders are the same."""
    rank = {name: at for at, name in enumerate(before)}
    ends: list[int] = []
    tails: list[int] = []
    links: list[int] = []
    for at, name in enumerate(after):
        place = bisect_left(ends, rank[name])
        links.append(tails[place - 1] if place else -1)
        ends[place : place + 1] = [rank[name]]
        tails[place : place + 1] = [at]
    kept: set[Hashable] = set()
    at = tails[-1] if tails else -1
    while at >= 0:
        kept.add(after[at])
        at = links[at]
    return set(after) - kept


def _agrees(together: Names, base: Names, ours: Names, theirs: Names) -> bool:
    """Whether each pair stands as the side wants that turned it round, and as before where neither did."""
    ranks = [{name: at for at, name in enumerate(order)} for order in (together, base, ours, theirs)]
    for at, one in enumerate(base):
        for other in base[at + 1 :]:
            now, _, here, there = (rank[one] < rank[other] for rank in ranks)
            if now != (here and there):
                return False
    return True
