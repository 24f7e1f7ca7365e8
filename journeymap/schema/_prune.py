"""A value without the parts that are wrong: copied where it changes, shared everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.diagnostic import Route
    from journeymap.document import Value


class Gone:
    """Stands for a part that is dropped, where another one would be put."""


GONE = Gone()
Cuts = dict["Route", "Value | Gone"]
"""What takes the place of a part, by its route in the file: another value, or nothing."""


class Pruned(NamedTuple):
    """A value that lost parts, and `kept`: for each list that lost items, by its route in the file, where the others stood."""

    value: Value
    kept: dict[Route, tuple[int, ...]]

    def in_file(self, route: Route, place: int) -> int:
        """The index in the file of the item at `place` of the list at `route`."""
        return self.kept[route][place] if route in self.kept else place


def pruned(value: Value, cuts: Mapping[Route, Value | Gone]) -> Pruned:
    """`value` after all `cuts`. Nothing (None) if the root is cut."""
    kept: dict[Route, tuple[int, ...]] = {}
    if not cuts:
        return Pruned(value, kept)
    left = _pruned(value, dict(cuts), (), kept)
    return Pruned(None if isinstance(left, Gone) else left, kept)


def _pruned(value: Value, cuts: Cuts, route: Route, kept: dict[Route, tuple[int, ...]]) -> Value | Gone:
    if route in cuts:
        return cuts[route]
    deeper: dict[str | int, Cuts] = {}
    for cut, instead in cuts.items():
        deeper.setdefault(cut[len(route)], {})[cut] = instead
    if isinstance(value, list):
        items = [
            (index, _pruned(item, deeper[index], (*route, index), kept) if index in deeper else item)
            for index, item in enumerate(value)
        ]
        left = [(index, item) for index, item in items if not isinstance(item, Gone)]
        if not left:
            return GONE  # an empty list would say something of its own: `next: []` ends the journey
        if len(left) < len(items):
            kept[route] = tuple(index for index, _ in left)
        return [item for _, item in left]
    if isinstance(value, dict):
        changed = dict(value)
        for key, inner in deeper.items():
            if not isinstance(key, str):
                continue
            instead = inner[*route, key] if (*route, key) in inner else _pruned(value[key], inner, (*route, key), kept)
            if isinstance(instead, Gone):
                changed.pop(key, None)
            else:
                changed[key] = instead
        return changed
    return value
