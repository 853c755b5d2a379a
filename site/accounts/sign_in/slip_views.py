"""The second slip, « billet d’entrée »: made and stopped by its owner, shown beside the card in place of the code.

Its QR and its page are the same for any slip and any card: neither tells whether one exists.
"""

import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import reauthentication
from accounts.models import LoginCard, SecondSlip, User
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from accounts.secret_code import second_slip, tries_left
from accounts.secret_code.page import GiveCode
from accounts.sign_in import own_email
from accounts.sign_in.card_views import SLIP, enter, owner_of, show_again, shown_card, shown_slip
from accounts.sign_in.guesses import here
from accounts.sign_in.slip_forms import NOT_THE_SLIP, SlipForm
from lib import mail, printed, qr, secrets
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit

PRINTOUT = "slip_sheet"
NOW_THE_CARD = "Le billet est lu. Montrez maintenant la carte : ses quatre mots, ou son carré."
STOPPED = "C’est arrêté. Ce billet n’ouvre plus rien."
SUBJECT = "Un papier a été préparé"
TEXT = """Bonjour,

Un papier qui remplace votre code vient d’être préparé, dans votre compte.

Si c’est vous, ne faites rien. Sinon, entrez dans votre compte : arrêtez ce papier, puis changez votre code.
"""


@login_not_required
@never_cache
@form_view
def token(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page that the QR opens: the same for any token. A press notes the slip, then the card is asked."""
    if request.method != "POST":
        return render(request, "accounts/slip_token.html", {"here": reverse("accounts:card")})  # not the token
    fingerprint = secrets.token_fingerprint(token)
    if not within_limit(request, "card", key=here(request, "slip", fingerprint)):
        return too_many(request)
    if request.user.is_authenticated:  # the tablet was left open by someone else
        logout(request)
    request.session[SLIP] = {"key": fingerprint, "at": int(time.time())}
    if shown_card(request):
        return redirect("accounts:slip")
    messages.success(request, NOW_THE_CARD)
    return redirect("accounts:card")


@login_not_required
@never_cache
@sensitive_post_parameters("words")
@form_view
def give(request: HttpRequest) -> HttpResponse:
    """Ask for the slip in place of the code, once the card was shown; sign in its owner."""
    pending = shown_card(request)
    if pending is None:
        return show_again(request)
    scanned = shown_slip(request)
    form = SlipForm(request.POST if request.method == "POST" else None, scanned=bool(scanned))
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "card", key=here(request, "slip-of", pending["key"])):
            return too_many(request)
        user = second_slip.attempt(owner_of(pending), pending["key"], scanned or form.cleaned_data["words"])
        if user:
            return enter(request, user, pending, form.cleaned_data["shared"], slip=True)
        request.session.pop(SLIP, None)
        form.add_error(None if scanned else "words", NOT_THE_SLIP)
    return render_form(request, "accounts/slip.html", form, scanned=bool(scanned))


def _card_of(user: User) -> LoginCard | None:
    """Return the card with which a slip may serve, for a person whose code proves who they are."""
    if not reauthentication.gives_code(user):
        return None
    return LoginCard.objects.usable().filter(user=user).select_related("slip").first()


@never_cache
@sensitive_post_parameters("code", "picture")
@form_view
def make(request: MemberRequest) -> HttpResponse:
    """Say what a slip is; make one after the member's own code, whatever they proved before."""
    card = _card_of(request.user)
    if card is None:
        return redirect("accounts:home")
    page = GiveCode(request, f"slip:{request.user.pk}")
    if page.given is not None:
        if secret_code.attempt(request.user, page.given):
            page.forget()
            return _made(request, card)
        page.refuse(tries_left.of_member(request.user))
    return page.answer("accounts/slip_make.html", slip=SecondSlip.objects.filter(card=card).first())


def _made(request: MemberRequest, card: LoginCard) -> HttpResponse:
    if not printed.is_just_made(request, PRINTOUT):
        words, drawn = second_slip.make(card, but=request.session)
        printed.keep(request, PRINTOUT, {"words": words, "token": drawn})
        if own_email.is_proved(request.user):
            mail.post(str(request.user.email), SUBJECT, TEXT)
    return redirect("accounts:slip_sheet")


@require_POST
def stop(request: MemberRequest) -> HttpResponse:
    """End the member's slip; pressed twice, it says the same."""
    second_slip.stop(request.user, but=request.session)
    printed.put_away(request, PRINTOUT)
    messages.success(request, STOPPED)
    return redirect("accounts:home")


@never_cache
@form_view
def printout(request: MemberRequest) -> HttpResponse:
    """Show the slip just made for ten minutes, or ten more, then put it away."""
    if request.method == "POST" and "more" in request.POST:
        printed.renew(request, PRINTOUT)
        return redirect("accounts:slip_sheet")
    if request.method == "POST":
        printed.put_away(request, PRINTOUT)
        return redirect("accounts:home")
    kept = printed.shown(request, PRINTOUT)
    context: dict[str, Any] = {"words": None}
    if kept:
        address = reverse("accounts:slip_token", args=[kept["token"]])
        context = {
            "words": kept["words"],
            "host": urlsplit(settings.ORIGIN).netloc,
            "path": reverse("accounts:card"),
            "picture": qr.svg(f"{settings.ORIGIN}{address}", "Carré à scanner du billet"),
        }
    return render(request, "accounts/slip_sheet.html", context)
