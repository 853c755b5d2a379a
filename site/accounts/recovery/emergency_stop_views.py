"""Lost card, lost phone: what to do, the open sessions of the member, « Tout arrêter »."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import open_sessions, permissions
from accounts.groups import cards
from accounts.recovery import emergency_stop
from accounts.recovery.forms import StopForm
from accounts.requests import MemberRequest
from accounts.secret_code import reset_by_two
from lib.http import form_view

OTHERS = "others"


@login_not_required
@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """Show what to do, step by step: the same page for every visitor."""
    runs_one = request.user.is_authenticated and permissions.groups_run_by(request.user).exists()
    opens_on = timezone.localdate() + reset_by_two.LONG_WAIT  # the page is kept for ten minutes at most
    return render(request, "pages/lost.html", {"runs_one": runs_one, "opens_on": opens_on})


@require_safe
def devices(request: MemberRequest) -> HttpResponse:
    """List the open sessions of the member: the day, own device or shared computer. No network address, no browser."""
    here = request.session.session_key
    rows = [
        {"session": row, "ref": open_sessions.fingerprint(row.session_key), "is_here": row.session_key == here}
        for row in open_sessions.alive(request.user)
    ]
    rows.sort(key=lambda row: not row["is_here"])
    return render(request, "accounts/devices.html", {"rows": rows, "others": OTHERS})


@require_POST
def end_sessions(request: MemberRequest) -> HttpResponse:
    """End one session, or all but this one; a session that has ended already changes nothing."""
    ref, here = request.POST.get("ref", ""), cast("str", request.session.session_key)
    if ref == OTHERS:
        open_sessions.end_all(request.user, but=request.session)
        open_sessions.end_shown(request.user)
        messages.success(request, "C’est fait. Vous n’êtes plus que sur cet appareil.")
    elif ref != open_sessions.fingerprint(here) and open_sessions.end(request.user, ref):
        messages.success(request, "C’est fait. Cet autre appareil est sorti de votre compte.")
    else:
        messages.info(request, "Cet appareil était déjà sorti de votre compte.")
    return redirect("accounts:devices")


@form_view
def stop_all(request: MemberRequest) -> HttpResponse:
    """Show « Tout arrêter », one screen; then stop everything, in one press."""
    owned = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists()
    form = StopForm(request.POST if request.method == "POST" else None, has_passkeys=owned)
    if request.method == "POST" and form.is_valid():
        emergency_stop.stop(request.user, but=request.session, passkeys=form.cleaned_data.get("passkeys", False))
        messages.success(request, "C’est arrêté. Rien n’est perdu : votre passeport et vos leçons restent en place.")
        return redirect("help_lost")
    runs_one = permissions.groups_run_by(request.user).exists()
    context = {"form": form, "card": cards.current_card(request.user), "runs_one": runs_one}
    return render(request, "accounts/stop_all.html", context)
