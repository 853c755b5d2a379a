"""/groupe/<slug>/: the home of a group, for those who run it; its journal, for all its members."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import permissions
from accounts.known_names import KnownNames
from accounts.mandates import continuity
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from accounts.secret_code import two_helpers

ACTS_PER_PAGE = 50
LATEST = 3


@require_safe
def home(request: MemberRequest, slug: str) -> HttpResponse:
    """Show where each thing is, the keyholders, and what to do when they are too few."""
    group = group_for(request.user, slug, permissions.can_enter_group)
    runs = permissions.runs(request.user, group)
    on_board = permissions.in_mandate(request.user, group)
    acts = group.acts.select_related("actor", "subject")[:LATEST] if runs else ()
    known = KnownNames.of(group) if acts else None
    keys = continuity.summary(group)
    context = {
        "group": group,
        "runs": runs,
        "is_on_board": on_board,
        "sees_people": permissions.can_see_group(request.user, group),
        "may_record": on_board or permissions.is_coordinator(request.user),  # can_record_mandate, asked once
        "keys": keys,
        "missing": two_helpers.missing(group, keys["people"]) if runs else None,
        "lines": [known.line(act, request.user, names_all=True) for act in acts] if known else [],
    }
    return render(request, "accounts/group_home.html", context)


@require_safe
def journal(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the acts of the keyholders. Only the member an act was done for, and the keyholders, read that name.

    Who left the group since is unnamed.
    """
    group = group_for(request.user, slug, permissions.can_read_acts)
    page = Paginator(group.acts.select_related("actor", "subject"), ACTS_PER_PAGE).get_page(request.GET.get("page"))
    known, names_all = KnownNames.of(group), permissions.runs(request.user, group)
    context = {
        "group": group,
        "page_obj": page,
        "lines": [known.line(act, request.user, names_all=names_all) for act in page],
        "names_all": names_all,
        "keys": continuity.summary(group),
    }
    return render(request, "accounts/journal.html", context)
