"""The second factor: who is asked for one after a password, a card or a mailed code; the printed codes that replace it.

A passkey already asks for a finger, a face or the code of the phone: to have one never adds a question for members. For
people with admin rights it is also a second factor after another way in.
"""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import has_admin_rights, has_power, ways_in
from lib.allauth_internals import RecoveryCodes, did_use_passwordless_login, generate_recovery_codes

Type = Authenticator.Type
FEW_LEFT = 3  # codes left on paper: time to print others


def is_asked_of(user: User) -> bool:
    """Return whether this person is asked for a second factor: the application, or with admin rights a passkey too."""
    types = [Type.TOTP, Type.WEBAUTHN] if has_admin_rights(user) else [Type.TOTP]
    return is_mfa_enabled(user, types)


def is_held_by(user: User) -> bool:
    """Return whether this person has a second factor of any kind: an application, a device, codes left on paper."""
    return is_mfa_enabled(user, [Type.TOTP, Type.WEBAUTHN]) or bool(paper_codes_left(user))


def codes_of(user: User) -> set[str]:
    """Return where this person reads a code to copy: of an application, of a sheet, both or neither."""
    paper = {Type.RECOVERY_CODES.value} if paper_codes_left(user) else set()
    return paper | ({Type.TOTP.value} if is_mfa_enabled(user, [Type.TOTP]) else set())


def is_owed(request: HttpRequest) -> bool:
    """Return whether this session still lacks the second factor that power over others, or the admin, asks for."""
    user = request.user
    return user.is_authenticated and "mfa" not in ways_in(request) and (has_power(user) or has_admin_rights(user))


def only_useful(request: HttpRequest, ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ways to prove who one is, without the code or password where a second factor is owed.

    These would be accepted, and the same question asked again.
    """
    return [way for way in ways if way["id"] != "reauthenticate"] if is_owed(request) else ways


class SecondFactorStage(AuthenticateStage):
    """allauth's step of the second factor, for the people who are asked for one."""

    login: Login

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        return user is not None and not did_use_passwordless_login(request, user) and is_asked_of(user)


def paper_codes_left(user: User) -> int:
    """Return how many printed codes are left; 0 when none was ever printed."""
    held = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    codes = held.wrap() if held else None
    return len(codes.get_unused_codes()) if codes and codes.did_view else 0


def print_paper_codes(request: HttpRequest) -> list[str]:
    """Return new codes to print, which replace the old ones: shown now, never again.

    Raise allauth's ReauthenticationRequired when the member has not just proved who they are.
    """
    codes: RecoveryCodes = generate_recovery_codes(request).wrap()
    codes.mark_as_viewed()
    return codes.get_unused_codes()
