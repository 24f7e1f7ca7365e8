"""The action on a pull request: the summary, the outputs, the gate, and the one comment that it keeps."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from revisions import BETTER, MAP, WORSE
from running import ROOT
from scratch import Scratch, scratch
from test_ci_ready import _act, _plant

MARKER = "<!-- journeymap-diff -->"
QUIET = {"select": "unaddressed-pain-point"}


@pytest.fixture
def repo(tmp_path: Path) -> Scratch:
    """A branch with one commit more than main."""
    made = scratch(tmp_path / "repository")
    made.commit(map=MAP)
    made.git("checkout", "-q", "-b", "work")
    return made


def test_what_changes_is_told_in_the_summary_and_by_annotations(repo: Scratch, tmp_path: Path) -> None:
    repo.commit(map=WORSE)
    job = _act(repo.folder, tmp_path / "temp", {**QUIET, "base": "main"})

    assert job.code == 0, job.log
    assert job.summary.startswith(f"{MARKER}\n### Journey map: regression\n")
    assert [line.partition(",")[0] for line in job.obeyed] == ["::warning title=journeymap (regression)"]
    assert {name: job.outputs[name] for name in ("verdict", "regressions", "improvements")} == {
        "verdict": "regression",
        "regressions": "1",
        "improvements": "0",
    }
    report = Path(job.outputs["report"])
    assert sorted(path.name for path in report.iterdir()) == ["comment.md", "report.html"]
    assert list((tmp_path / "temp").glob("journeymap.*")) == []


def test_without_a_base_nothing_is_compared(repo: Scratch, tmp_path: Path) -> None:
    repo.commit(map=WORSE)
    job = _act(repo.folder, tmp_path / "temp", QUIET)
    assert (job.code, "verdict" in job.outputs, MARKER in job.summary) == (0, False, False)


@pytest.mark.parametrize(("text", "level", "code"), [(WORSE, "regression", 1), (BETTER, "regression", 0), (BETTER, "change", 1)])
def test_the_gate_comes_after_lint(repo: Scratch, tmp_path: Path, text: str, level: str, code: int) -> None:
    repo.commit(map=text)
    job = _act(repo.folder, tmp_path / "temp", {**QUIET, "base": "main", "diff-fail-on": level})
    assert (job.code, job.outputs["errors"]) == (code, "0"), job.log


@pytest.mark.parametrize("base", ["none", "--version", "$(touch pwned)", "main\n::error::forged", "main; touch pwned", "x..y..z"])
def test_a_base_that_is_none_fails_and_is_not_obeyed(repo: Scratch, tmp_path: Path, base: str) -> None:
    repo.commit(map=WORSE)
    job = _act(repo.folder, tmp_path / "temp", {**QUIET, "base": base})
    assert job.code == 2, job.log
    assert not (repo.folder / "pwned").exists()
    assert all(line.startswith("::error title=journeymap::") for line in job.obeyed)


def test_a_hostile_map_forges_nothing(repo: Scratch, tmp_path: Path) -> None:
    name = "::error::forged ##[error]forged ``````"
    repo.commit(map=WORSE.replace("Prints the label", f'"{name}"'))
    _plant(repo.folder)
    job = _act(repo.folder, tmp_path / "temp", {**QUIET, "base": "main"})
    assert all(line.startswith(("::warning title=journeymap (", "::notice title=journeymap (")) for line in job.obeyed)
    assert not (repo.folder / "imported").exists()


def test_a_long_report_stands_whole_in_the_summary(repo: Scratch, tmp_path: Path) -> None:
    actions = "".join(f"      - {{text: Act {number}, description: {'long ' * 60}``` {number}}}\n" for number in range(300))
    repo.commit(map=MAP + "  - name: Wait\n    actions:\n" + actions)
    repo.git("branch", "-f", "main")
    repo.commit(map=MAP + "  - name: Wait\n    actions:\n" + actions.replace("long", "longer"))
    job = _act(repo.folder, tmp_path / "temp", {**QUIET, "base": "main"})

    assert "_Left out, since a comment has to end somewhere" in job.summary
    assert job.summary.count("“Act 299”") == 1
    assert "\n````text\n" in job.summary


# The comment.


class Host(BaseHTTPRequestHandler):
    """As much of the host's interface as the action asks."""

    comments: ClassVar[list[dict[str, Any]]] = []
    asked: ClassVar[list[str]] = []
    pull: ClassVar[dict[str, Any]] = {}
    code: ClassVar[int] = 200

    def _answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(self.code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:
        assert self.headers["Authorization"] == "Bearer secret"
        page = int(self.path.partition("&page=")[2] or 1)
        self._answer(self.pull if "/pulls/" in self.path else self.comments[100 * (page - 1) : 100 * page])

    def do_POST(self) -> None:
        self.asked.append(f"POST {self.path}")
        self.comments.append({"id": 1000 + len(self.comments), "user": {"type": "Bot"}, **self._body()})
        self._answer({})

    def do_PATCH(self) -> None:
        self.asked.append(f"PATCH {self.path}")
        number = int(self.path.rpartition("/")[2])
        next(one for one in self.comments if one["id"] == number).update(self._body())
        self._answer({})

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host():
    """A host without comments; its address."""
    Host.comments, Host.asked, Host.pull, Host.code = [], [], {}, 200
    server = HTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def comment(repo: Scratch, temp: Path, address: str, **inputs: str):
    event = repo.folder.parent / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    env = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "shop/maps", "GITHUB_EVENT_PATH": str(event)}
    return _act(repo.folder, temp, {**QUIET, "base": "main", "comment": "true", "token": "secret", **inputs}, **env)


def test_one_comment_is_made_and_replaced_and_left_alone(repo: Scratch, tmp_path: Path, host: str) -> None:
    Host.comments.append({"id": 1, "user": {"type": "User"}, "body": f"{MARKER} mine"})
    Host.comments.extend({"id": 2 + number, "user": {"type": "User"}, "body": "nice"} for number in range(120))
    assert comment(repo, tmp_path / "0", host).code == 0
    assert Host.asked == []  # nothing changed yet, and nothing was said

    repo.commit(map=WORSE)
    for number in range(2):
        job = comment(repo, tmp_path / f"1{number}", host)
        assert (job.code, "secret" in job.log) == (0, False), job.log
    assert Host.asked == ["POST /repos/shop/maps/issues/7/comments"]
    assert "### Journey map: regression" in Host.comments[-1]["body"]

    repo.commit(map=MAP)
    comment(repo, tmp_path / "2", host)
    assert Host.asked[1:] == [f"PATCH /repos/shop/maps/issues/comments/{Host.comments[-1]['id']}"]
    assert "### Journey map: identical" in Host.comments[-1]["body"]
    assert Host.comments[0]["body"].endswith("mine")


def test_no_comment_is_no_failure(repo: Scratch, tmp_path: Path, host: str) -> None:
    repo.commit(map=WORSE)
    Host.code = 403
    job = comment(repo, tmp_path / "one", host)
    assert job.code == 0
    assert any("no comment was written: the token may not comment" in line for line in job.obeyed)
    assert any("the input token is empty" in line for line in comment(repo, tmp_path / "two", host, token="").obeyed)
    assert any("did not answer" in line for line in comment(repo, tmp_path / "three", "http://127.0.0.1:1").obeyed)


@pytest.mark.parametrize(
    ("changed", "posted"),
    [
        ({}, True),
        ({"body": f"{MARKER}\n&#64;everybody &#x040;everybody &commat;everybody @&#101;verybody look\n"}, True),
        ({"sha": "b" * 40}, False),
        ({"state": "closed"}, False),
        ({"number": "7; rm"}, False),
        ({"number": ""}, False),
        ({"body": "Buy now"}, False),
        ({"body": MARKER + "x" * 70_000}, False),
    ],
)
def test_what_a_fork_sends_is_believed_as_little(tmp_path: Path, host: str, changed: dict[str, str], posted: bool) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "comment.md").write_text(changed.get("body", f"{MARKER}\n@everybody look\n"), encoding="utf-8")
    (folder / "number").write_text(changed.get("number", "7"), encoding="utf-8")
    Host.pull = {"head": {"sha": changed.get("sha", "a" * 40)}, "state": changed.get("state", "open")}
    env = {"GITHUB_API_URL": host, "GITHUB_REPOSITORY": "shop/maps", "TOKEN": "secret"}
    script = ROOT / "action" / "comment.py"
    done = subprocess.run([sys.executable, "-I", script, folder, "a" * 40], env=env, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(Host.comments) == posted
    assert posted or "no comment was written" in done.stdout
    assert re.search("@(?!\u200b)", html.unescape("".join(one["body"] for one in Host.comments))) is None
