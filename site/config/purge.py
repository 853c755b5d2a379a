"""What is erased when its time is over: each app says so in its own `purge` module, this floor calls them.

An app's `purge.py` holds `purge(now) -> dict[str, int]`: what it erased, by name. Retention: docs/privacy.md.
"""

import datetime
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection, router
from django.utils import timezone

APPS = ("courses", "content", "passport", "accounts", "directory")
Purge = Callable[[datetime.datetime], dict[str, int]]


def registered() -> Iterator[Purge]:
    """The purge of every app that has one, top floor first, then the site's own."""
    for app in APPS:
        if find_spec(f"{app}.purge"):
            yield import_module(f"{app}.purge").purge
    yield purge_sessions
    yield purge_cache_rows
    yield purge_cache_files


def purge_everything(now: datetime.datetime | None = None) -> dict[str, int]:
    """Erase all that is over; the number of things erased, by name."""
    now = now or timezone.now()
    erased: dict[str, int] = {}
    for purge in registered():
        erased |= purge(now)
    return {name: count for name, count in erased.items() if count}


def purge_sessions(now: datetime.datetime) -> dict[str, int]:
    """Sessions that are over."""
    return {"sessions": Session.objects.filter(expire_date__lt=now).delete()[0]}


def purge_cache_rows(now: datetime.datetime) -> dict[str, int]:
    """Rows of the database cache whose time is over: the cache itself removes one only when it is read again."""
    backend = caches["default"]
    table = getattr(backend, "_table", None)
    if table is None or router.db_for_write(backend.cache_model_class) != connection.alias:
        return {}
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table)
        before = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {name} WHERE expires < %s", [before])  # noqa: S608 — the name is the settings'
        return {"cache rows": cursor.rowcount}


def purge_cache_files(now: datetime.datetime) -> dict[str, int]:
    """Files of the page cache untouched for an hour: no page is kept longer than ten minutes."""
    folder = settings.CACHES["pages"].get("LOCATION")
    if not isinstance(folder, Path) or not folder.is_dir():
        return {}
    oldest = (now - datetime.timedelta(hours=1)).timestamp()
    erased = 0
    for file in folder.glob("*.djcache"):
        try:
            if file.stat().st_mtime < oldest:
                file.unlink()
                erased += 1
        except FileNotFoundError:
            continue  # another process was faster
    return {"cached pages": erased}
