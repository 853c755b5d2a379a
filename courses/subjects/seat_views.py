"""/formations/comite/…: a person offers to sit, or leaves; the coordination names; a second person confirms."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import reauthentication
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power
from courses.models import CommitteeSeat
from courses.subjects import permissions, seats
from lib.http import INVALID, form_view

OFFERED = "Merci. La coordination lira que vous vous proposez."
LEFT = "C’est noté. Vous n’êtes plus au comité."
NAMED = "C’est proposé. Une seconde personne confirmera."
CONFIRMED = "C’est confirmé. Cette personne est au comité pour un an."
ENDED = "C’est terminé."
CHANGED = "Cette place a changé pendant ce temps. Relisez-la."
NOT_TWO = "Il faut deux personnes différentes, et aucune n’est celle qui se propose."
CHOOSE = "Choisissez une des réponses."


@never_cache
@form_view
def mine(request: MemberRequest) -> HttpResponse:
    """Let a person offer to sit, with their own code; let them leave at any time."""
    answer = request.POST.get("answer", "")
    if answer == "non":
        if seats.leave(request.user):
            messages.success(request, LEFT)
        return redirect("courses:subjects")
    if not permissions.may_offer(request.user):
        raise PermissionDenied
    seat = CommitteeSeat.objects.filter(user=request.user).first()
    if seat is None and not reauthentication.is_fresh(request, entering=True):
        return reauthentication.ask(request)
    if answer == "oui":
        seats.offer(request.user)
        messages.success(request, OFFERED)
        return redirect("courses:seat")
    problem = CHOOSE if request.method == "POST" else ""
    context = {"seat": seat, "problem": problem}
    return render(request, "courses/subjects/seat.html", context, status=INVALID if problem else 200)


@never_cache
@second_factor_for_power.required
@require_safe
def all_seats(request: MemberRequest) -> HttpResponse:
    """Show the seats and the offers to the coordination, and to moderators."""
    if not permissions.may_confirm(request):
        raise Http404
    coordinates = permissions.may_name(request.user)
    context = {"listed": seats.listed_for(request.user, coordinates=coordinates), "coordinates": coordinates}
    return render(request, "courses/subjects/seats.html", context)


@second_factor_for_power.required
@require_POST
def name(request: MemberRequest, pk: int) -> HttpResponse:
    """Name, as a coordinator, who offered as they were read; doing it twice changes nothing."""
    return _done(request, permissions.may_name(request.user), seats.name, pk, NAMED)


@second_factor_for_power.required
@require_POST
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Confirm, as a second person, who was named as they were read; doing it twice changes nothing."""
    return _done(request, permissions.may_confirm(request), seats.confirm, pk, CONFIRMED)


def _done(
    request: MemberRequest, is_allowed: bool, act: Callable[[int, User, str], None], pk: int, told: str
) -> HttpResponse:
    if not is_allowed:
        raise Http404
    try:
        act(pk, request.user, request.POST.get("seen", ""))
    except seats.ChangedError:
        messages.warning(request, CHANGED)
    except seats.NotTwoPeopleError:
        messages.warning(request, NOT_TWO)
    else:
        messages.success(request, told)
    return redirect("courses:seats")


@second_factor_for_power.required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End a seat, or set an offer aside, as a coordinator; doing it twice changes nothing."""
    if not permissions.may_name(request.user):
        raise Http404
    if seats.end(pk):
        messages.success(request, ENDED)
    return redirect("courses:seats")
