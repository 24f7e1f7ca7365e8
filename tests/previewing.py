"""A preview in a process of its own, and what it answers."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time


def hears_ctrl_c():
    """A process that is begun in the background ignores Ctrl-C, and so would what it begins."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A preview, and what it said."""

    def __init__(self, folder, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "journeymap", "preview", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "JOURNEYMAP_TODAY": "2026-11-21"},
            preexec_fn=hears_ctrl_c,  # noqa: PLW1509 -- it starts no thread
        )
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def ask(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        told = answer.status, answer.read().decode(), dict(answer.getheaders())
        connection.close()
        return told

    def until(self, path, text):
        """Wait for an answer that holds `text`."""
        end = time.monotonic() + 20
        while text not in (told := self.ask(path)[1]):
            assert time.monotonic() < end, told[:300]
            time.sleep(0.1)
        return told

    def news(self):
        """What the page is told now."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/news")
        answer = connection.getresponse()
        told = json.loads(answer.fp.readline().removeprefix(b"data: "))
        answer.close()
        connection.close()
        return told["maps"]

    def until_told(self, text):
        """Wait until a problem of the first map says `text`."""
        end = time.monotonic() + 20
        while not any(text in one["message"] for one in self.news()[0]["problems"]):
            assert time.monotonic() < end, self.news()
            time.sleep(0.1)
        return self.news()[0]

    def end(self):
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=20)
        return self.process.returncode, err
