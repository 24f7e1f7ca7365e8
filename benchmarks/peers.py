"""The programs that journeymap is held against: installed into benchmarks/.peers (git-ignored), and started from there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
NPM = ("@stoplight/spectral-cli", "@mermaid-js/mermaid-cli", "@terrastruct/d2")
PROGRAMS = {"yamllint": "yamllint", "check-jsonschema": "check-jsonschema", "deepdiff": "deep"}
"""What pip installs, and the program of each."""
PYTHON = tuple(PROGRAMS)
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
    """All that can be installed here; what cannot is said."""
    PEERS.mkdir(exist_ok=True)
    _by_npm()
    _by_pip()
    _plantuml()
    D2.write_text(_D2, encoding="utf-8")
    for name, reason in missing().items():
        print(f"{name} is left out: {reason}", file=sys.stderr)


def missing() -> dict[str, str]:
    """Each peer that cannot be had here, and why."""
    npm = "npm is not here" if shutil.which("npm") is None else "npm did not install it"
    packages = zip(("Spectral", "mermaid-cli", "D2"), NPM, strict=True)
    found = {name: npm for name, package in packages if not (PEERS / "node_modules" / package).exists()}
    if "mermaid-cli" not in found and chromium() is None:
        found["mermaid-cli"] = "it needs a Chromium"
    found |= {name: "pip did not install it" for name, program in PROGRAMS.items() if not python_program(program).exists()}
    if shutil.which("git") is None:
        found["git"] = "it is not here"
    if plantuml() is None:
        java = shutil.which("java") is not None
        found["PlantUML"] = "its package could not be fetched by apt-get" if java else "java is not here"
    return found


def _by_npm() -> None:
    npm = shutil.which("npm")
    if npm is None or all((PEERS / "node_modules" / name).exists() for name in NPM):
        return
    package = PEERS / "package.json"
    if not package.exists():
        package.write_text("{}\n", encoding="utf-8")
    # mermaid-cli draws in the Chromium of the system: PUPPETEER_EXECUTABLE_PATH, or the one that is on the path.
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *NPM], cwd=PEERS, check=False, env=environment)


def _by_pip() -> None:
    folder = PEERS / "venv"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    if not all(python_program(name).exists() for name in PROGRAMS.values()):
        # -qq: pip warns of folders that are not on the path, by their names on this machine.
        pip = [sys.executable, "-m", "pip", "--python", str(python_program("python")), "install", "-qq"]
        subprocess.run([*pip, "--no-warn-script-location", "--disable-pip-version-check", *PYTHON], check=False)


def _plantuml() -> None:
    """Debian's package, unpacked without being installed."""
    if plantuml() is not None or shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        return
    if not any(PEERS.glob("plantuml*.deb")):
        subprocess.run(["apt-get", "download", "-qq", "plantuml"], cwd=PEERS, check=False, capture_output=True)
    for package in PEERS.glob("plantuml*.deb"):
        subprocess.run(["dpkg", "-x", str(package), str(PEERS / "plantuml")], check=True)


def node_program(name: str) -> Path:
    """Where npm puts a program."""
    return PEERS / "node_modules" / ".bin" / (f"{name}.cmd" if os.name == "nt" else name)


def python_program(name: str) -> Path:
    """Where pip puts a program."""
    return PEERS / "venv" / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def plantuml() -> list[str] | None:
    """The command of PlantUML, or None without it."""
    found = shutil.which("plantuml")
    if found:
        return [found]
    jar = PEERS / "plantuml" / "usr" / "share" / "plantuml" / "plantuml.jar"
    java = shutil.which("java")
    return [java, "-Djava.awt.headless=true", "-jar", str(jar)] if java and jar.exists() else None


def chromium() -> str | None:
    """A Chromium of the system, for mermaid-cli."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(filter(None, map(shutil.which, names)), None)


def said(command: list[str]) -> str:
    """What a program says about its version: the last word of its first line."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[0].split()[-1]
