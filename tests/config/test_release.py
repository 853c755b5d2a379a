"""Which version runs, read without git: it answers nothing to a service whose code belongs to another user."""

import subprocess
import tomllib

import pytest
from django.conf import settings

from config.operations import release
from config.state import parts

COMMIT = "0ef9d417" + "a" * 32
NOT_THIS = "b" * 40


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / ".git"
    (folder / "refs" / "heads").mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    return tmp_path


def test_the_number_is_that_of_the_code_installed_or_not():
    said = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    assert release.number() == said
    assert parts.installed().said.startswith(f"Entrepairs {said}")


def test_a_branch_a_packed_branch_and_no_branch_say_the_commit(clone):
    folder = clone / ".git"
    assert release.commit(clone) == "", "nothing is committed yet"
    (folder / "packed-refs").write_text(
        f"# pack-refs with: peeled\n{NOT_THIS} refs/heads/mainly\n{COMMIT} refs/heads/main\n"
    )
    assert release.commit(clone) == COMMIT[:8]
    (folder / "refs" / "heads" / "main").write_text(f"{NOT_THIS}\n")
    assert release.commit(clone) == NOT_THIS[:8], "newer than what is packed"
    (folder / "HEAD").write_text(f"{COMMIT}\n")
    assert release.commit(clone) == COMMIT[:8]


def test_a_second_work_tree_leads_to_the_branches_of_the_first(clone, tmp_path):
    own, second = clone / ".git" / "worktrees" / "second", tmp_path / "second"
    own.mkdir(parents=True)
    second.mkdir()
    (second / ".git").write_text(f"gitdir: {own}\n")
    (own / "HEAD").write_text("ref: refs/heads/main\n")
    (own / "commondir").write_text("../..\n")
    (clone / ".git" / "refs" / "heads" / "main").write_text(f"{COMMIT}\n")
    assert release.commit(second) == COMMIT[:8]


@pytest.mark.parametrize("head", ["", "ref: refs/heads/gone", "not a commit", "\0", "ref: refs/heads/\0"])
def test_what_cannot_be_read_says_nothing_and_breaks_nothing(clone, head):
    (clone / ".git" / "HEAD").write_text(head)
    assert release.commit(clone) == ""
    assert release.commit(clone / "elsewhere") == ""
    assert release.number(clone) == ""


def test_it_says_what_git_says(tmp_path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run([*git, *words], check=True)
    said = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout
    assert release.commit(tmp_path) == said[:8]


@pytest.mark.parametrize(("commit", "said"), [("0ef9d417", ", au point 0ef9d417 de son code."), ("", ".")])
def test_the_state_of_the_site_says_both(monkeypatch, commit, said):
    monkeypatch.setattr(release, "commit", lambda: commit)
    monkeypatch.setattr(release, "number", lambda: "1.2")
    assert parts.installed().said == f"Entrepairs 1.2{said}"
