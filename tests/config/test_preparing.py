"""`prepare` makes its own private folder, says when it cannot write there, and waits for its turn."""

import os
import runpy
import stat
import sys
import threading

import pytest
from django.core import management
from django.core.management import CommandError, call_command
from django.db import OperationalError

from config.management.commands import prepare
from config.operations import preparing
from tests.consistency.tree import ROOT


@pytest.fixture
def steps(monkeypatch) -> list[str]:
    """Keep the three steps from being run; return those that would have been."""
    done = []
    monkeypatch.setattr(prepare.Command, "migrate", lambda _: done.append("migrate"))
    monkeypatch.setattr(prepare, "collect_static", lambda: done.append("static"))
    monkeypatch.setattr(prepare.Command, "fill", lambda *_: done.append("fill"))
    return done


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, 0o755, 0o770])
def test_prepare_makes_a_folder_of_its_own(given, steps, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "lib" / "entrepairs"
    if given:
        settings.VAR_DIR.mkdir(parents=True)
        settings.VAR_DIR.chmod(given)
    call_command("prepare")
    assert mode(settings.VAR_DIR) == 0o700
    assert steps == ["migrate", "static", "fill"]


def test_prepare_says_in_one_sentence_that_it_cannot_write_there(steps, settings, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    settings.VAR_DIR = tmp_path / "file" / "var"
    with pytest.raises(CommandError, match=r"^VAR_DIR, .*/var, cannot be written: Not a directory\.$"):
        call_command("prepare")

    def read_only(**_where):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(preparing.tempfile, "TemporaryFile", read_only)
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match="cannot be written: Permission denied"):
        call_command("prepare")
    assert steps == []


def test_prepare_says_in_one_sentence_that_the_database_is_away(steps, settings, tmp_path, monkeypatch):
    def away():
        raise OperationalError("connection refused.")

    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(prepare.connection, "ensure_connection", away)
    with pytest.raises(CommandError, match=r"The database does not answer: connection refused. DATABASE_URL says"):
        call_command("prepare")
    assert steps == []


def test_a_folder_of_another_user_keeps_its_rights(tmp_path, monkeypatch):
    def not_ours(*_args):
        raise PermissionError

    monkeypatch.setattr(preparing.Path, "chmod", not_ours)
    preparing.make_private(tmp_path)


def at_once(folder, events: list[str]) -> threading.Thread:
    """Prepare in another thread, which has a connection of its own; return it once it waits or is done."""
    waits = threading.Event()

    def run() -> None:
        with preparing.one_at_a_time(folder, lambda words: (events.append(words), waits.set())):
            events.append("second")
        preparing.connection.close()
        waits.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert waits.wait(20)
    return thread


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shared", [True, False])
def test_a_second_prepare_waits_for_the_first(shared, tmp_path):
    if not shared and preparing.connection.vendor != "postgresql":
        shared = True  # SQLite's file is in the folder
    events: list[str] = []
    with preparing.one_at_a_time(tmp_path, events.append):
        (tmp_path / "elsewhere").mkdir()
        thread = at_once(tmp_path if shared else tmp_path / "elsewhere", events)
        events.append("first")
    thread.join(20)
    assert events == [preparing.WAITING, "first", "second"]


@pytest.mark.parametrize("path", ["site/manage.py", "tools/gunicorn.conf.py"])
def test_what_every_process_writes_is_for_its_owner_alone(path, monkeypatch):
    monkeypatch.setattr(management, "execute_from_command_line", lambda _arguments: None)
    monkeypatch.setattr("sys.path", sys.path.copy())
    former = os.umask(0o022)
    try:
        runpy.run_path(str(ROOT / path), run_name="__main__")
        assert os.umask(0) == 0o077
    finally:
        os.umask(former)


def test_static_files_of_an_image_are_collected_beforehand_or_missed_at_the_start(monkeypatch, settings, tmp_path):
    collected = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: collected.append(name))
    settings.STATIC_IS_BUILT, settings.STATIC_ROOT = True, tmp_path
    with pytest.raises(CommandError, match="STATIC_DIR"):
        prepare.collect_static()
    (tmp_path / "staticfiles.json").write_text("{}")
    prepare.collect_static()
    assert collected == []
