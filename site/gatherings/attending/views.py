"""/ateliers/: what comes, one date, and signing up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import names
from accounts.known_names import KnownNames
from accounts.models import User
from accounts.requests import MemberRequest
from gatherings.attending import coming, ical, rules
from gatherings.models import Presence, SignUp, Thanks, WorkshopDate
from gatherings.permissions import (
    can_change_a_date,
    can_decide,
    can_give_opinion,
    can_thank,
    counts,
    groups_of,
    leads,
    reads_opinions,
    run_groups,
    signing_mandate,
)

PER_PAGE = 30
HAS_A_PLACE = "Vous êtes inscrit. Vous seul le voyez ; les autres voient combien de places sont prises."
WAITS = "C’est complet. Vous êtes sur la liste d’attente : une place libérée sera pour vous, et votre accueil le dira."
CLOSED = "On ne s’inscrit plus à cette date."
GIVEN_BACK = "Votre place est rendue."
FILE = "atelier.ics"


def _reader(request: HttpRequest) -> User | None:
    """Return who reads; None for a visitor."""
    return request.user if request.user.is_authenticated else None


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what comes, a line a workshop: those of the member's groups, the training days of the network."""
    user = _reader(request)
    page = Paginator(coming.next_dates(user), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page)
    coming.note_sign_ups(page.object_list, user)
    context = {
        "page_obj": page,
        "groups": groups_of(user) if user else [],
        "runs": run_groups(user) if user else [],
        "has_thanks": user is not None and Thanks.objects.about(user).exists(),
    }
    return render(request, "gatherings/index.html", context)


@login_not_required
@require_safe
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one date to those who may read it: when, where, what, how many places."""
    found = get_object_or_404(coming.readable(_reader(request)), pk=pk)
    skills = found.workshop.skills.order_by("label")
    context: dict[str, Any] = {"date": found, "workshop": found.workshop, "skills": skills, "number": None}
    context["around"] = coming.around(found)
    if request.user.is_authenticated:
        context |= _for_member(request.user, found)
    return render(request, "gatherings/date.html", context)


def _for_member(user: User, date: WorkshopDate) -> dict[str, Any]:
    may_thank = date.takes_words and can_thank(user, date.workshop)
    return {
        "leaders": _leaders(date),
        "sign_up": SignUp.objects.of(user).filter(date=date).first(),
        "can_sign_up": not (date.is_over or date.is_cancelled),
        "number": date.number if date.has_begun else None,
        "my_presence": Presence.objects.of(user).filter(date=date).first() if date.takes_answers else None,
        "attests": date.is_over and not date.is_cancelled and signing_mandate(user, date.workshop) is not None,
        "reads_opinions": date.has_begun and reads_opinions(user, date.workshop),
        "asks_opinion": date.takes_words and can_give_opinion(user, date.workshop),
        "thanks": may_thank and date.workshop.leaders.accepted().exists(),
        **_changing(user, date),
        "leads": leads(user, date.workshop),
    }


def _changing(user: User, date: WorkshopDate) -> dict[str, bool]:
    """Return what the person may do with a date. `changes_something`: whether the part that changes it has a link."""
    who_counts, decides = counts(user, date.workshop), can_decide(user, date.workshop)
    has_a_number_to_write = not who_counts and date.closed_on is None
    leaves_something = decides or not date.has_begun or has_a_number_to_write
    return {
        "counts": who_counts,
        "decides": decides,
        "changes_something": leaves_something and can_change_a_date(user, date.workshop),
    }


def _leaders(date: WorkshopDate) -> list[str]:
    """Return the names of those who lead, while they are in the group; nobody is named on a day of the network.

    Nor who is asked again: their yes was for another title.
    """
    group = date.workshop.peer_group
    said = date.workshop.leaders.named().select_related("user") if group else ()
    if not group or not said:
        return []
    known = KnownNames.of(group)
    people = [each.user for each in said if each.user_id in known.members]
    called = names.among(people, group)
    return [called[each.pk] for each in people]


@require_POST
def sign_up(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign up, or wait for a place; doing it twice changes nothing."""
    found = get_object_or_404(coming.readable(_reader(request)), pk=pk)
    try:
        waits = rules.sign_up(found, request.user).is_waiting
    except rules.ClosedForSignUpError:
        messages.warning(request, CLOSED)
    else:
        messages.success(request, WAITS if waits else HAS_A_PLACE)
    return redirect("gatherings:date", pk)


@require_POST
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    """Give one's place back; doing it twice changes nothing."""
    found = get_object_or_404(coming.readable(_reader(request)), pk=pk)
    if rules.leave(found, request.user):
        messages.success(request, GIVEN_BACK)
    return redirect("gatherings:date", pk)


@login_not_required
@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over one training day of the network as a file for an agenda; no workshop of a group has one."""
    found = get_object_or_404(WorkshopDate.objects.readable_by_all().select_related("workshop"), pk=pk)
    response = HttpResponse(ical.written(found), content_type=ical.KIND)
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response
