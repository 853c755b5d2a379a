"""The second factor asked before an act of power over others, and before reading what power alone shows.

An account opened, a card printed, a mandate, an answer; the people of a group, its journal, what waits for an answer.

An application, a device that recognises its owner, or ten codes on paper, which suffice where the only screen is
shared. Once in a session. Whoever has none yet is told at their first act, and may go on for two weeks; after that, and
before what touches a whole group, they prepare one on the spot, a sheet of paper at least: nobody is locked out.
Whoever has one gives it before making or removing another: with a password alone, a stranger would print a sheet of
their own.
"""

import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from accounts import one_act
from accounts.models import Membership, User
from accounts.permissions import has_power, ways_in
from accounts.sign_in import interrupted_forms, second_factor
from lib.french_dates import write_day
from lib.http import View

GRACE = datetime.timedelta(days=14)
TOLD = "second_factor_told"  # in the session: the warning is read once
SOON = (
    "À partir du {day}, ce que vous faites ici demandera un second code. {now}"
    "Préparez-le dans « Mon compte », « Second code »."
)
FOR_A_GROUP = "Ouvrir plusieurs comptes, ou imprimer plusieurs cartes, le demande dès aujourd’hui. "
NOW = (
    "Ce que vous voulez voir ou faire touche d’autres personnes : le site demande un second code. Préparez-le ici, "
    "une seule fois. Une feuille de dix codes suffit."
)
NOTHING_CHANGED_KEPT = (
    "Rien n’a été changé, et ce que vous avez écrit est gardé. Donnez votre second code pour le retrouver."
)
KEPT_ELSEWHERE = (
    "Rien n’a été changé. Donnez votre second code, puis recommencez. "
    "Ce que vous avez écrit est gardé dans votre compte."
)
NOTHING_CHANGED = "Rien n’a été changé. Donnez votre second code, puis recommencez."


def last_day_without(user: User) -> datetime.date:
    """Return the last day on which this person may act without a second factor; it is counted from their first act."""
    today = timezone.localdate()
    if user.power_used_on is None:
        User.objects.filter(pk=user.pk, power_used_on__isnull=True).update(power_used_on=today)
        user.power_used_on = today
    return user.power_used_on + GRACE


def required(view: View) -> View:
    """Ask a person with power over others for their second factor before the view; for anyone else, change nothing."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return asked(request) or view(request, *args, **kwargs)

    return wrapped


def required_at_once(view: View) -> View:
    """Ask as `required` does, without the two weeks: one press touches a whole group.

    Whoever has no second factor prepares one on the spot, a sheet of paper at least, and comes back.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = _concerned(request)
        asked = user and (_ask_held(request, user) or _ask_to_prepare_now(request))
        return asked or view(request, *args, **kwargs)

    return wrapped


def required_if_held(view: View) -> View:
    """Ask as `required` does, but only those who have a second factor already.

    The view makes or removes one; or it stops something, which nobody waits for, and its answer says whose it was.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return asked(request, if_held=True) or view(request, *args, **kwargs)

    return wrapped


def asked(request: HttpRequest, *, if_held: bool = False) -> HttpResponseRedirect | None:
    """Return where a person with power is led to give their second factor, once: for a view of which only some answers
    are acts of power. None when nothing is asked. `if_held`: never lead there to prepare one.
    """
    user = _concerned(request)
    if user is None:
        return None
    return _ask_held(request, user) or (None if if_held else _ask_to_prepare(request, user))


def _concerned(request: HttpRequest) -> User | None:
    user = request.user
    return user if user.is_authenticated and "mfa" not in ways_in(request) and has_power(user) else None


def _ask_held(request: HttpRequest, user: User) -> HttpResponseRedirect | None:
    return _lead("mfa_reauthenticate", request) if second_factor.is_held_by(user) else None


def _ask_to_prepare(request: HttpRequest, user: User) -> HttpResponseRedirect | None:
    last = last_day_without(user)
    if timezone.localdate() > last:
        return _ask_to_prepare_now(request)
    if TOLD not in request.session:
        request.session[TOLD] = True
        now = FOR_A_GROUP if Membership.objects.running().filter(user=user).exists() else ""
        messages.info(request, SOON.format(day=write_day(last + datetime.timedelta(days=1), "j F"), now=now))
    return None


def _ask_to_prepare_now(request: HttpRequest) -> HttpResponseRedirect:
    messages.info(request, NOW)
    return _lead("mfa_index", request)


def _lead(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """Redirect, then back to the page; after a POST, to the page that the form was on: nothing was changed."""
    if request.method == "GET":
        page = request.get_full_path()
    else:
        kept = interrupted_forms.keep_sent(request, request.user if request.user.is_authenticated else None)
        page = reverse("accounts:drafts") if kept else interrupted_forms.page_of(request)
        if kept and (act := one_act.page_of(request)):  # what is kept is read in a session that opens the whole account
            messages.info(request, KEPT_ELSEWHERE)
            return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': reverse(act)})}")
        messages.info(request, NOTHING_CHANGED_KEPT if kept else NOTHING_CHANGED)
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': page})}")
