"""« Quitter et effacer »: nothing of the person stays in the browser, but for the files they downloaded."""

from contextlib import suppress
from http.cookies import CookieError

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

CLEARED = '"cache", "cookies", "storage"'


def goodbye(request: HttpRequest, view_name: str) -> HttpResponse:
    """End the session, empty the browser of this site, then show a plain page."""
    logout(request)
    response = redirect(view_name)
    for name in request.COOKIES:
        with suppress(CookieError):  # a name no server may write: not one of ours
            response.delete_cookie(name)
    response.headers["Clear-Site-Data"] = CLEARED
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Leave; also works when the session has already ended."""
    return goodbye(request, "accounts:left")


@login_not_required
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """You are out; what stays on the computer."""
    return render(request, "accounts/left.html", {"erased": False})


@login_not_required
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The account is no more."""
    return render(request, "accounts/left.html", {"erased": True})
