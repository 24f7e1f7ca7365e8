"""Running the program as a person would, inside this process or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from journeymap.cli import app

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Outcome:
    """What a run gave back."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Outcome:
    """Run in this process, in the current folder."""
    result = CliRunner(env={"COLUMNS": "100"} | (env or {})).invoke(
        app, [str(one) for one in arguments], input=stdin, prog_name="journeymap"
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())


def spawn(*arguments: str | Path, stdin: bytes | None = None, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Outcome:
    """Run as a process of its own, with UTF-8 expected of it whatever the locale."""
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=os.environ | (env or {}),
        check=False,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
