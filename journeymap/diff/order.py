"""The least set of moves that turns one order into another: what stands outside a longest increasing subsequence.

There may be several such sets. Which one is chosen depends only on what the things are called and not on which order is
the old one, so that the way back moves the same things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_Best = tuple[int, int, int]
"""Length of a chain, sum of the weights in it, and the item it ends with."""


def moved(positions: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """Indices of the items to move, given the new position of each in the old order; of two ways, the heavier items stay."""
    top = max(positions, default=-1) + 1
    tree: list[_Best] = [(0, 0, -1)] * (top + 1)  # a Fenwick tree of the best chain that ends at or before a position
    before: list[int] = []
    best: _Best = (0, 0, -1)
    for index, position in enumerate(positions):
        length, weight, last = _best_up_to(tree, position)
        before.append(last)
        chain = (length + 1, weight + weights[index], index)
        best = max(best, chain)
        place = position + 1
        while place <= top:
            tree[place] = max(tree[place], chain)
            place += place & -place
    stays = set()
    index = best[2]
    while index >= 0:
        stays.add(index)
        index = before[index]
    return frozenset(range(len(positions))) - stays


def _best_up_to(tree: list[_Best], position: int) -> _Best:
    """The best chain that ends before `position`."""
    found: _Best = (0, 0, -1)
    while position > 0:
        found = max(found, tree[position])
        position -= position & -position
    return found
