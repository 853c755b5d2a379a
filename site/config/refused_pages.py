"""The page of a form to be corrected, given an address: « Back » finds it again.

Such a page is the answer to a press, and pages of a member are kept by no browser (`no-store`): going back to it would
meet an error of the browser. So a browser is led to an address where the same page waits ten minutes, with the same
status, sealed in the session: it goes with it. Nothing is run again. Whoever is no browser is answered on the spot. So
are a page that repeats a code or a password, and public forms (an anonymous question): these are never kept.
"""

import time
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import escape

from accounts.sign_in import interrupted_forms
from lib.http import INVALID, asks_for_a_page, is_behind_the_entrance
from lib.limits import within_limit
from lib.secrets import draw_token, seal, unseal

FIELD = "corriger"  # in the address: which of the pages
KEY = "refused_pages"
KEPT = 2  # the oldest goes when a third is to be corrected
LARGEST = 400 * 1024  # bytes of a page
# Bytes of a page of the entrance, and of what is kept of it: what anybody sends is not written down at length.
LARGEST_OF_NOBODY, LARGEST_OF_NOBODY_KEPT = 64 * 1024, 16 * 1024
MOST_SECRETS = 20  # values of a form; six pictures and their second turn are twelve
SECONDS = 10 * 60
NOBODY_S = 2 * 60  # at the entrance: the next person may sit down at the same screen
# Public, but the steps of one sign-in: nobody is there yet, and a session begins.
SIGN_IN = {
    *("account_login", "account_request_login_code", "account_confirm_login_code", "mfa_authenticate"),
    *("accounts:card", "accounts:card_code"),
}


class RefusedPageMiddleware:
    """Keep the page of a refused form and lead to it; show it again. Stands behind every gate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and FIELD in request.GET:
            _leave_the_address(request)
        response = self.get_response(request)
        interrupted_forms.note_answer(request, response)
        return _lead(request, response) if _is_to_be_kept(request, response) else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Return the page that waits at this address for this person; None lets the view answer.

        The view is asked first: a page of names is not for who has no place there any more.
        """
        if request.method not in {"GET", "HEAD"} or FIELD not in request.GET:
            return None
        kept = request.session.get(KEY, {}).get(request.GET[FIELD])
        if (
            not kept
            or kept["of"] != request.user.pk
            or time.time() - kept["at"] > (SECONDS if kept["of"] else NOBODY_S)
        ):
            return None
        page = unseal(kept["sealed"])
        if not page or page["path"] != request.path:
            return None
        _leave_the_address(request)
        now = view(request, *args, **kwargs)
        # Some forms are only sent: their address leads to the page that shows them, or has no answer to a GET.
        if now.status_code >= HTTPStatus.BAD_REQUEST and now.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return now
        return HttpResponse(zlib.decompress(b64decode(page["body"])), status=INVALID)


def _leave_the_address(request: HttpRequest) -> None:
    """Take the page out of the address of the next press: a view that leads back to itself would show it again."""
    query = request.GET.copy()
    del query[FIELD]
    cast("Any", request).GET = query
    request.META["QUERY_STRING"] = query.urlencode()


def _is_to_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == INVALID
        and request.method == "POST"
        and not response.streaming
        and asks_for_a_page(request)
        and _may_wait(request)
        and _has_room(request, response)
        and not _repeats_a_secret(request, response)
    )


def _may_wait(request: HttpRequest) -> bool:
    if request.user.is_authenticated:
        return is_behind_the_entrance(request)
    return request.resolver_match is not None and request.resolver_match.view_name in SIGN_IN


def _has_room(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the page may be written down: of nobody few are, and short ones."""
    size = len(response.content)
    if request.user.is_authenticated:
        return size <= LARGEST
    short = size <= LARGEST_OF_NOBODY and len(zlib.compress(response.content)) <= LARGEST_OF_NOBODY_KEPT
    return short and within_limit(request, "refused")


def _repeats_a_secret(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the page says again a code or a password; True, unread, when a form holds more than ours do."""
    pressed = request.POST.getlist("picture")  # a page of pictures shows them all, whichever was pressed
    secrets = [said for said in interrupted_forms.secrets_in(request.POST) if said not in pressed]
    if len(secrets) > MOST_SECRETS:
        return True
    page = response.content.decode()
    return any(escape(said) in page for said in secrets)


def _lead(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    ref = draw_token()
    sealed = seal({"path": request.path, "body": b64encode(zlib.compress(response.content)).decode()})
    kept = {**request.session.get(KEY, {}), ref: {"of": request.user.pk, "at": int(time.time()), "sealed": sealed}}
    request.session[KEY] = dict(list(kept.items())[-KEPT:])
    query = request.GET.copy()
    query[FIELD] = ref
    led = HttpResponseRedirect(f"{request.path}?{query.urlencode()}#erreurs", status=303)
    led.cookies = response.cookies
    return led
