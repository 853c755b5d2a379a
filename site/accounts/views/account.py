"""/compte/: one's own account, one thing per page."""

from typing import Any

from allauth.account.internal.flows.password_change import change_password, finalize_password_set
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import after_sign_in, drafts, my_data, secret_code
from accounts.forms.account import ChangeCodeForm, EmailForm, EraseForm, NameForm, SetPasswordForm
from accounts.models import Mandate, User
from accounts.permissions import groups_run_by, has_admin_rights, is_coordinator
from accounts.services import current_card
from accounts.views.leaving import goodbye
from directory.models import Collective

form_view = require_http_methods(["GET", "HEAD", "POST"])


def _groups_of(user: User) -> list[dict[str, Any]]:
    present = Prefetch("mandates", Mandate.objects.current(), to_attr="present_mandates")
    memberships = user.memberships.current().select_related("peer_group").prefetch_related(present)
    run = set(groups_run_by(user))
    groups = []
    for membership in memberships.order_by("peer_group__name"):
        parts = [mandate.get_office_display() for mandate in membership.present_mandates]
        if membership.role != membership.Role.MEMBER:
            parts.append(membership.get_role_display())
        group = membership.peer_group
        groups.append({"pk": membership.pk, "group": group, "parts": parts, "runs": group in run})
    return groups


def _mandates_of(user: User) -> list[dict[str, Any]]:
    """A person's mandates, latest first, each with the hand-overs they may open: what they leave, what they take."""
    mandates = Mandate.objects.filter(membership__user=user).select_related("replaces__membership__user")
    found = []
    for mandate in mandates.order_by("-starts_on", "-pk"):
        passing = [mandate] if mandate.ends_on else []
        found.append({"mandate": mandate, "passing": passing + ([mandate.replaces] if mandate.replaces else [])})
    return found


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, and the way to each thing one may change."""
    user = request.user
    context = {
        "groups": _groups_of(user),
        "mandates": _mandates_of(user),
        "collectives": Collective.objects.filter(referents__user=user).order_by("name"),
        "card": current_card(user),
        "may_enter_admin": has_admin_rights(user),
        "is_coordinator": is_coordinator(user),
        "has_second_factor": Authenticator.objects.filter(user=user).exists(),
        "has_password": user.has_usable_password(),
        "begun": drafts.begun(user),
    }
    return render(request, "accounts/home.html", context)


def _page(request: HttpRequest, name: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    return render(request, f"accounts/{name}.html", {"form": form, **context}, status=422 if form.errors else 200)


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


def _keep_email(user: User, email: str) -> None:
    EmailAddress.objects.filter(user=user).delete()  # allauth's copies would still open the account
    user.email = email or None
    user.save(update_fields=["email"])


@sensitive_post_parameters("proof")
@form_view
def email(request: HttpRequest) -> HttpResponse:
    """The e-mail address, which may be emptied."""
    initial = {"email": request.user.email or ""}
    form = EmailForm(request.POST if request.method == "POST" else None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _keep_email(User.objects.get(pk=request.user.pk), form.cleaned_data["email"])
        except IntegrityError:  # someone else gave the same address in the meantime
            form.add_error("email", "Cette adresse ne peut pas être utilisée ici. Choisissez-en une autre.")
            return _page(request, "email", form)
        has_one = bool(form.cleaned_data["email"])
        messages.success(
            request, "Votre adresse est gardée." if has_one else "Le site n’a plus d’adresse e-mail de vous."
        )
        return redirect("accounts:home")
    return _page(request, "email", form)


@sensitive_post_parameters("old", "code", "again")
@form_view
def code(request: HttpRequest) -> HttpResponse:
    """The secret code of the card, for those who have one."""
    if not request.user.secret_hash:
        return redirect("accounts:home")
    form = ChangeCodeForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        secret_code.change(request.user, form.cleaned_data["code"])
        messages.success(request, "Votre nouveau code est gardé. L’ancien ne marche plus.")
        return redirect("accounts:home")
    return _page(request, "code", form)


@sensitive_post_parameters("proof", "password1", "password2")
@form_view
def set_password(request: HttpRequest) -> HttpResponse:
    """A first password, at the price of the secret code."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    form = SetPasswordForm(request.POST if request.method == "POST" else None, user=request.user)
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
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account and all that is in it, at once."""
    form = EraseForm(request.POST if request.method == "POST" else None, user=request.user)
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
