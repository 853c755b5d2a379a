"""« Ce que les autres voient de nous »: for those who run a group, made of the very parts of the other pages."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import permissions
from accounts.coordination import overview
from accounts.known_names import KnownNames
from accounts.mandates import continuity, rules
from accounts.models import Mandate
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from directory import listing
from directory.models import Collective
from directory.views import NEAR

SOMEBODY = "Camille"


@require_safe
def seen(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what a visitor, another group, the coordination and a reader of passports see of the group."""
    group = group_for(request.user, slug, permissions.runs)
    listed = listing.listed_places() if group.is_listed else []
    context = {
        "group": group,
        "place": group,
        "near": Collective.objects.near(group.department_code, group.region)[:NEAR],
        "listed": next((each for each in listed if each.is_group and each.slug == slug), None),
        "watched": next(each for each in overview.groups() if each.slug == slug),
        "keys": continuity.summary(group),
        "known": KnownNames.of(group),
        "offices": rules.board_today(Mandate.objects.of_group(group).standing().order_by("starts_on", "pk")),
        "usual_share": SimpleNamespace(shown_name=SOMEBODY, heading_name=""),
        "named_share": SimpleNamespace(shown_name=SOMEBODY, heading_name=group.signing_name),
    }
    return render(request, "accounts/seen_by_others.html", context)
