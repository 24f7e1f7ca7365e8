"""What `lint` does with each file: the work that a batch shares out, and what its outcome depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.cli._living import Rules

if TYPE_CHECKING:
    from datetime import date

    from journeymap.config import Config
    from journeymap.diagnostic import Question
    from journeymap.lint import Settings
    from journeymap.packing import Groups
    from journeymap.project import Project


class Linting(NamedTuple):
    """The options about rules as they were given, the day, and `Settings.each`; see `_batch.Work`."""

    preset: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    today: date
    each: bool = False

    def context(self, config: Config) -> str:
        """All of these, and every file of the configuration."""
        files = [(file.path, file.source.text) for file in config.files]
        return repr((self.preset, self.select, self.ignore, self.today.isoformat(), self.each, files))

    def prepare(self, config: Config) -> Ready:
        """Choose the rules."""
        from journeymap.lint import choose  # here: with every outcome kept, no rule is imported

        return Ready(choose(self.preset, self.select, self.ignore, config)._replace(each=self.each), self.today)


class Ready(NamedTuple):
    """The chosen rules of one project; see `_batch.Prepared`."""

    settings: Settings
    today: date

    @property
    def told(self) -> Groups:
        """What the configuration says wrongly about rules."""
        return (self.settings.diagnostics,)

    def look(self, project: Project, path: str) -> tuple[Groups, frozenset[Question]]:
        """What is wrong with a file; what the rules find in it, and what comments hold back of that."""
        checked = project.check(path)
        wrong = checked.diagnostics
        if wrong:
            from journeymap.lint.fixes import with_declarations  # here: most files have no mistake

            wrong = with_declarations(checked, wrong)
        outcome = Rules(lambda _: self.settings, self.today, lambda _: self.settings.each).judge(project, checked)
        return (wrong, outcome.all_told, outcome.ignored), checked.asked
