"""The gate of publication: a page that is not ready is not published, and the admin says why and leads to the page.

The rule is on `publish`, a method of the page: the end of a review, a new page and a publication at an hour call it.
« Publier » in the editor calls a hook, `asked_of_the_editor`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.models import Page, Revision

if TYPE_CHECKING:
    from wagtail.models import Page as _Page
else:
    _Page = object

BY_THE_CLOCK = "wagtail.publish.scheduled"
logger = structlog.get_logger("entrepairs.publishing")


class NotReadyError(Exception):
    """Raised by the `publish` of a page: `reasons` are sentences for the member who publishes."""

    def __init__(self, page: Page, reasons: Sequence[str]) -> None:
        super().__init__(f"page {page.pk}: {len(reasons)}")
        self.page, self.reasons = page, reasons


class PublishGate(_Page):
    """A page that may have to wait before its text is published. Comes before Wagtail's Page in the bases."""

    def reasons_to_wait(self, text: Page) -> list[str]:
        """Return the sentences that say why this text may not be published yet; none when it may."""
        raise NotImplementedError

    def make_ready(self, revision: Revision) -> None:
        """Change what a version holds, in place, right before it is published; nothing unless a page says so."""

    def check_ready(self, revision: Revision) -> None:
        """Raise NotReadyError when the text of this version may not be published yet."""
        self.make_ready(revision)
        text = revision.as_object()
        reasons = self.reasons_to_wait(text)
        if reasons:
            raise NotReadyError(text, reasons)

    def reasons_at_its_hour(self, revision: Revision) -> list[str]:
        """Return why this version does not come at the hour that was set for it; none unless a page says so."""
        return []

    def on_kept_back(self) -> None:
        """Do what the page needs once its hour passed without a publication."""

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish, or set the hour. Raises NotReadyError when a member is there to read why the page must wait.

        At its hour nobody is there: the hour is cancelled, the text stays a draft, and the next pages are published.
        """
        by_the_clock = kwargs.get("log_action", True) == BY_THE_CLOCK
        try:
            if by_the_clock and (reasons := self.reasons_at_its_hour(revision)):
                raise NotReadyError(self, reasons)
            self.check_ready(revision)
        except NotReadyError as error:
            if not by_the_clock:
                raise
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            self.on_kept_back()
            logger.warning("page kept back at its hour", page=self.pk, reasons=len(error.reasons))
        else:
            super().publish(revision, user, *args, **kwargs)


def asked_of_the_editor(request: HttpRequest, page: Page) -> None:
    """Ask of « Publier » in the editor what `publish` asks, which it never calls. Raises NotReadyError."""
    page = page.specific
    if isinstance(page, PublishGate):
        page.check_ready(page.latest_revision)  # the very version that the editor has just saved, and publishes next


class NotReadyMiddleware:
    """Answer NotReadyError by leading back to the page, with the reasons."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer NotReadyError only."""
        if not isinstance(exception, NotReadyError):
            return None
        title = exception.page.get_admin_display_title()
        messages.error(request, f"« {title} » n’est pas encore publiée. {' '.join(exception.reasons)}")
        address = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        return HttpResponseRedirect(address)
