"""« À relire » in the menu of the admin, the desk under it, and « Publier » in the editor, which is a reading."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.models import Page

from accounts.requests import MemberRequest
from content.models import ColleagueAnswer, ColleagueQuestion, PracticePage, ReviewCase
from content.practices.permissions import moderates
from content.publishing import two_readers
from content.publishing.gate import NotReadyError


class ToReadItem(MenuItem):
    """The item « À relire (3) », for moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member moderates."""
        return moderates(request.user)

    def render_component(self, request: MemberRequest) -> LinkMenuItem:
        """Return the item with the number of waiting cases in its label; one query."""
        texts = [model.objects.waiting_for(request.user) for model in (ColleagueQuestion, ColleagueAnswer)]
        cases, *others = (found.order_by().values("pk") for found in (ReviewCase.objects.for_moderators(), *texts))
        waiting = cases.union(*others, all=True).count()
        label = f"À relire ({waiting})" if waiting else "À relire"
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


def to_read_item() -> ToReadItem:
    """Return the item of the desk, above the training."""
    return ToReadItem("À relire", reverse_lazy("moderation:queue"), name="to-read", icon_name="glasses", order=120)


def desk_urls() -> list[URLResolver]:
    """Return the addresses under /admin/relectures/."""
    return [path("relectures/", include("content.practices.review.urls"))]


def read_in_the_editor(request: MemberRequest, page: Page) -> None:
    """Record « Publier » in the editor as a reading. Raises NotReadyError when another person must still read."""
    page = page.specific
    if isinstance(page, PracticePage) and not two_readers.read(page, request.user):
        raise NotReadyError(page, [two_readers.FIRST_READER])
