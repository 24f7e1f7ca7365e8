"""`journeymap git`: git compares and merges maps by what they say. The last three commands are called by git itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from journeymap import escape
from journeymap.cli._run import FOUND, Debug, Quiet, command, new_app, out_lines, say, tell_refusal

app = new_app()
_BY_GIT = "Called by git"


@app.callback()
def git() -> None:
    """Let git compare and merge maps by what they say.

    Examples:
        journeymap git install
            Set up this clone; from then on `git diff` and `git merge` know maps.
        journeymap git doctor
            Ask whether all is set up; the exit code is 1 if something is missing.
    """


Global = Annotated[bool, typer.Option("--global", help="For all your repositories, not just for this one.")]


@command(app)
def install(
    is_global: Global = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Tell git about maps: `.gitattributes` names the drivers, git's configuration has their commands.

    Everybody who clones the repository gets the first with it, and runs this once for the second. Where the tool is missing,
    git goes on as if nothing had been installed.

    Examples:
        journeymap git install
            Set up this clone; commit the .gitattributes that it writes.
        journeymap git install --global
            Set up all your repositories at once.
    """
    from journeymap.cli._drivers import installation

    _tell(list(installation(is_global=is_global).install()) or ["everything is installed already"], quiet=quiet)
    return 0


@command(app)
def uninstall(
    is_global: Global = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Take out what `install` wrote, and nothing else.

    Examples:
        journeymap git uninstall
            Git merges and compares maps line by line again.
        journeymap git uninstall --global
            The same for what `install --global` wrote.
    """
    from journeymap.cli._drivers import installation

    _tell(list(installation(is_global=is_global).uninstall()) or ["nothing was installed"], quiet=quiet)
    return 0


def _tell(lines: list[str], *, quiet: bool) -> None:
    if not quiet:
        for line in lines:
            say(escape.terminal(line))


@command(app)
def doctor(
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Check that the drivers work in this repository; the exit code is 1 if something is wrong.

    Examples:
        journeymap git doctor
            Say what is set up; the exit code is 1 if something is missing.
    """
    from journeymap.cli._drivers import checks

    found = list(checks())
    for check in found:
        if check.holds and quiet:
            continue
        out_lines(f"{'ok   ' if check.holds else 'wrong'}  {escape.terminal(check.fact)}\n")
        if not check.holds:
            out_lines(f"       {escape.terminal(check.help_line)}\n")
    return 0 if all(check.holds for check in found) else FOUND


@command(app, rich_help_panel=_BY_GIT)
def textconv(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The map.")],
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Print a map as a line a fact, for `git diff`, `git log -p` and `git show`.

    A file that is no map, or has mistakes, is printed as it is, with signs in the place of control characters.

    Examples:
        journeymap git textconv maps/return.yaml
            See a map as git compares it.
    """
    from journeymap.limits import DEFAULT

    try:
        content = Path(file).read_bytes()
    except OSError as problem:  # not what git hands over; it must go on all the same
        tell_refusal(problem)
        return 0
    told = None
    try:
        from journeymap.review.textconv import facts
        from journeymap.source import is_marked

        told = facts(Path(file).name, content, DEFAULT) if is_marked(content) else None
    except Exception:  # noqa: BLE001, S110 -- git must go on; the file itself says all there is
        pass
    out_lines(escape.file(content) if told is None else told)
    return 0


@command(app, name="diff-driver", rich_help_panel=_BY_GIT)
def diff_driver(
    arguments: Annotated[
        list[str], typer.Argument(metavar="PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE [NEW-PATH TEXT]")
    ],
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Tell what a new version of a map changes for the customer, as git's external diff.

    What cannot be compared is shown line by line. The exit code is 0, whatever is found.

    Examples:
        journeymap git diff-driver map.yaml old.yaml 0 100644 new.yaml 0 100644
            What git runs; docs/git.md has the setting that makes `git diff` tell what changes for the customer.
    """
    from journeymap.cli._showing import show

    out_lines(show(arguments))
    return 0


@command(app, name="merge-driver", rich_help_panel=_BY_GIT)
def merge_driver(
    base: Annotated[str, typer.Argument(metavar="BASE", help="%O: the file that both started from.")],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="%A: our version; the result goes there.")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="%B: the other version.")],
    size: Annotated[int, typer.Argument(metavar="SIZE", help="%L: the signs of a conflict marker.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="%P: the file's path in the repository.")],
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Merge three versions of a map into OURS, as git's merge driver.

    The exit code is 0 for a clean merge, 100 for conflicts; with any other one, OURS is as it was.

    Examples:
        journeymap git merge-driver base.yaml mine.yaml hers.yaml 7 mine.yaml
            What git runs: the changes of hers.yaml go into mine.yaml.
    """
    from journeymap.cli._drivers import CONFLICTS
    from journeymap.cli._merging import merged
    from journeymap.cli.merge import check_marker_size, read
    from journeymap.source import write

    check_marker_size(size)
    found = merged(read(base), read(ours), read(theirs), size, named=False)
    write(Path(ours), found.content)
    if not quiet:
        found.tell(path)
    return CONFLICTS if found.has_conflicts else 0
