"""Joining one more group: those who run it make four words, the member types them in their own account."""

import datetime
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import permissions
from accounts.groups import joining
from accounts.groups.forms import NOT_IN_USE, InviteForm, JoinForm, opening_key
from accounts.models import GroupInvitation, Turn
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib import qr
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit
from lib.secrets import seal, unseal

MADE = "invitation"  # in the session of who made the words: they, sealed
JOINING = "joining"  # in the session of who typed them: the invitation
MINUTES_TO_READ = 10
INVITED_A_DAY, DAY = 30, datetime.timedelta(days=1)
MANY_INVITED = "Votre groupe a fait trente invitations aujourd’hui. Les suivantes attendent demain."
MINUTES_TO_DECIDE = 15


def _may_invite(group: PeerGroup, form: InviteForm) -> bool:
    """Return whether the group may make one more invitation today; say so above the form when not."""
    if not Turn.objects.take(f"invited:{group.pk}", INVITED_A_DAY, DAY):
        form.add_error(None, MANY_INVITED)
    return not form.errors


@never_cache
@form_view
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Make words for a person who already has a card."""
    group = group_for(request.user, slug, permissions.runs)
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"key": opening_key()})
    if request.method == "POST" and form.is_valid() and _may_invite(group, form):
        try:
            invitation, words = joining.invite(group, request.user, form.cleaned_data["key"])
        except joining.AlreadyMadeError:
            return redirect("accounts:invitation")
        request.session[MADE] = {"invitation": invitation.pk, "at": int(time.time()), "sealed": seal(words)}
        return redirect("accounts:invitation")
    return render_form(request, "accounts/invite.html", form, group=group)


@never_cache
@require_safe
def invitation(request: MemberRequest) -> HttpResponse:
    """Show the words just made, for ten minutes, to the person who made them. The address names no group."""
    made = _made(request)
    return render(request, "accounts/invitation.html" if made else "accounts/invitation_gone.html", made or {})


def _made(request: MemberRequest) -> dict[str, Any] | None:
    kept = request.session.get(MADE)
    if not kept or time.time() - kept["at"] > MINUTES_TO_READ * 60:
        return None
    found = joining.open_invitations().select_related("peer_group").filter(pk=kept["invitation"]).first()
    words = unseal(kept["sealed"])
    if not found or not words or not permissions.runs(request.user, found.peer_group):
        return None
    path = reverse("accounts:join")
    return {
        "invitation": found,
        "group": found.peer_group,
        "words": words,
        "host": urlsplit(settings.ORIGIN).netloc,
        "path": path,
        "picture": qr.svg(f"{settings.ORIGIN}{path}", "Carré à scanner : la page où taper les mots"),
    }


@never_cache
@form_view
def join(request: HttpRequest) -> HttpResponse:
    """Ask the member for the words of a group."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "join", key=f"user:{request.user.pk}"):
            return too_many(request)
        found = joining.find(form.cleaned_data["words"])
        if found:
            request.session[JOINING] = {"invitation": found.pk, "at": int(time.time())}
            return redirect("accounts:join_confirm")
        form.add_error("words", NOT_IN_USE)
    return render_form(request, "accounts/join.html", form)


def _found(request: HttpRequest) -> GroupInvitation | None:
    kept = request.session.get(JOINING)
    if not kept or time.time() - kept["at"] > MINUTES_TO_DECIDE * 60:
        return None
    return joining.open_invitations().select_related("peer_group").filter(pk=kept["invitation"]).first()


@never_cache
@form_view
def join_confirm(request: MemberRequest) -> HttpResponse:
    """Ask « Rejoindre ce groupe ? », then join."""
    found = _found(request)
    if found is None:
        return redirect("accounts:home" if request.method == "POST" else "accounts:join")
    if request.method == "POST":
        return _join(request, found)
    already = joining.belongs(request.user, found.peer_group)
    return render(request, "accounts/join_confirm.html", {"group": found.peer_group, "already": already})


def _join(request: MemberRequest, found: GroupInvitation) -> HttpResponse:
    try:
        joining.join(request.user, found)
    except joining.NotInTimeError:
        messages.warning(request, NOT_IN_USE)
        return redirect("accounts:join")
    except joining.AlreadyInError:
        messages.info(request, f"Vous êtes déjà dans ce groupe : {found.peer_group}.")
    else:
        messages.success(request, f"Bienvenue. Vous êtes maintenant dans ce groupe : {found.peer_group}.")
    request.session.pop(JOINING, None)
    return redirect("accounts:home")
