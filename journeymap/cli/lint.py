"""`journeymap lint`: validate, and the rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from journeymap.cli._batch import Batch, Jobs, NoCache
from journeymap.cli._clock import Today, day
from journeymap.cli._fixing import Diff, Fix, UnsafeFixes, check_fixing, hint, mend, preview
from journeymap.cli._inputs import gather
from journeymap.cli._linting import FailOnOption, Ignore, Preset, RuleOptions, Select
from journeymap.cli._living import BaselineFile, Living, Rules, Since, WriteBaseline
from journeymap.cli._looking import Linting
from journeymap.cli._passages import teller_of
from journeymap.cli._run import Color, ColorChoice, ConfigFile, Debug, MapsHere, Quiet, StdinFilename, command, fail, new_app
from journeymap.cli._telling import Formats, exit_code, outputs_of, spare, tell, tell_aside, worth_telling
from journeymap.source import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.cli._fixing import Ask
    from journeymap.cli._inputs import Input, Inputs
    from journeymap.cli._telling import Output
    from journeymap.diagnostic import Diagnostic, Passage
    from journeymap.project import Checked, Project

app = new_app()


def _check_writing(inputs: Inputs, *, asked: bool) -> None:
    """Stop where something would be written by rules that nobody knows: a configuration cannot be read."""
    for project in inputs.projects() if asked else ():
        unread = project.config.unread
        if unread is not None:
            where = f"{inputs.show(project)(unread.place.path)}:{unread.place.span.line}"
            fail(f"{where}: the configuration cannot be read, so nothing is written", "`journeymap config` tells what is wrong")


def _asking(living: Living) -> Ask:
    """What is told about a file: what is wrong with it, and what the rules of its project find and nothing holds back."""

    def told_of(project: Project, checked: Checked) -> tuple[Diagnostic, ...]:
        from journeymap.lint.fixes import with_declarations  # here: most runs fix nothing

        outcome = living.rules.judge(project, checked)
        left = living.told(project, checked.path, outcome.all_told, outcome.ignored)
        return with_declarations(checked, (*checked.diagnostics, *left))

    return told_of


class _Seen(NamedTuple):
    """The files that could be read, and what is told about them: as diagnostics, and as passages about other paths."""

    read: list[Input]
    found: list[Diagnostic]
    passages: list[Passage]


def _look(inputs: Inputs, batch: Batch, living: Living, misconfigured: list[Diagnostic]) -> _Seen:
    """Look at every file. Nothing of rules is told where it is not known which are asked."""
    read: list[Input] = []
    found: list[Diagnostic] = []
    ready: list[tuple[Input, Passage]] = []

    def take(one: Input, wrong: Sequence[Diagnostic], findings: Sequence[Diagnostic], ignored: Sequence[Diagnostic]) -> None:
        if one.project.config.unread is not None:
            found.extend(inputs.rebased(one.project, wrong))
            return
        left = living.told(one.project, one.path, findings, ignored)
        found.extend(inputs.rebased(one.project, (*wrong, *left)))

    for one, groups, passage in batch.outcomes():
        read.append(one)
        take(one, *groups)
        if passage is not None:
            ready.append((one, passage))
    # What several files tell of a path has to be told together.
    elsewhere = {one.place.path for one in (*misconfigured, *found)}
    for one, passage in ready:
        if passage.path in elsewhere:
            take(one, *batch.whole(one))
    return _Seen(read, found, [passage for _, passage in ready if passage.path not in elsewhere])


def _misconfigured(inputs: Inputs, batch: Batch) -> list[Diagnostic]:
    """What is wrong with the configurations; of one that cannot be read, only that."""
    found: list[Diagnostic] = []
    for project, (wrong,) in batch.settings():
        found.extend(inputs.configured(project, wrong if project.config.unread is None else ()))
    return found


def _outputs(formats: list[str] | None, *, aside: bool) -> tuple[Output, ...]:
    """Where the report goes; `aside` tells that standard output is taken by the fixed map."""
    outputs = outputs_of(formats)
    if aside and any(one.file is None and one.format_name != "full" for one in outputs):
        fail("with --fix and `-`, standard output is the fixed map", "give the report a file: --format json=FILE")
    return outputs


def _finish(inputs: Inputs, living: Living, *, quiet: bool) -> None:
    """Write the baseline or tell its stale entries, unless a configuration is unread: nobody knows then which are stale."""
    if all(project.config.unread is None for project in inputs.projects()):
        living.finish(quiet=quiet)


@command(app)
def lint(
    paths: MapsHere = None,
    formats: Formats = None,
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOnOption = None,
    fix: Fix = False,
    unsafe_fixes: UnsafeFixes = False,
    diff: Diff = False,
    since: Since = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = False,
    today: Today = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    config_file: ConfigFile = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Check maps against the rules of the method, on top of what validate does.

    `journeymap rules` lists the rules. The exit code is 1 if there is an error, or what --fail-on says.

    Examples:
        journeymap lint maps/ --fail-on warning
            Look at every map of a folder; the exit code is 1 for a warning, too.
        journeymap lint --fix
            Mend what a tool can mend; your words and comments stay.
        journeymap lint --since main
            Only what your branch adds.
    """
    outputs = _outputs(formats, aside=fix and STANDARD_INPUT in (paths or ()))
    check_fixing(fix=fix, unsafe=unsafe_fixes, diff=diff)
    options = RuleOptions(preset, tuple(select or ()), tuple(ignore or ()), fail_on)
    rules = Rules(options.settings, day(today))
    inputs = gather(paths or ["."], stdin_filename, config_file, quiet=quiet)
    spare(outputs, inputs)
    living = Living(inputs, rules, baseline=baseline, write=write_baseline, since=since, changes=fix or diff)
    told_of = _asking(living)
    _check_writing(inputs, asked=fix or diff or write_baseline)
    work = Linting(options.preset, options.select, options.ignore, rules.today)
    teller = None if fix or diff else teller_of(outputs, inputs, living, color, sys.stdout)
    each_work = lambda project: work._replace(each=living.each(project))  # noqa: E731 -- a name for an argument
    batch = Batch(inputs, each_work, jobs=jobs, keep=not no_cache, debug=debug, teller=teller)
    found = _misconfigured(inputs, batch)
    read, in_files, passages = _look(inputs, batch, living, found)
    if diff:
        preview(inputs, read, told_of, unsafe=unsafe_fixes, quiet=quiet)
        return exit_code((*found, *in_files), inputs, options.level(inputs))
    found += mend(inputs, read, told_of, unsafe=unsafe_fixes, quiet=quiet) if fix else in_files
    _finish(inputs, living, quiet=quiet)
    outputs = outputs if found or passages else worth_telling(outputs, inputs, quiet=quiet)
    if outputs and fix and STANDARD_INPUT in (paths or ()):
        return exit_code(tell_aside(found, inputs, color), inputs, options.level(inputs))
    told = tell(found, inputs, outputs, color, ignored=living.ignored, baselined=living.baselined, passages=passages)
    if not quiet:
        hint(told, passages)
    return exit_code(told, inputs, options.level(inputs), passages)
