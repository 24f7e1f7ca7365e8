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
    root = tree.root
    lines = [*tree.before, *((f"&{root.anchor}",) if root.anchor else ()), *tree.top]
    if isinstance(root, Group):
        _group(root, "", lines)
    else:
        lines += root.lines
    lines += tree.after
    return "".join(line + newline for line in lines)


def _group(group: Group, indent: str, lines: list[str]) -> None:
    for entry in group.entries:
        lines += _indented(entry.above, indent)
        _entry(entry, indent, lines)
    lines += _indented(group.end, indent)


def _entry(entry: Entry, indent: str, lines: list[str]) -> None:
    name = f"{indent}{entry.key}:" if entry.key else f"{indent}-"
    node = entry.value
    deeper = indent + _STEP
    own = [_commented(f"{deeper}&{node.anchor}", entry.marked)] if entry.marked else []
    mark = f" &{node.anchor}" if node.anchor and not own else ""
    if isinstance(node, Group):
        is_apart = bool(entry.key or entry.head or mark or entry.apart)
        if is_apart:
            lines += [_commented(name + mark, entry.head), *own]
        begin = len(lines)
        _group(node, deeper, lines)
        if not is_apart:
            lines[begin] = f"{name} {lines[begin][len(deeper) :]}"
        return
    first = mark + (f" {node.lines[0]}" if node.lines[0] else "")
    if entry.apart:
        lines += [_commented(name, entry.head), *own, *_indented(entry.inner, deeper)]
        name, first = deeper, first[1:]
    whole = [name + first, *_rest(node, deeper)]
    place = 0 if node.is_block else -1
    whole[place] = _commented(whole[place], entry.beside)
    lines += whole
    lines += _indented(entry.below, deeper)


def _rest(node: Leaf, indent: str) -> Iterator[str]:
    """The further lines of a leaf; a line that only closes a bracket stands below its beginning."""
    for line in node.lines[1:]:
        is_close = not node.is_block and line[:1] in ("]", "}") and node.lines[0][:1] in ("[", "{")
        yield f"{indent[: -len(_STEP)] if is_close else indent}{line}" if line else ""


def _commented(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]
