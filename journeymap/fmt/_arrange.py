"""A Tree as it should be: keys in the order of the format, blank lines where they help. Comments go with their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.fmt import _order
from journeymap.fmt._read import covered_lines
from journeymap.fmt._tree import Group, Leaf
from journeymap.lint.directives import is_directive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.fmt._order import Spot
    from journeymap.fmt._tree import Entry, Lines, Tree


def arrange(tree: Tree, document: Document) -> Tree:
    """The tree of a document with everything in its place."""
    value = document.value
    assert isinstance(value, dict)
    root = tree.root
    if not isinstance(root, Group):
        return tree
    top, root = _with_top(tree.top, root)
    root = _Arranger(tree, document).group(root, (), value, _order.root(value), is_head=True)
    top, root = _with_top(top, root)
    return tree._replace(root=root, top=top)


def _with_top(top: Lines, root: Group) -> tuple[Lines, Group]:
    """The comments above the first key are about the file: they stay at its head, whatever key comes first."""
    first = root.entries[0]._replace(above=())
    return _open(_single((*top, *root.entries[0].above))), root._replace(entries=(first, *root.entries[1:]))


class _Arranger:
    """Goes through a tree and its document together."""

    def __init__(self, tree: Tree, document: Document) -> None:
        self.document = document
        self.covered = covered_lines(document)
        self.is_fixed = any(map(is_directive, _ends(tree.root)))
        self.has_alias = document.has_alias

    def group(self, group: Group, route: Route, value: Value, spot: Spot, *, is_head: bool) -> Group:
        """`is_head` tells that the group begins where something around it begins."""
        assert isinstance(value, (dict, list))
        steps: list[str | int] = list(value) if isinstance(value, dict) else list(range(len(value)))
        by_step = {step: self.entry(one, (*route, step), _at(value, step), spot.below(step, value))
                   for step, one in zip(steps, group.entries, strict=True)}  # fmt: skip
        order = steps
        if isinstance(value, dict) and spot.is_object(value) and spot.model is not None:
            keys = _order.arranged(list(value), spot.model)
            moves_head = is_head and keys[0] != steps[0] and any(is_directive(c) for one in group.entries for c in one.above)
            # An alias repeats what stands before it, so what it repeats cannot be moved behind it.
            is_fixed = self.is_fixed or moves_head or (self.has_alias and _has_anchor(group))
            order = steps if is_fixed or self.holds(route, (steps[0], keys[0]), (steps[-1], keys[-1])) else list(keys)
        entries = [by_step[step] for step in order]
        entries[0] = entries[0]._replace(above=_open(entries[0].above))
        for index in range(1, len(entries)):
            entries[index] = _spaced(entries[index - 1], entries[index], is_stage=route == ("stages",))
        return group._replace(entries=tuple(entries), end=_single(group.end))

    def holds(self, route: Route, first: tuple[str | int, str | int], last: tuple[str | int, str | int]) -> bool:
        """Whether another key would come first or last, while an ignore comment covers the line of the old one or the new one."""
        lines: set[int] = set()
        if first[0] != first[1]:
            lines |= {self.document.key_span((*route, step)).line for step in first}
            lines |= {self.document.span((*route, step)).line for step in first}
        if last[0] != last[1]:
            lines |= {self.document.span((*route, step)).end_line for step in last}
        return not lines.isdisjoint(self.covered)

    def entry(self, entry: Entry, route: Route, value: Value, spot: Spot) -> Entry:
        above, below = _single(entry.above), _single(entry.below)
        if not isinstance(entry.value, Group):
            return entry._replace(above=above, below=below)
        if entry.key:
            return entry._replace(value=self.group(entry.value, route, value, spot, is_head=False), above=above)
        moved, group = _lifted(entry.value)
        more, group = _lifted(self.group(group, route, value, spot, is_head=True))
        return entry._replace(value=group, above=_single((*above, *moved, *more)))


def _lifted(group: Group) -> tuple[Lines, Group]:
    """The comments above the first line of an entry of a list, which belong above its dash."""
    first = group.entries[0]
    return first.above, group._replace(entries=(first._replace(above=()), *group.entries[1:]))


def _has_anchor(node: Leaf | Group) -> bool:
    if node.anchor or isinstance(node, Leaf):
        return bool(node.anchor) or "&" in "".join(node.lines if isinstance(node, Leaf) else ())
    return any(one.key.startswith("&") or _has_anchor(one.value) for one in node.entries)


def _at(value: Value, step: str | int) -> Value:
    return value[step]  # type: ignore[index]  # a step of its kind


def _ends(node: Leaf | Group) -> Iterator[str]:
    """Comments that may speak of whatever follows, be that inside their list or object or behind it."""
    if isinstance(node, Group):
        yield from node.end
        for entry in node.entries:
            yield from (*entry.below, *entry.inner)
            yield from _ends(entry.value)


def _spaced(before: Entry, entry: Entry, *, is_stage: bool) -> Entry:
    """An entry with a blank line above it where one helps, and without one where it would become a part of a text."""
    if _swallows(before):
        return entry._replace(above=_open(entry.above))
    if is_stage and entry.above[:1] != ("",) and (_is_long(before) or _is_long(entry)):
        return entry._replace(above=("", *entry.above))
    return entry


def _is_long(entry: Entry) -> bool:
    return isinstance(entry.value, Group) and (len(entry.value.entries) > 1 or _is_long(entry.value.entries[0]))


def _swallows(entry: Entry) -> bool:
    node = entry.value
    if isinstance(node, Leaf):
        return node.swallows and not entry.below
    return not node.end and _swallows(node.entries[-1])


def _open(lines: Lines) -> Lines:
    """Lines without blank ones before them."""
    return _open(lines[1:]) if lines[:1] == ("",) else lines


def _single(lines: Lines) -> Lines:
    """Lines with no two blank ones in a row."""
    if len(lines) < 2:  # noqa: PLR2004 -- there is no second one
        return lines
    return tuple(line for index, line in enumerate(lines) if line or index == 0 or lines[index - 1])
