"""What the last press on a reader's page was answered, sealed in a short cookie: each page then has an address.

A page made by a press cannot be shown again under `no-store`: « Back » would meet an error of the browser. So a press
is answered with the address of the next page, and what that page must say again (the name, the slip, the message)
waits here for ten minutes, tied to that address. Never anything of the passport.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lib import cookies
from lib.http import asks_for_a_page
from lib.secrets import seal, unseal

SECONDS = 10 * 60
LARGEST = 3500  # characters: a browser drops a cookie of more than 4,096
_NAME, _MARKER = "etape", "garde"


def _set(response: HttpResponse, name: str, value: str, path: str, max_age: int | None) -> None:
    response.set_cookie(
        cookies.https_only(name),
        value,
        max_age=max_age,
        path=path,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def note(response: HttpResponse, path: str, step: dict[str, Any]) -> bool:
    """Write a step in the answer, for the pages under `path`; return False when it is too large for a cookie."""
    sealed = seal({"path": path, "at": int(time.time()), "step": step})
    if len(sealed) > LARGEST:
        return False
    _set(response, _NAME, sealed, path, SECONDS)
    return True


def of(request: HttpRequest, path: str) -> dict[str, Any] | None:
    """Return the step noted for the pages under `path`; None when there is none, or ten minutes later."""
    held = unseal(request.COOKIES.get(cookies.https_only(_NAME), ""))
    if not isinstance(held, dict) or held.get("path") != path or time.time() - held["at"] > SECONDS:
        return None
    return dict(held["step"])


def forget(response: HttpResponse, path: str) -> None:
    """Forget what waited for the pages under `path`: it is sent."""
    response.delete_cookie(cookies.https_only(_NAME), path=path)


def mark(response: HttpResponse, path: str) -> None:
    """Write a cookie that says nothing, until the browser is closed: that it comes back tells that cookies are kept."""
    _set(response, _MARKER, "1", path, None)


def are_kept(request: HttpRequest) -> bool:
    """Return whether this browser keeps the cookies of this page."""
    return cookies.https_only(_MARKER) in request.COOKIES


def lead(request: HttpRequest, address: str, path: str, step: dict[str, Any]) -> HttpResponse | None:
    """Return the redirection of a browser to the page that says a step again, or None to answer on the spot.

    On the spot: what is no browser, and what is too large for a cookie.
    """
    response = HttpResponseRedirect(address, status=303)
    return response if asks_for_a_page(request) and note(response, path, step) else None
