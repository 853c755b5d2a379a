"""/groupe/<slug>/mise-en-relation/…: those who run the group name, confirm and end; the person accepts, or stops."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import reauthentication
from accounts.permissions import group_for, runs
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power
from gatherings.exchange import mediators
from gatherings.exchange.forms import NamingForm
from gatherings.models import Mediator
from gatherings.permissions import own_mediator
from lib.http import INVALID, form_view, render_form
from lib.limits import within_limit
from lib.text import NBSP

NAMED = "C’est proposé. Cette personne dira oui ou non, et une seconde personne confirmera."
ALREADY = "C’est déjà proposé à cette personne."
MANY_TODAY = "Vous avez beaucoup proposé aujourd’hui. Continuez demain."
CONFIRMED = "C’est confirmé."
CHANGED = "Cette place a changé pendant ce temps. Relisez-la, puis confirmez."
NOT_TWO = (
    "Il faut deux personnes différentes, et le site n’en est pas sûr ici. "
    f"La coordination peut confirmer vos places{NBSP}; une autre personne peut aussi confirmer celle-ci."
)
ENDED = "C’est terminé. Cette personne ne lit plus aucun souhait."
ACCEPTED = "C’est accepté. Une seconde personne confirme, puis vous pourrez mettre en relation."
ACCEPTED_NOW = "C’est accepté. Vous pouvez mettre en relation."
STOPPED = "C’est noté. Personne ne lit pourquoi."
CHOOSE = "Choisissez une des réponses."
CHANGED_SINCE = "Ce que l’on vous propose a changé pendant ce temps. Relisez, puis répondez."


@never_cache
@second_factor_for_power.required
@form_view
def people(request: MemberRequest, slug: str) -> HttpResponse:
    """Show those who put people in touch, to those who run the group; name one more."""
    group = group_for(request.user, slug, runs)
    may_be = mediators.may_be_named(group, request.user)
    form = NamingForm(group, may_be, request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_named(request, form):
        return redirect("group_life:mediators", slug)
    context = {"group": group, "listed": mediators.of_group(group, request.user)}
    return render_form(request, "gatherings/mediators.html", form, **context)


def _is_named(request: MemberRequest, form: NamingForm) -> bool:
    if not within_limit(request, "mediator", key=str(request.user.pk)):
        form.add_error(None, MANY_TODAY)
        return False
    is_new = mediators.name(form.person, request.user)
    messages.success(request, NAMED if is_new else ALREADY)
    return True


@second_factor_for_power.required
@require_POST
def confirm(request: MemberRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """Confirm, as a second person, who was named as they were read; doing it twice changes nothing."""
    group = group_for(request.user, slug, runs)
    try:
        mediators.confirm(group, pk, request.user, request.POST.get("seen", ""))
    except mediators.ChangedError:
        messages.warning(request, CHANGED)
    except mediators.NotTwoPeopleError:
        messages.warning(request, NOT_TWO)
    else:
        messages.success(request, CONFIRMED)
    return redirect("group_life:mediators", slug)


@second_factor_for_power.required
@require_POST
def end(request: MemberRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """End it at once; doing it twice changes nothing."""
    group = group_for(request.user, slug, runs)
    row = Mediator.objects.filter(membership__peer_group=group, pk=pk).select_related("membership__user").first()
    if row and mediators.end(row.membership, request.user):
        messages.success(request, ENDED)
    return redirect("group_life:mediators", slug)


@never_cache
@form_view
def mine(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask the person whether they accept, with their own code; let them stop at any time."""
    row = own_mediator(request.user, slug)
    if row is None:
        if request.method != "POST":
            raise Http404
        return redirect("group_life:home", slug)  # pressed twice, or ended meanwhile
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer == "non":
        mediators.end(row.membership, request.user)
        messages.success(request, STOPPED)
        return redirect("group_life:home", slug)
    if row.accepted_at is None and not reauthentication.is_fresh(request, entering=True):
        return reauthentication.ask(request)
    if request.method == "POST" and answer == "oui":
        return _accepted(request, row)
    return _mine_page(request, row, CHOOSE if request.method == "POST" else "")


def _accepted(request: MemberRequest, row: Mediator) -> HttpResponse:
    slug = row.membership.peer_group.slug
    try:
        accepted = mediators.accept(row.membership, request.POST.get("seen", ""))
    except mediators.ChangedError:
        now = own_mediator(request.user, slug)
        return _mine_page(request, now, CHANGED_SINCE) if now else redirect("group_life:home", slug)
    messages.success(request, ACCEPTED_NOW if accepted.confirmed_at else ACCEPTED)
    return redirect("group_life:mediating", slug)


def _mine_page(request: MemberRequest, row: Mediator, problem: str) -> HttpResponse:
    context = {"row": row, "group": row.membership.peer_group, "seen": mediators.seen_of(row), "problem": problem}
    return render(request, "gatherings/mediating.html", context, status=INVALID if problem else 200)
