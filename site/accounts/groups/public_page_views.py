"""The page of a group or of a collective in the directory: written, previewed, then kept."""

import datetime
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts import kept_texts, permissions
from accounts.groups import name_change, public_page
from accounts.groups.public_page_forms import CollectivePageForm, GroupPageForm, PlaceForm
from accounts.models import Turn, User
from accounts.permissions import collective_for, group_for
from accounts.requests import MemberRequest
from directory.editing import ChangedMeanwhileError, version_of
from directory.models import Collective, PeerGroup
from directory.tables.personal import looks_personal
from lib.http import form_view, render_form
from lib.secrets import Purpose, fingerprint

PREPARED = "page en préparation "  # sealed in the account, for each place: what was typed and is not kept yet
SHOWN = Purpose("what a preview shows of a page before it is kept", prefix="accounts.public-page:")
OTHER_WORDS = "Vos mots ont changé depuis, dans une autre fenêtre. Relisez la page, puis gardez de nouveau."
CHANGED = "Une autre personne a changé cette page pendant ce temps. Relisez-la, puis gardez de nouveau."
MANY_TODAY = "Cette page a changé plusieurs fois aujourd’hui. Ce que vous avez écrit reste ici : gardez-le demain."
CHANGES_A_DAY, DAY = 12, datetime.timedelta(days=1)  # of one page: each change draws the public pages again
Place = PeerGroup | Collective


@form_view
def group_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the page of the group."""
    group = group_for(request.user, slug, permissions.runs)
    back = reverse("groups:home", args=[slug])
    form_class = partial(GroupPageForm, confirms=name_change.may_confirm(group, request.user))
    return _write(request, form_class, group, reverse("groups:page_preview", args=[slug]), back)


@form_view
def group_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """Preview the page of the group, then keep it."""
    group = group_for(request.user, slug, permissions.runs)
    here, back = reverse("groups:page", args=[slug]), reverse("groups:home", args=[slug])
    return _preview(request, group, public_page.keep_group_page, here, back)


@form_view
def collective_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the page of the collective."""
    collective = collective_for(request.user, slug)
    onward = reverse("accounts:collective_preview", args=[slug])
    return _write(request, CollectivePageForm, collective, onward, reverse("accounts:home"))


@form_view
def collective_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """Preview the page of the collective, then keep it."""
    collective = collective_for(request.user, slug)
    here = reverse("accounts:collective", args=[slug])
    return _preview(request, collective, public_page.keep_collective_page, here, reverse("accounts:home"))


def _name(place: Place) -> str:
    return f"{PREPARED}{place._meta.model_name}-{place.pk}"


def _prepared(member: User, place: Place) -> dict[str, Any] | None:
    """Return what this person has prepared for this page and not kept yet, in whatever session."""
    return kept_texts.get(member, _name(place))


def _write(
    request: MemberRequest, form_class: Callable[..., PlaceForm], place: Place, onward: str, back: str
) -> HttpResponse:
    held = _prepared(request.user, place)
    initial = held["values"] if held and held["version"] == version_of(place) else {}
    form = form_class(request.POST if request.method == "POST" else None, instance=place, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        kept_texts.put(request.user, _name(place), {"values": form.values(), "version": version})
        return redirect(onward)
    resumed = bool(initial) and not form.is_bound
    return render_form(request, "accounts/place.html", form, place=place, back=back, resumed=resumed)


def _preview(request: MemberRequest, place: Place, keep: Callable[..., None], here: str, back: str) -> HttpResponse:
    held = _prepared(request.user, place)
    if held is None:
        return redirect(here)
    seen = fingerprint(SHOWN, json.dumps(held["values"], sort_keys=True))
    if request.method == "POST" and request.POST.get("seen") == seen:
        return _keep(request, place, held, keep, here, back)
    if request.method == "POST":
        messages.warning(request, OTHER_WORDS)
        return redirect(request.path)
    for name, value in held["values"].items():
        setattr(place, name, value)
    place.source_url, place.checked_on = "", timezone.localdate()
    place.source_title = public_page.source_of(place)
    place.kept_on = place.kept_on or place.checked_on
    context = {"place": place, "is_group": isinstance(place, PeerGroup), "here": here, "seen": seen}
    context["hint"] = _hint(place)
    return render(request, "accounts/place_preview.html", context)


def _hint(place: Place) -> str:
    """Return what to look at again in the contact, which a file of groups would refuse; else ""."""
    said = looks_personal(place.public_contact, f"{place.name} {place.town}")
    return said if isinstance(place, PeerGroup) else said.replace("de l’association", "du collectif")


def _keep(
    request: MemberRequest, place: Place, held: dict[str, Any], keep: Callable[..., None], here: str, back: str
) -> HttpResponse:
    if not Turn.objects.take(f"public-page:{_name(place)}", CHANGES_A_DAY, DAY):
        messages.warning(request, MANY_TODAY)
        return redirect(here)
    try:
        keep(place, held["values"], held["version"], request.user)
    except ChangedMeanwhileError:
        kept_texts.put(request.user, _name(place), {**held, "version": version_of(place)})
        messages.warning(request, CHANGED)
        return redirect(here)
    except ValidationError as error:  # what it may say changed since it was typed
        messages.warning(request, " ".join(error.messages))
        return redirect(here)
    kept_texts.forget(request.user, _name(place))
    messages.success(request, "La page est à jour dans l’annuaire." if _is_public(place) else "La page est gardée.")
    return redirect(back)


def _is_public(place: Place) -> bool:
    return getattr(place, "is_listed", True)
