"""Login cards: issued, paused and woken by those who run a group."""

import datetime
from collections.abc import Collection, Iterable
from typing import NamedTuple, Self

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from accounts import closed_house, journal, open_sessions
from accounts.models import GroupAct, LoginCard, Membership, User
from accounts.permissions import may_hold_card
from accounts.secret_code import card_words, reset_by_two, second_slip
from accounts.secret_code import rules as secret_code
from lib import secrets

CARDS_A_DAY, CARDS_A_MONTH = 5, 10  # each new card stops the one its owner holds
FIRST_DAYS = datetime.timedelta(days=60)  # thirty to use a first card, thirty to find out who did

TODAY = "Cinq cartes ont été imprimées aujourd’hui pour cette personne. Attendez demain."
THIS_MONTH = (
    "Dix cartes ont été imprimées en trente jours pour cette personne : c’est beaucoup. Attendez quelques jours."
)


class TooManyCardsError(Exception):
    """Too many cards were printed for this member, today or this month: each stops the one its owner holds.

    Its text is for the person who prints.
    """


class AlreadyPrintedError(Exception):
    """The card to replace is no longer the present one: the button was pressed twice."""


class Drawn(NamedTuple):
    """What is written on a card: its four words and its token, kept nowhere."""

    words: list[str]
    token: str

    @classmethod
    def anew(cls) -> Self:
        """Draw them at random."""
        return cls(card_words.draw_words(), secrets.draw_token())


def issue_card(
    user: User,
    by: User | None,
    replacing: int | None = None,
    but: SessionBase | None = None,
    drawn: Drawn | None = None,
) -> tuple[LoginCard, list[str], str]:
    """Make a card for `user`; return it with its four words and its token, which are kept nowhere.

    They are `drawn` now, unless they stand on a paper already made.

    The previous card stops working; the secret code stays, and so do its wrong tries and their pause: whoever prints
    must not guess more. While nobody has entered the account, the card must serve in time. The sessions that
    the second slip opened end, except `but`, the one in which they print.
    `replacing` is the key of the card that the person who prints believes present, 0 for none; None skips the check.
    Raise PermissionDenied for a person with admin rights, TooManyCardsError beyond five cards in a day or ten in a
    month, AlreadyPrintedError when `replacing` is not the present card.
    """
    if not may_hold_card(user):
        raise PermissionDenied
    now = timezone.now()
    with transaction.atomic():
        reset_by_two.lock_pending(user)
        owner = User.objects.select_for_update().get(pk=user.pk)
        present = current_card(user)
        if replacing is not None and replacing != (present.pk if present else 0):
            raise AlreadyPrintedError
        if too_many := refusal(list(user.cards.values_list("issued_at", flat=True))):
            raise TooManyCardsError(too_many)
        user.cards.filter(revoked_at__isnull=True).update(revoked_at=now)
        second_slip.stop(user, but)
        words, token = drawn or Drawn.anew()
        card = LoginCard.objects.create(
            user=user,
            words_hmac=card_words.words_fingerprint(words),
            token_hash=secrets.token_fingerprint(token),
            issued_by=by,
            issued_at=now,
            first_use_by=None if owner.has_entered else closed_house.first_use_by(owner, now),
        )
        reset_by_two.card_in_hands(user, is_own=by == user)
    return card, words, token


def refusal(issued: Collection[datetime.datetime]) -> str:
    """Return why a person whose cards were issued at these moments gets no other now; "" when they may."""
    for days, most, sentence in ((1, CARDS_A_DAY, TODAY), (30, CARDS_A_MONTH, THIS_MONTH)):
        since = timezone.now() - datetime.timedelta(days=days)
        if sum(moment > since for moment in issued) >= most:
            return sentence
    return ""


def first_served_lately(users: Iterable[User]) -> set[int]:
    """Return the keys of those who hold a code and whose first card is less than two months old.

    It opened the account alone: whoever found it before its owner chose the code, and another card changes nothing
    of that. Later on an account holds what its owner has done, and is not left behind for another.
    """
    held = LoginCard.objects.filter(user__in=[user.pk for user in users if user.secret_hash]).values("user")
    first = held.annotate(first=Min("issued_at")).filter(first__gt=timezone.now() - FIRST_DAYS)
    return set(first.values_list("user", flat=True))


def current_card(user: User) -> LoginCard | None:
    """Return the card a person has now, paused or not, used in time or not."""
    return user.cards.filter(revoked_at__isnull=True).first()


def print_card(
    membership: Membership,
    by: User,
    replacing: int | None = None,
    but: SessionBase | None = None,
    drawn: Drawn | None = None,
) -> tuple[LoginCard, list[str], str]:
    """Make a card for a member and record it in the journal. Raise as `issue_card` does, and then write nothing."""
    with transaction.atomic():
        issued = issue_card(membership.user, by, replacing, but, drawn)
        journal.record(membership.peer_group, GroupAct.Kind.CARD_PRINTED, by, membership.user)
    return issued


def print_several(asked: Iterable[tuple[Membership, int, Drawn]], by: User, but: SessionBase | None = None) -> None:
    """Make a card for several members, all or none: for each, the key of the card it replaces, and what is drawn.

    They are issued at one instant, by which those of one paper are found again. Raise as `issue_card` does, and then
    write nothing.
    """
    now, issued = timezone.now(), []
    with transaction.atomic():
        for membership, replacing, drawn in sorted(asked, key=lambda each: each[0].user_id):  # two lists never block
            issued.append(print_card(membership, by, replacing, but, drawn)[0].pk)
        LoginCard.objects.filter(pk__in=issued).update(issued_at=now)


def pause_card(membership: Membership, by: User, but: SessionBase | None = None) -> bool:
    """Pause the card of a member and record it; return False when none was in use.

    Revoke it when wrong codes have spent its owner's tries: the rescue code, or thirty days, would wake it. The
    sessions that the second slip opened end, except `but`: card and slip are lost together. Those opened with the code
    go on: whoever finds a card does not know it.
    """
    with transaction.atomic():
        stopped = _revoke_asleep(membership.user)
        paused = LoginCard.objects.usable().filter(user=membership.user).update(paused_at=timezone.now())
        if paused or stopped:
            open_sessions.end_by_slip(membership.user, but)
            journal.record(membership.peer_group, GroupAct.Kind.CARD_PAUSED, by, membership.user)
    return bool(paused or stopped)


def wake_card(membership: Membership, by: User) -> bool:
    """Wake a paused card and record it; return False for one that sleeps after too many wrong codes.

    A code prepared by two waits longer then, as when a card is printed.
    """
    resting = LoginCard.objects.filter(user=membership.user, revoked_at__isnull=True, paused_at__isnull=False)
    with transaction.atomic():
        reset_by_two.lock_pending(membership.user)
        asleep = secret_code.rests_until(User.objects.get(pk=membership.user_id))
        woken = 0 if asleep else resting.wake()
        if woken:
            secret_code.forget_spent(membership.user)
            reset_by_two.card_in_hands(membership.user)
            journal.record(membership.peer_group, GroupAct.Kind.CARD_WOKEN, by, membership.user)
    return bool(woken)


def stop_cards(user: User) -> None:
    """Pause the card of a person. Revoke it if wrong codes put it to sleep, since the rescue code would wake it."""
    LoginCard.objects.usable().filter(user=user).update(paused_at=timezone.now())
    _revoke_asleep(user)


def _revoke_asleep(user: User) -> int:
    asleep = LoginCard.objects.present().filter(user=user, user__secret_tries__gte=secret_code.MOST_TRIES)
    return asleep.update(revoked_at=timezone.now())
