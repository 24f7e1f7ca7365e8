"""Nothing connects outward: every command runs with each way to a connection taken away; the preview listens on loopback alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT

REFUSING = """
import socket, sys
def refuse(*_, **__):
    raise SystemExit("a connection was tried")
for name in ("socket", "create_connection", "create_server", "getaddrinfo", "gethostbyname", "socketpair"):
    setattr(socket, name, refuse)
def watch(event, _):
    if event.startswith(("socket.", "urllib.", "http.client", "ftplib.", "smtplib.", "webbrowser.")):
        raise SystemExit(f"a connection was tried: {event}")
sys.addaudithook(watch)
sys.argv = ["journeymap", *sys.argv[1:]]
from journeymap.cli import main
main()
"""
COMMANDS = {
    "completions": ("completions", "bash"),
    "config": ("config",),
    "diff": ("diff", "a.yaml", "b.yaml"),
    "format": ("format", "a.yaml", "--check"),
    "git": ("git", "install"),
    "init": ("init", "new.yaml", "--starter", "current-state"),
    "lint": ("lint", ".", "--preset", "strict"),
    "merge": ("merge", "a.yaml", "a.yaml", "b.yaml"),
    "lsp": ("lsp", "--help"),
    "preview": ("preview", "--help"),
    "render": ("render", "a.yaml", "--view", "flow", "-o", "a.svg"),
    "rules": ("rules",),
    "schema": ("schema",),
    "validate": ("validate", "."),
}


@pytest.fixture
def folder(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    text = (EXAMPLES / "online-return.yaml").read_text(encoding="utf-8")
    shutil.copytree(EXAMPLES / "library", tmp_path / "library")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(text.replace("emotion: -2", "emotion: 1"), encoding="utf-8")
    return tmp_path


def test_every_command_is_here():
    assert set(COMMANDS) >= {path.stem for path in (ROOT / "journeymap/cli").glob("[a-z]*.py")}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_opens_a_connection(folder, command):
    done = subprocess.run(
        [sys.executable, "-c", REFUSING, *COMMANDS[command]],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder, timeout=120,
        env={**os.environ, "JOURNEYMAP_CACHE_DIR": os.fspath(folder / "cache"), "PYTHONUTF8": "1"},
    )  # fmt: skip

    assert "connection" not in done.stderr
    assert done.returncode in (0, 1), done.stderr


def test_the_guard_would_notice(folder):
    code = REFUSING.partition("sys.argv")[0] + "import _socket\n_socket.socket()\nprint('open')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "a connection was tried" in done.stderr
    assert "open" not in done.stdout


@pytest.mark.skipif(not Path("/proc/net/tcp6").exists(), reason="reads which sockets listen")
def test_the_preview_listens_on_loopback_alone(folder):
    preview = subprocess.Popen(
        [sys.executable, "-m", "journeymap", "preview", "a.yaml"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)", said)):
            line = preview.stdout.readline()
            assert line, said
            said += line
        port = f":{int(found[1]):04X}"
        rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
        listening = [row[1] for row in rows if row[1].endswith(port) and row[3] == "0A"]
        assert listening == [f"0100007F{port}"]
    finally:
        preview.terminate()
        preview.communicate(timeout=30)
