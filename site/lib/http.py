"""Tools of the views: the methods of a page with a form, the statuses of its answers, the proof of a POST's origin.

A POST of a public page carries no CSRF token, since one page is kept for every visitor: its origin is the proof.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Statuses of an answer: something was made, the form is to be corrected, too many tries.
CREATED, INVALID, TOO_MANY = 201, 422, 429

form_view = require_http_methods(["GET", "HEAD", "POST"])


def render_form(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """Return the page of a form (`form` in its template), with status INVALID when there is something to correct."""
    return render(request, template, {"form": form, **context}, status=INVALID if form.errors else 200)


def asks_for_a_page(request: HttpRequest) -> bool:
    """Return whether a browser asks for a page to show: every browser then says that it reads HTML."""
    return "text/html" in request.headers.get("Accept", "")


def is_behind_the_entrance(request: HttpRequest) -> bool:
    """Return whether the address asked for is one that only a signed-in person may use, or is nobody's."""
    match = request.resolver_match
    return match is not None and getattr(match.func, "login_required", True)


def number_in(raw: str, most: int) -> int | None:
    """Return the number that an address says, from 0 to `most`; None for anything else."""
    if not (raw.isascii() and raw.isdigit() and len(raw) <= len(str(most))):
        return None
    return int(raw) if int(raw) <= most else None


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that the request comes from a page of this site.

    `Sec-Fetch-Site: same-origin`, or, when a browser does not send that header, an `Origin` that is ours.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:  # not an address
        return False
    return bool(origin.netloc) and origin.netloc == request.get_host() and origin.scheme == request.scheme


def same_origin(view: View) -> View:
    """Refuse (403) a POST that does not come from a page of this site; replaces the CSRF token."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SAFE and not comes_from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def refuse_cross_site(view: View) -> View:
    """Refuse (403) a POST only when the browser says another site sent it.

    For the pages under `no-referrer`: Chromium sends `Origin: null` from them, so nothing else can be asked.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") in {
            "cross-site",
            "same-site",
        }:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped
