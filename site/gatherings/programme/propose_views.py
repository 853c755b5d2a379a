"""/ateliers/proposer/ and the page of a workshop: proposed, shown, set aside, written again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import is_coordinator
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power
from directory.models import PeerGroup
from gatherings.models import Workshop
from gatherings.permissions import decided_workshop_for, groups_of, workshop_for
from gatherings.programme import rules
from gatherings.programme.forms import ChangedWorkshopForm, SetAsideForm, WorkshopForm
from gatherings.programme.prepared import PreparedWorkshopForm, filled_with, module_asked
from gatherings.programme.room import TooManyWorkshopsError
from gatherings.programme.workshop_page import render_workshop
from lib.http import form_view, render_form
from lib.idempotency import name_of_form
from lib.limits import within_limit
from lib.meanwhile import ChangedMeanwhileError, say_again

SHOWN = "C’est visible : les personnes du groupe le voient dès maintenant."
SHOWN_TO_ALL = "C’est visible : tout le monde le voit dès maintenant."
PROPOSED = "Votre atelier est proposé. Une personne qui s’occupe du groupe le lira, puis le rendra visible."
MANY_TODAY = "Vous avez écrit beaucoup d’ateliers aujourd’hui. Continuez demain."
FULL = "Il y a déjà beaucoup d’ateliers à venir. Arrêtez-en un d’abord."
CHANGED = "C’est écrit. Les dates à venir suivent."
CHANGED_BY_ANOTHER = (
    "Une autre personne a changé cet atelier pendant ce temps. Relisez ce qui est écrit aujourd’hui, puis recommencez."
)
ASKED_AGAIN = "Les personnes qui l’animent diront de nouveau oui ou non."
ASIDE = "C’est laissé de côté. La personne qui propose lira pourquoi."
ANSWERED = "Une autre personne a déjà répondu à cette proposition. Votre phrase n’est pas gardée."


@form_view
def propose(request: MemberRequest) -> HttpResponse:
    """Propose a workshop for one of the member's groups; coordinators may write one for the network."""
    groups, for_network = list(groups_of(request.user)), is_coordinator(request.user)
    if not (groups or for_network):
        raise Http404
    form = _form(request, groups, for_network=for_network)
    if request.method == "POST" and form.is_valid():
        workshop = _proposed(request, form)
        if workshop:
            return redirect("gatherings:workshop", workshop.pk)
    return render_form(request, "gatherings/propose.html", form)


def _form(request: MemberRequest, groups: list[PeerGroup], *, for_network: bool) -> WorkshopForm:
    """Return the form, filled in when the address names the module that it is prepared from."""
    data = request.POST if request.method == "POST" else None
    asked, initial = module_asked(request), {"group": request.GET.get("groupe", "")[:80]}
    if asked is None:
        return WorkshopForm(groups, data, for_network=for_network, initial=initial)
    initial |= filled_with(asked, request.GET.get("lecon", ""))
    return PreparedWorkshopForm(groups, data, for_network=for_network, initial=initial, module=asked.module)


def _proposed(request: MemberRequest, form: WorkshopForm) -> Workshop | None:
    """Write the workshop; return None, with the reason above the form, when it is one too many."""
    if not within_limit(request, "workshop", key=str(request.user.pk)):
        form.add_error(None, MANY_TODAY)
        return None
    leads = form.cleaned_data["leads"]
    try:
        workshop = rules.propose(
            request.user,
            form.chosen_group,
            form.values,
            form.skills,
            leads=leads,
            typed_from=name_of_form(form, request.user),
        )
    except TooManyWorkshopsError:
        form.add_error(None, FULL)
        return None
    _say(request, workshop)
    return workshop


def _say(request: MemberRequest, workshop: Workshop) -> None:
    shown = SHOWN_TO_ALL if workshop.is_of_network else SHOWN
    messages.success(request, shown if workshop.state == Workshop.State.SHOWN else PROPOSED)


@second_factor_for_power.required
@require_safe
def workshop(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a workshop to those who decide of it, and to whoever proposed it: its state, its dates."""
    return render_workshop(request, workshop_for(request, pk))


@second_factor_for_power.required
@require_POST
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a workshop visible; doing it twice changes nothing."""
    workshop = decided_workshop_for(request, pk)
    leaders = rules.others_who_lead(workshop, request.user)
    asks_again = workshop.state == Workshop.State.SET_ASIDE and leaders.exists()
    try:
        is_new = rules.show(workshop, request.user)
    except TooManyWorkshopsError:
        messages.warning(request, FULL)
    else:
        if is_new:
            _say(request, workshop)
        if is_new and asks_again:
            messages.info(request, ASKED_AGAIN)
    return redirect("gatherings:workshop", pk)


@second_factor_for_power.required
@form_view
def set_aside(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave a proposal aside, with the reason that its author reads."""
    workshop = decided_workshop_for(request, pk)
    if request.method != "POST":
        return redirect("gatherings:workshop", pk)
    form = SetAsideForm(request.POST)
    if not form.is_valid() and workshop.state == Workshop.State.PROPOSED:
        return render_workshop(request, workshop, aside=form)
    reason = form.cleaned_data.get("reason", "")
    if reason and rules.set_aside(workshop, reason):
        messages.success(request, ASIDE)
    elif reason and not Workshop.objects.filter(pk=pk, reason=reason).exists():
        messages.warning(request, ANSWERED)
    return redirect("gatherings:workshop", pk)


@second_factor_for_power.required
@form_view
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Write a workshop again: its dates to come follow."""
    workshop = decided_workshop_for(request, pk)
    form = ChangedWorkshopForm(workshop, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_changed(request, workshop, form):
        return redirect("gatherings:workshop", pk)
    context = {
        "workshop": workshop,
        "back": reverse("gatherings:workshop", args=[pk]),
        "leaders": rules.others_who_lead(workshop, request.user).exists(),
    }
    return render_form(request, "gatherings/change.html", form, **context)


def _is_changed(request: MemberRequest, workshop: Workshop, form: ChangedWorkshopForm) -> bool:
    """Write a workshop again; return False, with the reason above the form, when the page showed another one."""
    shown = form.cleaned_data["shown"]
    try:
        asks_again = rules.change(workshop, form.values, form.skills, request.user, shown=shown)
    except ChangedMeanwhileError as changed:
        say_again(form, changed, CHANGED_BY_ANOTHER)
        return False
    messages.success(request, f"{CHANGED} {ASKED_AGAIN}" if asks_again else CHANGED)
    return True
