"""/groupe/<slug>/ouvrir/plusieurs/: several accounts in one go, for those who run the group.

The names are pasted, then read line by line at an address of their own, sealed in the session until the accounts are
open: Back and a reload find them, and two tabs hold two lists. What is sent there says it all again: a list that the
session has lost is still opened.
"""

import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import permissions
from accounts.groups import new_account
from accounts.groups.forms import is_opening_key, opening_key
from accounts.groups.several_forms import ListForm, PasteForm
from accounts.models import Membership
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib.http import INVALID, form_view, render_form
from lib.secrets import seal, unseal

LISTS = "lists_of_names"  # in the session, sealed, each under its key
KEPT, LASTS = 3, 2 * 3600  # lists, seconds
LEFT_ASIDE = "De ce tableau, seuls les prénoms et les fonctions sont lus. Laissé de côté : {headings}."
GONE = "Cette liste n’est plus là. Collez-la de nouveau."


@form_view
def paste(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for the first names, and lead to the list to check."""
    group = group_for(request.user, slug, permissions.runs)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = opening_key()
        _keep(request, group, key, form.cleaned_data["names"])
        if form.left_aside:
            messages.info(request, LEFT_ASIDE.format(headings=", ".join(form.left_aside)))
        return redirect("groups:open_listed", slug, key)
    return render_form(request, "accounts/open_several.html", form, group=group)


@form_view
def check(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Show each name of a list with what looks wrong; open the accounts that are ticked, once."""
    group = group_for(request.user, slug, permissions.runs)
    if not is_opening_key(key):
        raise Http404
    if new_account.opened_with(group, key).exists():  # pressed twice, or Back
        return _lead_to_cards(slug, key)
    sent = request.POST if request.method == "POST" else None
    listed = _kept(request, group, key) if sent is None else ListForm.listed_in(sent)
    if not listed:
        messages.info(request, GONE)
        return redirect("groups:open_several", slug)
    form = ListForm(sent, group, listed)
    is_open = sent is not None and form.is_valid() and _open(request, group, form, key)
    if is_open or (form.errors and new_account.opened_with(group, key).exists()):  # the same press, at this instant
        return _lead_to_cards(slug, key)
    status = INVALID if form.errors else 200
    return render(request, "accounts/open_listed.html", {"form": form, "group": group}, status=status)


def _open(request: MemberRequest, group: PeerGroup, form: ListForm, key: str) -> bool:
    """Open the accounts and say so; return False when others were opened meanwhile, and the day allows no more."""
    try:
        opened = new_account.open_several(group, form.kept(), key, by=request.user).count()
    except new_account.TooManyOpenedError:
        form.add_error(None, new_account.MANY_OPENED)
        return False
    except Membership.DoesNotExist as error:  # this list opened accounts in another group
        raise Http404 from error
    request.session[LISTS] = {name: each for name, each in _lists(request).items() if name != key}
    said = f"{opened} comptes sont ouverts. Il reste à imprimer les cartes."
    messages.success(request, said if opened > 1 else "Le compte est ouvert. Il reste à imprimer sa carte.")
    return True


def _lead_to_cards(slug: str, key: str) -> HttpResponse:
    return redirect(f"{reverse('groups:cards', args=[slug])}?liste={key}")


def _lists(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(LISTS, {})
    return {name: each for name, each in kept.items() if time.time() - each["at"] < LASTS}


def _keep(request: MemberRequest, group: PeerGroup, key: str, listed: list[tuple[str, str]]) -> None:
    one = {"of": request.user.pk, "group": group.pk, "at": int(time.time()), "sealed": seal(listed)}
    latest = sorted(_lists(request).items(), key=lambda item: item[1]["at"])[1 - KEPT :]
    request.session[LISTS] = {**dict(latest), key: one}


def _kept(request: MemberRequest, group: PeerGroup, key: str) -> list[tuple[str, str]]:
    """Return the names and places of a list that this person pasted for this group; none once it is gone."""
    found = _lists(request).get(key)
    if not found or (found["of"], found["group"]) != (request.user.pk, group.pk):
        return []
    return [(each, "") if isinstance(each, str) else (each[0], each[1]) for each in unseal(found["sealed"]) or []]
