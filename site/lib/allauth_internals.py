"""The names taken from allauth's `internal` packages, which may change in any of its releases: taken here only.

`pyproject.toml` bounds django-allauth for that reason: before raising the bound, read this file against the new
release.
"""

import hashlib
import hmac
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.internal.flows.password_change import change_password, finalize_password_set
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.core.internal import ratelimit
from allauth.mfa.base.internal.flows import delete_and_cleanup, post_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.auth import WebAuthn, begin_authentication, begin_registration
from allauth.mfa.webauthn.internal.flows import (
    did_use_passwordless_login,
    perform_passwordless_login,
    rename_authenticator,
)
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

_network_of = ratelimit.get_ip
_name_of = ratelimit.get_cache_key


def visitor_of(request: HttpRequest) -> str:
    """Return the key of a visitor in a limit by address: a fingerprint of their network that changes each day.

    The limiter would write the address itself into the cache, for the hour or the day that a counter lasts.
    """
    return _fingerprint(f"limits:{timezone.localdate()}:{_network_of(request)}")


def name_of_counter(request: HttpRequest, *, key: str | None = None, user: Any = None, **counted: Any) -> str:
    """Return the name of a counter in the cache, where what is counted and whose it is are fingerprints.

    The limiter hashes `key` without any secret, and writes the number of an account as it is: who holds a copy of the
    cache would try every address of visitors, and read who did what lately.
    """
    person = user or getattr(request, "user", None)
    if person is not None and person.pk is not None:
        user = SimpleNamespace(pk=_fingerprint(f"limits:user:{person.pk}"))
    return _name_of(request, key=key and _fingerprint(f"limits:key:{key}"), user=user, **counted)


def _fingerprint(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


ratelimit.get_ip, ratelimit.get_cache_key = visitor_of, name_of_counter

__all__ = [
    "AUTHENTICATION_METHODS_SESSION_KEY",
    "LOGIN_SESSION_KEY",
    "TOTP",
    "RecoveryCodes",
    "WebAuthn",
    "begin_authentication",
    "begin_registration",
    "change_password",
    "delete_and_cleanup",
    "did_use_passwordless_login",
    "finalize_password_set",
    "format_hotp_value",
    "generate_recovery_codes",
    "generate_totp_secret",
    "get_authentication_records",
    "hotp_value",
    "perform_login",
    "perform_passwordless_login",
    "post_authentication",
    "ratelimit",
    "record_authentication",
    "rename_authenticator",
    "resume_request",
    "visitor_of",
    "webauthn",
]
