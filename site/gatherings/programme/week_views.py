"""/groupe/<slug>/semaine/: the week of a group, entered on one screen by those who run it."""

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts import permissions
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from gatherings.programme import week
from gatherings.programme.room import TooManyWorkshopsError
from lib.http import INVALID, form_view
from lib.limits import within_limit

MANY_TODAY = "La semaine a changé beaucoup de fois aujourd’hui. Continuez demain."
WRITTEN = "La semaine est écrite. Les personnes du groupe la voient dès maintenant."
ALREADY = "Ces lignes sont déjà écrites. Les personnes du groupe les voient."
FULL = "Il y a déjà beaucoup d’ateliers à venir. Arrêtez-en un d’abord."


@form_view
def enter(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the week, with empty rows to fill; « comme » fills them with the week before."""
    group = group_for(request.user, slug, permissions.runs)
    monday = week.monday_asked(request.POST.get("du") or request.GET.get("du", ""))  # the one shown, past midnight too
    if request.method == "POST":
        return _write(request, group, monday)
    copied = week.like_last_week(group, monday) if request.GET.get("comme") else []
    return _page(request, group, monday, week.rows_of(monday, initial=copied), copies=bool(request.GET.get("comme")))


def _write(request: MemberRequest, group: PeerGroup, monday: datetime.date) -> HttpResponse:
    rows, ref = week.rows_of(monday, request.POST), week.RefForm(request.POST)
    if not all(row.is_valid() for row in rows):
        return _page(request, group, monday, rows, status=INVALID, ref=ref)
    if "more" in request.POST:
        more = week.rows_of(monday, request.POST)
        return _page(request, group, monday, _with_more(monday, more, request), ref=ref)
    if not within_limit(request, "week", key=str(group.pk)):
        return _page(request, group, monday, rows, status=INVALID, ref=ref, refused=MANY_TODAY)
    ref.is_valid()
    try:
        written = week.write_week(request.user, group, rows, ref.cleaned_data["ref"])
    except TooManyWorkshopsError:
        return _page(request, group, monday, rows, status=INVALID, ref=ref, refused=FULL)
    if written:
        messages.success(request, WRITTEN)
    elif not all(row.is_empty for row in rows):
        messages.info(request, ALREADY)
    return redirect(f"{request.path}?du={monday.isoformat()}")


def _with_more(monday: datetime.date, rows: list[week.RowForm], request: MemberRequest) -> list[week.RowForm]:
    more = range(len(rows), min(len(rows) + week.ROWS, week.MOST_ROWS))
    return [*rows, *(week.RowForm(monday, prefix=f"ligne-{number}") for number in more)]


def _page(
    request: MemberRequest,
    group: PeerGroup,
    monday: datetime.date,
    rows: list[week.RowForm],
    *,
    status: int = 200,
    ref: week.RefForm | None = None,
    refused: str = "",
    copies: bool = False,
) -> HttpResponse:
    context = {
        "group": group,
        "monday": monday,
        "sunday": monday + week.A_DAY * 6,
        "before": monday - week.A_DAY * week.WEEK,
        "after": monday + week.A_DAY * week.WEEK,
        "dates": week.dates_of_week(group, monday),
        "rows": rows,
        "has_errors": any(row.is_bound and row.errors for row in rows),
        "ref": ref or week.RefForm(),
        "refused": refused,
        "problem": bool(refused) or any(row.is_bound and row.errors for row in rows),  # said in the title
        "copies": copies,
        "can_have_more": len(rows) < week.MOST_ROWS,
    }
    return render(request, "gatherings/week.html", context, status=status)
