"""/compte/: one's own account, one thing per page."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import after_sign_in, drafts, my_data, own_email, proof, secret_code, shared_computer
from accounts.choosing import NewCode
from accounts.code_entry import CodeEntry, proved_in_pictures_first
from accounts.forms.account import EraseForm, NameForm, SetPasswordForm
from accounts.forms.card import NOT_THE_CODE
from accounts.models import Mandate, User
from accounts.permissions import groups_run_by, has_admin_rights, is_coordinator
from accounts.services import current_card
from accounts.views.leaving import goodbye
from directory.models import Collective
from lib.allauth_internals import change_password, finalize_password_set
from lib.http import form_view, render_form


def _groups_of(user: User, mandates: list[Mandate]) -> list[dict[str, Any]]:
    memberships = user.memberships.current().select_related("peer_group")
    run = set(groups_run_by(user))
    groups = []
    for membership in memberships.order_by("peer_group__name"):
        held = [mandate for mandate in mandates if mandate.membership_id == membership.pk and mandate.is_held]
        parts = [mandate.get_office_display() for mandate in held]
        if membership.role != membership.Role.MEMBER:
            parts.append(membership.get_role_display())
        group = membership.peer_group
        groups.append({"pk": membership.pk, "group": group, "parts": parts, "runs": group in run})
    return groups


def _mandates_of(user: User) -> list[Mandate]:
    mandates = Mandate.objects.filter(membership__user=user).select_related("membership", "replaces__membership__user")
    return list(mandates.order_by("-starts_on", "-pk"))


def _with_hand_overs(mandates: list[Mandate]) -> list[dict[str, Any]]:
    """Each mandate with the hand-overs its holder may open: what they leave, what they take."""
    found = []
    for mandate in mandates:
        passing = [mandate] if mandate.ends_on else []
        found.append({"mandate": mandate, "passing": passing + ([mandate.replaces] if mandate.replaces else [])})
    return found


def _ways_in(user: User) -> dict[str, Any]:
    """What this person may enter with."""
    held = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "has_second_factor": Authenticator.Type.TOTP in held,
        "recognised_by": held.count(Authenticator.Type.WEBAUTHN),
        "has_password": user.has_usable_password(),
        "may_be_rescued": proof.gives_code(user),
        "mail_is_sent": settings.MAIL_IS_SENT,
        "email_is_proved": own_email.is_proved(user),
    }


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, and the way to each thing one may change."""
    user = request.user
    mandates = _mandates_of(user)
    context = {
        "groups": _groups_of(user, mandates),
        "mandates": _with_hand_overs(mandates),
        "collectives": Collective.objects.filter(referents__user=user).order_by("name"),
        "card": current_card(user),
        "may_enter_admin": has_admin_rights(user),
        "is_coordinator": is_coordinator(user),
        **_ways_in(user),
        "begun": drafts.begun(user),
    }
    return render(request, "accounts/home.html", context)


def _page(request: HttpRequest, name: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    return render_form(request, f"accounts/{name}.html", form, **context)


@form_view
def name(request: HttpRequest) -> HttpResponse:
    """The display name."""
    person = User.objects.get(pk=request.user.pk)  # the header keeps the old name until it is saved
    form = NameForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.save(update_fields=["display_name"])
        messages.success(request, "Votre nom est changé.")
        return redirect("accounts:home")
    return _page(request, "name", form)


OLD_CODE = "old_code"  # in the session: when the old code was given, and by whom
MINUTES_TO_CHANGE = 10


@sensitive_post_parameters("code", "again", "picture")
@form_view
def code(request: HttpRequest) -> HttpResponse:
    """The secret code, for those who have one: the old one, then the new one, each in digits or in pictures."""
    user = request.user
    if not user.secret_hash:
        return redirect("accounts:home")
    given = request.session.get(OLD_CODE, {})
    if given.get("of") != user.pk or time.time() - given["at"] > MINUTES_TO_CHANGE * 60:
        return _old_code(request)
    new = NewCode(request, f"new-code:{user.pk}")
    if not new.chosen:
        return new.answer("accounts/code.html", asks_old=False)
    secret_code.change(user, new.chosen)
    del request.session[OLD_CODE]
    messages.success(request, "Votre nouveau code est gardé. L’ancien ne marche plus.")
    return _remember(request, new, redirect("accounts:home"))


def _old_code(request: HttpRequest) -> HttpResponse:
    entry = CodeEntry(request, f"old-code:{request.user.pk}")
    if entry.given is not None:
        if secret_code.attempt(request.user, entry.given):
            request.session[OLD_CODE] = {"of": request.user.pk, "at": time.time()}
            entry.forget()
            return redirect("accounts:code")
        entry.refuse(NOT_THE_CODE)
    return entry.answer("accounts/code.html", asks_old=True)


def _remember(request: HttpRequest, new: NewCode, response: HttpResponse) -> HttpResponse:
    if request.session.get(shared_computer.KEY):
        new.forget()
        return response
    return new.remember(response)


@sensitive_post_parameters("proof", "password1", "password2")
@form_view
@proved_in_pictures_first
def set_password(request: HttpRequest) -> HttpResponse:
    """A first password, at the price of the secret code."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    data = request.POST if request.method == "POST" else None
    form = SetPasswordForm(data, user=request.user, proved=proof.is_fresh(request))
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["password1"])
        finalize_password_set(request, request.user)
        return redirect("accounts:home")
    return _page(request, "set_password", form)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What the site knows, in words, and the file to take away."""
    return render(request, "accounts/data.html")


@require_safe
def data_file(request: HttpRequest) -> HttpResponse:
    """Everything the site knows of the person, as a JSON file."""
    everything = {"fichier fait le": timezone.now(), **my_data.export(request.user)}
    response = JsonResponse(everything, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@sensitive_post_parameters("proof")
@form_view
@proved_in_pictures_first
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account and all that is in it, at once."""
    data = request.POST if request.method == "POST" else None
    form = EraseForm(data, user=request.user, proved=proof.is_fresh(request))
    if request.method == "POST" and form.is_valid():
        my_data.erase(User.objects.get(pk=request.user.pk))
        return goodbye(request, "accounts:erased")
    return _page(request, "erase", form)


@require_safe
def begun(request: HttpRequest) -> HttpResponse:
    """What was being sent when the session ended, to be sent again or dropped."""
    kept = [
        {"draft": draft, "fields": fields, "texts": [text for text in _flat(fields) if " " in text.strip()]}
        for draft, fields in ((draft, drafts.read(draft)) for draft in drafts.begun(request.user))
    ]
    context = {"kept": kept, "draft_field": drafts.FIELD, "onward": after_sign_in.target(request)}
    return render(request, "accounts/drafts.html", context)


def _flat(fields: dict[str, list[str]]) -> list[str]:
    return [value for values in fields.values() for value in values]


@require_POST
def forget_begun(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop one of one's own drafts; another person's is left alone without a word."""
    request.user.drafts.filter(pk=pk).delete()
    return redirect("accounts:drafts")
