"""« C’est bien vous ? »: the password or secret code asked again before a change of the ways into an account.

A proof holds for five minutes, like allauth's own reauthentication, whose records are used: a tablet left open on a
table gives nothing lasting to a person who passes by.
"""

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import User
from accounts.permissions import may_hold_card
from lib.allauth_internals import get_authentication_records, record_authentication
from lib.http import View

FRESH = 5 * 60  # seconds
KNOWN_BY_HEART = frozenset({"password", "secret_code"})
PASSKEY = Authenticator.Type.WEBAUTHN.value


def gives_code(user: User) -> bool:
    """Return whether this person's secret code proves who they are: never for those with admin rights."""
    return bool(user.secret_hash) and may_hold_card(user)


def can_be_given(user: User) -> bool:
    """Return whether this person has a password or a code with which to prove who they are."""
    return user.has_usable_password() or gives_code(user)


def is_fresh(request: HttpRequest, *, entering: bool = False) -> bool:
    """Return whether the member proved who they are in the last five minutes.

    `entering`: a sign-in with the card and the code counts, never one with a second slip. In a session that a slip
    opened, a paper code proves nothing: it lies in the same drawer.
    """
    records = get_authentication_records(request, request.user)
    by_slip = any(record.get("slip") for record in records)
    return any(
        (_proves(record, by_slip) if record.get("reauthenticated") else entering and _enters(record))
        for record in records
        if time.time() - record["at"] < FRESH
    )


def _proves(record: dict[str, Any], by_slip: bool) -> bool:
    return not by_slip or record["method"] in KNOWN_BY_HEART or record.get("type") == PASSKEY


def _enters(record: dict[str, Any]) -> bool:
    return record["method"] == "card" and not record.get("slip")


def renew_key(request: HttpRequest, user: User, **_: Any) -> None:
    """Give the session another key each time the member proves who they are (connected to allauth's signal).

    At sign-in, nobody is signed in yet: Django's `login` renews the key.
    """
    if request.user == user:
        request.session.cycle_key()


def note(request: HttpRequest, method: str) -> None:
    """Record that the member has just proved who they are, by `password` or `secret_code`."""
    record_authentication(request, request.user, method=method, reauthenticated=True)


def ask(request: HttpRequest, page: str | None = None) -> HttpResponseRedirect:
    """Redirect to the question, then back to `page` (the present one by default)."""
    return HttpResponseRedirect(
        f"{reverse('account_reauthenticate')}?{urlencode({'next': page or request.get_full_path()})}"
    )


def required(view: View) -> View:
    """Ask the question before a page, unless the member has just proved who they are."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_fresh(request):
            return ask(request)
        return view(request, *args, **kwargs)

    return wrapped
