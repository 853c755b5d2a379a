"""The names taken from allauth's `internal` packages, which may change in any of its releases: taken here only.

`pyproject.toml` bounds django-allauth for that reason: before raising the bound, read this file against the new
release.
"""

import hashlib
import hmac

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


def visitor_of(request: HttpRequest) -> str:
    """Return the key of a visitor in a limit by address: a fingerprint of their network that changes each day.

    The limiter would write the address itself into the cache, for the hour or the day that a counter lasts.
    """
    message = f"limits:{timezone.localdate()}:{_network_of(request)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


ratelimit.get_ip = visitor_of

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
