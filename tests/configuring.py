"""A folder to be configured, and what is read of its configuration."""

from __future__ import annotations

import pytest

from journeymap import config


@pytest.fixture(name="folder")
def folder_of_a_repository(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def configured(folder, text):
    write(folder / "journeymap.toml", text)
    return config.load(folder)
