"""A new secret code prepared by two people of the group: the helpers' pages, and the question to its owner."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import next_step, permissions
from accounts.models import Membership, SecretReset, User
from accounts.permissions import membership_for
from accounts.recovery.forms import MINE, AnswerForm, PresenceForm
from accounts.requests import MemberRequest
from accounts.secret_code import reset_by_two
from accounts.secret_code import rules as secret_code
from accounts.secret_code.page import ChooseCode
from accounts.secret_code.two_helpers import BOARD, FACILITATOR, Helpers, helpers
from accounts.sign_in import change_notices
from accounts.sign_in.change_notices import Change
from lib.http import form_view, render_form

SHUT = (
    "C’est fermé. Plus aucun code n’ouvre votre compte, et les autres appareils sont sortis. "
    "Regardez aussi l’adresse e-mail ci-dessous : si elle n’est pas à vous, changez-la."
)
SHUT_TOO = "Par prudence, votre mot de passe n’ouvre plus rien non plus. Choisissez-en un autre dans votre compte."
TOO_LATE = "Cette demande n’est plus en cours. Recommencez si la personne en a encore besoin."


def _names(helping: Helpers, wanted: str) -> list[str]:
    return sorted(str(user) for user, kinds in helping.kinds.items() if wanted in kinds)


def _situation(membership: Membership, me: User) -> dict[str, Any]:
    """Return the state of the request in one word (`state`), and what the page says of it."""
    owner, pending = membership.user, reset_by_two.pending_of(membership)
    helping = helpers(membership.peer_group, owner)
    may_ask = bool(helping.pairs_of(me))
    if pending and pending.confirmed_at:
        state = "prepared"
    elif pending and reset_by_two.may_confirm(pending, me, helping):
        state = "second"
    elif pending:
        state = "waiting"
    elif secret_code.may_choose_first(owner):
        state = "new"
    else:
        state = "first" if may_ask else "impossible"
    return {
        "state": state,
        "pending": pending,
        "seconds": _second_people(pending, helping),
        "facilitators": _names(helping, FACILITATOR),
        "board": _names(helping, BOARD),
        "together": helping.are_possible,
        "are_one": helping.are_one,
    }


def _second_people(pending: SecretReset | None, helping: Helpers) -> list[str]:
    if pending is None:
        return []
    return sorted(str(user) for user in helping.kinds if reset_by_two.may_confirm(pending, user, helping))


@never_cache
@form_view
def reset(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Show what a helper can do for a person who forgot their code; record the request of the first helper."""
    membership = membership_for(request.user, slug, pk, permissions.can_help_with_code)
    situation = _situation(membership, request.user)
    sent = request.method == "POST"
    if sent and situation["state"] != "first":
        return redirect("groups:reset", slug, pk)
    form = PresenceForm(request.POST if sent else None)
    if sent and form.is_valid():
        reset_by_two.ask(membership, request.user)
        return redirect("groups:reset", slug, pk)
    context = {"membership": membership, "group": membership.peer_group, **situation}
    return render_form(request, "accounts/reset.html", form, **context)


@never_cache
@sensitive_post_parameters("code", "again", "picture")
@form_view
def choose(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Let the person choose the code, on the device that the second helper passes to them."""
    membership = membership_for(request.user, slug, pk, permissions.can_help_with_code)
    pending = reset_by_two.pending_of(membership)
    helping = helpers(membership.peer_group, membership.user)
    if pending is None or not reset_by_two.may_confirm(pending, request.user, helping):
        return redirect("groups:reset", slug, pk)
    new = ChooseCode(request, f"reset-{pending.pk}")
    if new.chosen:
        try:
            reset_by_two.confirm(pending, request.user, secret_code.make(new.chosen))
            change_notices.tell(membership.user, Change.CODE_PREPARED)
        except reset_by_two.NoLongerPossibleError:
            messages.warning(request, TOO_LATE)
        new.forget()
        return redirect("groups:reset", slug, pk)
    return new.answer(
        "accounts/reset_choose.html",
        membership=membership,
        group=membership.peer_group,
        reset=pending,
        waits_long=reset_by_two.waits_long(pending),
        serves_on=timezone.localdate() + reset_by_two.LONG_WAIT,
    )


@require_POST
def cancel(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Cancel what the group prepares."""
    membership = membership_for(request.user, slug, pk, permissions.can_help_with_code)
    if reset_by_two.cancel(membership):
        messages.success(request, f"{membership.user} : c’est annulé. Le code d’avant reste le bon.")
    return redirect("groups:reset", slug, pk)


@never_cache
@form_view
def news(request: MemberRequest) -> HttpResponse:
    """Ask the owner whether the code that two people prepared is really theirs; one press refuses it."""
    reset = reset_by_two.news(request)
    if reset is None:
        return HttpResponseRedirect(next_step.target(request))
    if request.POST.get("which", str(reset.pk)) != str(reset.pk):  # pressed twice: this one was not read yet
        return redirect("accounts:code_news")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        shut = _answer(request, reset, mine=form.cleaned_data["answer"] == MINE)
        return HttpResponseRedirect(reverse("accounts:home") if shut else next_step.onward(request))
    return render_form(request, "accounts/code_news.html", form, reset=reset)


def _answer(request: MemberRequest, reset: SecretReset, *, mine: bool) -> bool:
    """Record the answer; return whether every way in had to be closed to an intruder."""
    if mine:
        reset_by_two.accept(reset)
        messages.success(request, "Merci. C’est noté.")
    elif reset_by_two.refuse(request.user) and not reset.applied_at:
        messages.success(request, "C’est refusé. Ce nouveau code ne servira jamais, le vôtre ne change pas.")
    else:
        return _shut(request)
    return False


def _shut(request: MemberRequest) -> bool:
    """Close every way in but this session, in which the owner has just said that it was not them."""
    user, had_password = request.user, request.user.has_usable_password()
    by_password = "password" in permissions.ways_in(request)
    if not reset_by_two.close_every_way_in(user, but=request.session, keep_password=by_password):
        return False
    messages.success(request, SHUT)
    if had_password and not by_password:
        messages.warning(request, SHUT_TOO)
    update_session_auth_hash(request, user)
    return True
