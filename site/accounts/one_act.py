"""An account opened on somebody else's device, for one act: its session opens the page of that act, and no other.

Whoever enters their code on a device that was handed to them opens nothing else of theirs: the device goes back to its
owner, who would find the whole account open when they forget to leave. Every page that asks who one is leads to the
act; a page that anybody reads is read as nobody. A view says that it is part of what is open:

    @one_act.is_part
    def here(request): ...

It ends with the session: nothing turns it into a whole one.
"""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from accounts import shared_computer
from lib.http import View

KEY = "one_act"  # in the session: the name of the page of the act


def begin(request: HttpRequest, page: str) -> None:
    """Close the account that is being opened, but for the page of this name; its session is of a shared computer."""
    shared_computer.begin(request, shared=True)
    request.session[KEY] = page


def page_of(request: HttpRequest) -> str:
    """Return the name of the page of the act for which this session is open; "" for any other session."""
    session = getattr(request, "session", None)
    if session is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return str(session.get(KEY, ""))


def is_part(view: View) -> View:
    """Let a session opened for one act have this view."""
    cast("Any", view).is_part_of_one_act = True
    return view


def has(view: View) -> bool:
    """Return whether a session opened for one act has this view."""
    return bool(getattr(view, "is_part_of_one_act", False))
