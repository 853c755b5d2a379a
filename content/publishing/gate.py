"""A page that is not ready is not published, by whatever door: the admin then says why and leads to the page.

The rule of a page stands on its `publish` (the model); every door of Wagtail's leads there: « Publier », the end of a
review, the list's actions, the publications at an hour.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from wagtail.models import Page, Revision

if TYPE_CHECKING:
    from wagtail.models import Page as _Page
else:
    _Page = object

BY_THE_CLOCK = "wagtail.publish.scheduled"
logger = structlog.get_logger("entrepairs.publishing")


class NotReadyError(Exception):
    """Raised by a page's `publish`: `reasons` are sentences for whoever publishes."""

    def __init__(self, page: Page, reasons: Sequence[str]) -> None:
        super().__init__(f"page {page.pk}: {len(reasons)}")
        self.page, self.reasons = page, reasons


class PublishGate(_Page):
    """A page that may have to wait before its text is published. Stands before Wagtail's Page in the bases."""

    def reasons_to_wait(self, text: Page) -> list[str]:
        """Return why this text of the page may not be published yet, in sentences; none when it may."""
        raise NotImplementedError

    def on_kept_back(self) -> None:
        """Do what the page asks for when its hour has passed without it being published."""

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish, or set the hour. Raises NotReadyError when somebody is there to read why it must wait.

        At its hour nobody is: the appointment is cancelled, the draft stays, and the pages after it are published.
        """
        text = revision.as_object()
        reasons = self.reasons_to_wait(text)
        if not reasons:
            super().publish(revision, user, *args, **kwargs)
        elif kwargs.get("log_action", True) != BY_THE_CLOCK:
            raise NotReadyError(text, reasons)
        else:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            self.on_kept_back()
            logger.warning("page kept back at its hour", page=self.pk, reasons=len(reasons))


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
