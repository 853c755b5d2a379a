"""The home page, found without Wagtail's walk, then served by Wagtail like any other page."""

from functools import cache, partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.views import serve

from content.models import HomePage
from content.remembered import generation, while_unchanged
from content.serving import find, screen_of, serve_found


@while_unchanged(1)
def find_home() -> HomePage | None:
    """Return the home page; None when there is none yet."""
    try:
        return find(HomePage)
    except Http404:
        return None


@screen_of(HomePage)
def home_screen(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Return the doors, read only when the template has not kept them, and the generation they are kept for."""
    return {"doors": cache(partial(page.open_doors, request)), "kept": generation()}


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show « Accueil », or what Wagtail has at the root until somebody writes it."""
    page = find_home()
    return serve_found(request, page) if page else serve(request, request.path_info)
