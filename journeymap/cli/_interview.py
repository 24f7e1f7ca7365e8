"""The questions that `init` asks in a terminal, in the words of somebody who draws maps and not of somebody who codes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from journeymap.cli._run import say
from journeymap.model.values import ascii_number, number
from journeymap.start import Answers, StageAnswer, usual_stages

if TYPE_CHECKING:
    from collections.abc import Callable

_LOWEST, _HIGHEST = -2, 2
_TODAY = frozenset({"", "1", "t", "today", "now", "current"})
_FUTURE = frozenset({"2", "f", "future", "wanted", "should be"})


def interview(language: str) -> Answers:
    """Ask for a map. Ends with `EOFError` or `KeyboardInterrupt` when somebody has had enough."""
    with suppress(ImportError):
        import readline  # noqa: F401 -- gives the arrow keys to input(); there is none on Windows, whose console has its own
    say("A few questions, and you have a map. Enter leaves one open; Ctrl-C ends without writing.\n")
    title = _ask("What does the customer go through? (such as: Returning a torn sweater)", needed="a map needs a title")
    state = _checked("Is it the way it is (1) or the way it should be (2)? [1]", _state, "type 1 for today or 2 for the future")
    persona = _ask("Who is the customer? One person, with a name (such as: Sarah)")
    role = _ask(f"Who is {persona}, in a few words? (such as: Teacher with two children)") if persona else ""
    goal = _ask("What does this person want to achieve?")
    objective = _ask("And why do you draw this map: what do you want to decide or change?")
    usual = usual_stages(language)
    names = _many(
        "Which stages does the journey have? One on each line; an empty line ends the list.",
        f"  (empty at once: {', '.join(usual)})",
    )
    stages = tuple(_stage(name) for name in names or usual)
    return Answers(title, state, language, stages, objective, persona, role, goal)


def _stage(name: str) -> StageAnswer:
    actions = _many(f"\n{_plain(name)}: what does the customer do there? One thing on each line; an empty line ends the list.")
    hint = f"a number from {_LOWEST} to {_HIGHEST}, or nothing"
    score = _checked(f"How does it feel, from {_LOWEST} (awful) to {_HIGHEST} (wonderful)?", _score, hint)
    pain = _ask("What is in the way?") if score and float(score) < 0 else ""
    return StageAnswer(name, tuple(actions), score, pain)


def _state(answer: str) -> str | None:
    if answer.lower() in _TODAY:
        return "current"
    return "future" if answer.lower() in _FUTURE else None


def _score(answer: str) -> str | None:
    """A score as it is written in a file: digits and signs of any script are fine."""
    if not answer:
        return ""
    found = number(answer)
    return None if found is None or not _LOWEST <= found <= _HIGHEST else ascii_number(answer)


def _checked(question: str, understood: Callable[[str], str | None], hint: str) -> str:
    while (answer := understood(_ask(question))) is None:
        say(f"  {hint}")
    return answer


def _many(*lines: str) -> list[str]:
    say("\n".join(lines))
    answers: list[str] = []
    while answer := _line(f"  {len(answers) + 1}. "):
        answers.append(answer)
    return answers


def _ask(question: str, needed: str = "") -> str:
    say(question)
    while not (answer := _line("> ")) and needed:
        say(f"  {needed}")
    return answer


def _line(prompt: str) -> str:
    """One line, without what no text can hold: bytes that are no letters, and signs that nobody sees."""
    while True:
        answer = " ".join(input(prompt).split())
        if answer.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in answer):
            return "".join(sign for sign in answer if sign.isprintable() or sign in "\u200c\u200d")
        say("  these letters did not arrive as UTF-8; please type the line again")


def _plain(text: str) -> str:
    from journeymap import escape

    return escape.terminal(text)
