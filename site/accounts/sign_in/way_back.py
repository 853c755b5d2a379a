"""Where one was before signing in: every way in leads back there, to an address of this site alone.

The address goes with the forms and links of the entrance (`next`). The square of a card opens a page of its own: the
page that asks for a card keeps the address meanwhile in a cookie of a quarter of an hour, which serves once.
"""

from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lib.cookies import host_only
from lib.own_address import leads_here, safe_next

COOKIE = "retour"
KEPT = 15 * 60  # seconds, as long as a card shown
LONGEST = 500  # signs of an address: a long one is asked for without what follows « ? »


def entrance(request: HttpRequest, here: str = "") -> str:
    """Return the address of the entrance, which leads back to this page.

    `here` is the page to come back to when its address is not that of the request. On a page of the entrance or of
    the account, the page asked for before goes on being so; nothing is said of the home, where one is led anyway.
    """
    if request.path.startswith(reverse("accounts:home")):
        target = safe_next(request)
    else:
        is_whole = request.method in {"GET", "HEAD"} and leads_here(request, request.GET.get("next") or "/")
        asked = here or (request.get_full_path() if is_whole else request.path)
        target = asked if len(asked) <= LONGEST else request.path
    return towards(request, target)


def towards(request: HttpRequest, target: str) -> str:
    """Return the address of the entrance that leads to `target`; without it, when it is no address of ours."""
    entrance = reverse("account_login")
    is_said = target not in {"", "/"} and len(target) <= LONGEST and leads_here(request, target)
    return f"{entrance}?next={quote(target)}" if is_said else entrance


def keep(request: HttpRequest, response: HttpResponse, target: str) -> HttpResponse:
    """Keep in the browser where to go back, for the square of a card, which says nothing of it."""
    if not target:
        return forget(request, response)  # of whoever was here before
    if len(target) <= LONGEST and leads_here(request, target):
        response.set_cookie(
            host_only(COOKIE), quote(target), max_age=KEPT, secure=settings.SECURE, httponly=True, samesite="Strict"
        )
    return response


def kept(request: HttpRequest) -> str:
    """Return where the page that asked for a card was led from, "" for nowhere, or for an address of another site."""
    target = unquote(request.COOKIES.get(host_only(COOKIE), ""))
    return target if leads_here(request, target) else ""


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Forget it: it has served, or is of whoever was here before. Called at each sign-in and at each sign-out."""
    if host_only(COOKIE) in request.COOKIES:
        response.delete_cookie(host_only(COOKIE))
    return response
