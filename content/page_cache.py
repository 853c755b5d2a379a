"""The page cache: one body per path and version of the texts, for every visitor without a session.

Only the views of `CACHED_VIEWS` are kept, and only their plain answers: GET, status 200, no cookie either way, no
query string. A later step writes the reading comfort into the body. The version of a text cannot be written so: only
the one asked for, complete or easy to read, is in the page. The whole site has one generation: publishing anything
makes every kept body unreachable (docs/architecture.md#requests-and-the-page-cache).
"""

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from accounts.account import comfort
from content.remembered import LONGEST, generation
from lib import cookies

CACHED_VIEWS = {
    "home",
    "wagtail_serve",
    "courses:modules",
    "courses:module",
    "courses:lesson",
    "help",
    "help_lost",
    "help_worried",
    "about",
    "legal",
    "privacy",
    "accessibility",
    "practices:index",
    "practices:practice",
    "glossary:index",
    "tools:index",
    "tools:tool",
    "directory:index",
    "directory:departments",
    "directory:peer_group",
    "directory:collective",
}
GetResponse = Callable[[HttpRequest], HttpResponse]


def _may_be_served(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and says_a_known_port(request)
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and cookies.messages() not in request.COOKIES
    )


def says_a_known_port(request: HttpRequest) -> bool:
    """Return whether the `Host` names the port of the site, or none: each other would be one more key of every page."""
    known = {"", str(urlsplit(settings.ORIGIN).port or ""), request.META.get("SERVER_PORT", "")}
    return split_domain_port(request.get_host())[1] in known


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and match is not None
        and match.view_name in CACHED_VIEWS
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
    )


def plain_host(request: HttpRequest) -> str:
    """Return the host of a request as one text, however its letters were typed: each would be one more key."""
    return ":".join(split_domain_port(request.get_host()))


def _key(request: HttpRequest) -> str:
    """Return a short key for any path, without the characters that some stores refuse."""
    easy = comfort.of_browser(request)["easy"]
    return sha256(f"{generation()}:{plain_host(request)}:{easy}:{request.path}".encode()).hexdigest()


class PageCacheMiddleware:
    """Serve a kept body before the session is read; keep the answers that may be kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_served(request):
            return self._unkept(request)
        key = _key(request)
        kept = caches["pages"].get(key)
        if kept is not None:
            response = HttpResponse(kept)
        else:
            response = self.get_response(request)
            if _may_be_kept(request, response):
                caches["pages"].set(key, response.content, LONGEST)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def _unkept(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            # The back button of a shared computer must not bring back the page of a member.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
