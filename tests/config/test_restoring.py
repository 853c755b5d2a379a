"""Restoring over a site in use: an older backup, a shared folder of media, a disk that refuses; what is rotated out."""

import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import User
from config.backups import archive, databases
from config.backups.databases import BackupError
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """A media folder with one file."""
    folder = tmp_path / "media"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a.webp").write_bytes(b"before")
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture
def backup(media, tmp_path) -> Path:
    person("Avant")
    return archive.make(tmp_path / "backups")


@pytest.fixture
def changed(backup, media) -> Path:
    """Change the site after its backup, which is returned."""
    User.objects.update(display_name="Après")
    (media / "images" / "a.webp").write_bytes(b"after")
    (media / "late.webp").write_bytes(b"late")
    return backup


def is_as_changed(media: Path) -> bool:
    names = sorted(path.name for path in media.rglob("*"))
    kept = (media / "images" / "a.webp").read_bytes() == b"after"
    return kept and names == ["a.webp", "images", "late.webp"] and User.objects.get().display_name == "Après"


def refuse(*_args, **_options):
    raise OSError(16, "Device or resource busy")


def test_a_backup_older_than_the_last_migration_comes_back_whole(changed):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id integer PRIMARY KEY, person integer REFERENCES accounts_user (id))")
        cursor.execute("INSERT INTO later SELECT 1, id FROM accounts_user")
    call_command("restore", changed, replace=True)
    assert User.objects.get().display_name == "Avant"
    assert "later" not in connection.introspection.table_names()


def test_the_cause_of_a_refusal_of_postgresql_is_shown_without_what_it_quotes():
    said = "psql:a.sql:9: NOTICE:  drop\npsql:a.sql:12: ERROR:  no room\nDETAIL:  Key (name)=(Alix).\nexiting\n"
    assert databases._cause(said) == "psql:a.sql:12: ERROR:  no room"
    assert databases._cause("it went wrong\n") == "it went wrong"
    assert databases._cause("") == "failed"


@pytest.mark.parametrize("linked", [True, False])
def test_a_share_of_media_is_filled_again_and_stays_the_share(changed, media, settings, tmp_path, linked):
    if linked:
        settings.MEDIA_ROOT = tmp_path / "link"
        settings.MEDIA_ROOT.symlink_to(media)
    (media / "lost+found").mkdir()
    before = media.stat().st_ino
    call_command("restore", changed, replace=True)
    assert media.stat().st_ino == before
    assert Path(settings.MEDIA_ROOT).is_symlink() is linked
    assert (media / "images" / "a.webp").read_bytes() == b"before"
    assert sorted(entry.name for entry in media.iterdir()) == ["images", "lost+found"]


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_media_folder_that_cannot_be_written_changes_nothing(changed, media, monkeypatch, after):
    rename, done = Path.rename, []

    def busy(path, target):
        done.append(path)
        return refuse() if len(done) == after + 1 else rename(path, target)

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(CommandError, match=r"media folder, .*, cannot be written: Device or resource busy. Nothing"):
        call_command("restore", changed, replace=True)
    assert is_as_changed(media)


def test_media_where_no_folder_can_be_made_are_named(changed, media, monkeypatch):
    monkeypatch.setattr(archive.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(CommandError, match="media folder"):
        call_command("restore", changed, replace=True)
    assert is_as_changed(media)


def test_a_database_that_cannot_be_written_leaves_the_media_as_they_were(changed, media, monkeypatch):
    def full(*_args):
        raise BackupError("no room")

    monkeypatch.setattr(databases.KINDS[connection.vendor], "put_back", full)
    with pytest.raises(CommandError, match="no room"):
        call_command("restore", changed, replace=True)
    assert is_as_changed(media)


def test_what_cannot_be_unpacked_is_not_said_of_the_archive(changed, media, monkeypatch):
    monkeypatch.setattr(archive.shutil, "copyfileobj", refuse)
    with pytest.raises(CommandError, match=r"cannot be unpacked in .*: Device or resource busy"):
        call_command("restore", changed, replace=True)
    assert is_as_changed(media)


def test_a_backup_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"gone\.tar cannot be read: No such file"):
        call_command("verify_backup", tmp_path / "gone.tar")


@pytest.mark.parametrize("empty", [True, False])
def test_a_database_without_a_site_is_not_saved(media, tmp_path, empty, monkeypatch):
    if empty:
        monkeypatch.setattr(connection.introspection, "table_names", list)
    else:
        MigrationRecorder.Migration.objects.all().delete()
    with pytest.raises(CommandError, match="holds nothing of a site: are DATABASE_URL and VAR_DIR"):
        call_command("backup", tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("what", ["rows", "files"])
def test_a_backup_much_smaller_than_another_rotates_none_out(backup, media, tmp_path, what, monkeypatch):
    for number in range(3):
        (media / f"{number}.webp").write_bytes(b"picture")
    archive.make(tmp_path / "backups")
    if what == "rows":
        monkeypatch.setattr(
            databases.KINDS[connection.vendor], "copy", lambda _, path: path.write_bytes(b"x") and {"a": 1}
        )
    else:
        for path in media.glob("*.webp"):
            path.unlink()
    with pytest.raises(CommandError, match=r"less than half of .*: no older backup was deleted"):
        call_command("backup", tmp_path / "backups", keep=1)
    assert len(list((tmp_path / "backups").iterdir())) == 3


def test_a_disk_too_full_for_a_copy_is_said_in_a_sentence(media, tmp_path, monkeypatch):
    if connection.vendor == "postgresql":
        return  # pg_dump says it by itself
    connect = sqlite3.connect

    def small(path, **options):
        copy = connect(path, **options)
        copy.execute("PRAGMA max_page_count = 3")
        return copy

    monkeypatch.setattr(databases.sqlite3, "connect", small)
    with pytest.raises(CommandError, match=r"cannot be copied to .*backups: database or disk is full\."):
        call_command("backup", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
