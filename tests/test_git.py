"""Git by its plumbing: revisions read from real repositories, friendly, odd and hostile."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from scratch import scratch

from journeymap import git
from journeymap.errors import SourceError


@pytest.fixture
def repo(tmp_path):
    return scratch(tmp_path / "repo")


def test_a_revision_is_a_store(repo):
    first = repo.commit(map="old", maps__deep="deep")
    repo.commit(map="new")
    found = git.find(repo.folder / "maps")
    store = git.RevisionStore(found, found.commit("HEAD~1"))

    assert found.top.samefile(repo.folder)
    assert store.commit == first
    assert store.read("map.yaml") == b"old"
    assert git.RevisionStore(found, first, "maps").read("deep.yaml") == b"deep"
    assert store.contains("maps/deep.yaml")
    assert not store.contains("../map.yaml")
    with pytest.raises(SourceError, match="no such file"):
        store.read("other.yaml")


def test_a_file_that_is_too_large_is_not_read(repo):
    store = git.RevisionStore(git.find(repo.folder), repo.commit(map="x" * 1000), size_limit=10)

    assert len(store.read("map.yaml")) == 11


def test_bytes_are_as_they_were_committed(repo):
    repo.write(".gitattributes", "*.yaml text eol=crlf ident\n")
    store = git.RevisionStore(git.find(repo.folder), repo.commit(map="a\n# $Id$\n"))

    assert store.read("map.yaml") == b"a\n# $Id$\n"


@pytest.mark.parametrize(
    "revision", ["none", "", "HEAD:map.yaml", "HEAD..HEAD", "^HEAD", ":/more", "a b", "\n", "é", "HEAD^{tree}"]
)
def test_a_revision_that_is_none_is_told(repo, revision):
    repo.commit(map="a")
    with pytest.raises(git.GitError, match="there is no revision") as caught:
        git.find(repo.folder).commit(revision)

    assert "git branch --all" in caught.value.help_line


@pytest.mark.parametrize("revision", ["--all", "-h", "--output=x", "--upload-pack=touch x"])
def test_a_revision_is_never_an_option(repo, revision):
    repo.commit(map="a")
    with pytest.raises(git.GitError, match="is no revision"):
        git.find(repo.folder).commit(revision)


def test_a_zero_byte_is_told(repo):
    repo.commit(map="a")
    with pytest.raises(git.GitError):
        git.find(repo.folder).commit("HEAD\0")


def test_names_of_commits(repo):
    first = repo.commit(map="a")
    repo.git("tag", "--annotate", "v1", "--message", "one")
    repo.git("branch", "feature/ünï")
    found = git.find(repo.folder)

    assert {found.commit(name) for name in ("HEAD", "main", "v1", "feature/ünï", first[:10], "HEAD@{0}")} == {first}


def test_the_merge_base(repo):
    base = repo.commit(map="a")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit(map="b")
    repo.git("checkout", "--quiet", "main")
    repo.commit(other="c")
    found = git.find(repo.folder)

    assert found.merge_base("side", "HEAD") == base
    repo.git("checkout", "--quiet", "--orphan", "alone")
    repo.commit(map="z")
    with pytest.raises(git.GitError, match="no common commit"):
        found.merge_base("main", "HEAD")


def test_before_the_first_commit(repo):
    with pytest.raises(git.GitError, match='no revision "HEAD"') as caught:
        git.find(repo.folder).commit("HEAD")
    assert "commit something first" in caught.value.help_line


def test_a_shallow_clone_says_how_to_get_more(repo, tmp_path):
    repo.commit(map="a")
    repo.commit(map="b")
    repo.git("clone", "--quiet", "--depth=1", repo.folder.as_uri(), tmp_path / "shallow")
    found = git.find(tmp_path / "shallow")
    with pytest.raises(git.GitError) as caught:
        found.commit("origin/release")
    assert "git fetch --unshallow" in caught.value.help_line
    assert "git fetch origin release" in caught.value.help_line


def test_a_partial_clone_fetches_nothing(repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit(map="a")
    repo.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", repo.folder.as_uri(), tmp_path / "partial")
    found = git.find(tmp_path / "partial")
    with pytest.raises(git.GitError, match="does not have the content") as caught:
        git.RevisionStore(found, found.commit("HEAD")).read("map.yaml")
    assert "--filter" in caught.value.help_line


def test_without_git(repo, monkeypatch, tmp_path):
    fake = tmp_path / "bin"
    fake.mkdir()
    monkeypatch.setenv("PATH", f"{fake}{os.pathsep}.")
    (repo.folder / "git").write_text("#!/bin/sh\ntouch pwned\n")
    (repo.folder / "git").chmod(0o755)
    monkeypatch.chdir(repo.folder)
    with pytest.raises(git.GitError, match="not installed"):
        git.find(repo.folder)
    assert not (repo.folder / "pwned").exists()


def test_without_a_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    with pytest.raises(git.GitError, match="in no git repository"):
        git.find(tmp_path / "plain")
    with pytest.raises(git.GitError):
        git.find(tmp_path / "missing")


def test_a_bare_repository_has_no_files_to_look_at(tmp_path, repo):
    repo.git("init", "--quiet", "--bare", tmp_path / "bare.git")
    with pytest.raises(git.GitError, match="in no git repository"):
        git.find(tmp_path / "bare.git")


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be written there")
@pytest.mark.parametrize(
    "name",
    [
        "with blank.yaml",
        "line\nbreak.yaml",
        "tab\there.yaml",
        "köp-購入-خرید.yaml",
        '"quoted".yaml',
        "-dash.yaml",
        ":(glob)*.yaml",
        "b\udce9b.yaml",
    ],
)
def test_odd_names(repo, name):
    (Path(os.fsdecode(os.fsencode(repo.folder))) / name).write_bytes(b"odd")
    store = git.RevisionStore(git.find(repo.folder), repo.commit())

    assert store.read(name) == b"odd"


def test_an_odd_folder(tmp_path):
    odd = scratch(tmp_path / "a b\nü")
    odd.commit(**{"maps dir__map": "x"})
    found = git.find(odd.folder / "maps dir")

    assert found.prefix(odd.folder / "maps dir") == "maps dir"
    assert found.prefix(odd.folder) == ""
    assert git.RevisionStore(found, found.commit("HEAD"), "maps dir").read("map.yaml") == b"x"


def test_links_and_submodules_are_no_files(repo, tmp_path):
    inner = scratch(tmp_path / "inner")
    inner.commit(map="inner")
    repo.git("submodule", "--quiet", "add", inner.folder.as_uri(), "sub")
    (repo.folder / "link.yaml").symlink_to("/etc/passwd")
    store = git.RevisionStore(git.find(repo.folder), repo.commit(map="a"))

    assert set(store.files()) == {".gitmodules", "map.yaml"}
    assert git.find(repo.folder / "sub").top.samefile(repo.folder / "sub")


def test_renames_of_commits_and_of_the_index(repo):
    base = repo.commit(one="1\n" * 50, two="2\n" * 50, gone="3\n" * 50)
    repo.git("mv", "one.yaml", "eins 1.yaml")
    repo.write("eins 1.yaml", "1\n" * 50 + "more\n")
    repo.commit()
    repo.git("mv", "two.yaml", "zwei.yaml")
    repo.git("config", "diff.renames", "false")
    repo.git("config", "diff.relative", "true")

    assert git.find(repo.folder).renames(base) == {"eins 1.yaml": "one.yaml", "zwei.yaml": "two.yaml"}


def test_a_worktree(repo, tmp_path):
    repo.commit(map="a")
    repo.git("worktree", "add", "--quiet", "-b", "other", tmp_path / "tree")
    found = git.find(tmp_path / "tree")

    assert found.top.samefile(tmp_path / "tree")
    assert git.RevisionStore(found, found.commit("main")).read("map.yaml") == b"a"


def test_the_variables_of_a_hook_do_not_mislead(repo, tmp_path, monkeypatch):
    repo.commit(map="a")
    other = scratch(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))

    assert git.find(repo.folder).top.samefile(repo.folder)


def test_a_repository_of_somebody_else(repo, monkeypatch):
    repo.commit(map="a")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(git.GitError, match="does not trust") as caught:
        git.find(repo.folder)
    assert "safe.directory" in caught.value.help_line


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")
def test_nothing_that_a_repository_configures_is_run(repo, tmp_path):
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{tmp_path}/sprung'\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    base = repo.commit(map="journeymap: 1\n" * 20)
    repo.write(".gitattributes", "*.yaml diff=evil filter=evil merge=evil\n")
    repo.git("mv", "map.yaml", "moved.yaml")
    repo.git("add", "--all")
    for hook in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman"):
        (repo.folder / ".git" / "hooks").mkdir(exist_ok=True)
        (repo.folder / ".git" / "hooks" / hook).write_text(trap.read_text())
        (repo.folder / ".git" / "hooks" / hook).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.alternateRefsCommand",
        "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
        "merge.evil.driver", "pager.rev-parse", "pager.ls-tree", "pager.cat-file", "pager.diff-index", "credential.helper", "gpg.program",
    ):  # fmt: skip
        repo.git("config", key, str(trap))
    for name in ("rev-parse", "ls-tree", "cat-file", "merge-base", "diff-index"):
        repo.git("config", f"alias.{name}", f"!{trap}")
    os.utime(repo.folder / "moved.yaml", (1, 1))
    found = git.find(repo.folder)
    store = git.RevisionStore(found, found.merge_base("main", "HEAD"))

    assert store.read("map.yaml").startswith(b"journeymap")
    assert found.renames(base) == {"moved.yaml": "map.yaml"}
    assert found.prefix(repo.folder) == ""
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("kind", ["sha1", "sha256"])
def test_our_id_of_a_content_is_gits(tmp_path, kind):
    made = scratch(tmp_path / "first")
    made.git("init", "--quiet", f"--object-format={kind}", "--initial-branch=main", tmp_path / kind)
    repo = type(made)(tmp_path / kind)
    store = git.RevisionStore(git.find(repo.folder), repo.commit(map="a map\n"))
    was = store.content("map.yaml")

    assert was is not None
    assert git.content_id(b"a map\n", was) == was
