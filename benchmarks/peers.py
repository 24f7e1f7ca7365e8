"""The programs that journeymap is held against: installed into benchmarks/.peers (git-ignored), and started from there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
NPM = ("@stoplight/spectral-cli", "@mermaid-js/mermaid-cli", "@terrastruct/d2")
PYTHON = ("yamllint", "check-jsonschema", "deepdiff")
D2 = PEERS / "d2.mjs"
_D2 = """import { readFileSync, writeFileSync } from "node:fs";
import { D2 } from "@terrastruct/d2";
const d2 = new D2();
const result = await d2.compile(readFileSync(process.argv[2], "utf8"));
writeFileSync(process.argv[3], await d2.render(result.diagram, result.renderOptions));
process.exit(0);
"""
"""D2 is a program in Go; its own build for Node runs where no binary of it can be had."""


def install() -> None:
    """All that can be installed here; what cannot is said, and left out of the tables."""
    PEERS.mkdir(exist_ok=True)
    _by_npm()
    _by_pip()
    _plantuml()
    D2.write_text(_D2, encoding="utf-8")


def _by_npm() -> None:
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not here: Spectral, mermaid-cli and D2 are left out", file=sys.stderr)
        return
    if all((PEERS / "node_modules" / name).exists() for name in NPM):
        return
    package = PEERS / "package.json"
    if not package.exists():
        package.write_text("{}\n", encoding="utf-8")
    # mermaid-cli draws in the Chromium of the system: PUPPETEER_EXECUTABLE_PATH, or the one that is on the path.
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *NPM], cwd=PEERS, check=True, env=environment)


def _by_pip() -> None:
    folder = PEERS / "venv"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    if not all(python_program(name).exists() for name in ("yamllint", "check-jsonschema", "deep")):
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(python_program("python")), "install", "-q", *PYTHON], check=True
        )


def _plantuml() -> None:
    """Debian's package, unpacked without being installed."""
    if plantuml() is not None or shutil.which("java") is None or shutil.which("apt-get") is None:
        return
    subprocess.run(["apt-get", "download", "-q", "plantuml"], cwd=PEERS, check=False)
    for package in PEERS.glob("plantuml*.deb"):
        subprocess.run(["dpkg", "-x", str(package), str(PEERS / "plantuml")], check=True)


def node_program(name: str) -> Path:
    """Where npm puts a program."""
    return PEERS / "node_modules" / ".bin" / (f"{name}.cmd" if os.name == "nt" else name)


def python_program(name: str) -> Path:
    """Where pip puts a program."""
    return PEERS / "venv" / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


@cache
def plantuml() -> list[str] | None:
    """The command of PlantUML, or None without it."""
    found = shutil.which("plantuml")
    if found:
        return [found]
    jar = PEERS / "plantuml" / "usr" / "share" / "plantuml" / "plantuml.jar"
    return ["java", "-Djava.awt.headless=true", "-jar", str(jar)] if jar.exists() else None


def chromium() -> str | None:
    """A Chromium of the system, for mermaid-cli."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(filter(None, map(shutil.which, names)), None)


def said(command: list[str]) -> str:
    """What a program says about its version: the last word of its first line."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[0].split()[-1]
