"""An erased account stays erased: in the files of the database, and when a backup from before is put back."""

import datetime
import fcntl
import stat
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from structlog.testing import capture_logs

from accounts import personal_data
from accounts.account import erasures
from accounts.models import User
from config.backups import archive
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    return settings.VAR_DIR


def test_a_backup_put_back_brings_nobody_erased_back(tmp_path):
    gone, here = person("Parti"), person("Reste")
    backup = archive.make(tmp_path / "backups")
    assert erasures.erase_again() == 0, "nobody was erased yet"
    personal_data.erase(gone)
    call_command("restore", backup, replace=True)
    assert User.objects.count() == 2
    assert erasures.erase_again() == 1
    assert list(User.objects.all()) == [here]
    assert erasures.erase_again() == 0


def test_prepare_erases_again(tmp_path, monkeypatch, capsys):
    gone = person("Parti")
    backup = archive.make(tmp_path / "backups")
    gone.delete()
    call_command("restore", backup, replace=True)
    monkeypatch.setattr("config.management.commands.prepare.call_command", lambda *_args, **_options: None)
    monkeypatch.setattr("config.management.commands.prepare.collect_static", lambda: None)
    call_command("prepare")
    assert User.objects.count() == 0
    assert "Erased again 1 accounts" in capsys.readouterr().out


def test_the_list_says_nothing_of_anybody_and_is_for_its_owner_alone(folder):
    gone = person("Parti")
    gone.delete()
    listed = folder / "erased"
    day, fingerprint = listed.read_text().split()
    assert (day, len(fingerprint)) == (timezone.localdate().isoformat(), 64)
    assert gone.username not in listed.read_text()
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600


def test_an_account_is_forgotten_by_the_list_after_ninety_days(folder):
    with time_machine.travel(datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.UTC), tick=False) as clock:
        person("Parti").delete()
        person("Plus tard").delete()
        clock.shift(datetime.timedelta(days=90))
        assert erasures.purge() == 0
        person("Enfin").delete()
        clock.shift(datetime.timedelta(days=1))
        assert erasures.purge() == 2
    assert len((folder / "erased").read_text().splitlines()) == 1


def test_a_list_that_cannot_be_written_stops_no_erasure_and_is_told(folder, settings):
    settings.VAR_DIR = folder / "gone"
    with capture_logs() as said:
        personal_data.erase(person("Parti"))
    assert User.objects.count() == 0
    assert [each["event"] for each in said] == ["an erasure is not in the list: a backup would bring it back"]


def test_what_nobody_foresaw_in_the_list_stops_no_erasure(monkeypatch):
    def broken(_kept: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(erasures, "_note", broken)
    personal_data.erase(person("Parti"))
    assert User.objects.count() == 0


def test_two_processes_do_not_change_the_list_at_once(folder, monkeypatch):
    """While it is written, whoever else asks for it must wait."""
    write = erasures._write

    def asked_meanwhile(lines: list[str]) -> None:
        with (folder / "erased.lock").open("w") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        write(lines)

    monkeypatch.setattr(erasures, "_write", asked_meanwhile)
    person("Parti").delete()
    assert len((folder / "erased").read_text().splitlines()) == 1


def test_what_was_erased_is_not_left_beside_the_database():
    if connection.vendor != "sqlite":
        return  # a server keeps its own
    gone = person("Quelqu-un-de-tres-reconnaissable")
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    assert b"tres-reconnaissable" in log.read_bytes()
    personal_data.erase(gone)
    assert b"tres-reconnaissable" not in log.read_bytes()
