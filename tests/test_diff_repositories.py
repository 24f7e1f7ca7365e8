"""`journeymap diff` in odd repositories and hostile ones, where it runs nothing and writes nothing."""

from __future__ import annotations

import os
import stat

import pytest
from revisions import (
    BETTER,
    LIBRARY,
    MAP,
    OTHER,
    USING,
    WORSE,
    ids,
    repo_of_maps,  # noqa: F401 -- the fixture `repo`
    told,
)
from running import run
from scratch import scratch


def test_outside_of_a_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("diff")
    assert (done.code, done.out) == (2, "")
    assert "name two files: `journeymap diff OLD NEW`" in done.err


def test_before_the_first_commit(repo):
    repo.write("map.yaml", MAP)
    assert (ids(told()), told()["old"]) == (["map-added"], "an empty repository")
    repo.git("add", "map.yaml")
    assert ids(told("--staged")) == ["map-added"]


def test_a_bare_repository(repo, tmp_path, monkeypatch):
    repo.commit(map=MAP)
    repo.commit(map=WORSE)
    repo.git("clone", "--quiet", "--bare", repo.folder, tmp_path / "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert ids(told("HEAD~1..HEAD")) == ["emotion-fell"]
    assert ids(told("HEAD~1:map.yaml", "HEAD:map.yaml")) == ["emotion-fell"]
    assert "has no working tree" in run("diff").err


def test_a_second_work_tree(repo, tmp_path, monkeypatch):
    repo.commit(map=MAP)
    repo.git("worktree", "add", "-q", "-b", "work", tmp_path / "second")
    monkeypatch.chdir(tmp_path / "second")
    (tmp_path / "second" / "map.yaml").write_text(WORSE, encoding="utf-8")
    assert ids(told()) == ["emotion-fell"]


def test_maps_of_a_submodule_are_its_own(repo, tmp_path):
    inner = scratch(tmp_path / "inner")
    inner.commit(map=MAP)
    repo.commit(map=MAP)
    repo.git("submodule", "--quiet", "add", inner.folder, "sub")
    repo.commit()
    (repo.folder / "sub" / "map.yaml").write_text(WORSE, encoding="utf-8")
    assert told()["maps"] == []


def test_files_that_a_sparse_checkout_keeps_away_are_not_gone(repo):
    repo.commit(a__map=MAP, b__map=MAP)
    repo.git("sparse-checkout", "set", "--cone", "a")
    assert not (repo.folder / "b").exists()
    assert told()["maps"] == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_no_map(repo):
    repo.commit(map=MAP)
    (repo.folder / "link.yaml").symlink_to("map.yaml")
    assert told()["maps"] == []


def test_an_undecided_merge(repo):
    repo.commit(map=MAP)
    repo.git("checkout", "-q", "-b", "work")
    repo.commit(map=WORSE)
    repo.git("checkout", "-q", "main")
    repo.commit(map=MAP.replace("emotion: 0", "emotion: 2"))
    with pytest.raises(AssertionError):
        repo.git("merge", "work")
    done = run("diff", "--staged")
    assert done.code == 2
    assert "map.yaml: a merge left it undecided" in done.err
    assert run("diff").code == 2


def test_a_shallow_clone_says_what_to_fetch(repo, tmp_path, monkeypatch):
    repo.commit(map=MAP)
    repo.commit(map=WORSE)
    repo.git("clone", "--quiet", "--depth=1", repo.folder.as_uri(), tmp_path / "clone")
    monkeypatch.chdir(tmp_path / "clone")
    done = run("diff", "HEAD~1")
    assert done.code == 2
    assert "git fetch --unshallow" in done.err


def test_a_hostile_repository_runs_nothing(repo, tmp_path):
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    repo.commit(map=MAP, people=LIBRARY, using=USING.format(1))
    repo.commit(map=BETTER)
    repo.write(".gitattributes", "*.yaml diff=evil filter=evil merge=evil text eol=crlf working-tree-encoding=UTF-16 ident\n")
    hooks = repo.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in (
        "post-checkout",
        "post-index-change",
        "pre-commit",
        "reference-transaction",
        "fsmonitor-watchman",
        "query-watchman",
    ):
        (hooks / hook).write_text(trap.read_text(encoding="utf-8"), encoding="utf-8")
        (hooks / hook).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.alternateRefsCommand",
        "core.gitProxy", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
        "filter.evil.process", "merge.evil.driver", "pager.diff", "pager.cat-file", "credential.helper", "gpg.program",
        "uploadpack.packObjectsHook", "interactive.diffFilter",
    ):  # fmt: skip
        repo.git("config", key, str(trap))
    repo.git("config", "filter.evil.required", "true")
    for name in ("rev-parse", "ls-tree", "ls-files", "cat-file", "merge-base", "symbolic-ref"):
        repo.git("config", f"alias.{name}", f"!{trap}")
    repo.write("map.yaml", WORSE)
    repo.write("new.yaml", OTHER)
    for arguments in ([], ["HEAD~1"], ["HEAD~1..HEAD"], ["HEAD~1...HEAD"], ["--staged"], ["HEAD~1:map.yaml"], ["--", "map.yaml"]):
        assert run("diff", *arguments).code == 0, arguments
    assert not (tmp_path / "sprung").exists()


def test_nothing_is_written_into_the_repository(repo):
    repo.commit(map=MAP)
    repo.write("map.yaml", WORSE)

    def seen():
        return {path: path.stat().st_mtime_ns for path in sorted(repo.folder.rglob("*"))}

    before = seen()
    run("diff")
    run("diff", "--staged")
    assert seen() == before
