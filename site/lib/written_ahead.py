"""What SQLite keeps beside its file of what was written, and erased, a while ago."""

from django.db import connection


def forget_written() -> None:
    """Empty SQLite's write-ahead log: it holds what was erased until it is written over, and a copy would too.

    Whoever reads at this very moment keeps it as it is, until the next time.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
