"""Which pages a passkey may be asked from: those of ORIGIN, to the letter.

By itself the library lets every subdomain ask, and every port; over http, every page of any site.
"""

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity

from lib.allauth_internals import webauthn


def ask_from_here_alone() -> None:
    """Have allauth compare the origin of each answer with that of the site."""
    webauthn.get_server = _server


def _server() -> Fido2Server:
    site = PublicKeyCredentialRpEntity(**get_adapter().get_public_key_credential_rp_entity())
    return Fido2Server(site, verify_origin=_is_here)


def _is_here(origin: str) -> bool:
    return bool(origin == settings.ORIGIN)
