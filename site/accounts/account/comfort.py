"""Reading comfort: size, spacing, easy version, colours, pace of the voice; in a cookie, or the account of a member.

The values become attributes of <html>. The middleware writes them into the placeholder of the template, so that one
cached page serves everyone.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.models import User
from lib.cookies import host_only

COOKIE = "confort"
PLACEHOLDER = b'<html lang="fr" data-comfort>'
# name: (values, first one is the default)
CHOICES: dict[str, list[str]] = {
    "size": User.Size.values,
    "spacing": User.Spacing.values,
    "easy": ["off", "on"],
    "scheme": User.Scheme.values,
    "pace": User.Pace.values,
}


def read(raw: str) -> dict[str, str]:
    """Return the values of a cookie such as ``l.wide.on.dark.slow``; an unknown value becomes the default."""
    given = dict(zip(CHOICES, raw.split("."), strict=False))
    return {name: given[name] if given.get(name) in values else values[0] for name, values in CHOICES.items()}


def write(values: dict[str, str]) -> str:
    """Return the text of the cookie for these values."""
    return ".".join(values[name] for name in CHOICES)


def of_browser(request: HttpRequest) -> dict[str, str]:
    """Return the values kept in the cookie of this browser."""
    return read(request.COOKIES.get(host_only(COOKIE), ""))


def of_user(user: User) -> dict[str, str]:
    """Return the values kept with an account."""
    return {
        "size": user.text_size,
        "spacing": user.text_spacing,
        "easy": "on" if user.easy_read else "off",
        "scheme": user.colour_scheme,
        "pace": user.reading_pace,
    }


def keep(user: User, values: dict[str, str]) -> None:
    """Keep these values with an account."""
    user.text_size, user.text_spacing = values["size"], values["spacing"]
    user.easy_read, user.colour_scheme = values["easy"] == "on", values["scheme"]
    user.reading_pace = values["pace"]
    user.save(update_fields=["text_size", "text_spacing", "easy_read", "colour_scheme", "reading_pace"])


def current(request: HttpRequest) -> dict[str, str]:
    """Return the values of this request: the member's, else the cookie's; a preview may impose its own."""
    user: Any = getattr(request, "user", None)
    imposed: dict[str, str] = getattr(request, "shown_comfort", {})
    if user is not None and user.is_authenticated:
        return of_user(user) | imposed
    return of_browser(request) | imposed


class ComfortMiddleware:
    """Write the comfort attributes into the placeholder of every HTML page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        if PLACEHOLDER in response.content[:400]:
            attributes = "".join(f' data-{name}="{value}"' for name, value in current(request).items())
            opening = f'<html lang="fr"{attributes}>'.encode()
            response.content = response.content.replace(PLACEHOLDER, opening, 1)
            if "Content-Length" in response.headers:  # set before us: the page would arrive cut
                response.headers["Content-Length"] = str(len(response.content))
        return response
