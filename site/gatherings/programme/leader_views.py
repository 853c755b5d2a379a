"""Who leads a workshop: those who decide of it ask, the person says yes or no, and may stop."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power
from gatherings.permissions import decided_workshop_for, leadings_of
from gatherings.programme import leaders
from gatherings.programme.workshop_page import render_workshop
from lib.http import form_view, number_in, render_form
from lib.limits import within_limit

ASKED = "C’est proposé. Cette personne le lira sur son accueil, et dira oui ou non."
FULL = f"{leaders.MOST_LEADERS} personnes animent déjà cet atelier, ou vont répondre. C’est assez."
MANY_TODAY = "Vous avez beaucoup proposé aujourd’hui. Continuez demain."
TAKEN_BACK = "La proposition est reprise."
YOU_LEAD = "Merci. Vous animez cet atelier."
GIVEN_UP = "C’est noté. Personne ne lit pourquoi."
CHANGED = "Cet atelier vient de changer. Relisez-le, puis dites oui ou non."
MOST_MOVED = 5
LARGEST_KEY = 2**62


@second_factor_for_power.required
@form_view
def ask_leader(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask somebody of the group to lead."""
    workshop = decided_workshop_for(request, pk)
    if request.method != "POST" or workshop.is_of_network:
        return redirect("gatherings:workshop", pk)
    form = leaders.LeaderForm(workshop, request.POST)
    if form.is_valid() and _asked(request, form, workshop):
        return redirect("gatherings:workshop", pk)
    return render_workshop(request, workshop, leading=form)


def _asked(request: MemberRequest, form: leaders.LeaderForm, workshop: leaders.Workshop) -> bool:
    """Ask; return False, with the reason above the form, when it is one too many."""
    if not within_limit(request, "leader", key=str(request.user.pk)):
        form.add_error(None, MANY_TODAY)
        return False
    try:
        leaders.ask(workshop, form.person, request.user)
    except leaders.TooManyLeadersError:
        form.add_error(None, FULL)
        return False
    messages.success(request, YOU_LEAD if form.person == request.user else ASKED)
    return True


@second_factor_for_power.required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask no more somebody who has not answered; doing it twice changes nothing."""
    workshop = decided_workshop_for(request, pk)
    chosen = number_in(request.POST.get("leader", ""), LARGEST_KEY)
    if chosen and leaders.take_back(workshop, chosen):
        messages.success(request, TAKEN_BACK)
    return redirect("gatherings:workshop", pk)


@form_view
def lead(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the person say yes, say no, or stop: nobody is told why, nor that they were asked."""
    form = leaders.AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _answered(request, pk, form.cleaned_data)
        except leaders.WorkshopChangedError:
            form.add_error(None, CHANGED)
    found = get_object_or_404(leadings_of(request.user).select_related("workshop__peer_group"), workshop=pk)
    coming = found.workshop.dates.ahead()
    context = {
        "workshop": found.workshop,
        "leads": found.accepted_at is not None and not found.is_asked_again,
        "news": found.has_news,
        "date": coming.filter(is_cancelled=False).first(),
        "moved": list(coming.filter(changed_on__isnull=False).select_related("workshop__peer_group")[:MOST_MOVED]),
        "skills": found.workshop.skills.order_by("label"),
        "about": leaders.shown_to(found.workshop),
    }
    return render_form(request, "gatherings/lead.html", form, **context)


def _answered(request: MemberRequest, pk: int, said: dict[str, str]) -> HttpResponse:
    if said["answer"] == leaders.YES:
        if not leaders.accept(request.user, pk, said["about"]):
            raise Http404
        messages.success(request, YOU_LEAD)
        return redirect("gatherings:lead", pk)
    if leaders.give_up(request.user, pk):  # else the button was pressed twice
        messages.success(request, GIVEN_UP)
    return redirect("gatherings:index")
