"""Pages printed once: sealed in the session of whoever prints them, shown for ten minutes, or ten more, then gone."""

import time
from typing import Any

from django.http import HttpRequest

from lib.secrets import seal, unseal

MINUTES = 10


def keep(request: HttpRequest, name: str, value: Any) -> None:
    """Let the page called `name` be shown to this person for ten minutes. `value`: anything JSON can hold."""
    request.session[name] = {"of": request.user.pk, "at": int(time.time()), "sealed": seal(value)}


def shown(request: HttpRequest, name: str) -> Any:
    """Return what stands on the printed page, None when it is gone or another person's."""
    kept = request.session.get(name)
    if not kept or kept["of"] != request.user.pk or time.time() - kept["at"] > MINUTES * 60:
        return None
    return unseal(kept["sealed"])


def renew(request: HttpRequest, name: str) -> None:
    """Show the page for ten more minutes from now, if it is not gone yet."""
    if shown(request, name) is not None:
        request.session[name] = {**request.session[name], "at": int(time.time())}


def is_just_made(request: HttpRequest, name: str) -> bool:
    """Return whether the printed page is a few seconds old: the button was pressed twice."""
    kept = request.session.get(name)
    if not kept:
        return False
    return time.time() - kept["at"] < 10 and shown(request, name) is not None


def put_away(request: HttpRequest, name: str) -> None:
    """Drop the page, once it is printed: nothing shows it any more."""
    request.session.pop(name, None)
