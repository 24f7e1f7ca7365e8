# noqa: INP001 -- a script that a step runs
"""Keeps one comment in a pull request: makes it, replaces it, or leaves it where nothing changed.

    comment.py FOLDER [HEAD_SHA]

FOLDER holds `comment.md` and `number`. With HEAD_SHA the folder came from the run of a fork and is believed as little: the
pull request must be open at that commit, and nobody is mentioned. The token is in TOKEN, the place in GITHUB_API_URL and
GITHUB_REPOSITORY. It is no part of the tool, which never opens a connection.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

MARKER = "<!-- journeymap-diff -->"
LONGEST = 65_536
PAGE = 100
AT = re.compile(r"@|&(?:#0*64|#x0*40|commat);", re.IGNORECASE)
"""Whatever becomes an at sign when the host writes a comment as HTML: it looks for names to mention only then."""
NOTHING = "### Journey map: identical"


class RefusedError(Exception):
    """What keeps the comment from being written, in words for the log."""


def ask(method: str, path: str, body: dict[str, str] | None = None) -> Any:
    """One request to the interface of the host."""
    request = urllib.request.Request(  # noqa: S310 -- the runner names the host
        f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- as above
            return json.load(answer)
    except urllib.error.HTTPError as problem:
        if problem.code in (401, 403, 404):
            raise RefusedError("the token may not comment (pull requests from forks have none that may)") from None
        raise RefusedError(f"the host answered {problem.code}") from None
    except (OSError, ValueError):
        raise RefusedError("the host did not answer") from None


def last_comment(number: str) -> dict[str, Any] | None:
    """The comment that an earlier run made. What a person wrote is never replaced, whatever marker it has."""
    for page in range(1, 31):
        found = ask("GET", f"/issues/{number}/comments?per_page={PAGE}&page={page}")
        for one in found:
            if (one["body"] or "").startswith(MARKER) and (one["user"] or {}).get("type") == "Bot":
                return one
        if len(found) < PAGE:
            return None
    return None


def main(folder: str, head_sha: str = "") -> None:
    """Write it."""
    body = (Path(folder) / "comment.md").read_text(encoding="utf-8")
    number = Path(folder) / "number"
    told = number.read_text(encoding="utf-8").strip() if number.is_file() else ""
    if not re.fullmatch(r"[1-9][0-9]{0,9}", told):
        raise RefusedError("this run belongs to no pull request")
    if not body.startswith(MARKER) or len(body) > LONGEST:
        raise RefusedError("what should be the comment is none")
    if head_sha:
        pull = ask("GET", f"/pulls/{told}")
        if pull["head"]["sha"] != head_sha or pull["state"] != "open":
            raise RefusedError("the pull request is not at the commit that was compared")
        body = AT.sub("@\u200b", body)
    last = last_comment(told)
    if last is None and NOTHING not in body:
        ask("POST", f"/issues/{told}/comments", {"body": body})
    elif last is not None and last["body"].strip() != body.strip():
        ask("PATCH", f"/issues/comments/{last['id']}", {"body": body})


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except RefusedError as reason:
        print(f"::warning title=journeymap::no comment was written: {reason}")  # noqa: T201 -- a script: this is its voice
