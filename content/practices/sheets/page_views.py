"""The list of sheets and a sheet, found by their address, then served by Wagtail like any other page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.models import PracticeIndexPage, PracticePage
from content.serving import find, serve_found


@login_not_required
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Show « Échange de pratiques », the list."""
    return serve_found(request, find(PracticeIndexPage))


@login_not_required
@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a sheet."""
    return serve_found(request, find(PracticePage, slug))
