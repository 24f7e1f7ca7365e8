"""Doing the same work with many files: what is kept from an earlier run first, then here or in other processes.

The outcome and its order are those of doing one file after the other in this process, whatever is kept and however many
processes there are. Nothing that reads a map is imported until a file has to be read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Protocol

import typer

from journeymap import escape
from journeymap.cache import Cache, Witness, from_json, open_cache, to_json
from journeymap.cli._run import say
from journeymap.errors import JourneymapError, SourceError
from journeymap.project import Project
from journeymap.source import DiskStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from journeymap.cache import Groups, Trace
    from journeymap.cli._inputs import Input, Inputs
    from journeymap.config import Config
    from journeymap.diagnostic import Question
    from journeymap.limits import Limits
    from journeymap.source import Store

    Fixed = MappingProxyType[Any, Any]

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="How many processes; by default one for each core where 200 files are read."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Keep nothing of this run, and use nothing of earlier ones.")]

_MANY = 200
"""Files from which on starting other processes is worth it, where nobody says how many there are to be."""
_CHUNK = 50
"""Most files that are handed to a process at a time."""
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
    """One project of a run, with a Store that remembers what it gave. It shares the memo of the project it stands for."""

    work: Work
    project: Project
    witness: Witness
    cache: Cache | None = None
    _prepared: Prepared | None = None

    def prepared(self) -> Prepared:
        """The work, made ready when it is first asked for."""
        if self._prepared is None:
            self._prepared = self.work.prepare(self.project.config)
        return self._prepared

    def kept(self, path: str) -> Groups | None:
        return self.cache.find(path, self.witness) if self.cache is not None else None

    def keep(self, path: str, trace: Trace | None, written: Any) -> None:
        if self.cache is not None and trace is not None:
            self.cache.keep(path, trace, written)

    def look(self, path: str) -> Groups:
        groups, questions = self.prepared().look(self.project, path)
        self.project.forget(path)
        if self.cache is not None:
            self.keep(path, self.witness.trace(questions), to_json(groups))
        return groups


class Outcome(NamedTuple):
    """What was found in one file."""

    file: Input
    groups: Groups


class Batch:
    """A run of `work` over the files of a command line. Ask for `settings` first, then for `outcomes`."""

    def __init__(
        self, inputs: Inputs, work: Callable[[Project], Work], *, jobs: int | None = None, keep: bool = True, debug: bool = False
    ) -> None:
        """`work` is what is done with the files of a project.

        `jobs` is how many processes there are to be; without `keep`, no cache is read or written.
        """
        self._inputs = inputs
        self._work_of = work
        self._jobs = jobs
        self._debug = debug
        self._desks = {id(project): self._desk(project, keep=keep) for project in inputs.projects()}

    def _desk(self, project: Project, *, keep: bool) -> _Desk:
        work = self._work_of(project)
        witness = Witness(project.store)
        cache = None
        if keep and isinstance(project.store, DiskStore):  # standard input is read once
            cache = open_cache(self._inputs.roots[id(project)], work.context(project.config))
        return _Desk(work, replace(project, store=witness), witness, cache)

    def settings(self) -> Iterator[tuple[Project, Groups]]:
        """What there is to say about the configuration of each project."""
        for project in self._inputs.projects():
            desk = self._desks[id(project)]
            groups = desk.kept(_SETTINGS)
            if groups is None:
                groups = desk.prepared().told
                desk.keep(_SETTINGS, {}, to_json(groups))
            yield project, groups

    def outcomes(self) -> Iterator[Outcome]:
        """Each file in order; one that cannot be read is said on stderr and does not stop the others."""
        files = self._inputs.files
        kept = [self._desks[id(one.project)].kept(one.path) for one in files]
        missing = [one for one, groups in zip(files, kept, strict=True) if groups is None]
        elsewhere = self._elsewhere(missing)
        for one, known in zip(files, kept, strict=True):
            groups = known if known is not None else self._fetch(one, elsewhere)
            if groups is not None:
                self._inputs.count()
                yield Outcome(one, groups)
        for desk in self._desks.values():
            if desk.cache is not None:
                desk.cache.save()
                if self._debug and desk.cache.trouble:
                    say(f"cache: {escape.terminal(desk.cache.trouble)}")

    def _fetch(self, one: Input, elsewhere: Iterator[_Sent | None]) -> Groups | None:
        desk = self._desks[id(one.project)]
        sent = next(elsewhere, None)
        if sent is not None:
            groups, trace = sent
            desk.keep(one.path, trace, groups)
            return from_json(groups)
        try:
            return desk.look(one.path)
        except SourceError as problem:
            self._inputs.refuse(one, problem)
            return None

    def _elsewhere(self, missing: Sequence[Input]) -> Iterator[_Sent | None]:
        """What other processes make of `missing`, in order; nothing if there are to be none."""
        jobs = self._jobs or (_cores() if len(missing) >= _MANY else 1)
        jobs = min(jobs, _MOST_JOBS, len(missing))
        if jobs < 2:  # noqa: PLR2004 -- one process is this one
            return iter(())
        numbers = {key: number for number, key in enumerate(self._desks)}
        projects = [(desk.work, desk.witness.below, desk.project.limits, desk.project.config) for desk in self._desks.values()]
        tasks = [(numbers[id(one.project)], one.path) for one in missing]
        return _in_processes(jobs, _Briefing(projects), tasks)


class _Briefing(NamedTuple):
    """What a process needs to know before its first file."""

    projects: list[tuple[Work, Store, Limits, Config]]


_Task = tuple[int, str]
_Sent = tuple[list[list[list[Any]]], "Trace | None"]


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(jobs: int, briefing: _Briefing, tasks: list[_Task]) -> Iterator[_Sent | None]:
    """What becomes of each task, in order; None where it has to be done in this process, to fail as it would here."""
    import copyreg  # here, with the others: few runs need them
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    copyreg.pickle(MappingProxyType, _sent_as)  # a configuration holds some, and Python itself cannot send them
    size = max(1, min(_CHUNK, len(tasks) // (jobs * 4)))
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(briefing,))
    try:
        for future in [pool.submit(_do, tasks[at : at + size]) for at in range(0, len(tasks), size)]:
            yield from future.result()
    except BrokenProcessPool:
        message = "a process that was reading maps ended by itself; the system may be short of memory"
        raise JourneymapError(message, "run the same command with --jobs 1") from None
    except BaseException:  # Ctrl-C, or whoever asks has stopped asking: nobody waits for what is under way
        _stop(pool)
        raise
    pool.shutdown()


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
    for work, store, limits, config in briefing.projects:
        witness = Witness(store)
        _Worker.desks.append(_Desk(work, Project(witness, limits, config), witness))


def _do(tasks: list[_Task]) -> list[_Sent | None]:
    return [_do_one(_Worker.desks[number], path) for number, path in tasks]


def _do_one(desk: _Desk, path: str) -> _Sent | None:
    try:
        groups, questions = desk.prepared().look(desk.project, path)
        desk.project.forget(path)
        return to_json(groups), desk.witness.trace(questions)
    except Exception:  # noqa: BLE001 -- not every exception survives the way back: the other process meets the same one again
        return None
