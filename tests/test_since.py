"""`--since`: only findings that the merge base does not have, in real repositories."""

from __future__ import annotations

from datetime import date

import pytest
from running import run
from scratch import scratch

from journeymap import git, lint
from journeymap.limits import DEFAULT
from journeymap.lint import ignores, since
from journeymap.project import Project
from journeymap.source import DiskStore

TODAY = date(2026, 11, 21)
MAP = """\
journeymap: 1
title: Returning a sweater
stages:
  - {id: rest, name: Rest, emotion: 1, actions: [Nap]}
  - id: find
    name: Find out how
    actions: [Read the leaflet]
"""
SECOND = """\
  - id: send
    name: Send it back
    actions: [Print the label]
"""
USING = "journeymap: 1\ntitle: Returning\ninclude: people.yaml\npersonas: [sarah]\nstages: [Send it back]\n"
PEOPLE = "journeymap: 1\nlibrary: true\npersonas:\n  - {id: sarah, name: Sarah}\n"


@pytest.fixture
def repo(tmp_path):
    return scratch(tmp_path / "repo")


def new(root, *paths, revision="main", select=("missing-emotion",)):
    """What is new in some files: path, line and id of each."""
    settings = lint.choose(select=select)._replace(each=True)

    def judge(checked):
        return ignores.judge(checked.journey, settings, TODAY, known=lint.names()).all_told

    project = Project(DiskStore(root, DEFAULT.bytes))
    told = {path: judge(project.check(path)) for path in paths}
    found = since.only_new(told, project, since.merge_base(root, revision, DEFAULT), judge)
    return [(one.place.path, one.place.span.line, one.id) for one in found]


def test_what_was_there_before_is_not_told(repo):
    repo.commit(map=MAP)
    repo.write("map.yaml", "# moved down\n\n" + MAP.replace("title: Returning a sweater", "title: Another title") + SECOND)

    assert new(repo.folder, "map.yaml") == [("map.yaml", 11, "missing-emotion")]
    repo.write("map.yaml", MAP)
    assert new(repo.folder, "map.yaml") == []


def test_a_new_file_is_new_altogether(repo):
    repo.commit(map=MAP)
    repo.write("new.yaml", MAP)

    assert new(repo.folder, "map.yaml", "new.yaml") == [("new.yaml", 6, "missing-emotion")]


def test_it_counts_from_where_the_lines_of_work_parted(repo):
    repo.commit(map=MAP)
    repo.git("checkout", "--quiet", "-b", "work")
    repo.commit(map=MAP + SECOND)
    repo.git("checkout", "--quiet", "main")
    repo.commit(map=MAP.replace("actions: [Read the leaflet]", "actions: [Read the leaflet]\n    emotion: 1"))
    repo.git("checkout", "--quiet", "work")

    assert new(repo.folder, "map.yaml") == [("map.yaml", 9, "missing-emotion")]


@pytest.mark.parametrize("how", ["committed", "staged", "not told"])
def test_a_renamed_file_is_followed(repo, how):
    repo.commit(old=MAP)
    repo.git("checkout", "--quiet", "-b", "work")
    if how == "not told":
        (repo.folder / "old.yaml").rename(repo.folder / "new name.yaml")
        assert new(repo.folder, "new name.yaml") == []
        return
    repo.git("mv", "old.yaml", "new name.yaml")
    repo.write("new name.yaml", MAP + SECOND)
    repo.git("add", "--all")
    if how == "committed":
        repo.commit()

    assert new(repo.folder, "new name.yaml") == [("new name.yaml", 9, "missing-emotion")]


def test_a_copy_is_new(repo):
    repo.commit(old=MAP)
    repo.write("copy.yaml", MAP)

    assert new(repo.folder, "old.yaml", "copy.yaml") == [("copy.yaml", 6, "missing-emotion")]


def test_includes_are_read_as_they_were(repo):
    repo.commit(map=USING, people=PEOPLE)
    assert new(repo.folder, "map.yaml", select=["thin-persona"]) == []

    repo.write("people.yaml", PEOPLE + "  - {id: tom, name: Tom}\n")
    repo.write("map.yaml", USING.replace("[sarah]", "[sarah, tom]"))
    assert new(repo.folder, "map.yaml", select=["thin-persona"]) == [("people.yaml", 5, "thin-persona")]


def test_a_renamed_library_is_followed(repo):
    repo.commit(map=USING, people=PEOPLE)
    repo.git("mv", "people.yaml", "persons.yaml")
    repo.write("map.yaml", USING.replace("people", "persons"))

    assert new(repo.folder, "map.yaml", select=["thin-persona"]) == []


def test_a_new_map_does_not_bring_the_faults_of_an_old_library(repo):
    repo.commit(people=PEOPLE)
    repo.write("map.yaml", USING)

    assert new(repo.folder, "map.yaml", select=["thin-persona"]) == []


