"""/compte/code/ and a first password: the secrets that open the member's account."""

import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from accounts import open_sessions, reauthentication, shared_computer
from accounts.account.forms import SetPasswordForm
from accounts.permissions import may_choose_code
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from accounts.secret_code import tries_left
from accounts.secret_code.page import ChooseCode, GiveCode, pictures_first
from accounts.sign_in import change_notices
from accounts.sign_in.change_notices import Change
from lib.allauth_internals import change_password, finalize_password_set
from lib.http import form_view, render_form

OLD_CODE = "old_code"  # in the session: when the old code was given, and by whom
MINUTES_TO_CHANGE = 10
FIRST_KEPT = "Votre code est gardé. Avec votre carte, il ouvre votre compte."
KEPT = "Votre nouveau code est gardé. L’ancien ne marche plus. Vos autres appareils sont sortis."


@sensitive_post_parameters("code", "again", "picture")
@form_view
def code(request: MemberRequest) -> HttpResponse:
    """Change the secret code: ask for the old one, then for the new one, each in digits or in pictures.

    A member who has none, and entered by password, proves who they are and chooses a first one: their card opens
    nothing before.
    """
    user = request.user
    if not user.secret_hash:
        return _first_code(request)
    given = request.session.get(OLD_CODE, {})
    if given.get("of") != user.pk or time.time() - given["at"] > MINUTES_TO_CHANGE * 60:
        return _old_code(request)
    new = ChooseCode(request, f"new-code:{user.pk}")
    if not new.chosen:
        return new.answer("accounts/code.html", asks_old=False)
    secret_code.change(user, new.chosen)
    change_notices.tell(user, Change.CODE)
    del request.session[OLD_CODE]
    open_sessions.end_all(user, but=request.session)  # whoever knew the old one may be inside
    messages.success(request, KEPT)
    return _remember(request, new, redirect("accounts:home"))


def _first_code(request: MemberRequest) -> HttpResponse:
    if not may_choose_code(request.user):
        return redirect("accounts:home")
    if not reauthentication.is_fresh(request):
        return reauthentication.ask(request)
    new = ChooseCode(request, f"new-code:{request.user.pk}")
    if not new.chosen:
        return new.answer("accounts/code.html", is_first=True)
    secret_code.change(request.user, new.chosen)
    change_notices.tell(request.user, Change.CODE)
    messages.success(request, FIRST_KEPT)
    return _remember(request, new, redirect("accounts:home"))


def _old_code(request: MemberRequest) -> HttpResponse:
    page = GiveCode(request, f"old-code:{request.user.pk}")
    if page.given is not None:
        if secret_code.attempt(request.user, page.given):
            request.session[OLD_CODE] = {"of": request.user.pk, "at": time.time()}
            page.forget()
            return redirect("accounts:code")
        page.refuse(tries_left.of_member(request.user))
    return page.answer("accounts/code.html", asks_old=True)


def _remember(request: HttpRequest, new: ChooseCode, response: HttpResponse) -> HttpResponse:
    if request.session.get(shared_computer.KEY):
        new.forget()
        return response
    return new.remember(response)


@sensitive_post_parameters("proof", "password1", "password2")
@form_view
@pictures_first
def set_password(request: MemberRequest) -> HttpResponse:
    """Let a member who has a secret code choose a first password."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    data = request.POST if request.method == "POST" else None
    form = SetPasswordForm(data, user=request.user, proved=reauthentication.is_fresh(request))
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["password1"])
        finalize_password_set(request, request.user)
        return redirect("accounts:home")
    return render_form(request, "accounts/set_password.html", form)
