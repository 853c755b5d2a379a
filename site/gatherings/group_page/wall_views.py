"""/groupe/<slug>/mur/: the week of a group to print, for its members."""

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Membership
from accounts.requests import MemberRequest
from gatherings.group_page import wall
from gatherings.permissions import place_in
from gatherings.programme.week import A_DAY, monday_asked
from gatherings.repeats import WEEK
from lib.pdf.typesetting import TypesettingError
from lib.turns import TooBusyError

FILE = "semaine.pdf"


def _runs(place: Membership) -> bool:
    return bool(cast("Any", place).is_running)  # said by place_in


@require_safe
def page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the sheet of a week: the one that `du` is in; without it, the present week, or the next from Friday on."""
    place = place_in(request.user, slug)
    monday = monday_asked(request.GET.get("du", ""))
    days = wall.days_on_wall(place.peer_group, monday, with_squares=_runs(place))
    context = {
        "group": place.peer_group,
        "place": place,
        "monday": monday,
        "before": monday - A_DAY * WEEK,
        "after": monday + A_DAY * WEEK,
        "title": wall.title_of(monday),
        "days": days,
        "scan": wall.SCAN if any(day.square for day in days) else "",
        "blanks": range(wall.blank_lines(days)),
    }
    return render(request, "gatherings/wall.html", context)


@require_safe
def pdf(request: MemberRequest, slug: str) -> HttpResponse:
    """Hand over the same sheet as a PDF, whose name says nothing of the group. Raises TooBusyError."""
    place = place_in(request.user, slug)
    try:
        monday = monday_asked(request.GET.get("du", ""))
        content = wall.sheet(place.peer_group, monday, with_squares=_runs(place))
    except TypesettingError as error:
        raise TooBusyError from error  # the plain 503: what is wrong is in the log
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{FILE}"'
    return response
