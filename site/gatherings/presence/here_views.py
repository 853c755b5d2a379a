"""/ateliers/ici/<token>/: what the code of a date opens, on the leader's screen or on the wall.

The page is the same for any code, and says neither whose it is nor whether it serves: only pressing tells.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import card_only
from accounts.models import User
from accounts.sign_in import way_back
from gatherings import codes
from gatherings.models import Presence, WorkshopDate
from gatherings.permissions import belongs_to
from gatherings.presence import rules
from lib.http import form_view, same_origin
from lib.limits import was_counted, within_limit
from lib.text import NBSP

OVER = "Ce carré ne sert pas en ce moment. Demandez-en un nouveau à la personne qui anime."
SEVERAL = "Plusieurs ateliers ont lieu en ce moment. Demandez son carré à la personne qui anime."
UNNAMED = "unnamed"
NAMED = "C’est noté, avec votre nom."
COUNTED = f"C’est noté{NBSP}: une personne de plus, sans nom."


@card_only.is_enough
@login_not_required
@never_cache
@same_origin
@form_view
def here(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how to count whoever scanned the code; count a member, or the owner of the card shown alone."""
    if request.method != "POST":
        return render(request, "gatherings/here.html", {"here": reverse("gatherings:index")})  # not the code
    person = card_only.person_of(request)
    if person is None:
        return HttpResponseRedirect(way_back.towards(request, request.path))
    dates = _meant(codes.dates_of(token), request.POST.get("date", ""))
    if len(dates) > 1:
        return _ask_which(request, dates, person)
    return _answer(request, dates[0] if dates else None, person)


def _meant(dates: list[WorkshopDate], said: str) -> list[WorkshopDate]:
    """Return the dates that may be meant: the one said; else those that take place about now; else all of them."""
    if said:
        return [date for date in dates if str(date.pk) == said]
    return [date for date in dates if date.is_about_now] or dates


def _ask_which(request: HttpRequest, dates: list[WorkshopDate], person: User) -> HttpResponse:
    """Ask a member of the group which workshop of the day; nobody else reads their titles."""
    if card_only.is_on(request):
        messages.warning(request, SEVERAL)
        return HttpResponseRedirect(request.path)
    if not all(belongs_to(person, date.workshop) for date in dates):
        return _answer(request, None, person)
    context = {"dates": dates, "how": UNNAMED if UNNAMED in request.POST else "named", "here": request.path}
    return render(request, "gatherings/here_which.html", context)


def _answer(request: HttpRequest, date: WorkshopDate | None, person: User) -> HttpResponse:
    is_unnamed = UNNAMED in request.POST
    is_counted = date is not None and _count(request, date, person, is_unnamed=is_unnamed)
    # A card alone tells nothing of its owner, not even of their group: the code serves, or does not.
    if not is_counted and (date is None or not card_only.is_on(request)):
        messages.warning(request, OVER)
        return HttpResponseRedirect(request.path)
    messages.success(request, COUNTED if is_unnamed else NAMED)
    if date is None or card_only.is_on(request):
        return HttpResponseRedirect(request.path)
    return redirect("gatherings:date", date.pk)


def _count(request: HttpRequest, date: WorkshopDate, person: User, *, is_unnamed: bool) -> bool:
    act = rules.count_unnamed if is_unnamed else rules.say_name
    try:
        act(date, person, lambda: is_first(request, date, person))
    except rules.NoLongerOpenError:
        return False
    return True


def is_first(request: HttpRequest, date: WorkshopDate, person: User) -> bool:
    """Return whether this person was not counted at this date yet; asked once, it is so no more."""
    return within_limit(request, "presence", key=rules.key_of(date, person))


def was_there(date: WorkshopDate, person: User) -> bool:
    """Return whether this person was counted at this date: by their name, or without it while the limit knows."""
    is_named = Presence.objects.of(person).said().filter(date=date).exists()
    return is_named or was_counted("presence", rules.key_of(date, person))
