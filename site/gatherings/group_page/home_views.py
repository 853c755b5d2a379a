"""/groupe/<slug>/chez-nous/: the group's own page, for its members."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from directory import closings
from directory.clocks import clock_of
from directory.closed_days import runs
from gatherings.group_page import news, offices
from gatherings.group_page.days import week_in_words, week_of
from gatherings.permissions import place_in
from gatherings.programme.week import A_DAY, monday_of
from gatherings.repeats import WEEK


@require_safe
def home(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the week, what is new, whom to ask, the closings, and where to find help."""
    place = place_in(request.user, slug)
    group = place.peer_group
    today = timezone.now().astimezone(clock_of(group.department_code)).date()
    monday = monday_of(today)
    closed = closings.days_of(group).as_dates()
    days = [day for day in week_of(group, monday, closed) if day.dates or day.is_closed]
    shown = {date.workshop_id for day in days for date in day.dates}
    context = {
        "group": group,
        "place": place,
        "week": week_in_words(monday),
        "days": days,
        "next_monday": monday + A_DAY * WEEK,
        "new_workshops": news.new_workshops(group, but=shown),
        "modules_read": news.modules_read(group),
        "offices": offices.held_today(group),
        "closings": [closing for closing in runs(closed) if closing.ends_on >= today],
    }
    return render(request, "gatherings/group_home.html", context)
