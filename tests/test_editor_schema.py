"""The schemas: those of the machine formats against real output, and that of the format in a real yaml-language-server."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from jsonschema import Draft7Validator
from running import EXAMPLES, run

SERVER = "yaml-language-server@1.19.2"


def _schema(subject: str) -> Draft7Validator:
    schema = json.loads(run("schema", "--for", subject).out)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


BROKEN = "journeymap: 1\ntitle: x\ntouchpoints: [portal]\nstages:\n  - name: a\n    touchpoints: portl\n    pain_points: Hurts\n    wrong: 1\n"


@pytest.mark.parametrize("command", ["lint", "validate"])
def test_what_lint_writes_is_what_its_schema_says(tmp_path: Path, command: str) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    schema = _schema("lint-json")
    strict = ("--preset", "strict", "--today", "2026-11-21", "--no-cache") if command == "lint" else ()
    for place in (tmp_path, EXAMPLES):
        written = json.loads(run(command, place, "--format", "json", *strict).out)
        schema.validate(written)
        assert command == "validate" or written["diagnostics"]
    written["diagnostics"] = [{"id": "x"}]
    assert not schema.is_valid(written)


def test_what_diff_writes_is_what_its_schema_says(tmp_path: Path) -> None:
    schema = _schema("diff-json")
    old = EXAMPLES / "university-application.yaml"
    (tmp_path / "broken.yaml").write_text("journeymap: [", encoding="utf-8")
    for new in (EXAMPLES / "university-application-future.yaml", old, tmp_path / "broken.yaml"):
        written = json.loads(run("diff", old, new, "--format", "json").out)
        schema.validate(written)
    written["changes"] = [{}]
    assert not schema.is_valid(written)


class _Pipe:
    """The protocol by hand: a server that is not ours, asked a few things."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.answers: Queue[dict[str, Any]] = Queue()
        self.number = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if "method" in message and "id" in message:
                answer: Any = [None] if message["method"] == "workspace/configuration" else None
                self.send({"id": message["id"], "result": answer})
            elif "id" in message:
                self.answers.put(message)

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (answer := self.answers.get(timeout=60))["id"] != self.number:
            pass
        return answer["result"]


@pytest.mark.proof
def test_yaml_language_server_completes_and_explains_from_the_schema(tmp_path: Path) -> None:
    """A proof, because npm fetches the server; into a folder of its own."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    install = ["npm", "install", "--prefix", tmp_path, "--no-audit", "--no-fund", "--ignore-scripts", SERVER]
    try:
        fetched = subprocess.run(install, capture_output=True, check=False, timeout=90)
    except subprocess.TimeoutExpired:
        pytest.skip("npm does not answer, and brings yaml-language-server")
    if fetched.returncode:
        pytest.skip("npm could not fetch yaml-language-server")
    schema = tmp_path / "journeymap-1.schema.json"
    schema.write_text(run("schema").out, encoding="utf-8")
    example = (EXAMPLES / "day-in-the-life.yaml").read_text(encoding="utf-8")
    kept = [line for line in example.splitlines() if not line.startswith("status:")]
    text = "\n".join([f"# yaml-language-server: $schema={schema.as_uri()}", "stat", *kept, ""])
    address = (tmp_path / "map.yaml").as_uri()
    command = ["node", tmp_path / "node_modules/yaml-language-server/bin/yaml-language-server", "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            pipe = _Pipe(process)
            hover = {"hover": {"contentFormat": ["markdown"]}}
            pipe.ask("initialize", processId=None, rootUri=tmp_path.as_uri(), capabilities={"textDocument": hover})
            pipe.send({"method": "initialized", "params": {}})
            document = {"uri": address, "languageId": "yaml", "version": 1, "text": text}
            pipe.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
            lines = text.splitlines()
            typed = {"line": 1, "character": 4}
            found = pipe.ask("textDocument/completion", textDocument={"uri": address}, position=typed)
            items = found["items"] if isinstance(found, dict) else found
            keys = {one["label"]: one for one in items}
            assert "How far the map can be trusted." in json.dumps(keys["status"])
            title = next(number for number, line in enumerate(lines) if line.startswith("title:"))
            told = pipe.ask("textDocument/hover", textDocument={"uri": address}, position={"line": title, "character": 2})
            assert "What the map is called" in json.dumps(told)
        finally:
            process.kill()
