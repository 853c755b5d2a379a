"""Copies of a database, made while the site writes: SQLite's online backup, PostgreSQL's pg_dump.

Each kind counts the rows of the very state it copied, so that a restored database can be compared row for row.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

Counts = dict[str, int]
# Sessions and caches are not people's words: after a restoration everybody signs in again.
NOT_COUNTED = {"accounts_session", "django_session", "cache_entries"}


class BackupError(Exception):
    """A backup could not be made, read or put back; the sentence says why."""


def _is_counted(table: str) -> bool:
    return table not in NOT_COUNTED and not table.startswith(("sqlite_", "wagtailsearch_indexentry_fts"))


class SQLite:
    """The embedded database: one file."""

    name = "sqlite"
    member = "database.sqlite3"

    def copy(self, path: Path) -> Counts:
        """Copy the database as it stands, while others write; return the number of rows of each table."""
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return self.check(path)

    def check(self, path: Path) -> Counts:
        """Return the number of rows of each table of a copy. Raises BackupError when SQLite finds it damaged."""
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            try:
                verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
                broken = copy.execute("PRAGMA foreign_key_check").fetchone()
                tables = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                counts = {
                    table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - its own names
                    for table in tables
                    if _is_counted(table)
                }
            except sqlite3.DatabaseError as error:
                raise BackupError(f"The database of this backup is damaged: {error}.") from error
        if verdict != "ok" or broken:
            raise BackupError("The database of this backup is damaged.")
        return counts

    def put_back(self, path: Path) -> None:
        """Replace the whole content of the site's database."""
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
        connection.close()


def address_for_programs(parameters: dict[str, Any]) -> dict[str, str]:
    """Return what psycopg connects with as the environment that PostgreSQL's own programs read.

    >>> address_for_programs({"host": "127.0.0.1", "port": "54329", "dbname": "site", "cursor_factory": object})
    {'PGHOST': '127.0.0.1', 'PGPORT': '54329', 'PGDATABASE': 'site'}
    """
    from psycopg.pq import Conninfo

    names = {each.keyword.decode(): each.envvar.decode() for each in Conninfo.get_defaults() if each.envvar}
    return {names[key]: str(value) for key, value in parameters.items() if key in names and value not in {None, ""}}


class PostgreSQL:
    """A server of its own: needs the client's pg_dump and pg_restore."""

    name = "postgresql"
    member = "database.dump"

    def copy(self, path: Path) -> Counts:
        """Dump one snapshot of the database; return the number of rows of each table in that same snapshot."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            self._run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", "--file", path)
            return count_rows()

    def check(self, path: Path) -> None:
        """Read the dump through, to the last row. Raises BackupError when pg_restore cannot."""
        self._run("pg_restore", "--file", os.devnull, path)

    def put_back(self, path: Path) -> None:
        """Replace the whole content of the site's database, or nothing."""
        connection.close()
        database = connection.settings_dict["NAME"]
        self._run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction",
            "--dbname", database, path,
        )  # fmt: skip

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Run one of the client's programs. The environment holds the address and the password: `ps` shows neither."""
        if shutil.which(program) is None:
            raise BackupError(f"{program} is missing: install PostgreSQL's client programs.")
        environ = {**os.environ, **address_for_programs(connection.get_connection_params())}
        done = subprocess.run(  # noqa: S603 - one of two programs, our own arguments
            [program, *map(str, arguments)], env=environ, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")


Kind = SQLite | PostgreSQL
KINDS: dict[str, type[Kind]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def current_kind() -> Kind:
    """Return the kind of the site's database. Raises BackupError for another vendor."""
    if connection.vendor not in KINDS:
        raise BackupError(f"No backup for {connection.vendor}.")
    return KINDS[connection.vendor]()


def count_rows() -> Counts:
    """Return the number of rows of each table of the site's database."""
    return dict(_rows())


def _rows() -> Iterator[tuple[str, int]]:
    with connection.cursor() as cursor:
        tables = [info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t"]
        for table in sorted(filter(_is_counted, tables)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - its own names
            yield table, cursor.fetchone()[0]


def is_empty() -> bool:
    """Return whether nothing was ever written to the site's database."""
    return "django_migrations" not in connection.introspection.table_names()
