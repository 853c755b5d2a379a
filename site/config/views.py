"""Health, plain error pages, and the pages of text that belong to the whole site."""

import sys
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.cache import cache
from django.db import Error as DatabaseOutage
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from passport.reader.middleware import is_sharing

RETRY_AFTER = 5  # seconds
OUTAGE = (OperationalError, InterfaceError)
logger = structlog.get_logger("entrepairs.health")
_migrated = False  # once true it stays true for this process: a database never goes back


def _error(request: HttpRequest, status: int) -> HttpResponse:
    folder = "neutral/" if is_sharing(request) else ""
    return render(request, f"{folder}{status}.html", status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, in plain words; to the sign-in page when the session was ended from elsewhere during the request."""
    if isinstance(exception, SessionInterrupted):
        return redirect("account_login")
    return _error(request, 400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, in plain words."""
    return _error(request, 403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in plain words."""
    return _error(request, 404)


def only_a_button(request: HttpRequest) -> HttpResponse:
    """405, in plain words, without touching the database."""
    folder = "neutral/" if is_sharing(request) else ""
    response = render(None, f"{folder}405.html", status=405)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, in plain words (allauth looks this up as handler429)."""
    return _error(request, 429)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500, rendered without touching the database; 503 when the database is what failed.

    Django calls this inside its `except`: a session or an account that cannot be read never reaches
    `process_exception`, so the cause is asked here.
    """
    if isinstance(sys.exc_info()[1], OUTAGE):
        return unavailable(request)
    folder = "neutral/" if is_sharing(request) else ""
    return render(None, f"{folder}500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After (seconds), rendered without touching the database."""
    folder = "neutral/" if is_sharing(request) else ""
    was_sent = request.method == "POST"  # it can be sent again: the page says how
    response = render(None, f"{folder}503.html", {"was_sent": was_sent}, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form came without its proof: the page was open for too long, or cookies are refused."""
    return render(request, "403_csrf.html", status=403)


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


def _ready() -> dict[str, bool]:
    state = {"database": False, "migrations": False, "cache": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state["database"] = True
        state["migrations"] = _is_migrated()
    except DatabaseOutage as error:
        logger.warning("not ready", error=type(error).__name__)
        return state
    cache.set("ready", "yes", 10)
    state["cache"] = cache.get("ready") == "yes"
    return state


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database and migrations answer: 200, else 503. A cache away degrades, it does not stop the site."""
    state: dict[str, Any] = _ready()
    ok = state["database"] and state["migrations"]
    return JsonResponse({"status": "ok" if ok else "unavailable", **state}, status=200 if ok else 503)


@login_not_required
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of the site. Raises Http404 for what cannot be a file, such as a name longer than the disk allows."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        raise Http404 from error


def page(template: str) -> Any:
    """A public view that shows one static template."""

    @login_not_required
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return view
