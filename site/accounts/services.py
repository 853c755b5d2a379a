"""Opening accounts and issuing cards: the acts of those who run a group."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import cards
from accounts.models import LoginCard, Mandate, Membership, User
from accounts.permissions import may_hold_card
from directory.models import PeerGroup

CARDS_A_DAY = 5


class TooManyCards(Exception):
    """Five cards were printed for this person within a day: guesses of the code must stay few."""


class AlreadyPrinted(Exception):
    """The card to replace is no longer the present one: the button was pressed twice."""


def issue_card(user: User, by: User | None, replacing: int | None = None) -> tuple[LoginCard, list[str], str]:
    """Print a card for `user`: the card, its four words and its token, which are kept nowhere.

    The previous card stops working; the secret code stays. A pause or a sleep ends. `replacing` is the key of the
    card one believes present, 0 for none; without it no question is asked.
    Raises PermissionDenied for a person with admin rights, TooManyCards beyond five cards in a day, AlreadyPrinted.
    """
    if not may_hold_card(user):
        raise PermissionDenied
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        present = current_card(user)
        if replacing is not None and replacing != (present.pk if present else 0):
            raise AlreadyPrinted
        if user.cards.filter(issued_at__gt=now - datetime.timedelta(days=1)).count() >= CARDS_A_DAY:
            raise TooManyCards
        user.cards.filter(revoked_at__isnull=True).update(revoked_at=now)
        words, token = cards.draw_words(), cards.draw_token()
        card = LoginCard.objects.create(
            user=user,
            words_hmac=cards.words_fingerprint(words),
            token_hash=cards.token_fingerprint(token),
            issued_by=by,
            issued_at=now,
        )
        User.objects.filter(pk=user.pk).update(secret_tries=0, paused_until=None)
    return card, words, token


def current_card(user: User) -> LoginCard | None:
    """The card a person has now, asleep or not."""
    return user.cards.filter(revoked_at__isnull=True).first()


def open_account(
    group: PeerGroup,
    display_name: str,
    opening_key: str,
    role: str = Membership.Role.MEMBER,
    office: str = "",
) -> Membership:
    """Open the account of one person in `group`; the same `opening_key` twice opens one.

    `office`, when given, also records a mandate that begins today (a group's first board member).
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(display_name=display_name)
            membership = Membership.objects.create(
                user=user, peer_group=group, role=role, opening_key=opening_key or None
            )
            if office:
                Mandate.objects.create(membership=membership, office=office)
            return membership
    except IntegrityError:
        return Membership.objects.get(opening_key=opening_key, peer_group=group)
