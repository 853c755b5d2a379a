"""Signing out, and « Quitter » on a shared computer: nothing of the person stays in the browser but its files."""

from contextlib import suppress
from functools import wraps
from http.cookies import CookieError
from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import one_act
from accounts.sign_in import way_back
from lib.http import View

KEPT_PAGES = '"cache"'  # not its cookies: reading comfort and the kind of code stay with the device
CLEARED = '"cache", "cookies", "storage"'


def goodbye(request: HttpRequest, view_name: str) -> HttpResponse:
    """End the session, make the browser forget this site, and redirect to a plain page."""
    logout(request)
    response = redirect(view_name)
    for name in request.COOKIES:
        with suppress(CookieError):  # a name no server may write: not one of ours
            response.delete_cookie(name)
    response.headers["Clear-Site-Data"] = CLEARED
    response.headers["Cache-Control"] = "no-store"
    return response


def once_signed_out(view: View) -> View:
    """Show a page that says the account is closed to whoever is signed out; others are led to the home page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("/") if request.user.is_authenticated else view(request, *args, **kwargs)

    return wrapped


@one_act.is_part
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out; the browser forgets the pages it kept, so that going back shows none."""
    response = allauth_views.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = KEPT_PAGES
        way_back.forget(request, response)
    return response


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out and clear the browser; also works when the session has already ended."""
    return goodbye(request, "accounts:left")


@login_not_required
@require_safe
@once_signed_out
def left(request: HttpRequest) -> HttpResponse:
    """Say that the visitor is signed out, and what stays on the computer."""
    return render(request, "accounts/left.html", {"erased": False})


@login_not_required
@require_safe
@once_signed_out
def erased(request: HttpRequest) -> HttpResponse:
    """Say that the account is erased."""
    return render(request, "accounts/left.html", {"erased": True})
