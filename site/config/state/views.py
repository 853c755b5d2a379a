"""/sante/travail for a probe, and « État du site » in the admin for whoever runs the site."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from accounts.requests import MemberRequest
from config.models import LastBackup
from config.operations import heartbeat
from config.state import parts

TITLE = "État du site"
AWAY = {heartbeat.WorkerState.LATE, heartbeat.WorkerState.FAILING}


@login_not_required
@require_safe
@never_cache
def work(request: HttpRequest) -> JsonResponse:
    """200 while what is done apart from the pages is done in time, else 503: worker, oldest mail. Three queries.

    Also say how many tasks failed, the age of the last backup in hours (null when none is known), and how the disk and
    the certificate are, as « État du site » draws them: these wait for a person, and stop nothing. The version is for
    whoever runs the site alone.
    """
    try:
        waited, failed, last = parts.oldest_waiting(), parts.failed_jobs(), LastBackup.objects.first()
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    worker = heartbeat.state()
    ok = worker not in AWAY and (waited is None or waited <= parts.LATE_MAIL)
    told: dict[str, Any] = {
        "status": "ok" if ok else "unavailable",
        "worker": worker,
        "oldest_mail_seconds": int(waited.total_seconds()) if waited else 0,
        "failed_jobs": failed,
        "backup_hours": last.age_in_hours if last else None,
        "disk": parts.disk().how,
        "certificate": parts.https().how,
    }
    return JsonResponse(told, status=200 if ok else 503)


def may_read(user: Any) -> bool:
    """Those who run the site: superusers."""
    return user.is_superuser


@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """Show each part and what to do about it. Raise PermissionDenied for whoever does not run the site."""
    if not may_read(request.user):
        raise PermissionDenied
    home = {"url": reverse("wagtailadmin_home"), "label": "Accueil"}
    context = {
        "header_title": TITLE,
        "page_title": TITLE,
        "header_icon": "cogs",
        "breadcrumbs_items": [home, {"url": "", "label": TITLE}],
        "parts": [part() for part in parts.PARTS],
    }
    return render(request, "wagtailadmin/site_state.html", context)


class StateItem(MenuItem):
    """The item « État du site », for whoever runs the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member runs the site."""
        return may_read(request.user)


def state_item() -> StateItem:
    """Return the item, at the end of the settings."""
    return StateItem(TITLE, reverse_lazy("site_state"), name="site-state", icon_name="cogs", order=990)


def state_urls() -> list[URLPattern]:
    """Return the address under /admin/etat-du-site/."""
    return [path("etat-du-site/", page, name="site_state")]