def test_a_file_that_could_not_be_read_had_no_findings(repo):
    repo.commit(map=MAP.replace("title: Returning", 'title: "Returning'), bytes="\0")
    repo.write("map.yaml", MAP)
    repo.write("bytes.yaml", MAP)

    assert new(repo.folder, "map.yaml", "bytes.yaml") == [
        ("bytes.yaml", 6, "missing-emotion"),
        ("map.yaml", 6, "missing-emotion"),
    ]


def test_a_comment_taken_away_brings_its_finding_to_light(repo):
    commented = MAP.replace("Find out how", "Find out how  # journeymap: ignore[missing-emotion] for now")
    repo.commit(map=commented)
    assert new(repo.folder, "map.yaml") == []

    repo.write("map.yaml", MAP)
    assert new(repo.folder, "map.yaml") == [("map.yaml", 6, "missing-emotion")]


def test_an_unused_comment_is_told_once_it_is_new(repo):
    unused = MAP.replace("name: Rest, emotion: 1,", "name: Rest, emotion: 1,  # journeymap: ignore[missing-emotion]\n    ")
    repo.commit(map=unused)
    repo.write("map.yaml", "# above\n" + unused)
    assert new(repo.folder, "map.yaml") == []

    repo.write("map.yaml", unused + "  # journeymap: ignore[missing-emotion] below\n")
    assert [(line, name) for _, line, name in new(repo.folder, "map.yaml")] == [(9, "unused-ignore")]


def test_mending_a_part_of_what_all_lacked_brings_nothing_to_light(repo):
    bare = MAP.replace(", emotion: 1", "") + SECOND
    repo.commit(map=bare)
    repo.write("map.yaml", MAP + SECOND)

    assert new(repo.folder, "map.yaml") == []


def test_a_second_finding_of_the_same_kind_on_one_node_is_told(repo):
    one = MAP.replace("Find out how", "Ask sarah.berg@posteo.de")
    repo.commit(map=one)
    repo.write("map.yaml", one.replace("    actions: [Read", "    description: And tom.holm@posteo.de\n    actions: [Read"))

    assert [line for _, line, _ in new(repo.folder, "map.yaml", select=["personal-data"])] == [7]


def test_a_project_below_the_top_with_odd_names(repo):
    repo.commit(**{"a dir\n__maps__ü map": MAP, "other": MAP})
    repo.git("mv", "other.yaml", "a dir\n/maps/moved in.yaml")
    root = repo.folder / "a dir\n"

    # What comes in from outside of the project was never a part of it.
    assert new(root, "maps/ü map.yaml", "maps/moved in.yaml") == [("maps/moved in.yaml", 6, "missing-emotion")]


def test_a_map_in_a_submodule_belongs_to_another_repository(repo, tmp_path):
    inner = scratch(tmp_path / "inner")
    inner.commit(map=MAP)
    repo.git("submodule", "--quiet", "add", inner.folder.as_uri(), "sub")
    repo.commit(map=MAP)

    assert new(repo.folder, "map.yaml", "sub/map.yaml") == [("sub/map.yaml", 6, "missing-emotion")]
    assert new(repo.folder / "sub", "map.yaml", revision="HEAD") == []


def test_unchanged_files_are_not_linted_again(repo, monkeypatch):
    repo.commit(map=MAP, people=PEOPLE, using=USING)
    monkeypatch.setattr(git.Repository, "read", None)

    assert new(repo.folder, "map.yaml", "using.yaml") == []


def test_line_ends_of_a_checkout_do_not_matter(repo):
    repo.commit(map=MAP)
    repo.write("map.yaml", MAP.replace("\n", "\r\n"))

    assert new(repo.folder, "map.yaml") == []


def test_what_cannot_be_compared_is_told(repo, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    with pytest.raises(git.GitError, match="in no git repository"):
        since.merge_base(tmp_path / "plain", "main", DEFAULT)
    with pytest.raises(git.GitError, match="no revision"):
        since.merge_base(repo.folder, "main", DEFAULT)
    repo.commit(map=MAP)
    with pytest.raises(git.GitError, match='no revision "origin/main"'):
        since.merge_base(repo.folder, "origin/main", DEFAULT)


def test_with_a_warm_cache_a_library_read_elsewhere_is_no_bug(repo, monkeypatch, tmp_path):
    monkeypatch.setenv("JOURNEYMAP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(repo.folder)
    repo.commit(map=USING, people=PEOPLE)
    run("lint", ".", "--today", "2026-11-21")
    repo.write("map.yaml", USING.replace("Send it back", "Sending it back"))

    assert run("lint", ".", "--since", "HEAD", "--today", "2026-11-21").code == 0
