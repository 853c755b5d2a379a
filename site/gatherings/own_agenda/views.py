"""/ateliers/mon-agenda/: a secret address for one's agenda; /p/agenda/<token>: what it reads, on the neutral host."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from gatherings.models import OwnAgenda
from gatherings.own_agenda import ical, rules
from gatherings.permissions import groups_of
from lib import printed
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit
from passport import host

MADE, ENDED = "faire", "arreter"
SHOWN = "own_agenda"  # in the session, sealed, for ten minutes: the address just made
IS_MADE = "Votre adresse est faite. Copiez-la maintenant : elle n’est montrée que dix minutes."
IS_ENDED = "C’est arrêté. L’adresse ne répond plus."
MANY_TODAY = "Vous avez fait beaucoup d’adresses aujourd’hui. Continuez demain."
CHOOSE = "Choisissez un des boutons."


@never_cache
@form_view
def own_agenda(request: MemberRequest) -> HttpResponse:
    """Show whether the person has an address, and the one they just made; make one, or end it."""
    if not groups_of(request.user).exists():
        raise Http404
    if request.method != "POST":
        return _page(request)
    if request.POST.get("act") == ENDED:
        printed.put_away(request, SHOWN)
        if rules.end(request.user):
            messages.success(request, IS_ENDED)
        return redirect("gatherings:own_agenda")
    if request.POST.get("act") != MADE:
        return _page(request, CHOOSE)
    if printed.is_just_made(request, SHOWN):  # pressed twice
        return redirect("gatherings:own_agenda")
    if not within_limit(request, "own_agenda", key=str(request.user.pk)):
        return _page(request, MANY_TODAY)
    printed.keep(request, SHOWN, rules.make(request.user))
    messages.success(request, IS_MADE)
    return redirect("gatherings:own_agenda")


def _page(request: MemberRequest, problem: str = "") -> HttpResponse:
    agenda = OwnAgenda.objects.of(request.user).first()
    kept = printed.shown(request, SHOWN)
    token = kept if agenda and kept and rules.is_address_of(agenda, kept) else ""
    context = {
        "agenda": agenda,
        "address": f"{host.origin()}{reverse('agenda:feed', args=[token])}" if token else "",
        "shows_site": host.shows_site(),
        "problem": problem,
    }
    return render(request, "gatherings/own_agenda.html", context, status=INVALID if problem else 200)


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer an agenda with the hours of its person's appointments; an address that is nobody's, like any other."""
    if not within_limit(request, "own_agenda_read"):
        return render(request, "neutral/429.html", status=TOO_MANY)
    agenda = OwnAgenda.objects.open().by_token(token).select_related("user").first()
    if agenda is None:
        raise Http404
    return HttpResponse(ical.written(rules.appointments(agenda)), content_type=ical.KIND)
