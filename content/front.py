"""The front door, found without Wagtail's walk, then served by Wagtail like any other page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.views import serve

from content.models import HomePage
from content.page_cache import while_unchanged
from content.serving import serve_found, told_open


@while_unchanged(1)
def find_home() -> HomePage | None:
    """The home page; None when there is none yet."""
    page = told_open(HomePage.objects).first()
    if page is not None:
        page.known_open = not page.restricted
    return page


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """« Accueil », or what Wagtail has at the root until it is written."""
    page = find_home()
    return serve_found(request, page) if page else serve(request, request.path_info)
