"""The page of a workshop, for those who decide of it, and for whoever proposed it."""

from typing import Any

from django.http import HttpResponse

from accounts.requests import MemberRequest
from gatherings.models import Workshop
from gatherings.permissions import can_decide
from gatherings.programme import leaders, rules
from gatherings.programme.forms import SetAsideForm
from lib.http import render_form

NEXT_DATES = 12


def render_workshop(
    request: MemberRequest,
    workshop: Workshop,
    *,
    aside: SetAsideForm | None = None,
    leading: leaders.LeaderForm | None = None,
) -> HttpResponse:
    """Return the page; `aside` or `leading` is the form that was sent, to be corrected."""
    dates = list(workshop.dates.ahead()[:NEXT_DATES])
    for date in dates:
        date.workshop = workshop
    form = leading or aside or SetAsideForm()
    context = {
        "workshop": workshop,
        "dates": dates,
        "decides": can_decide(request.user, workshop),
        "waits": workshop.state == Workshop.State.PROPOSED,
        "is_shown": workshop.state == Workshop.State.SHOWN,
        "asks_again": _asks_again(request, workshop),
        "skills": workshop.skills.order_by("label"),
        "aside": form if isinstance(form, SetAsideForm) else SetAsideForm(),
    }
    return render_form(request, "gatherings/workshop.html", form, **context, **_leading(context, leading))


def _asks_again(request: MemberRequest, workshop: Workshop) -> bool:
    """Return whether who leads a workshop that was set aside is asked again once it is visible."""
    return workshop.state == Workshop.State.SET_ASIDE and rules.others_who_lead(workshop, request.user).exists()


def _leading(context: dict[str, Any], sent: leaders.LeaderForm | None) -> dict[str, Any]:
    """Return who leads, and the form that asks somebody: for those who decide of a workshop of a group."""
    workshop, may_ask = context["workshop"], context["decides"]
    if not may_ask or workshop.is_of_network or workshop.state == Workshop.State.SET_ASIDE:
        return {"leading": None, "leaders": []}
    return {"leading": sent or leaders.LeaderForm(workshop), "leaders": leaders.named(workshop)}
