"""« Remarques des groupes » in the admin: read them, say what becomes of each. Nobody there learns who sent one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from accounts.requests import MemberRequest
from content.admin.roles import writes_pages
from content.practices.permissions import moderates
from courses.group_remarks import rules
from courses.group_remarks.forms import HandleForm
from courses.group_remarks.rules import TITLE
from courses.models import GroupRemark
from lib.http import INVALID, form_view

A_PAGE = 50
State = GroupRemark.State
# The tabs of the desk: the word of the address, its name, the states it shows.
TABS = {
    "": ("À lire", [State.NEW]),
    "plus-tard": ("Pour plus tard", [State.LATER]),
    "traitees": ("Traitées", [State.USED, State.NOT_KEPT]),
}
View = Callable[..., HttpResponse]


def for_writers(view: View) -> View:
    """Refuse (403) whoever writes and publishes no page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not writes_pages(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def furniture(title: str, *path: dict[str, str]) -> dict[str, Any]:
    """Return the head of a page of the desk, in Wagtail's words."""
    home = {"url": reverse("wagtailadmin_home"), "label": "Accueil"}
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": "openquote",
        "breadcrumbs_items": [home, *path, {"url": "", "label": title}],
    }


@require_safe
@for_writers
def desk(request: MemberRequest) -> HttpResponse:
    """Show the remarks of a tab, the oldest first. Constant number of queries."""
    asked = request.GET.get("etat", "")
    tab = asked if asked in TABS else ""
    found = GroupRemark.objects.filter(state__in=TABS[tab][1]).select_related("peer_group")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    lessons = rules.lessons_by_key(list(page))
    context = {
        **furniture(TITLE),
        "tabs": [(name, label) for name, (label, _) in TABS.items()],
        "tab": tab,
        "rows": [(remark, lessons.get(remark.lesson_key)) for remark in page],
        "page_obj": page,
    }
    return render(request, "courses/admin/group_remarks.html", context)


@form_view
@for_writers
def remark(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a remark, and say what becomes of it. Raise Http404 when it was taken back, or erased."""
    found = get_object_or_404(GroupRemark.objects.select_related("peer_group"), pk=pk)
    form = HandleForm(request.POST or None, initial=_told(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if rules.handle(pk, given["seen"], given["state"], given["answer"].strip()):
            messages.success(request, "C’est noté. La personne le lit sur le site, si elle y revient.")
            return redirect("courses_group_remarks")
        form.add_error(None, "Entre-temps, quelqu’un d’autre a décidé. Relisez ce qui est noté ici.")
    context = {
        **furniture("Une remarque", {"url": reverse("courses_group_remarks"), "label": TITLE}),
        "remark": found,
        "group": str(found.peer_group) if found.may_name_group(moderates=moderates(request.user)) else "",
        "lesson": rules.lessons_by_key([found]).get(found.lesson_key),
        "form": form,
        "seen": rules.seen_of(found),
    }
    return render(request, "courses/admin/group_remark.html", context, status=INVALID if form.errors else 200)


def _told(found: GroupRemark) -> dict[str, str]:
    return {"state": "" if found.state == State.NEW else found.state, "answer": found.answer}


class GroupRemarksItem(MenuItem):
    """The item « Remarques (2) », for whoever writes or publishes: the menu has no room for more words."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member writes pages."""
        return writes_pages(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the item with the number of remarks to read in its label; one query."""
        unread = GroupRemark.objects.filter(state=State.NEW).count()
        label = f"{self.label} ({unread})" if unread else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


def remarks_item() -> GroupRemarksItem:
    """Return the item, below « Retours »."""
    url = reverse_lazy("courses_group_remarks")
    return GroupRemarksItem("Remarques", url, name="group-remarks", icon_name="openquote", order=156)


def remarks_urls() -> list[URLPattern]:
    """Return the addresses under /admin/remarques-des-groupes/."""
    return [
        path("remarques-des-groupes/", desk, name="courses_group_remarks"),
        path("remarques-des-groupes/<int:pk>/", remark, name="courses_group_remark"),
    ]
