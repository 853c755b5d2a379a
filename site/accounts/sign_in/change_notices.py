"""A mail to the proved address when what opens an account changes: its owner learns of a change they did not make.

Neutral, as every mail of the site: what changed, when, what to do. Never the new address, the name of a device nor a
place. Whoever has no proved address reads it in their account alone.
"""

import enum
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.formats import time_format

from accounts.models import User
from accounts.sign_in import own_email
from lib import mail
from lib.french_dates import write_day

SUBJECT = "Votre compte a changé"
TEXT = """Bonjour,

{what}, le {day} à {hour} (heure de Paris).

Si c’est vous, ne faites rien. Sinon, entrez dans votre compte et choisissez « Tout arrêter ».
Vous ne pouvez plus y entrer ? Demandez vite de l’aide à une personne de confiance.
"""


class Change(enum.StrEnum):
    """What changed, as the mail says it."""

    ADDRESS = "L’adresse e-mail de votre compte a été changée"
    NO_ADDRESS = "L’adresse e-mail de votre compte a été retirée"
    CODE = "Le code secret de votre compte a été changé"
    CODE_PREPARED = "Un nouveau code secret a été préparé pour votre compte"
    RESCUE = "Des mots de secours ont été préparés pour votre compte"
    PASSWORD = "Le mot de passe de votre compte a été changé"  # noqa: S105 - a sentence
    FIRST_PASSWORD = "Un mot de passe a été choisi pour votre compte"  # noqa: S105 - a sentence
    DEVICE = "Un appareil de plus ouvre votre compte"
    NO_DEVICE = "Un appareil n’ouvre plus votre compte"
    SECOND = "Un second code protège votre compte"
    NO_SECOND = "Le second code de votre compte a été retiré"
    PAPER = "Une feuille de codes a été préparée pour votre compte"


_ADDED = {Authenticator.Type.TOTP: Change.SECOND, Authenticator.Type.WEBAUTHN: Change.DEVICE}
_REMOVED = {Authenticator.Type.TOTP: Change.NO_SECOND, Authenticator.Type.WEBAUTHN: Change.NO_DEVICE}


def tell(user: User, change: Change) -> None:
    """Send the notice of a change to the proved address of a person, if there is one."""
    tell_at(own_email.proved_address(user), change)


def tell_at(address: str, change: Change) -> None:
    """Send it to an address proved before the change; nowhere when empty."""
    if address:
        now = timezone.localtime()
        said = {"day": write_day(now.date(), "j F Y"), "hour": time_format(now, "H \\h i")}
        mail.post(address, SUBJECT, TEXT.format(what=change, **said))


def on_password_changed(user: User, **_signal: Any) -> None:
    """Tell of a password changed, or chosen anew by a mailed link (signals of allauth)."""
    tell(user, Change.PASSWORD)


def on_password_set(user: User, **_signal: Any) -> None:
    """Tell of a first password."""
    tell(user, Change.FIRST_PASSWORD)


def on_factor_added(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    """Tell of an application of codes, or of a device. The sheet made with it is not another change."""
    if change := _ADDED.get(Authenticator.Type(authenticator.type)):
        tell(user, change)


def on_factor_removed(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    """Tell of what no longer opens the account. The sheet that goes with the last one is not another change."""
    if change := _REMOVED.get(Authenticator.Type(authenticator.type)):
        tell(user, change)


def on_paper_made(user: User, **_signal: Any) -> None:
    """Tell of a sheet of codes."""
    tell(user, Change.PAPER)
