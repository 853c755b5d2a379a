"""Erasing what has been kept for long enough: each app does it in its own `purge` module, this one calls them.

An app's `purge.py` holds `purge() -> int`, the number of things it erased. docs/privacy.md says how long each is kept.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.db import connections, router
from django.utils import timezone

from lib.written_ahead import forget_written

APPS = ("gatherings", "courses", "content", "passport", "accounts", "directory")


def purges() -> dict[str, Callable[[], int]]:
    """Return, by name, the purge of every app that has one, then those of the caches."""
    found = {app: import_module(f"{app}.purge").purge for app in APPS if find_spec(f"{app}.purge")}
    return {**found, "cache_rows": purge_cache_rows, "cached_pages": purge_cached_pages}


def purge_everything() -> dict[str, int]:
    """Erase all that is over; return the number of things erased, by name, where there were any."""
    counts = {name: purge() for name, purge in purges().items()}
    erased = {name: count for name, count in counts.items() if count}
    if erased:
        forget_written()
    return erased


def purge_cache_rows() -> int:
    """Erase the rows of the database cache that are over: the cache removes one only when it is read again."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    table_name = cast("Any", cache)._table  # private in Django
    connection = connections[router.db_for_write(cache.cache_model_class)]
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(table_name)
        limit = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [limit])  # noqa: S608 - the settings name it
        return cursor.rowcount


def purge_cached_pages() -> int:
    """Erase the files of the page cache that are over: publishing leaves the former ones behind, unreachable."""
    cache = caches["pages"]
    if not isinstance(cache, FileBasedCache):
        return 0
    erased, files = 0, cast("Any", cache)  # what lists and dates its files is private in Django
    for name in files._list_cache_files():
        try:
            with Path(name).open("rb") as file:
                erased += bool(files._is_expired(file))
        except FileNotFoundError:
            continue  # another process was faster
    return erased
