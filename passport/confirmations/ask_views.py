"""Asking for a confirmation of an entry: the device passed, a QR shown, or a request to one chosen person."""

import datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import MemberRequest
from lib import qr
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit
from passport import permissions
from passport.confirmations import rules as confirmations
from passport.confirmations import same_device
from passport.confirmations.forms import DEVICE, DISTANCE, AskForm
from passport.models import Entry

TOKENS = "confirmation_tokens"  # in the holder's session: the QR can be shown again, the database keeps no token
TOKENS_KEPT = 5
HAND_OVER = "Donnez l’appareil à la personne. Elle entre avec sa carte, écrit une phrase, et sort toute seule."
REST = "Vous avez beaucoup demandé aujourd’hui. Essayez demain, ou demandez en personne."


@form_view
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the holder how, whom, and about which time."""
    entry = permissions.own_entry(request, pk)
    form = AskForm(request.POST if request.method == "POST" else None, entry=entry)
    status = INVALID if form.errors else 200
    if form.is_valid():
        asked = _ask(request, entry, form)
        if asked is not None:
            return asked
        form.add_error(None, REST)
        status = TOO_MANY
    return render(request, "passport/confirmation_ask.html", {"form": form, "entry": entry}, status=status)


def _ask(request: HttpRequest, entry: Entry, form: AskForm) -> HttpResponse | None:
    """Ask as the form says, and return the next page; None when it is one request too many today."""
    occasion = form.cleaned_data["occasion"]
    if form.cleaned_data["way"] == DISTANCE:
        return _ask_at_a_distance(request, entry, form.cleaned_data["person"], form)
    asked, token = confirmations.invite(entry, occasion)
    if form.cleaned_data["way"] == DEVICE:
        same_device.pass_on(request, asked)
        messages.info(request, HAND_OVER)
        return redirect(f"{reverse('accounts:card')}?next={reverse('passport:confirm_here')}")
    kept = {**request.session.get(TOKENS, {}), str(asked.pk): token}
    request.session[TOKENS] = dict(list(kept.items())[-TOKENS_KEPT:])
    return redirect("passport:confirmation_qr", asked.pk)


def _ask_at_a_distance(request: HttpRequest, entry: Entry, person: User, form: AskForm) -> HttpResponse | None:
    holder = request.user.pk
    if not within_limit(request, "confirm_ask", key=f"{holder}"):
        return None
    if not within_limit(request, "confirm_ask_again", key=f"{holder}:{person.pk}:{entry.pk}"):
        return None
    confirmations.ask(entry, person, form.cleaned_data["occasion"])
    messages.success(request, f"C’est demandé à {person.display_name}. Pas de réponse ? Ce n’est pas à cause de vous.")
    return redirect(entry)


@require_safe
def show_qr(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the QR while it serves, in the session that made it; the same page whether somebody declined or not."""
    token = request.session.get(TOKENS, {}).get(str(pk), "")
    asked = permissions.own_invitation(request, pk, is_known=bool(token))
    if asked is None or asked.written_at:
        return redirect("passport:confirmations")
    serves = (
        bool(token) and cast("datetime.datetime", asked.invite_until) > timezone.now()
    )  # own_invitation asks for it
    address = f"{settings.ORIGIN}{reverse('passport:confirm', args=[token])}" if serves else ""
    context = {
        "asked": asked,
        "address": address,
        "qr": qr.svg(address, "Carré à scanner") if address else "",
        "is_over": not serves,
    }
    return render(request, "passport/confirmation_qr.html", context)
