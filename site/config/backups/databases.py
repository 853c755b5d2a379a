"""Copies of a database, made while the site writes: SQLite's online backup, PostgreSQL's pg_dump.

Each kind counts the rows of the very state it copied, so that a restored database can be compared row for row.
"""

import contextlib
import os
import re
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
        try:
            with contextlib.closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:  # a full disk is one
            raise BackupError(f"The database cannot be copied to {path.parent.parent}: {error}.") from error
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
        """Replace the whole content of the site's database, or nothing. Raises BackupError when it cannot be."""
        connection.ensure_connection()
        try:
            with contextlib.closing(sqlite3.connect(path)) as copy:
                copy.backup(connection.connection)
        except sqlite3.Error as error:
            raise BackupError(f"The database cannot be written: {error}. Nothing was changed.") from error
        finally:
            connection.close()


def address_for_programs(parameters: dict[str, Any]) -> dict[str, str]:
    """Return what psycopg connects with as the environment that PostgreSQL's own programs read.

    >>> address_for_programs({"host": "127.0.0.1", "port": "54329", "dbname": "site", "cursor_factory": object})
    {'PGHOST': '127.0.0.1', 'PGPORT': '54329', 'PGDATABASE': 'site'}
    """
    from psycopg.pq import Conninfo

    names = {each.keyword.decode(): each.envvar.decode() for each in Conninfo.get_defaults() if each.envvar}
    return {names[key]: str(value) for key, value in parameters.items() if key in names and value not in {None, ""}}


# What a later version of the site added refers to what the backup holds, so pg_restore --clean cannot drop the latter.
CLEAR = """
DO $$
DECLARE each record;
BEGIN
    FOR each IN
        SELECT format('%I.%I', current_schema(), relname) AS name,
               CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                            ELSE 'TABLE' END AS kind
        FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm')
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        ORDER BY relkind = 'S'  -- the sequence of a column goes with its table, and cannot before
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', each.kind, each.name);
    END LOOP;
    FOR each IN  -- what a trigger runs stays behind its table
        SELECT oid::regprocedure AS name, CASE prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind
        FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND prokind IN ('f', 'p')
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', each.kind, each.name);
    END LOOP;
END $$;
"""


class PostgreSQL:
    """A server of its own: needs the client's pg_dump, pg_restore and psql."""

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
        clear, script = path.with_name("clear.sql"), path.with_name("database.sql")
        clear.write_text(CLEAR)
        self._run("pg_restore", "--no-owner", "--no-acl", "--file", script, path)
        self._run(
            "psql", "--no-psqlrc", "--quiet", "--output", os.devnull, "--set", "ON_ERROR_STOP=1",
            "--single-transaction", "--file", clear, "--file", script,
        )  # fmt: skip

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Run one of the client's programs. The environment holds the address and the password: `ps` shows neither."""
        if shutil.which(program) is None:
            raise BackupError(f"{program} is missing: install PostgreSQL's client programs.")
        environ = {**os.environ, **address_for_programs(connection.get_connection_params())}
        done = subprocess.run(  # noqa: S603 - one of three programs, our own arguments
            [program, *map(str, arguments)], env=environ, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BackupError(f"{program}: {_cause(done.stderr)}")


def _cause(said: str) -> str:
    """Return the lines of a program's complaint that name its cause, without those that quote rows; at most three."""
    lines = said.strip().splitlines() or ["failed"]
    return "\n".join([line for line in lines if re.search(r"\b(error|fatal):", line, re.IGNORECASE)][:3] or lines[-1:])


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
    """Return whether nothing was ever written to the site's database, not one migration."""
    if "django_migrations" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        return not cursor.fetchone()[0]
