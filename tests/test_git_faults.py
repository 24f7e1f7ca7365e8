"""Gits that fail: in the middle of `git install`, old ones, hanging ones, and a git that is missing, for every command that asks."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from running import run
from scratch import scratch
from test_faults import Saboteur

from journeymap import git

if sys.platform == "win32":
    pytest.skip("the gits are scripts of a shell", allow_module_level=True)

MAP = "journeymap: 1\ntitle: A\nstages:\n  - name: S\n    actions: [Looks, Buys]\n"
REAL = shutil.which("git")


@pytest.fixture
def repo(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    made = scratch(tmp_path / "work")
    made.commit(map=MAP, other=MAP)
    made.write("map.yaml", MAP.replace("Looks", "Waits"))
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def another_git(tmp_path, monkeypatch):
    """Puts a script in git's place; `$REAL` is the real one."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def put(script):
        (folder / "git").write_text(f"#!/bin/sh\nREAL={REAL}\n{script}\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH'] if shutil.which('sh') else '/bin'}")

    return put


def state(repo, tmp_path):
    """Every setting and the attributes, for this repository and for the user."""
    files = (repo.folder / ".gitattributes", tmp_path / "home/git/attributes")
    listed = [
        repo.git("config", "--local", "--list"),
        (tmp_path / "gitconfig").read_text() if (tmp_path / "gitconfig").exists() else "",
    ]
    return [sorted(one.split("\n")) for one in listed], [one.read_bytes() if one.exists() else None for one in files]


FAILING = """
case " $* " in
  *" --get "*) ;;
  *" config {scope} "*)
    n=$(cat {count} 2>/dev/null || echo 0); n=$((n + 1)); echo $n > {count}
    [ $n = {turn} ] && exit 255;;
esac
exec "$REAL" "$@"
"""
"""Fails in one turn of what writes a setting; asking for one is not counted."""


@pytest.mark.parametrize("scope", ["--local", "--global"])
@pytest.mark.parametrize("turn", range(1, 5))
@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_installing_is_whole_or_nothing_when_git_fails(*, repo, another_git, tmp_path, scope, turn, command):
    options = ("--global",) if scope == "--global" else ()
    repo.write(".gitattributes", "*.bin binary\n")
    if command == "uninstall":
        assert run("git", "install", *options).code == 0
    before = state(repo, tmp_path)
    another_git(FAILING.format(scope=scope, count=tmp_path / "count", turn=turn))
    done = run("git", command, *options)

    assert done.code == 2
    assert "git could not answer" in done.err
    assert state(repo, tmp_path) == before
    (tmp_path / "bin" / "git").unlink()
    assert run("git", command, *options).code == 0
    assert state(repo, tmp_path) != before


@pytest.mark.parametrize("number", [28, 13], ids=["full", "refused"])
@pytest.mark.parametrize("command", ["install", "uninstall"])
@pytest.mark.parametrize("attributes", ["*.bin binary\n", ""])
def test_installing_is_whole_or_nothing_when_a_write_fails(repo, tmp_path, number, command, attributes):
    if attributes:
        repo.write(".gitattributes", attributes)
    if command == "uninstall":
        assert run("git", "install").code == 0
    before = state(repo, tmp_path)
    failures = 0
    for step in ("os.open", "os.fsync", "os.chmod", "os.replace", "os.unlink"):
        with pytest.MonkeyPatch.context() as patch:
            saboteur = Saboteur(patch, step, 1, repo.folder, number)
            done = run("git", command)
        if saboteur.calls and done.code != 0:
            failures += 1
            assert done.code == 2
            assert "cannot" in done.err
            assert state(repo, tmp_path) == before, step
            assert [path.name for path in repo.folder.glob(".journeymap-*")] == [] or step == "os.unlink"
        elif done.code == 0:
            assert run("git", "uninstall" if command == "install" else "install").code == 0
    assert failures >= 1


def test_a_lock_that_was_left_behind_changes_nothing(repo, tmp_path):
    (repo.folder / ".git" / "config.lock").touch()
    before = (repo.folder / ".git" / "config").read_bytes()
    done = run("git", "install")

    assert done.code == 2
    assert (repo.folder / ".git" / "config").read_bytes() == before
    assert not (repo.folder / ".gitattributes").exists()


