"""Sign-in with a card: its QR or its four words, then the secret code, or no code at all (accounts.card_only).

The pages tell neither whether a card exists nor which kind of code its owner has: any words and any token lead to the
same page, any wrong code gets the same answer as slowly. Only a card whose owner has no code yet shows another page,
where its bearer chooses it, once.
"""

import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import card_beside, card_only, open_sessions, shared_computer
from accounts.models import LoginCard, User
from accounts.permissions import may_hold_card, nobody
from accounts.secret_code import card_words, tries_left
from accounts.secret_code import rules as secret_code
from accounts.secret_code.page import ChooseCode, GiveCode
from accounts.sign_in import way_back
from accounts.sign_in.card_forms import CardWordsForm
from accounts.sign_in.first_use import FIRST_USE, welcome
from accounts.sign_in.guesses import here
from lib import secrets
from lib.allauth_internals import perform_login, record_authentication
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit
from lib.own_address import NEXT, leads_here, safe_next

ALONE = "Vous êtes avec votre carte, sans code. Ce que vous faites ici est noté pour vous."
PENDING = "card"
SLIP = "slip"  # in the session: the second slip whose QR was shown
MINUTES_TO_TYPE = 15


def _present(request: HttpRequest, card: LoginCard | None, fingerprint: str) -> HttpResponse:
    """Note in the session which card the visitor showed, known or not, and ask for the code."""
    if not within_limit(request, "card", key=here(request, "shown", fingerprint)):
        return too_many(request)
    if request.user.is_authenticated or card_only.is_on(request):  # the tablet was left open by someone else
        slip = None if request.user.is_authenticated else request.session.get(SLIP)
        logout(request)
        if slip:
            request.session[SLIP] = slip
    target = request.POST.get("next") or way_back.kept(request)
    request.session[PENDING] = {
        "card": card.pk if card else None,
        "key": fingerprint,
        "next": target if leads_here(request, target) else "",
        "at": int(time.time()),
    }
    return way_back.forget(request, redirect("accounts:slip" if shown_slip(request) else "accounts:card_code"))


@login_not_required
@never_cache
@form_view
def words(request: HttpRequest) -> HttpResponse:
    """Ask the visitor for the four words of their card."""
    form = CardWordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fingerprint = card_words.words_fingerprint(form.cleaned_data["words"])
        return _present(request, LoginCard.objects.present().filter(words_hmac=fingerprint).first(), fingerprint)
    target = safe_next(request)
    page = render_form(request, "accounts/card_words.html", form, next=target, others=way_back.towards(request, target))
    return way_back.keep(request, page, target)


def show_again(request: HttpRequest) -> HttpResponse:
    """Ask for the card anew, shown too long ago or not at all: it will lead where the first one did."""
    target = request.session.get(PENDING, {}).get("next", "")
    asked = reverse("accounts:card")
    return HttpResponseRedirect(f"{asked}?{urlencode({NEXT: target})}" if target else asked)


