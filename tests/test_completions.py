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

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals that a test could open", allow_module_level=True)

import fcntl
import pty
import struct
import termios

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
    shell = Shell(name, folder)
    try:
        shell.offered("journeymap ", "validate", "render", "completions")
        shell.offered("journeymap lint --se", "lect")
        shell.offered("journeymap lint --select una", "unaddressed-pain-point", "unattended-low-point")
        shell.offered("journeymap rules invalid-", "invalid-config", "invalid-theme")
        shell.offered("journeymap render --to ", "markdown", "terminal", "svg")
        shell.offered("journeymap lint zim", "zimbabwe")
        shell.offered("journeymap git ", "install", "doctor")
    finally:
        shell.close()


def asked(*words: str) -> tuple[list[str], set[str]]:
    """What is offered for the last word, and the modules that were loaded for it."""
    code = "import sys\nfrom journeymap.cli import main\nsys.argv = ['journeymap']\ntry:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    line = {
        "COMP_WORDS": "\n".join(("journeymap", *words)),
        "COMP_CWORD": str(len(words)),
        "_JOURNEYMAP_COMPLETE": "complete_bash",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | line, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split(), set(done.stderr.split())


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
