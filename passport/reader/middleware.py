"""Every answer under /p/: neutral headers, never cached, never framed, without referrer.

Nobody is signed in there: a member who opens a share is a reader like any other.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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
    """Return whether the address is one of a reader's, errors included."""
    return request.path_info.startswith(SHARING_PREFIX)


class SharingHeadersMiddleware:
    """Set the headers on every answer under /p/, its 404, 429 and 503 too; ignore the session's cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_sharing(request):
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
