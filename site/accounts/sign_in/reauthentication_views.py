"""/compte/confirmer/: « C’est bien vous ? », the password or the secret code asked again, in digits or in pictures."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import reauthentication
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from accounts.secret_code import tries_left
from accounts.secret_code.page import GiveCode, wanted_kind
from accounts.sign_in.reauthentication_forms import ProofForm
from lib.allauth_internals import resume_request
from lib.http import form_view, render_form


@never_cache
@sensitive_post_parameters("proof", "picture")
@form_view
def confirm(request: MemberRequest) -> HttpResponse:
    """Ask the member to prove who they are, then go on. Raise PermissionDenied if they have no way to."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    others = [way for way in ways if way["url"] != request.path]
    if not reauthentication.can_be_given(request.user):
        if not others:
            raise PermissionDenied
        return redirect(f"{others[0]['url']}?{request.GET.urlencode()}")
    if reauthentication.gives_code(request.user) and wanted_kind(request) == "images":
        return _by_pictures(request, others)
    return _by_word(request, others)


def _by_word(request: MemberRequest, others: list[dict[str, Any]]) -> HttpResponse:
    form = ProofForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
            return limited
        if form.is_valid():
            return _on(request, form.method)
    return _page(request, form, others=others)


def _by_pictures(request: MemberRequest, others: list[dict[str, Any]]) -> HttpResponse:
    page = GiveCode(request, f"proof:{request.user.pk}")
    if page.given is not None:
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
            return limited
        if secret_code.attempt(request.user, page.given):
            page.forget()
            return _on(request, "secret_code")
        page.refuse(tries_left.of_member(request.user))
    return page.answer("account/reauthenticate.html", others=others, gives_code=True)


def _on(request: HttpRequest, method: str) -> HttpResponse:
    reauthentication.note(request, method)
    return resume_request(request) or redirect(reverse("accounts:home"))


def _page(request: MemberRequest, form: forms.Form, **context: Any) -> HttpResponse:
    context |= {"entry": None, "gives_code": reauthentication.gives_code(request.user)}
    return render_form(request, "account/reauthenticate.html", form, **context)
