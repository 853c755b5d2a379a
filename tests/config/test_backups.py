"""A backup made while the site runs restores everything; a damaged one is refused; `--replace` alone overwrites."""

import json
import os
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.test import override_settings

from accounts.models import User
from config.backups import archive
from config.backups.databases import BackupError, address_for_programs, count_rows
from config.backups.progress import Step
from config.settings_parts.database_options import with_options
from config.settings_parts.environment import env
from tests.people import person

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """A media folder with one file."""
    folder = tmp_path / "media"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a.webp").write_bytes(b"\x00picture" * 1000)
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture
def backup(transactional_db, media, tmp_path) -> Path:
    person("Avant")
    return archive.make(tmp_path / "backups")


@pytest.fixture(scope="module")
def saved(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A backup to be read only: made once."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "media").mkdir()
    (folder / "media" / "a.webp").write_bytes(b"picture")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder / "media"):
        return archive.make(folder / "backups")


def rewrite(path: Path, change) -> Path:
    """Write the same backup, each member passed through `change(name, content)`; None leaves it out."""
    with tarfile.open(path) as tar:
        members = [(member.name, tar.extractfile(member).read()) for member in tar]
    other = path.with_name("changed.tar")
    with tarfile.open(other, "w") as tar:
        for name, content in members:
            kept = change(name, content)
            if kept is not None:
                info = tarfile.TarInfo(name)
                info.size = len(kept)
                tar.addfile(info, BytesIO(kept))
    return other


def test_what_was_saved_comes_back_and_nothing_else(backup, media):
    User.objects.update(display_name="Après")
    person("De trop")
    (media / "images" / "a.webp").unlink()
    (media / "late.webp").write_bytes(b"late")
    call_command("restore", backup, replace=True)
    assert list(User.objects.values_list("display_name", flat=True)) == ["Avant"]
    assert (media / "images" / "a.webp").read_bytes() == b"\x00picture" * 1000
    assert not (media / "late.webp").exists()


def test_a_backup_tells_of_each_step_and_file(transactional_db, media, tmp_path):
    person("Avant")
    told = []
    archive.make(tmp_path / "backups", lambda *words: told.append(words))
    assert told[0] == (Step.DATABASE,)
    assert told[1:] == [(step, number, 2) for step in (Step.READING, Step.WRITING) for number in (1, 2)]


def test_a_backup_holds_no_key_and_is_for_its_owner_alone(saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    content = saved.read_bytes()
    assert django_settings.CODE_KEY.encode() not in content
    assert django_settings.SECRET_KEY.encode() not in content


def test_a_database_in_use_is_not_overwritten(backup):
    person("Après")
    with pytest.raises(CommandError, match="already in use"):
        call_command("restore", backup)
    assert User.objects.count() == 2


def test_an_empty_machine_gets_the_same_rows(backup, tmp_path):
    environ = {**os.environ, "VAR_DIR": str(tmp_path / "new"), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environ.pop("DATABASE_URL", None)
    expected = count_rows()
    if connection.vendor == "postgresql":
        name = f"{connection.settings_dict['NAME']}_new"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        given = connection.settings_dict
        environ["DATABASE_URL"] = f"postgres://{given['USER']}:{given['PASSWORD']}@/{name}" + (
            f"?host={given['HOST']}&port={given['PORT'] or 5432}"
        )
    count = (
        "import django, json; django.setup(); from config.backups.databases import count_rows; "
        "print(json.dumps(count_rows()))"
    )
    restored = [sys.executable, "site/manage.py", "restore", str(backup)]
    try:
        subprocess.run(restored, cwd=ROOT, env=environ, check=True, capture_output=True)
        environ["PYTHONPATH"] = f"{ROOT / 'site'}{os.pathsep}{ROOT}"
        shown = subprocess.run(
            [sys.executable, "-c", count], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
        )
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    assert json.loads(shown.stdout) == expected
    assert (tmp_path / "new" / "media" / "images" / "a.webp").is_file()


def test_the_programs_of_postgresql_receive_every_part_of_the_address():
    described = env.db_url_config("postgres://user:word@/site?host=127.0.0.1&port=54329&sslmode=verify-full")
    parameters = PostgresWrapper(with_options({**connection.settings_dict, **described})).get_connection_params()
    told = address_for_programs(parameters)
    assert told | {
        "PGHOST": "127.0.0.1", "PGPORT": "54329", "PGDATABASE": "site", "PGUSER": "user", "PGPASSWORD": "word",
        "PGSSLMODE": "verify-full", "PGCONNECT_TIMEOUT": "5",
    } == told  # fmt: skip


def test_a_sound_backup_passes_verification(saved, capsys):
    call_command("verify_backup", saved)
    assert "Sound:" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["media/a.webp", "database"])
def test_one_changed_byte_is_found(saved, name):
    def flip(member, content):
        return bytes([content[0] ^ 1]) + content[1:] if member.startswith(name) else content

    with pytest.raises(CommandError, match="not what was saved"):
        call_command("verify_backup", rewrite(saved, flip))


def test_a_missing_file_is_found(saved):
    incomplete = rewrite(saved, lambda name, content: None if name.startswith("media") else content)
    with pytest.raises(CommandError, match="incomplete"):
        call_command("verify_backup", incomplete)


def test_missing_rows_are_found(backup):
    def lie(name, content):
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["rows"]["accounts_user"] += 1
        return json.dumps(manifest).encode()

    with pytest.raises(BackupError, match="accounts_user"):
        archive.restore(rewrite(backup, lie), replace=True)


def with_files(backup: Path, change) -> Path:
    """Write the same backup with other files in its manifest."""

    def lie(member, content):
        if member != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["files"] = change(manifest["files"])
        return json.dumps(manifest).encode()

    return rewrite(backup, lie)


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "media/../../outside", "media", "media/a\0b", "other"])
def test_a_name_that_leads_elsewhere_is_refused(saved, name):
    with pytest.raises(BackupError, match="tampered"):
        archive.verify(with_files(saved, lambda files: {**files, name: "0"}))


def test_a_backup_without_its_database_is_refused_as_incomplete(saved):
    media_only = with_files(saved, lambda files: {name: digest for name, digest in files.items() if "/" in name})
    with pytest.raises(BackupError, match="incomplete"):
        archive.verify(media_only)


def test_a_session_ended_since_the_backup_is_not_open_again(transactional_db, media, tmp_path, client):
    client.force_login(person("Avant"))
    backup = archive.make(tmp_path / "backups")
    call_command("restore", backup, replace=True)
    assert client.get("/passeport/").url.startswith("/compte/connexion/")


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x00" * 10240])
def test_a_file_that_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "other.tar"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("verify_backup", path)


def test_a_damaged_backup_changes_nothing(backup, media):
    person("Après")
    cut = backup.with_name("cut.tar")
    cut.write_bytes(backup.read_bytes()[:-200_000])
    with pytest.raises(CommandError):
        call_command("restore", cut, replace=True)
    assert User.objects.count() == 2
    assert (media / "images" / "a.webp").is_file()


@pytest.mark.django_db(transaction=True)
def test_a_failed_backup_leaves_nothing_behind(media, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_write", lambda *_args: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_keep_deletes_all_but_the_latest_backups(media, tmp_path):
    folder = tmp_path / "backups"
    made = [archive.make(folder) for _ in range(2)]
    call_command("backup", folder, keep=2)
    left = sorted(folder.iterdir())
    assert len(left) == 2
    assert left[0] == made[1]
