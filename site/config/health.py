"""Health for probes: /sante says that the process answers, /sante/pret that the site can work."""

import time
from typing import Any

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.operations import heartbeat

logger = structlog.get_logger("entrepairs.health")
_migrated = False  # once true it stays true for this process: a database never goes back
_written_until = 0.0  # the clock until which the last write stands for the next: anybody may ask
WRITTEN_FOR = 5.0  # seconds
ANY_ROW_AGAIN = "UPDATE django_content_type SET model = model WHERE id = (SELECT min(id) FROM django_content_type)"


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def _is_migrated() -> bool:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _write() -> None:
    """Write a row again as it is: a full disk, a file that another holds, a server that only reads refuse it."""
    global _written_until
    if time.monotonic() < _written_until:
        return
    with connection.cursor() as cursor:
        cursor.execute(ANY_ROW_AGAIN)
    _written_until = time.monotonic() + WRITTEN_FOR


def _state() -> dict[str, bool]:
    state = {"database": False, "migrations": False, "writes": False, "cache": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state["database"] = True
        state["migrations"] = _is_migrated()
        _write()
        state["writes"] = True
    except DatabaseError as error:
        logger.exception("not ready", error=type(error).__name__)
        return state
    token = get_random_string(8)  # what another probe wrote before the outage says nothing
    cache.set("ready", token, 10)
    state["cache"] = cache.get("ready") == token
    return state


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, is migrated and can be written, else 503.

    A cache away or a worker that is late degrade, they do not stop the site.
    """
    state: dict[str, Any] = _state()
    ok = state["database"] and state["migrations"] and state["writes"]
    if ok:
        state["worker"] = heartbeat.state()
    return JsonResponse({"status": "ok" if ok else "unavailable", **state}, status=200 if ok else 503)
