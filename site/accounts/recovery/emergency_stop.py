"""« Tout arrêter »: a member who lost their card or phone closes every way in at once. Each app registers its part."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from accounts import open_sessions
from accounts.groups import cards, joining
from accounts.models import User
from accounts.secret_code import reset_by_two, second_slip

Stopper = Callable[[User], None]
_stoppers: dict[str, Stopper] = {}


def register(name: str, stopper: Stopper) -> None:
    """Add what an app stops for a person. A name registered twice stops once."""
    _stoppers[name] = stopper


def stop(user: User, but: SessionBase | None, *, passkeys: bool) -> None:
    """Stop everything that is open, or nothing if a part fails; a second press changes nothing more.

    `but` is the session to keep; `passkeys` also forgets the devices that open the account by themselves. A
    prepared code that the person has not recognised is refused, and what they made as a helper of a group lets nobody
    in. The passport, the lessons and the secret code stay: a helper of the group may wake the card or print another.
    Codes in a mailbox stay valid too: a person who reads that mailbox would ask for another.
    """
    with transaction.atomic():
        for stopper in _stoppers.values():
            stopper(user)
        cards.stop_cards(user)
        second_slip.stop(user, but)
        reset_by_two.refuse_unrecognised(user)
        reset_by_two.withdraw_requests(user)
        joining.withdraw(user)
        if passkeys:
            Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).delete()
        open_sessions.end_all(user, but=but)
