"""The redirects of the admin, written one by one: Wagtail reads a whole file of them, of any size, in the request."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button
from wagtail.contrib.redirects.views import IndexView


class RedirectIndexView(IndexView):
    """The list, without the button that imports a file."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the buttons of any list."""
        return [button for button in super().header_more_buttons if not (button.url or "").endswith("/import/")]


def no_import(request: HttpRequest) -> NoReturn:
    """Answer as where nothing stands."""
    raise Http404


def redirect_urls() -> list[URLPattern]:
    """Return what comes in the place of Wagtail's list and of its import, at the same addresses."""
    return [
        path("redirects/", RedirectIndexView.as_view()),
        path("redirects/import/", no_import),
        path("redirects/import/process/", no_import),
    ]
