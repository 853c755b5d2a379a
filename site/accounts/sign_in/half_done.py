"""A sign-in half done ends when the password or the address that began it changes, or its person ends every session.

allauth keeps it in the session of a visitor, by the key of the person: nothing else ends it before its ten minutes.
"""

from collections.abc import Callable

from allauth.account.utils import url_str_to_user_pk
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from lib.allauth_internals import LOGIN_SESSION_KEY

STATE = "half_done"  # in the session, beside the sign-in of allauth


class HalfDoneMiddleware:
    """Forget, before a form is read, a sign-in whose person changed their password, code or address, or left it all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            _forget_if_changed(request)
        response = self.get_response(request)
        if request.method == "POST" and request.session.modified:
            _note(request)
        return response


def _forget_if_changed(request: HttpRequest) -> None:
    noted = request.session.get(STATE)
    if noted and not constant_time_compare(noted[1], _state_of(request)):
        request.session.pop(LOGIN_SESSION_KEY, None)
        del request.session[STATE]


def _note(request: HttpRequest) -> None:
    """Note what begins a sign-in, once for each; forget it with the sign-in."""
    pending, noted = request.session.get(LOGIN_SESSION_KEY), request.session.get(STATE)
    if not isinstance(pending, dict):
        request.session.pop(STATE, None)
    elif not noted or noted[0] != pending["initiated_at"]:
        request.session[STATE] = [pending["initiated_at"], _state_of(request)]


def _state_of(request: HttpRequest) -> str:
    """Return a fingerprint of what whoever is signing in may change meanwhile; for nobody, after as long."""
    pending = request.session.get(LOGIN_SESSION_KEY)
    key = pending.get("user_pk") if isinstance(pending, dict) else None
    person = User.objects.filter(pk=url_str_to_user_pk(key) if key else 0).first()
    said = f"{person.pk} {person.password} {person.email} {person.sessions_ended}" if person else ""
    return salted_hmac("accounts.half_done", said, algorithm="sha256").hexdigest()
