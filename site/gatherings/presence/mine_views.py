"""/ateliers/<pk>/ma-presence/: what a leader asks of a person, or the name they said and take away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.requests import MemberRequest
from gatherings.models import Presence, WorkshopDate
from gatherings.presence import rules, skill_offers
from gatherings.presence.here_views import COUNTED, NAMED, is_first
from lib.http import INVALID, form_view
from lib.text import NBSP
from passport.models import SourceKind

ANSWERS = {"yes", "unnamed", "no"}
CHOOSE = "Choisissez une des réponses."
REFUSED = f"C’est noté{NBSP}: votre nom n’est pas sur la liste. Personne n’en est averti."


@never_cache
@form_view
def mine(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask whether the person's name goes with the date. Raise Http404 when nothing of them is there."""
    date = get_object_or_404(
        WorkshopDate.objects.readable_by(request.user).select_related("workshop__peer_group"), pk=pk
    )
    presence = Presence.objects.of(request.user).filter(date=date).first() if date.takes_answers else None
    if presence is None:
        if request.method != "POST":
            raise Http404
        return redirect("gatherings:date", pk)  # pressed twice
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in ANSWERS:
        return _answer(request, date, answer)
    problem = CHOOSE if request.method == "POST" else ""
    context = {"presence": presence, "date": date, "problem": problem}
    return render(request, "gatherings/my_presence.html", context, status=INVALID if problem else 200)


def _answer(request: MemberRequest, date: WorkshopDate, answer: str) -> HttpResponse:
    person = request.user
    if answer == "no":
        rules.say_no(date, person)
        messages.success(request, REFUSED)
    elif answer == "unnamed":
        rules.say_unnamed(date, person, lambda: is_first(request, date, person))
        messages.success(request, COUNTED)
    else:
        rules.say_yes(date, person, lambda: is_first(request, date, person))
        messages.success(request, NAMED)
        if skill_offers.has_offers(date, person):
            return redirect("passport:proposals", SourceKind.WORKSHOP, skill_offers.source_ref(date, person))
    return redirect("gatherings:date", date.pk)
