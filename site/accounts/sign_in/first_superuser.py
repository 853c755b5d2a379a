"""The first superuser of an empty site: one code, made on the machine, given once on the site, then never again.

What is kept is a fingerprint of the code, in the cache that every process shares: it goes by itself after MINUTES. Once
a superuser holds a second factor the site has somebody, and no such code is made or taken: another superuser is made in
the admin by the first, and whoever lost what they had is helped as docs/operating.md says. A second factor is held only
after a code of it was given, so that who holds one has entered with both.
"""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError

from accounts.models import User
from lib import secrets

MINUTES = 30
NAME = "Administration"  # until its holder writes another
KEY = "first_superuser"
CODE = secrets.Purpose("the code of the first superuser", prefix="accounts.first-superuser:")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class NoFirstCodeError(Exception):
    """No code can be made; the sentence, in French, says why."""


def has_somebody() -> bool:
    """Return whether a superuser with a second factor runs the site already."""
    return Authenticator.objects.filter(user__is_superuser=True, user__is_active=True, type__in=FACTORS).exists()


def open_code(username: str = "") -> tuple[User, str]:
    """Return the first superuser, made if there was none, and a new code; an older code then opens nothing.

    Raise NoFirstCodeError when somebody runs the site already, when the identifier is another's, when several
    superusers wait, or when the cache keeps nothing.
    """
    if has_somebody():
        raise NoFirstCodeError(
            "Une personne entre déjà comme superutilisateur, avec un second code. Elle en nomme d’autres dans "
            "l’administration."
        )
    user = _first_one(username)
    code = secrets.draw_token()
    kept = {"user": user.pk, "code": secrets.fingerprint(CODE, code), "until": time.time() + MINUTES * 60}
    cache.set(KEY, kept, MINUTES * 60)
    if holder_of(code) != user:
        raise NoFirstCodeError("Le cache ne garde rien. Lancez « prepare », ou regardez REDIS_URL, puis recommencez.")
    return user, code


def _first_one(username: str) -> User:
    waiting = list(User.objects.filter(is_superuser=True, is_active=True)[:2])
    if waiting and not username and len(waiting) == 1:
        return waiting[0]
    for user in waiting:
        if user.username == username:
            return user
    if waiting:
        names = ", ".join(user.username for user in waiting)
        raise NoFirstCodeError(f"Un premier compte attend déjà. Nommez-le : {names}.")
    user = User(display_name=NAME, is_superuser=True, **({"username": username} if username else {}))
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        raise NoFirstCodeError(" ".join(error.messages)) from error
    user.save()
    return user


def is_open() -> bool:
    """Return whether a code waits to be given."""
    return _waiting() is not None and not has_somebody()


def _waiting() -> dict[str, Any] | None:
    kept: dict[str, Any] | None = cache.get(KEY)
    return kept if kept and time.time() < kept["until"] else None


def holder_of(code: str) -> User | None:
    """Return the superuser whom the code lets in; None for another code, or when none waits."""
    kept = _waiting()
    if kept is None or not secrets.same(kept["code"], secrets.fingerprint(CODE, code)):
        return None
    return User.objects.filter(pk=kept["user"], is_superuser=True, is_active=True).first()


def use(code: str) -> User | None:
    """Return the superuser, and put an end to the code: of two who give it at one instant, one enters."""
    user = holder_of(code)
    return user if user and not has_somebody() and cache.delete(KEY) else None