OLD = """
case "$*" in version|*" version") echo "git version 1.8.3.1"; exit 0;; esac
echo "error: unknown option" >&2; exit 129
"""
ASKING = {
    "diff": ("diff",),
    "diff of revisions": ("diff", "HEAD~1..HEAD"),
    "diff of one file": ("diff", "HEAD:map.yaml", "map.yaml"),
    "lint --since": ("lint", ".", "--since", "HEAD"),
    "git install": ("git", "install"),
    "git uninstall": ("git", "uninstall"),
}


@pytest.mark.parametrize("name", ASKING)
def test_an_old_git_is_told_by_its_version(repo, another_git, name):
    another_git(OLD)
    done = run(*ASKING[name])

    assert done.code == 2
    assert "git 1.8.3.1 is too old" in done.err
    assert "2.25 or newer is needed" in done.err


def test_the_doctor_knows_an_old_git(repo, another_git):
    another_git(OLD)
    done = run("git", "doctor")
    assert done.code in (1, 2)
    assert "wrong  git is version 1.8.3.1" in done.out


@pytest.mark.parametrize(
    ("told", "enough"),
    [("2.25.0", True), ("2.24.9", False), ("1.8.3.1", False), ("2.39.5 (Apple Git-154)", True), ("3.0", True),
     ("2.45.1.windows.1", True), ("next", True)],
)  # fmt: skip
def test_versions(told, enough):
    assert git.is_new_enough(told) is enough


@pytest.mark.parametrize("name", ASKING)
def test_a_git_that_hangs_is_told(repo, another_git, name, monkeypatch):
    another_git("exec sleep 30")
    monkeypatch.setattr(git.asking, "_SECONDS", 0.2)
    done = run(*ASKING[name])

    assert done.code == 2
    assert "git did not answer within" in done.err


@pytest.mark.parametrize(
    "script", ["exit 1", "kill -SEGV $$", "echo nonsense", "printf '\\377\\000\\n'", "head -c 100000 /dev/zero"]
)
@pytest.mark.parametrize("name", ASKING)
def test_a_git_that_crashes_or_lies_is_no_bug_of_ours(repo, another_git, name, script):
    another_git(script)
    done = run(*ASKING[name])

    assert done.code == 2
    assert "bug" not in done.err
    assert done.err.startswith("error: ")


LYING = """
case " $* " in *" {word} "*) {script}; exit 0;; esac
exec "$REAL" "$@"
"""


@pytest.mark.parametrize("script", ["echo nonsense", "printf '\\377\\000\\n\\n'", "printf 'a b c\\td\\0'", "cat /dev/null"])
@pytest.mark.parametrize(
    "word", ["ls-tree", "ls-files", "cat-file", "diff-index", "merge-base", "rev-parse", "config", "check-attr"]
)
def test_a_git_that_lies_about_one_thing_is_no_bug_of_ours(repo, another_git, word, script):
    another_git(LYING.format(word=word, script=script))
    for arguments in (*ASKING.values(), ("diff", "HEAD~1...HEAD"), ("git", "doctor"), ("render", "map.yaml", "-o", "-")):
        done = run(*arguments)
        assert done.code in (0, 1, 2)
        assert "bug" not in done.err, (arguments, done.err)


@pytest.mark.parametrize("name", ASKING)
def test_a_git_that_is_missing_is_told(repo, tmp_path, name, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    done = run(*ASKING[name])

    assert done.code == 2
    assert "git is not installed" in done.err


@pytest.mark.parametrize("script", [OLD, "exit 1", "exec sleep 30"], ids=["old", "crashes", "hangs"])
def test_what_asks_no_git_goes_on(repo, another_git, monkeypatch, script):
    another_git(script)
    monkeypatch.setattr(git.asking, "_SECONDS", 0.2)
    for arguments in (("lint", "."), ("validate", "."), ("render", "map.yaml", "-o", "-"), ("diff", "map.yaml", "other.yaml")):
        assert run(*arguments).code in (0, 1)
