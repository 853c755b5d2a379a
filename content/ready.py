"""A page that is not ready is not published, by whatever door: the admin then says why and leads to the page.

The rule of a page stands on its `publish` (the model); every door of Wagtail's leads there: « Publier », the end of a
review, the list's actions, the publications at an hour.
"""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from wagtail.models import Page


class NotReadyError(Exception):
    """Raised by a page's `publish`: `reasons` are sentences for whoever publishes."""

    def __init__(self, page: Page, reasons: Sequence[str]) -> None:
        super().__init__(f"page {page.pk}: {len(reasons)}")
        self.page, self.reasons = page, reasons


class NotReadyMiddleware:
    """Lead back to the page, with the reasons, instead of a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only NotReadyError. Wagtail's windows over the page expect JSON that says where to go."""
        if not isinstance(exception, NotReadyError):
            return None
        title = exception.page.get_admin_display_title()
        messages.error(request, f"« {title} » n’est pas encore publiée. {' '.join(exception.reasons)}")
        address = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return HttpResponseRedirect(address)