@login_not_required
@never_cache
@form_view
def token(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page that the QR opens: the same for any token; a GET writes nothing and says nothing.

    Where a second person is waited for (accounts.card_beside), it also offers to join whoever is already there.
    """
    awaited = card_beside.awaited_at(request)
    if request.method == "POST":
        fingerprint = secrets.token_fingerprint(token)
        card = LoginCard.objects.present().filter(token_hash=fingerprint).first()
        beside = awaited and "beside" in request.POST
        return _join(request, card, fingerprint, awaited) if beside else _present(request, card, fingerprint)
    context = {"here": reverse("accounts:card"), "awaited": awaited}  # not the token
    return render(request, "accounts/card_token.html", context)


def _join(request: HttpRequest, card: LoginCard | None, fingerprint: str, place: str) -> HttpResponse:
    """Show the card beside the person already there, then lead to the place where it is waited for."""
    if not within_limit(request, "card", key=here(request, "alone", fingerprint)):
        return too_many(request)
    if problem := card_beside.show(request, card, place):
        messages.warning(request, problem)
    else:
        messages.success(request, card_beside.JOINED)
    return redirect(place)


def shown_card(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the session knows of the card shown on this device in the last 15 minutes."""
    pending = request.session.get(PENDING)
    return pending if pending and time.time() - pending["at"] <= MINUTES_TO_TYPE * 60 else None


def shown_slip(request: HttpRequest) -> str:
    """Return the fingerprint of the second slip whose QR was shown here in the last 15 minutes, "" for none."""
    shown = request.session.get(SLIP)
    return shown["key"] if shown and time.time() - shown["at"] <= MINUTES_TO_TYPE * 60 else ""


def owner_of(pending: dict[str, Any]) -> User | None:
    """Return the person who may sign in with the card shown, if any."""
    card = LoginCard.objects.usable().select_related("user").filter(pk=pending["card"] or 0).first()
    may_enter = may_hold_card(card.user if card else nobody())
    return card.user if card and may_enter else None


def enter(
    request: HttpRequest, user: User, pending: dict[str, Any], shared: bool, *, slip: bool = False
) -> HttpResponse:
    """Sign in the owner of the card shown, who has just given or chosen their code, or shown their second slip."""
    for key in (PENDING, SLIP):
        request.session.pop(key, None)
    tries_left.forget(request)
    shared_computer.begin(request, shared)
    record_authentication(request, user, method="card", **(open_sessions.by_slip(user) if slip else {}))
    return perform_login(request, Login(user=user, redirect_url=pending["next"] or None))


def _first_code(request: HttpRequest, user: User, pending: dict[str, Any]) -> HttpResponse:
    new = ChooseCode(request, f"first:{pending['key']}", shared=True)
    if new.chosen:
        if secret_code.choose_first(user, new.chosen):
            user.refresh_from_db()
            request.session[FIRST_USE] = True
            messages.success(request, welcome())
            return new.remember(enter(request, user, pending, new.shared))
        return redirect("accounts:card_code")  # somebody chose it first: only they can enter now
    return new.answer("accounts/card_first_code.html")


def _is_right(user: User | None, code: str) -> bool:
    return secret_code.attempt(user or nobody(), code)


@login_not_required
@never_cache
@sensitive_post_parameters("code", "again", "picture")
@form_view
def code(request: HttpRequest) -> HttpResponse:
    """Ask the visitor for the secret code; the first time, let them choose it."""
    pending = shown_card(request)
    if pending is None:
        return show_again(request)
    user = owner_of(pending)
    if user and secret_code.may_choose_first(user):
        return _first_code(request, user, pending)
    page = GiveCode(request, f"card:{pending['key']}", shared=True)
    if page.given is not None:
        if not within_limit(request, "card", key=f"code:{pending['key']}"):
            return too_many(request)
        if _is_right(user, page.given) and user:
            return page.remember(enter(request, user, pending, page.shared))
        page.refuse(tries_left.at_the_door(request, pending["key"]))
    return page.answer("accounts/card_code.html")


@login_not_required
@never_cache
@form_view
def without_code(request: HttpRequest) -> HttpResponse:
    """Go on with the card shown and no code: accounts.card_only. A GET (back button) leads to the code."""
    pending = shown_card(request)
    if pending is None or request.method != "POST":
        return redirect("accounts:card_code")
    if not within_limit(request, "card", key=here(request, "alone", pending["key"])):
        return too_many(request)
    card = card_only.card_to_show(pending["card"])
    if card is None:
        messages.warning(request, card_beside.OPENS_NOTHING)
        return redirect("accounts:card")
    card_only.begin(request, card)
    messages.success(request, ALONE)
    return HttpResponseRedirect(pending["next"] if _needs_no_code(pending["next"]) else reverse("courses:modules"))


def _needs_no_code(address: str) -> bool:
    """Return whether an address of ours opens without signing in, or with a card alone."""
    try:
        view: Any = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    return not getattr(view, "login_required", True) or getattr(view, "card_is_enough", False)
