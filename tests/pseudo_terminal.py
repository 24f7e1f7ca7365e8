"""A real terminal for one run: what a person types, and what is on the screen."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals that a test could open", allow_module_level=True)

import pty
import signal

_PATIENCE = 20
# The terminal becomes the program's own, so that Ctrl-C reaches it.
_TAKE_AND_RUN = """
import fcntl, runpy, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.argv[0] = "journeymap"
runpy.run_module("journeymap", run_name="__main__", alter_sys=True)
"""


@dataclass
class Terminal:
    """A run of the program with a pseudo-terminal as its standard streams."""

    folder: Path
    arguments: tuple[str, ...]
    screen: str = ""
    _bytes: bytes = field(default=b"", repr=False)

    def __enter__(self) -> Self:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_AND_RUN, *self.arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=self.folder,
            env=os.environ | {"TERM": "xterm", "PYTHONPATH": str(Path(__file__).resolve().parent.parent), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
            # Tests in the background ignore Ctrl-C, and so would what they begin.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- a single thread
        )
        os.close(slave)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)

    def until(self, text: str) -> None:
        """Wait until `text` is on the screen, behind what was waited for before."""
        end = time.monotonic() + _PATIENCE
        while text not in self.screen:
            assert time.monotonic() < end, f"{text!r} never came: {self.screen!r}"
            self._read(end)
        self.screen = self.screen.split(text, 1)[1]

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self.master, text.encode() + b"\n")

    def press(self, key: bytes) -> None:
        """Press one key."""
        os.write(self.master, key)

    def press_until(self, key: bytes, text: str) -> None:
        """Press one key until a text is on the screen: a signal that comes just before a program waits for a key wakes nobody."""
        end = time.monotonic() + _PATIENCE
        while text not in self.screen and time.monotonic() < end:
            self.press(key)
            soon = time.monotonic() + 2
            while text not in self.screen and time.monotonic() < soon and self.process.poll() is None:
                self._read(soon)
        self.until(text)

    def interrupt(self) -> int:
        """Press Ctrl-C until the program has ended, for the same reason; gives its exit code."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.press(b"\x03")
            soon = time.monotonic() + 2
            while self.process.poll() is None and time.monotonic() < soon:
                self._read(soon)
        return self.end()

    def end(self) -> int:
        """Wait for the end of the program; gives its exit code."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._read(end)
        return self.process.wait(timeout=_PATIENCE)

    def _read(self, end: float) -> None:
        ready, _, _ = select.select([self.master], [], [], min(0.2, max(0.0, end - time.monotonic())))
        if ready:
            try:
                self._bytes += os.read(self.master, 65536)
            except OSError:  # the other side is closed
                time.sleep(0.02)
                return
            text = self._bytes.decode("utf-8", "ignore")
            self._bytes = b""
            self.screen += text
