"""A Tree as lines: two blanks a level, lists indented below their key, two blanks before a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.fmt._tree import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journeymap.fmt._tree import Entry, Leaf, Tree

_STEP = "  "


def text(tree: Tree, newline: str) -> str:
    """The whole file, with a line break at its end."""
    return "".join(line + newline for line in _lines(tree))


def _lines(tree: Tree) -> Iterator[str]:
    yield from tree.before
    root = tree.root
    if root.anchor:
        yield f"&{root.anchor}"
    yield from tree.top
    yield from _group(root, "") if isinstance(root, Group) else _continued(root, "")
    yield from tree.after


def _group(group: Group, indent: str) -> Iterator[str]:
    for entry in group.entries:
        yield from _indented(entry.above, indent)
        yield from _entry(entry, indent)
    yield from _indented(group.end, indent)


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    name = f"{indent}{entry.key}:" if entry.key else f"{indent}-"
    node = entry.value
    deeper = indent + _STEP
    mark = f" &{node.anchor}" if node.anchor else ""
    if isinstance(node, Group):
        lines = list(_group(node, deeper))
        if entry.key or entry.head or mark or entry.apart:
            yield _commented(name + mark, entry.head)
        else:
            lines[0] = f"{name} {lines[0][len(deeper) :]}"
        yield from lines
        return
    first = mark + (f" {node.lines[0]}" if node.lines[0] else "")
    if entry.apart:
        yield _commented(name, entry.head)
        yield from _indented(entry.inner, deeper)
        name, first = deeper, first[1:]
    whole = [name + first, *_rest(node, deeper)]
    place = 0 if node.is_block else -1
    whole[place] = _commented(whole[place], entry.beside)
    yield from whole
    yield from _indented(entry.below, deeper)


def _rest(node: Leaf, indent: str) -> Iterator[str]:
    """The further lines of a leaf; a line that only closes a bracket stands below its beginning."""
    for line in node.lines[1:]:
        is_close = not node.is_block and line[:1] in ("]", "}") and node.lines[0][:1] in ("[", "{")
        yield f"{indent[: -len(_STEP)] if is_close else indent}{line}" if line else ""


def _continued(node: Leaf, indent: str) -> Iterator[str]:
    yield from (f"{indent}{line}" if line else "" for line in node.lines)


def _commented(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _indented(lines: Iterable[str], indent: str) -> Iterator[str]:
    return (f"{indent}{line}" if line else "" for line in lines)
