"""Doing the same work with many files: what is kept from an earlier run first, then here or in other processes.

The outcome and its order are those of doing one file after the other in this process, whatever is kept and however many
processes there are. Nothing that reads a map is imported until a file has to be read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Protocol

import typer

from journeymap import escape
from journeymap.cache import Cache, Kept, Witness, open_cache
from journeymap.cli._run import say
from journeymap.errors import JourneymapError, SourceError
from journeymap.packing import dumped, from_json, to_json
from journeymap.project import Project
from journeymap.source import DiskStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from journeymap.cache import Trace
    from journeymap.cli._inputs import Input, Inputs
    from journeymap.cli._passages import Teller
    from journeymap.config import Config
    from journeymap.diagnostic import Passage, Question
    from journeymap.limits import Limits
    from journeymap.packing import Groups
    from journeymap.source import Store

    Fixed = MappingProxyType[Any, Any]

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="How many processes; by default one for each core where 200 files are read."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Keep nothing of this run, and use nothing of earlier ones.")]

_MANY = 200
"""Files from which on starting other processes is worth it, where nobody says how many there are to be."""
_CHUNK = 16
"""Most files that are handed to a process at a time: with many, one process would still be busy when the others are done."""
_MOST_JOBS = 60
"""Windows cannot wait for more."""
_SETTINGS = ""
"""Stands for the configuration among the paths of a cache; no file has this path."""


class Prepared(Protocol):
    """Work that is ready for the files of one project."""

    @property
    def told(self) -> Groups:
        """What there is to say about the configuration."""
        ...

    def look(self, project: Project, path: str) -> tuple[Groups, frozenset[Question]]:
        """What there is to say about a file, and what that depends on."""
        ...


class Work(Protocol):
    """What is done with each file. It crosses into other processes, so it holds plain values."""

    def context(self, config: Config) -> str:
        """Everything that decides the outcome in a project beside its files and the version of the tool."""
        ...

    def prepare(self, config: Config) -> Prepared:
        """Get ready, which is asked for only where a file has to be read. Raises `UsageError` where an option is wrong."""
        ...


@dataclass(slots=True)
class _Desk:
    """One project of a run. It shares the memo of the project it stands for.

    `witness`, where what is found is kept, is the Store of the project and remembers what it gave.
    """

    work: Work
    project: Project
    witness: Witness | None = None
    cache: Cache | None = None
    teller: Teller | None = None
    form: str = ""
    _prepared: Prepared | None = None

    def prepared(self) -> Prepared:
        """The work, made ready when it is first asked for."""
        if self._prepared is None:
            self._prepared = self.work.prepare(self.project.config)
        return self._prepared

    def kept(self, path: str) -> Kept | None:
        """What an earlier run found, told as this one tells it."""
        known = self._find(path, self.form)
        if known is None or known.passage is not None or self.teller is None or path == _SETTINGS:
            return known
        passage, rest = self.teller.tell(self.project, path, known.groups)
        if passage is None or self.cache is None:
            return known
        told = Kept(rest, passage)
        self.cache.retell(path, self.form, told)
        return told

    def keep(self, path: str, trace: Trace | None, whole: bytes, told: Kept) -> None:
        """Remember what was found: all of it, and how it was told."""
        if self.cache is not None and trace is not None:
            self.cache.keep(path, trace, whole, self.form, told)

    def look(self, path: str) -> _Sent:
        """Look at a file, and tell it if this run tells passages. With a witness, all that a cache takes comes with it."""
        groups, questions = self.prepared().look(self.project, path)
        passage, rest = self.teller.tell(self.project, path, groups) if self.teller is not None else (None, groups)
        self.project.forget(path)
        told = Kept(rest, passage)
        return _Sent(told) if self.witness is None else _Sent(told, dumped(groups), self.witness.trace(questions))

    def whole(self, path: str) -> Groups:
        """All that was found in a file, its passage left aside."""
        known = self._find(path)
        return known.groups if known is not None else self.prepared().look(self.project, path)[0]

    def _find(self, path: str, form: str = "") -> Kept | None:
        return None if self.cache is None or self.witness is None else self.cache.find(path, self.witness, form)


class Outcome(NamedTuple):
    """What was found in one file: `passage` tells of its own path, and then `groups` hold only what it does not tell."""

    file: Input
    groups: Groups
    passage: Passage | None = None


class Batch:
    """A run of `work` over the files of a command line. Ask for `settings` first, then for `outcomes`."""

    def __init__(
        self,
        inputs: Inputs,
        work: Callable[[Project], Work],
        *,
        jobs: int | None = None,
        keep: bool = True,
        debug: bool = False,
        teller: Teller | None = None,
    ) -> None:
        """`work` is what is done with the files of a project.

        `jobs` is how many processes there are to be; without `keep`, no cache is read or written. With a `teller`, what is
        told of a file comes as a passage.
        """
        self._teller = teller
        self._inputs = inputs
        self._work_of = work
        self._jobs = jobs
        self._debug = debug
        self._desks = {id(project): self._desk(project, keep=keep) for project in inputs.projects()}

    def _desk(self, project: Project, *, keep: bool) -> _Desk:
        work = self._work_of(project)
        form = self._teller.form if self._teller is not None else ""
        if not keep or not isinstance(project.store, DiskStore):  # standard input is read once
            return _Desk(work, project, teller=self._teller, form=form)
        witness = Witness(project.store)
        cache = open_cache(self._inputs.roots[id(project)], work.context(project.config))
        return _Desk(work, replace(project, store=witness), witness, cache, self._teller, form)

    def settings(self) -> Iterator[tuple[Project, Groups]]:
        """What there is to say about the configuration of each project."""
        for project in self._inputs.projects():
            desk = self._desks[id(project)]
            known = desk.kept(_SETTINGS)
            if known is None:
                known = Kept(desk.prepared().told)
                desk.keep(_SETTINGS, {}, dumped(known.groups), known)
            yield project, known.groups

    def outcomes(self) -> Iterator[Outcome]:
        """Each file in order; one that cannot be read is said on stderr and does not stop the others."""
        files = self._inputs.files
        kept = [self._desks[id(one.project)].kept(one.path) for one in files]
        missing = [one for one, known in zip(files, kept, strict=True) if known is None]
        elsewhere = self._elsewhere(missing)
        for one, known in zip(files, kept, strict=True):
            told = known if known is not None else self._fetch(one, elsewhere)
            if told is not None:
                self._inputs.count()
                yield Outcome(one, *told)
        for desk in self._desks.values():
            if desk.cache is not None:
                desk.cache.save()
                if self._debug and desk.cache.trouble:
                    say(f"cache: {escape.terminal(desk.cache.trouble)}")

    def whole(self, one: Input) -> Groups:
        """All that was found in a file whose outcome came with a passage."""
        return self._desks[id(one.project)].whole(one.path)

    def _fetch(self, one: Input, elsewhere: Iterator[_Parcel | None]) -> Kept | None:
        desk = self._desks[id(one.project)]
        parcel = next(elsewhere, None)
        try:
            sent = _unpacked(parcel) if parcel is not None else desk.look(one.path)
        except SourceError as problem:
            self._inputs.refuse(one, problem)
            return None
        desk.keep(one.path, sent.trace, sent.whole, sent.told)
        return sent.told

    def _elsewhere(self, missing: Sequence[Input]) -> Iterator[_Parcel | None]:
        """What other processes make of `missing`, in order; nothing if there are to be none."""
        jobs = self._jobs or (_cores() if len(missing) >= _MANY else 1)
        jobs = min(jobs, _MOST_JOBS, len(missing))
        if jobs < 2:  # noqa: PLR2004 -- one process is this one
            return iter(())
        numbers = {key: number for number, key in enumerate(self._desks)}
        projects = [
            _Brief(desk.work, project.store, project.limits, project.config, desk.witness is not None)
            for project, desk in zip(self._inputs.projects(), self._desks.values(), strict=True)
        ]
        tasks = [(numbers[id(one.project)], one.path) for one in missing]
        return _in_processes(jobs, _Briefing(projects, self._teller), tasks)


class _Brief(NamedTuple):
    """What a process needs to know of a project; `keep` tells whether there is a cache."""

    work: Work
    store: Store
    limits: Limits
    config: Config
    keep: bool


class _Briefing(NamedTuple):
    """What a process needs to know before its first file."""

    projects: list[_Brief]
    teller: Teller | None


class _Sent(NamedTuple):
    """What came of a file, and what a cache takes of it."""

    told: Kept
    whole: bytes = b""
    trace: Trace | None = None


_Task = tuple[int, str]
_Parcel = tuple[Any, "Passage | None", bytes, "Trace | None"]
"""A `_Sent` in plain values, which cross processes faster."""


def _unpacked(parcel: _Parcel) -> _Sent:
    groups, passage, whole, trace = parcel
    return _Sent(Kept(from_json(groups), passage), whole, trace)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(jobs: int, briefing: _Briefing, tasks: list[_Task]) -> Iterator[_Parcel | None]:
    """What becomes of each task, in order; None where it has to be done in this process, to fail as it would here."""
    import copyreg  # here, with the others: few runs need them
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    copyreg.pickle(MappingProxyType, _sent_as)  # a configuration holds some, and Python itself cannot send them
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(briefing,))
    try:
        for future in [pool.submit(_do, share) for share in _shares(tasks, jobs)]:
            yield from future.result()
    except BrokenProcessPool:
        message = "a process that was reading maps ended by itself; the system may be short of memory"
        raise JourneymapError(message, "run the same command with --jobs 1") from None
    except BaseException:  # Ctrl-C, or whoever asks has stopped asking: nobody waits for what is under way
        _stop(pool)
        raise
    pool.shutdown()


def _shares(tasks: list[_Task], jobs: int) -> list[list[_Task]]:
    """What is handed to a process at a time; less of it near the end, so that all processes end together."""
    size = max(1, min(_CHUNK, len(tasks) // (jobs * 4)))
    last = max(0, len(tasks) - jobs * size)
    cuts = [*range(0, last, size), *range(last, len(tasks), max(1, size // 4)), len(tasks)]
    return [tasks[start:end] for start, end in pairwise(cuts)]


def _sent_as(mapping: Fixed) -> tuple[Callable[[dict[Any, Any]], Fixed], tuple[dict[Any, Any]]]:
    return _fixed, (dict(mapping),)


def _fixed(mapping: dict[Any, Any]) -> Fixed:
    return MappingProxyType(mapping)


def _stop(pool: ProcessPoolExecutor) -> None:
    import multiprocessing

    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.terminate()


class _Worker:
    """What a process that was started for a batch holds."""

    desks: list[_Desk]


def _begin(briefing: _Briefing) -> None:
    """Make a process ready; runs in it, once."""
    import signal

    from journeymap.cli import quiet_collector

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the one that started this ends it
    quiet_collector()
    _Worker.desks = []
    for one in briefing.projects:
        witness = Witness(one.store) if one.keep else None
        project = Project(witness or one.store, one.limits, one.config)
        _Worker.desks.append(_Desk(one.work, project, witness, teller=briefing.teller))


def _do(tasks: list[_Task]) -> list[_Parcel | None]:
    return [_do_one(_Worker.desks[number], path) for number, path in tasks]


def _do_one(desk: _Desk, path: str) -> _Parcel | None:
    try:
        (groups, passage), whole, trace = desk.look(path)
        return to_json(groups), passage, whole, trace
    except Exception:  # noqa: BLE001 -- not every exception survives the way back: the other process meets the same one again
        return None
