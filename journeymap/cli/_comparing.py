"""Comparing what `journeymap diff` was asked for: two files, or every map of a repository at two moments."""

from __future__ import annotations

import os
import posixpath
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap import __version__
from journeymap.cli._asked import At, Moment, Trees, repository
from journeymap.cli._inputs import Input, Inputs, gather, read_config
from journeymap.cli._run import ColorChoice, columns, fail, say, tell_error, wants_color
from journeymap.cli._telling import tell_aside
from journeymap.diagnostic import in_order
from journeymap.errors import SourceError
from journeymap.limits import DEFAULT
from journeymap.project import Project, find_root

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.cli._asked import Words
    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic
    from journeymap.diff import Change
    from journeymap.journey import Journey
    from journeymap.limits import Limits
    from journeymap.review import Review
    from journeymap.review.repository import Side
    from journeymap.source import Source


@dataclass(frozen=True, slots=True)
class Compared:
    """A review, with what formats may ask about its paths. `failed` tells that some bytes could not be had."""

    review: Review
    source: Callable[[str], Source | None]
    show: Callable[[str], str]
    failed: bool = False
    misconfigured: bool = False


# Every map of a repository.


def maps(words: Words, config_file: str | None, color: ColorChoice) -> Compared | None:
    """Compare every map at two moments."""
    from journeymap.review import repository as whole
    from journeymap.trees import Couple, Couples

    old, new = words.asked
    assert isinstance(old, Moment)
    assert isinstance(new, Moment)
    found = repository()
    config = _configuration(found.top, config_file)
    all_trees = Trees(found, config.bounds())
    limits = _limits(all_trees, config_file)
    before = all_trees.parting(old, new) if words.merge_base else all_trees.tree(old)
    sides = whole.Side(before, limits), whole.Side(all_trees.tree(new), limits)
    couples = Couples(before, sides[1].tree)
    within = all_trees.within(words.paths)
    if words.paths and not any(map(within, couples.all())):
        fail("no map lies at the paths that were named, in neither revision", "`git log -- PATH` tells when it was there")
    review = whole.compare(*sides, couples, within)
    show = cache(lambda path: _relative(found.top / path))
    if config.diagnostics:
        _tell(config.diagnostics, config.source, show, color)
    conflicted = [path for path in couples.conflicted() if within(Couple(path, path))]
    for path in conflicted:
        tell_error(SourceError(show(path), "a merge left it undecided", "settle its conflicts, and stage it"))
    for side, moment in zip(sides, words.asked, strict=True):
        on_disk = moment == Moment()
        _tell_unreadable(side, show if on_disk else _in_revision(side.tree.name, show), color)
    failed = bool(conflicted) or any(side.problems for side in sides)
    return Compared(review, sides[1].source, show, failed, bool(config.diagnostics))


def _in_revision(name: str, show: Callable[[str], str]) -> Callable[[str], str]:
    return lambda path: f"{name}:{show(path)}"


def _configuration(top: Path, config_file: str | None) -> Config:
    """What holds for the current folder, or for the repository where that is bare."""
    here = Path.cwd()
    root = find_root(here) if here.is_relative_to(top.resolve()) or here.is_relative_to(top) else top
    return read_config(root, Path(os.path.abspath(config_file)) if config_file is not None else None)  # noqa: PTH100 -- resolve() would follow links


def _limits(all_trees: Trees, config_file: str | None) -> Callable[[str], Limits]:
    """The limits for a path: those of the configuration nearest to it."""
    top = all_trees.repository.top
    named = Path(os.path.abspath(config_file)) if config_file is not None else None  # noqa: PTH100 -- links stay what they are

    @cache
    def of_root(root: Path) -> Limits:
        return read_config(root, named).bounds()

    @cache
    def of_folder(folder: str) -> Limits:
        return of_root(find_root(top / folder, top))

    if all_trees.repository.bare is not None:
        return lambda _: all_trees.limits
    return lambda path: of_folder(posixpath.dirname(path))


def _tell_unreadable(side: Side, show: Callable[[str], str], color: ColorChoice) -> None:
    if side.diagnostics:
        _tell(side.diagnostics, side.source, show, color)
    for problem in side.problems:
        tell_error(SourceError(show(problem.path), problem.message, problem.help_line))


def _tell(
    diagnostics: list[Diagnostic] | tuple[Diagnostic, ...],
    source: Callable[[str], Source | None],
    show: Callable[[str], str],
    color: ColorChoice,
) -> None:
    from journeymap.report import Context, Summary, report

    told = in_order(diagnostics)
    context = Context(source, show, wants_color(color, sys.stderr), columns(), __version__)
    say(report(told, Summary.of(told, len({one.place.path for one in told})), "full", context).rstrip("\n"))


