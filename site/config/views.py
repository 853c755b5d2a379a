"""Views that belong to no app: the pages of text of the whole site, and its pictures."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.static import serve


def text_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return a public view that shows one static template."""

    @login_not_required
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return view


@login_not_required
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of the site. Raises Http404 for what cannot be a file, such as a name longer than the disk allows."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        raise Http404 from error
