"""The proof of origin of POSTs that carry no CSRF token (public pages, shared by every visitor)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says the request comes from a page of this site.

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
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE and not comes_from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def refuse_cross_site(view: View) -> View:
    """Refuse (403) a POST only when the browser says another site sent it.

    For /p/: under `no-referrer` Chromium sends `Origin: null`, so nothing else can be asked.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") in {
            "cross-site",
            "same-site",
        }:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped
