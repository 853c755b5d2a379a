"""One migrated database for a whole run; each process has a copy of it, put back after every transactional test.

The first process that needs it migrates; those that come meanwhile wait. SQLite copies a file, PostgreSQL a `TEMPLATE`.
`make test` gives TEST_MIGRATED_DIR, where the file outlives a stage: its name is the fingerprint of all that makes it.
It also migrates and seeds ahead, while it lints: `python -m tests.cloned_database`. `make mutants` gives
TEST_MIGRATED_AS, a name of its own: a change of the code is then no reason to migrate again.
"""

import contextlib
import fcntl
import hashlib
import io
import os
import pickle
import shutil
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.utils import timezone

READ_BY_MIGRATIONS = {".py", ".json", ".txt"}


def fingerprint() -> str:
    """What changes with anything the migrated database is made of: code and data of every app, and versions."""
    if name := os.environ.get("TEST_MIGRATED_AS"):
        return name
    made_of = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for folder in sorted({app.path for app in apps.get_app_configs()}):
        for path in sorted(path for path in Path(folder).rglob("*") if path.suffix in READ_BY_MIGRATIONS):
            made_of.update(f"\0{path}\0".encode() + path.read_bytes())
    return made_of.hexdigest()[:16]


def _leave() -> None:
    """Close every connection of this thread: a database in use is not copied, nor dropped."""
    for each in connections.all(initialized_only=True):
        each.close()


def _migrate(name: str) -> None:
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _leave()


def _administer(statement: str) -> list[str]:
    """Run a statement from outside our databases; the first value of each row it gives."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


class SqliteCopy:
    """A file beside the migrated one."""

    def __init__(self, process: str) -> None:
        folder = Path(os.environ.get("TEST_MIGRATED_DIR", settings.VAR_DIR))
        self.migrated = folder / f"migrated-{fingerprint()}.sqlite3"
        self.lock, self.seeding = self.migrated.with_suffix(".lock"), self.migrated.with_suffix(".seeding")
        self.seeded = self.migrated.with_suffix(f".seeded-{timezone.localdate()}")
        self.name = str(settings.VAR_DIR / f"test_{process}.sqlite3")

    def migrate(self) -> None:
        """Make the migrated database unless it is there; it takes its name once it is whole."""
        if not self.migrated.exists():
            unfinished = self.migrated.with_suffix(".unfinished")
            _migrate(str(unfinished))
            unfinished.replace(self.migrated)

    def make(self) -> None:
        """Make the copy."""
        shutil.copyfile(self.migrated, self.name)

    def remember(self) -> None:
        """Nothing to do: the migrated file stays."""

    def restore(self) -> None:
        """Write the migrated database over the copy."""
        self._write(self.migrated)

    def seed(self) -> None:
        """Write the seeded database over the copy: seeding takes as long as a hundred tests. The first one seeds."""
        with self.seeding.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.seeded.exists():
                self._write(self.seeded)
                return
            call_command("seed", stdout=io.StringIO())
            unfinished = self.migrated.with_suffix(".half-seeded")
            with contextlib.closing(sqlite3.connect(unfinished)) as file:
                connection.connection.backup(file)
            unfinished.replace(self.seeded)

    def _write(self, path: Path) -> None:
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(path)) as source:
            source.backup(connection.connection)

    def remove(self) -> None:
        """Remove the copy."""
        for ending in ("", "-wal", "-shm"):
            Path(self.name + ending).unlink(missing_ok=True)


class PostgresqlCopy:
    """A database beside the migrated one; what it held is kept in memory, for truncating a hundred tables is slow."""

    def __init__(self, process: str) -> None:
        self.migrated = connection.settings_dict["TEST"]["NAME"]
        self.finished = settings.VAR_DIR / f"{self.migrated}.finished"
        self.lock, self.seeding = self.finished.with_suffix(".lock"), self.finished.with_suffix(".seeding")
        self.name = f"{self.migrated}_{process}"
        self.seeded = self.finished.with_suffix(f".seeded-{timezone.localdate()}")
        self.rows: dict[str, bytes] = {}

    def migrate(self) -> None:
        """Make the migrated database unless it is there; it is said to be finished once it is whole."""
        if not self.finished.exists():
            _migrate(self.migrated)
            self.finished.touch()

    def make(self) -> None:
        """Make the copy."""
        _administer(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.migrated}"')

    def remember(self) -> None:
        """Read what the copy holds."""
        with connection.cursor() as cursor:
            self.rows = self._read(connection.introspection.table_names(cursor))

    def restore(self) -> None:
        """Write what was read over what is there."""
        self._write(self.rows)

    def seed(self) -> None:
        """Write the seeded database over the copy. The first one seeds.

        A table that a test had made before the first seed is in that process's copy only: it is not written.
        """
        with self.seeding.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.seeded.exists():
                self._write(pickle.loads(self.seeded.read_bytes()))
                self._number_on()
                return
            call_command("seed", stdout=io.StringIO())
            self.seeded.write_bytes(pickle.dumps(self._read(self.rows)))

    def _read(self, tables: Iterable[str]) -> dict[str, bytes]:
        found = {}
        with connection.cursor() as cursor:
            for table in tables:
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows:
                    found[table] = b"".join(map(bytes, rows))
        return found

    def _write(self, tables: dict[str, bytes]) -> None:
        """The keys between tables are checked at the end."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(";".join(f'DELETE FROM "{table}"' for table in tables))
            for table, rows in tables.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                    copy.write(rows)

    def _number_on(self) -> None:
        """Rows that were copied took no number from those that PostgreSQL gives."""
        statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
        with connection.cursor() as cursor:
            cursor.execute(";".join(statements))

    def remove(self) -> None:
        """Drop the copy."""
        _administer(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


Copy = SqliteCopy | PostgresqlCopy


def _copy_of(process: str) -> Copy:
    return SqliteCopy(process) if connection.vendor == "sqlite" else PostgresqlCopy(process)


def take(process: str) -> Copy:
    """Connect the tests of a process to a copy of its own."""
    copy = _copy_of(process)
    with copy.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        copy.migrate()
        copy.make()
    connection.settings_dict["NAME"] = copy.name
    copy.remember()
    return copy


def give_back(copy: Copy) -> None:
    """Leave the copy, and remove it."""
    _leave()
    copy.remove()


def drop_all() -> None:
    """Drop what a run leaves on PostgreSQL: the migrated database, and the copy of a process that was killed."""
    if connection.vendor == "postgresql":
        ours = connection.settings_dict["TEST"]["NAME"]
        for name in _administer(f"SELECT datname FROM pg_database WHERE starts_with(datname, '{ours}')"):
            _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def seed_ahead() -> None:
    """Migrate and seed before a stage needs it: whoever asks for the first content would wait for whoever seeds."""
    copy = take("ahead")
    copy.seed()
    give_back(copy)


if __name__ == "__main__":
    django.setup()
    seed_ahead()
