"""« Erreurs signalées » in the admin: what anybody wrote about a page, and what became of it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from accounts.models import User
from accounts.requests import MemberRequest
from content.admin.roles import writes_pages
from content.error_reports import rules
from content.models import ErrorReport

A_PAGE = 50
TITLE = "Erreurs signalées"
State = ErrorReport.State
# The tabs of the desk: the word of the address, its name, the states it shows.
TABS = {"": ("À regarder", [State.NEW]), "closes": ("Closes", [State.MENDED, State.LEFT])}
GONE = "Une page qui n’est plus sur le site"
FASTER = "Entre-temps, quelqu’un d’autre a décidé. Relisez ce qui est noté ici."


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: MemberRequest) -> HttpResponse:
    """Show the reports of a tab, the oldest first; say what becomes of one. Constant number of queries.

    Raise PermissionDenied for whoever writes and publishes no page.
    """
    if not writes_pages(request.user):
        raise PermissionDenied
    asked = request.GET.get("etat", "")
    tab = asked if asked in TABS else ""
    if request.method == "POST":
        return _decided(request, tab)
    found = ErrorReport.objects.filter(state__in=TABS[tab][1]).select_related("page", "peer_group", "collective")
    page_obj = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    context = {
        **_furniture(),
        "tabs": [(name, label) for name, (label, _) in TABS.items()],
        "tab": tab,
        "page_obj": page_obj,
        "rows": [(report, *_about(report)) for report in page_obj],
    }
    return render(request, "content/admin/error_reports.html", context)


def _about(report: ErrorReport) -> tuple[str, str]:
    """Return the title of what is reported and where it is mended, as long as anybody may read it: a place that was
    hidden since, or a sheet that its author took back, is not for every editor to know.
    """
    if report.page is not None:
        edit_url = reverse("wagtailadmin_pages:edit", args=[report.page.pk])
        return (report.page.title, edit_url) if report.page.live else (GONE, "")
    place = report.peer_group or report.collective
    if place is None or not getattr(place, "is_listed", True):
        return GONE, ""
    return str(place), place.get_absolute_url()


def _decided(request: MemberRequest, tab: str) -> HttpResponse:
    pk, was, state = (request.POST.get(name, "") for name in ("pk", "was", "state"))
    known = pk.isascii() and pk.isdigit() and len(pk) < 10 and state in State.values
    if known and rules.decide(int(pk), was, state):
        messages.success(request, f"C’est noté : {State(state).label.lower()}.")
    else:
        messages.warning(request, FASTER)
    return redirect(f"{reverse('content_error_reports')}{'?' + urlencode({'etat': tab}) if tab else ''}")


def _furniture() -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": "Accueil"}
    return {
        "header_title": TITLE,
        "page_title": TITLE,
        "header_icon": "warning",
        "breadcrumbs_items": [home, {"url": "", "label": TITLE}],
    }


class ErrorReportsItem(MenuItem):
    """The item « Erreurs (2) », for whoever writes or publishes: the menu has no room for more words."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member writes pages."""
        user: User | AnonymousUser = request.user
        return writes_pages(user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the item with the number of reports to look at in its label; one query."""
        waiting = ErrorReport.objects.filter(state=State.NEW).count()
        label = f"{self.label} ({waiting})" if waiting else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


def error_reports_item() -> ErrorReportsItem:
    """Return the item, below « Remarques »."""
    return ErrorReportsItem(
        "Erreurs", reverse_lazy("content_error_reports"), name="error-reports", icon_name="warning", order=157
    )


def error_reports_urls() -> list[URLPattern]:
    """Return the address under /admin/erreurs-signalees/."""
    return [path("erreurs-signalees/", desk, name="content_error_reports")]
