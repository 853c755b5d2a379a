"""« Recherches sans réponse » in the admin: what people look for and do not find."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse, reverse_lazy
from wagtail.admin.menu import MenuItem

from content.finding.admin import SearchWordViewSet
from content.finding.ranking import find
from content.models import Unanswered
from content.unanswered.rules import State, display_names

VIEW, ADD = "content.view_searchword", "content.add_searchword"
MOST_SHOWN = 100


@dataclass(frozen=True)
class Row:
    """Words asked in vain, on how many days, and where an editor sees what the search says today."""

    text: str
    days: int
    search_url: str


def _is_still_in_vain(text: str) -> bool:
    answer = find(text)
    return not answer.hits or answer.is_partial


def _rows() -> list[Row]:
    """Return what is still in vain, the most asked first, less what has become somebody's display name since."""
    kept = Unanswered.objects.filter(state=State.KEPT)[:MOST_SHOWN]
    names = display_names() if kept else set()
    page = reverse("search")
    return [
        Row(each.text, each.days, f"{page}?{urlencode({'q': each.text})}")
        for each in kept
        if not names & set(each.text.split()) and _is_still_in_vain(each.text)
    ]


def unanswered(request: HttpRequest) -> HttpResponse:
    """Show editors what was asked on five days or more and is still not found."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    add_url = reverse(SearchWordViewSet().get_url_name("add")) if request.user.has_perm(ADD) else ""
    context = {"rows": _rows(), "add_url": add_url}
    return render(request, "content/admin/unanswered.html", context)


class UnansweredItem(MenuItem):
    """« Recherches sans réponse », for those who see the words of the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member sees them."""
        return request.user.has_perm(VIEW)


def unanswered_item() -> UnansweredItem:
    """Return the item of the menu, under the words of the search."""
    url = reverse_lazy("unanswered_searches")
    return UnansweredItem("Recherches sans réponse", url, name="unanswered-searches", icon_name="search", order=525)


def unanswered_url() -> list[URLPattern]:
    """Return the address /admin/recherches-sans-reponse/."""
    return [path("recherches-sans-reponse/", unanswered, name="unanswered_searches")]
