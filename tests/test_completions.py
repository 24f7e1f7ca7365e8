"""`journeymap completions`: what real shells offer when Tab is pressed, and that asking is cheap."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import doc_pages
import pytest
from running import ROOT, run
from scratch import Scratch, scratch

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals that a test could open", allow_module_level=True)

import fcntl
import pty
import struct
import termios

CUSTOM = """
[custom.checkout-names-touchpoints]
subject = "action"
required = ["touchpoints"]
message = "every action of the checkout names its touchpoint"
"""
SHELLS = ("bash", "zsh", "fish", "powershell")
BEGIN = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
TEACH = {
    "bash": "bind 'set enable-bracketed-paste off'; bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; bind 'set completion-query-items 0'; source <(journeymap completions bash)",
    "zsh": "autoload -Uz compinit; compinit -u; LISTMAX=1000; source <(journeymap completions zsh)",
    "fish": "journeymap completions fish | source",
}
# The terminal becomes the shell's own, without which fish does not begin.
_TAKE_AND_RUN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
SIGNS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>])|[\x07\x08\r]")


class Shell:
    """A shell in a terminal of its own that has read our script."""

    def __init__(self, name: str, folder: Path) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 100, 200, 0, 0))
        environment = doc_pages.environment(folder) | {"TERM": "xterm", "PS1": "> ", "COLUMNS": "200", "LINES": "100"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_AND_RUN, *BEGIN[name]],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.type(TEACH[name] + "; echo rea''dy\n")
        self.until("ready")

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def until(self, *words: str) -> str:
        """What is on the screen once it has all of `words`, without colours and moves."""
        screen, end = b"", time.monotonic() + 30
        while True:
            told = SIGNS.sub("", screen.decode("utf-8", "ignore"))
            if all(word in told for word in words):
                return told
            assert time.monotonic() < end, f"{words} never came: {told[-500:]!r}"
            if select.select([self.master], [], [], 0.2)[0]:
                new = os.read(self.master, 65536)
                screen += new
                if b"\x1b[c" in new or b"\x1b[0c" in new:  # the shell asks what terminal this is
                    self.type("\x1b[?62c")

    def offered(self, typed: str, *words: str) -> None:
        """Type and press Tab, wait until all of `words` are offered, and take the line back."""
        self.type(typed + "\t")
        self.until(*words)
        time.sleep(0.3)
        self.type("\x15")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.mark.parametrize("name", list(BEGIN))
def test_a_real_shell_completes(name: str, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name} on this machine")
    folder = tmp_path / "work"
    (folder / "zimbabwe").mkdir(parents=True)
    repo = scratch(folder)
    repo.commit(map="journeymap: 1\n")
    repo.git("branch", "topic/one")
    repo.git("tag", "topmost")
    (folder / "journeymap.toml").write_text(CUSTOM, encoding="utf-8")
    shell = Shell(name, folder)
    try:
        shell.offered("journeymap ", "validate", "render", "completions")
        shell.offered("journeymap lint --se", "lect")
        shell.offered("journeymap lint --select una", "unaddressed-pain-point", "unattended-low-point")
        shell.offered("journeymap rules invalid-", "invalid-config", "invalid-theme")
        shell.offered("journeymap render --to ", "markdown", "terminal", "svg")
        shell.offered("journeymap lint zim", "zimbabwe")
        shell.offered("journeymap git ", "install", "doctor")
        shell.offered("journeymap lint --since top", "topic/one", "topmost")
        shell.offered("journeymap diff topi", "topic/one")
        shell.offered("journeymap diff zim", "zimbabwe")
        shell.offered("journeymap rules checkout-n", "checkout-names-touchpoints")
    finally:
        shell.close()


def asked(*words: str, folder: Path = ROOT) -> tuple[list[str], set[str]]:
    """What is offered for the last word, and the modules that were loaded for it; nothing else is said."""
    code = "import sys\nfrom journeymap.cli import main\nsys.argv = ['journeymap']\ntry:\n    main()\nfinally:\n    print(*sys.modules, sep='\\n', file=sys.stderr)"
    line = {
        "COMP_WORDS": "\n".join(("journeymap", *words)),
        "COMP_CWORD": str(len(words)),
        "_JOURNEYMAP_COMPLETE": "complete_bash",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | line, cwd=folder, capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.splitlines())
    assert not any(" " in one for one in loaded), done.stderr
    return [one for one in done.stdout.split("\n") if one], loaded


def test_behind_two_dashes_the_shell_offers_its_files():
    assert asked("diff", "--", "ma")[0] == []


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (("",), {"init", "lint", "git", "completions"}),
        (("lint", "--fo"), {"--format"}),
        (("lint", "--format", ""), {"full", "json", "sarif"}),
        (("lint", "--color", ""), {"auto", "always", "never"}),
        (("lint", "--preset", ""), {"minimal", "recommended", "strict"}),
        (("lint", "--select", "missing-"), {"missing-id", "missing-persona"}),
        (("lint", "--ignore", "pa"), {"pain"}),
        (("rules", ""), {"syntax", "image-failed", "unaddressed-pain-point"}),
        (("render", "--view", ""), {"map", "blueprint", "flow", "backlog", "personas"}),
        (("render", "--theme", "da"), {"dark"}),
        (("render", "--language", ""), {"en", "fa", "pt-BR", "zh"}),
        (("diff", "--fail-on", ""), {"regression", "change"}),
        (("init", "--starter", "su"), {"support-blueprint"}),
        (("schema", "--for", ""), {"map", "config"}),
        (("completions", ""), set(SHELLS)),
        (("lint", "examp"), set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_words_are_offered_and_nothing_that_draws_is_loaded(words: tuple[str, ...], offers: set[str]) -> None:
    offered, loaded = asked(*words)

    assert set(offered) >= offers
    assert bool(offered) == bool(offers)
    assert all(one.startswith(words[-1]) for one in offered)
    assert loaded.isdisjoint({"rich", "jinja2", "wasmtime", "graphviz", "journeymap.render.board", "journeymap.render.scene"})


def test_names_of_commands_are_offered_without_loading_one() -> None:
    assert "journeymap.cli.lint" not in asked("l")[1]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_for_each_shell(shell: str) -> None:
    done = run("completions", shell)

    assert (done.code, done.err) == (0, "")
    assert "_JOURNEYMAP_COMPLETE" in done.out


@pytest.fixture
def repo(tmp_path: Path) -> Scratch:
    made = scratch(tmp_path / "repo")
    made.commit(map="journeymap: 1\n")
    made.git("branch", "topic/one")
    made.git("tag", "v1.0")
    made.git("update-ref", "refs/remotes/origin/main", "HEAD")
    made.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    return made


@pytest.mark.parametrize("words", [("rules", ""), ("lint", "--select", ""), ("lint", "--ignore", ""), ("config", "--select", "")])
def test_rules_of_the_configuration_are_offered(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "checkout-names-touchpoints" not in asked(*words, folder=tmp_path)[0]
    (tmp_path / "journeymap.toml").write_text(CUSTOM, encoding="utf-8")
    assert "checkout-names-touchpoints" in asked(*words, folder=tmp_path)[0]
    assert ("custom" in asked(*words, folder=tmp_path)[0]) == (words[0] != "rules")


def test_the_configuration_that_is_named_counts(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(CUSTOM, encoding="utf-8")

    assert "checkout-names-touchpoints" in asked("lint", "--config", "other.toml", "--select", "ch", folder=tmp_path)[0]
    assert asked("lint", "--config", "gone.toml", "--select", "checkout", folder=tmp_path)[0] == []


@pytest.mark.parametrize(
    "text", ["custom = 7\n", "[custom\n", '[custom."$(touch pwned)"]\nsubject = "action"\n', '[custom."a;b"]\n', "\0"]
)
def test_a_configuration_that_is_wrong_or_hostile_offers_nothing_of_its_own(tmp_path: Path, text: str) -> None:
    (tmp_path / "journeymap.toml").write_text(text, encoding="utf-8")
    offered = asked("lint", "--select", "", folder=tmp_path)[0]

    assert "unaddressed-pain-point" in offered
    assert all(re.fullmatch(r"[a-z-]+", one) for one in offered)


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (("diff", ""), {"HEAD", "main", "topic/one", "origin/main", "v1.0"}),
        (("lint", "--since", ""), {"HEAD", "main", "topic/one", "origin/main", "v1.0"}),
        (("diff", "top"), {"topic/one"}),
        (("diff", "topic/"), {"topic/one"}),
        (("diff", "v1"), {"v1.0"}),
        (("diff", "origin/"), {"origin/main"}),
        (("diff", "HEAD", "m"), {"main"}),
        (("diff", "main..to"), {"main..topic/one"}),
        (("diff", "HEAD~1...m"), {"HEAD~1...main"}),
        (("diff", "H"), {"HEAD"}),
        (("diff", "none"), set()),
        (("diff", "*"), set()),
        (("diff", "m[a"), set()),
        (("diff", "--"), {"--staged", "--format"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_revisions_are_offered(repo: Scratch, words: tuple[str, ...], offers: set[str]) -> None:
    offered, _ = asked(*words, folder=repo.folder)

    assert set(offered) == offers or (words[-1] == "--" and set(offered) > offers)


def test_outside_of_git_there_are_none_and_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked("diff", "", folder=tmp_path)[0] == []
    broken = tmp_path / "broken"
    (broken / ".git").mkdir(parents=True)
    (broken / ".git" / "HEAD").write_text("nonsense", encoding="utf-8")
    assert asked("diff", "", folder=broken)[0] == []
    assert asked("lint", "--since", "", folder=broken)[0] == []


def test_a_repository_without_a_commit_has_no_names_but_head(tmp_path: Path) -> None:
    assert asked("diff", "", folder=scratch(tmp_path / "empty").folder)[0] == ["HEAD"]


def test_a_hostile_repository_runs_nothing_and_offers_plain_words_only(repo: Scratch) -> None:
    mark = repo.folder / "pwned"
    for name in (
        "a$(touch${IFS}pwned)",
        "b;touch",
        "c`touch`",
        "d|e",
        "f&g",
        "h'i",
        'j"k',
        "l>m",
        "-n",
        "o!p",
        "q\u202er",
        "\u200bs",
    ):
        repo.git("update-ref", f"refs/heads/{name}", "HEAD")
    for key in ("core.fsmonitor", "core.pager", "pager.for-each-ref", "alias.for-each-ref", "core.sshCommand", "core.hooksPath"):
        repo.git("config", key, f"touch '{mark}'")
    offered, _ = asked("diff", "", folder=repo.folder)

    assert sorted(offered) == ["HEAD", "main", "origin/main", "topic/one", "v1.0"]
    assert not mark.exists()


def test_many_names_are_some_hundreds_at_most(repo: Scratch) -> None:
    head = repo.git("rev-parse", "HEAD")
    packed = "".join(f"{head} refs/tags/n{number:05}\n" for number in range(20_000))
    (repo.folder / ".git" / "packed-refs").write_text(f"# pack-refs with: sorted \n{packed}", encoding="utf-8")
    start = time.monotonic()
    offered, _ = asked("diff", "n1", folder=repo.folder)

    assert 0 < len(offered) <= 501
    assert asked("diff", "n1999", folder=repo.folder)[0] == [f"n1999{last}" for last in range(10)]
    assert time.monotonic() - start < 10
