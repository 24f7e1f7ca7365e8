"""A project as it is settled, for what looks at its files again and again: the same findings as those of one run of `lint`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import config
from journeymap.config import Config
from journeymap.diagnostic import once
from journeymap.errors import JourneymapError
from journeymap.lint import baseline, custom, fixes, ignores
from journeymap.lint.settings import choose
from journeymap.source import Stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from journeymap.diagnostic import Diagnostic
    from journeymap.lint.baseline import Baseline
    from journeymap.lint.explain import Explanation
    from journeymap.lint.settings import Settings
    from journeymap.project import Checked, Project


class Wanted(NamedTuple):
    """What is said about rules outside of the configuration, which it beats; see `settings.choose`."""

    preset: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def settings(self, settled: Config) -> Settings:
        """The rules that are asked. Raises `UsageError` where one of the names is none."""
        return choose(self.preset, self.select, self.ignore, settled)


NOTHING_MORE = Wanted()


class Judged(NamedTuple):
    """The findings of a file: those that are told, and how many are held back by comments and by the baseline."""

    left: tuple[Diagnostic, ...] = ()
    ignored: int = 0
    baselined: int = 0


class Standing(NamedTuple):
    """A project as it is settled: its configuration, the rules that are asked, and the findings accepted for now."""

    root: Path
    config: Config
    settings: Settings
    baseline: Baseline
    stamps: Mapping[Path, Stamp]
    """The files that settle it, as they were before they were read."""
    trouble: JourneymapError | None = None
    """What kept us from reading a part of that."""

    @property
    def changed(self) -> bool:
        """Whether a file that settles something is another one now."""
        return any(Stamp.of(place) != stamp for place, stamp in self.stamps.items())

    @property
    def rules(self) -> frozenset[str]:
        """The names of all rules."""
        return ignores.known_in(self.config)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the configuration; of one that cannot be read, only that."""
        return (*self.config.diagnostics, *(self.settings.diagnostics if self.config.unread is None else ()))

    def custom(self) -> dict[str, Explanation]:
        """What the rules of the configuration say about themselves."""
        made, _ = custom.rules(self.config) if self.config.custom else ((), ())
        return {one.name: custom.explanation(one) for one in made}

    def judge(self, project: Project, checked: Checked, today: date) -> Judged:
        """The findings that `lint` tells about a file; none where nobody knows which rules are asked."""
        if self.config.unread is not None:
            return Judged()
        found = ignores.judge_file(project, checked, self.settings, today)
        outcome = baseline.apply(found.all_told, self.baseline, self.rules)
        return Judged(once(outcome.kept), len(dict.fromkeys(found.ignored)), len(dict.fromkeys(outcome.baselined)))

    def told(self, project: Project, checked: Checked, today: date) -> tuple[Diagnostic, ...]:
        """All that `lint` tells about a file."""
        return fixes.with_declarations(checked, (*checked.diagnostics, *self.judge(project, checked, today).left))


def places(root: Path, config_file: Path | None) -> tuple[Path, ...]:
    """The files by which the project at `root` is settled if nothing names others."""
    own = (root / config.NAME, root / config.PYPROJECT) if config_file is None else (config_file,)
    return (*own, root / baseline.FILE_NAME)


def settle(root: Path, config_file: Path | None = None, wanted: Wanted = NOTHING_MORE) -> Standing:
    """Read what settles the project at `root`; what cannot be read is left out, and said."""
    stamps = {place: Stamp.of(place) for place in places(root, config_file)}
    trouble, accepted, settled = None, baseline.Baseline(), Config()
    settings = None
    try:
        settled = config.load(root, config_file)
        named_there = (*(one.path for one in settled.files), *settled.refused)
        stamps = {root / path: Stamp.of(root / path) for path in named_there} | stamps
        settings = wanted.settings(settled)
        place, named = baseline.place_of(root, settled)
        stamps[place] = Stamp.of(place)
        accepted = baseline.read(place, named=named)
    except JourneymapError as problem:
        trouble = problem
    settings = settings or choose(config=settled)
    return Standing(root, settled, settings._replace(each=bool(accepted.entries)), accepted, stamps, trouble)
