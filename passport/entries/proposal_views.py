"""Proposals: all of them, then those of one event one by one, to take, leave aside, or decide later."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from lib.http import INVALID, form_view
from passport.entries.forms import LEAVE_ASIDE, ProposalsForm
from passport.entries.one_by_one import Look
from passport.models import Proposal


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List what is still to look at and what the member left aside, for the member alone."""
    mine = Proposal.objects.of(request.user).select_related("skill").with_names()
    context = {"pending": events_of(list(mine.pending())), "aside": events_of(list(mine.aside()))}
    return render(request, "passport/proposal_list.html", context)


def events_of(proposals: list[Proposal]) -> list[dict[str, Any]]:
    """Return proposals gathered by what happened, in the order they came, for the templates."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for proposal in proposals:
        key = (proposal.source_kind, proposal.source_ref)
        event = found.setdefault(key, {"label": proposal.source_label, "kind": key[0], "ref": key[1], "proposals": []})
        event["proposals"].append(proposal)
    return list(found.values())


@form_view
def event(request: MemberRequest, source_kind: str, source_ref: str) -> HttpResponse:
    """Ask about the skills of one event, one at a time. Raises Http404 when it proposed nothing to the member."""
    mine = Proposal.objects.of(request.user).of_event(source_kind, source_ref)
    proposals = list(mine.select_related("skill").with_names().prefetch_related("skill__indicators"))
    if not proposals:
        raise Http404
    look = Look.at(proposals, request.GET)
    if request.method == "POST":
        return _keep(request, look)
    if look.place and not look.ahead:
        return redirect("passport:index")
    return _show(request, look, ProposalsForm(proposals=[look.shown] if look.shown else []))


def _keep(request: MemberRequest, look: Look) -> HttpResponse:
    """Keep what was answered and go on; show again what is to correct. What was taken already is left as it is."""
    sent = [each for each in look.proposals if ProposalsForm.name_of(each) in request.POST]
    asked = sent or ([look.shown] if look.shown else [])
    open_ones = [each for each in asked if each.state != Proposal.State.ACCEPTED]
    after = look.past(asked)
    if open_ones:
        form = ProposalsForm(request.POST, proposals=open_ones)
        if not form.is_valid():
            return _show(request, look, form)
        messages.success(request, _said(_save(form), goes_on=bool(after.ahead)))
    return redirect(after.address())


def _show(request: MemberRequest, look: Look, form: ProposalsForm) -> HttpResponse:
    """Return the screen of the skills that the form asks about, a pause, or what was taken."""
    context = {
        "form": form,
        "look": look,
        "pause": look.pauses and not form.proposals,
        "later": look.past(form.proposals),
        "label": look.proposals[0].source_label,
        "seen": [proposal for proposal in form.proposals if proposal.sentence],
        "taken": [proposal for proposal in look.proposals if proposal.state == Proposal.State.ACCEPTED],
    }
    return render(request, "passport/proposals.html", context, status=INVALID if form.errors else 200)


@transaction.atomic
def _save(form: ProposalsForm) -> int:
    """Take or leave each answered proposal, together; return how many entered the passport.

    A proposal taken meanwhile by a second press of the button is left as it is.
    """
    answers = form.answers()
    still_open = Proposal.objects.select_for_update().filter(pk__in=[proposal.pk for proposal, _ in answers])
    open_pks = set(still_open.exclude(state=Proposal.State.ACCEPTED).values_list("pk", flat=True))
    taken = 0
    for proposal, answer in answers:
        if proposal.pk not in open_pks:
            continue
        if answer == LEAVE_ASIDE:
            proposal.set_aside()
        else:
            proposal.accept(answer)
            taken += 1
    return taken


def _said(taken: int, *, goes_on: bool) -> str:
    if taken:
        added = "C’est dans votre passeport."
        return added if goes_on else f"{added} Vous pouvez y ajouter vos mots, ou le montrer à quelqu’un."
    return "C’est laissé de côté." if goes_on else "C’est noté. Vous pourrez y revenir quand vous voudrez."