def _relative(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (ValueError, OSError):  # another drive on Windows
        return path.as_posix()


# Two files.


def files(words: Words, stdin_filename: str | None, config_file: str | None, color: ColorChoice) -> Compared | None:
    """Compare one file with another; None where one of them could not be had, which was said."""
    from journeymap import review

    old, new = words.asked
    if (old, new) == ("-", "-"):
        fail("standard input (`-`) can be read only once")
    before = _side(old, stdin_filename, config_file)
    after = _side(new, stdin_filename, config_file)
    if before.failed or after.failed:
        return None
    configured = _tell_configuration(before, after, color)
    was, now = _journey(before, color), _journey(after, color)
    if was is None or now is None:
        found = review.unreadable(before.files[0].path, after.files[0].path)
    else:
        found = review.review(was, now, _text(before), _text(after))
    found = _seen_from(after, before, found)
    names = [_name(side, path) for side, path in zip(words.asked, (found.old, found.new), strict=True)]
    return Compared(
        replace(found, old=names[0], new=names[1]), after.source, after.show_any, was is None or now is None, not configured
    )


def _name(side: object, path: str) -> str:
    """What a side is called: by its path, and by its revision where it has one."""
    if not isinstance(side, At):
        return path
    return f"{side.moment.revision or ''}:{path}" if side.moment != Moment() else path


def _side(side: object, stdin_filename: str | None, config_file: str | None) -> Inputs:
    """The one file of a side, read through a project of its own."""
    if isinstance(side, At):
        return _at(side, config_file)
    assert isinstance(side, str)
    found = gather([side], stdin_filename if side == "-" else None, config_file)
    if len(found.files) > 1:
        fail(f"{side} holds {len(found.files)} maps", "name one map for each side")
    return found


def _at(side: At, config_file: str | None) -> Inputs:
    """A file of a revision, with all that it names read from the same one."""
    found = repository()
    all_trees = Trees(found, DEFAULT)
    path = all_trees.path_of(side)
    if side.moment == Moment() and found.bare is None:
        return gather([str(found.top / path)], None, config_file)
    limits = _limits(all_trees, config_file)(path)
    tree = replace(all_trees, limits=limits).tree(side.moment)
    project = Project(tree.store, limits)
    inputs = Inputs([Input(project, path, named=True)], roots={id(project): found.top})
    try:
        tree.store.read(path)
    except SourceError as problem:
        start = f"{found.prefix(Path.cwd())}/" if found.bare is None else "/"
        here = start != "/" and f"{start}{path}" in tree.files
        hint = (
            f"paths behind a colon begin at the top of the repository; write ./{path} to begin here"
            if here
            else problem.help_line
        )
        tell_error(SourceError(f"{side.moment.revision or ''}:{path}", "there is no such file in this revision", hint))
        inputs.failed = True
    return inputs


def _tell_configuration(before: Inputs, after: Inputs, color: ColorChoice) -> bool:
    """Tell what is wrong with the configuration, once where both sides share it; whether nothing is."""
    sides = {tuple(side.roots.values()): side for side in (before, after)}
    wrong = [(side, side.configured(project)) for side in sides.values() for project in side.projects()]
    for side, found in wrong:
        if found:
            tell_aside(found, side, color)
    return not any(found for _, found in wrong)


def _journey(side: Inputs, color: ColorChoice) -> Journey | None:
    """The map of a side, or None after its errors were told."""
    for one, checked in side.check():
        if checked.diagnostics:
            tell_aside(checked.diagnostics, side, color)
        if not checked.readable:
            continue
        if checked.journey is not None and checked.journey.is_library:
            tell_error(SourceError(side.show(one.project)(one.path), "is a library, and only maps are compared", "name a map"))
        else:
            return checked.journey
    return None


def _text(side: Inputs) -> str:
    source = side.source(side.files[0].path)
    return source.text if source is not None else ""


def _seen_from(after: Inputs, before: Inputs, found: Review) -> Review:
    """The review with the old side's paths seen from the new side's root, where the two have roots of their own."""
    old_root, new_root = (next(iter(side.roots.values())) for side in (before, after))
    if old_root == new_root:
        return found
    try:
        prefix = Path(os.path.relpath(old_root, new_root)).as_posix()
    except ValueError:  # another drive on Windows
        prefix = old_root.as_posix()

    def moved(path: str) -> str:
        return posixpath.normpath(f"{prefix}/{path}")

    def change(one: Change) -> Change:
        place = one.old_place
        return one if place is None else one._replace(old_written=place._replace(path=moved(place.path)))

    pairs = (
        replace(pair, old_path=None if pair.old_path is None else moved(pair.old_path), changes=tuple(map(change, pair.changes)))
        for pair in found.pairs
    )
    return replace(found, old=moved(found.old), pairs=tuple(pairs))
