"""« Nous sommes fermés du … au … »: the closings of a group or of a collective, written by those who keep its page."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import permissions
from accounts.groups.closings_forms import ClosingForm
from accounts.models import Turn
from accounts.permissions import collective_for, group_for
from accounts.requests import MemberRequest
from directory import closings
from directory.closings import ClosingRefusedError
from directory.models import Collective, PeerGroup
from lib.http import form_view, render_form

CHANGES_A_DAY, DAY = 12, datetime.timedelta(days=1)  # of one place: each draws the public pages again
MANY_TODAY = "Les fermetures ont changé plusieurs fois aujourd’hui. Revenez demain."
Place = PeerGroup | Collective


@form_view
def of_group(request: MemberRequest, slug: str) -> HttpResponse:
    """Show and write the closings of a group."""
    return _closings(request, group_for(request.user, slug, permissions.runs))


@form_view
def of_collective(request: MemberRequest, slug: str) -> HttpResponse:
    """Show and write the closings of a collective."""
    return _closings(request, collective_for(request.user, slug))


@require_POST
def reopen_group(request: MemberRequest, slug: str, first: str) -> HttpResponse:
    """Take a closing of a group back."""
    return _reopen(request, group_for(request.user, slug, permissions.runs), first)


@require_POST
def reopen_collective(request: MemberRequest, slug: str, first: str) -> HttpResponse:
    """Take a closing of a collective back."""
    return _reopen(request, collective_for(request.user, slug), first)


def _closings(request: MemberRequest, place: Place) -> HttpResponse:
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_written(place, form):
        messages.success(request, "C’est écrit sur la page du lieu et dans l’annuaire.")
        return redirect(_address(place))
    is_group = isinstance(place, PeerGroup)
    context = {
        "place": place,
        "back": reverse("groups:home", args=[place.slug]) if is_group else reverse("accounts:home"),
        "back_words": "Le groupe" if is_group else "Mon compte",
        "is_group": is_group,
        "reopen": "groups:reopen" if is_group else "accounts:collective_reopen",
        "closings": closings.of(place),
    }
    return render_form(request, "accounts/closings.html", form, **context)


def _is_written(place: Place, form: ClosingForm) -> bool:
    """Write the closing; return False, with the reason beside the day, when the place may not."""
    if not _has_a_turn(place):
        form.add_error(None, MANY_TODAY)
        return False
    try:
        closings.write(place, form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])
    except ClosingRefusedError as error:
        form.add_error(error.field, error.sentence)
        return False
    return True


def _reopen(request: MemberRequest, place: Place, first: str) -> HttpResponse:
    try:
        day = datetime.date.fromisoformat(first)
    except ValueError as error:
        raise Http404 from error
    if not _has_a_turn(place):
        messages.warning(request, MANY_TODAY)
    elif closings.take_back(place, day):  # else the button was pressed twice
        messages.success(request, "Cette fermeture est retirée.")
    return redirect(_address(place))


def _has_a_turn(place: Place) -> bool:
    return Turn.objects.take(f"closings:{place._meta.model_name}-{place.pk}", CHANGES_A_DAY, DAY)


def _address(place: Place) -> str:
    name = "groups:closings" if isinstance(place, PeerGroup) else "accounts:collective_closings"
    return reverse(name, args=[place.slug])
