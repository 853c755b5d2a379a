"""Every answer under /p/, or on the neutral host: neutral headers, never cached, never framed, without referrer.

Nobody is signed in there: a member who opens a share is a reader like any other.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lib import cookies
from passport import host
from passport.reader import addresses

SHARING_PREFIX = "/p/"
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_sharing(request: HttpRequest) -> bool:
    """Return whether the address is one of a reader's, errors included: all those of the neutral host are."""
    path = request.path_info
    return path.startswith(SHARING_PREFIX) or addresses.is_misspelt(path) or host.is_asked(request)


def set_headers(response: HttpResponse) -> None:
    """Give an answer the headers of a reader's page."""
    for name, value in HEADERS.items():
        response.headers[name] = value


def _is_a_file(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether a static file of the neutral host was found: it may be kept by the browser."""
    return request.path_info.startswith(settings.STATIC_URL) and response.status_code < HTTPStatus.BAD_REQUEST


class SharingHeadersMiddleware:
    """Set the headers on every answer to a reader, its 404, 429 and 503 too; ignore the cookies of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_sharing(request):
            return self.get_response(request)
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, cookies.messages()):
            request.COOKIES.pop(name, None)
        response = self.get_response(request)
        if _is_a_file(request, response):
            response.headers["Referrer-Policy"] = HEADERS["Referrer-Policy"]
            return response
        set_headers(response)
        return response
