"""Health, plain error pages, and the pages of text that belong to the whole site."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passport.middleware import is_sharing

RETRY_AFTER = 5  # seconds


def _error(request: HttpRequest, status: int) -> HttpResponse:
    folder = "neutral/" if is_sharing(request) else ""
    return render(request, f"{folder}{status}.html", status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, in plain words."""
    return _error(request, 400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, in plain words."""
    return _error(request, 403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in plain words."""
    return _error(request, 404)


@login_not_required
def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, in plain words (allauth looks this up as handler429)."""
    return _error(request, 429)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500, rendered without touching the database."""
    folder = "neutral/" if is_sharing(request) else ""
    return render(None, f"{folder}500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After (seconds), rendered without touching the database."""
    folder = "neutral/" if is_sharing(request) else ""
    response = render(None, f"{folder}503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form came without its proof: the page was open for too long, or cookies are refused."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def _ready() -> dict[str, bool]:
    state = {"database": False, "migrations": False, "cache": False}
    try:
        executor = MigrationExecutor(connection)
        state["database"] = True
        state["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        cache.set("ready", "yes", 10)
        state["cache"] = cache.get("ready") == "yes"
    except DatabaseError:
        return state
    return state


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Database, migrations and cache answer: 200, else 503. A cache away degrades, it does not stop the site."""
    state: dict[str, Any] = _ready()
    ok = state["database"] and state["migrations"]
    return JsonResponse({"status": "ok" if ok else "unavailable", **state}, status=200 if ok else 503)


def page(template: str) -> Any:
    """A public view that shows one static template."""

    @login_not_required
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return view
