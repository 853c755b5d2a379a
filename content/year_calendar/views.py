"""/outils/calendrier/: what the year asks for, from three dates that stay in the address."""

import dataclasses
import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.models import Fact
from content.models.facts import as_sources
from content.tools.shown import ToolCard, card_of, published
from content.year_calendar import ical, rules
from content.year_calendar.forms import CalendarForm
from content.year_calendar.steps import ALL_YEAR, CITED_BESIDES, STEPS, Habit, Step
from lib.http import render_form

FILE = "calendrier.ics"


@dataclasses.dataclass(frozen=True)
class Row:
    """What to do, the tool that helps, and the day, if there is one."""

    step: Step | Habit
    tool: ToolCard | None
    day: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class Cited:
    """The sources, as pages give them to their template."""

    cited: list[dict[str, Any]]


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the three dates to give, and what follows from those given."""
    form = CalendarForm(request.GET or None)
    return _page(request, form, rules.entries_of(form.given()) if form.is_valid() else [])


@login_not_required
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Hand over the calendar for an agenda; the page says which date is wrong, or that there is none."""
    form = CalendarForm(request.GET)
    if not form.is_valid():
        return _page(request, form, [])
    response = HttpResponse(ical.written(rules.entries_of(form.given())), content_type=ical.KIND)
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


def _page(request: HttpRequest, form: CalendarForm, entries: list[rules.Entry]) -> HttpResponse:
    tools = _tools()
    months = [
        (month.first, [Row(entry.step, tools.get(entry.step.tool), entry.day) for entry in month.entries])
        for month in rules.by_month(entries)
    ]
    all_year = [Row(habit, tools.get(habit.tool)) for habit in ALL_YEAR]
    context = {"months": months, "all_year": all_year, "page": Cited(_sources() if entries else [])}
    response = render_form(request, "content/year_calendar.html", form, **context, query=request.GET.urlencode())
    if request.GET:
        response["X-Robots-Tag"] = "noindex"
    return response


def _tools() -> dict[str, ToolCard]:
    """Return the tools that the steps name, by slug."""
    wanted = {each.tool for each in (*STEPS, *ALL_YEAR) if each.tool}
    return {tool.slug: card_of(tool) for tool in published().filter(slug__in=wanted)}


def _sources() -> list[dict[str, Any]]:
    """Return the sources of the steps, each once."""
    keys = {*CITED_BESIDES, *(key for each in (*STEPS, *ALL_YEAR) for key in each.facts)}
    return as_sources(Fact.objects.filter(key__in=keys))
