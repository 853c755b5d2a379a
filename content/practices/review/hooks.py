"""« À relire » in the menu of the admin, with how much waits; « Publier » in the editor is a reading like another."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.models import Page

from accounts.requests import MemberRequest
from content.models import PracticePage, ReviewCase
from content.practices.permissions import moderates
from content.publishing import two_readers
from content.publishing.gate import NotReadyError


class ToReadItem(MenuItem):
    """« À relire (3) », for moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to those who moderate."""
        return moderates(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The label counts what waits; one query."""
        waiting = ReviewCase.objects.for_moderators().count()
        label = f"À relire ({waiting})" if waiting else "À relire"
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


def to_read_item() -> ToReadItem:
    """The desk, above the training."""
    return ToReadItem("À relire", reverse_lazy("moderation:queue"), name="to-read", icon_name="glasses", order=120)


def desk_urls() -> list[URLResolver]:
    """/admin/relectures/."""
    return [path("relectures/", include("content.practices.review.urls"))]


def read_in_the_editor(request: MemberRequest, page: Page) -> None:
    """« Publier » in the editor is a reading. Raises NotReadyError when another person must still read the text."""
    page = page.specific
    if isinstance(page, PracticePage) and not two_readers.read(page, request.user):
        raise NotReadyError(page, [two_readers.FIRST_READER])
