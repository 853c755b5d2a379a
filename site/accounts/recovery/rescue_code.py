"""The rescue code: six printed words with which a member chooses a new secret code, once.

Six words out of 2,048 (66 bits), kept as an HMAC with a key outside the database. They open nothing alone: they are
asked for after the card, and lead to the choice of a new code. They wake a card that wrong codes put to sleep, never
one that a helper paused.
"""

import datetime
import secrets

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import open_sessions
from accounts.models import LoginCard, Turn, User
from accounts.permissions import may_hold_card, nobody
from accounts.requests import MemberRequest
from accounts.secret_code import card_words, reset_by_two, second_slip
from accounts.secret_code import rules as secret_code
from accounts.sign_in.first_use import FIRST_USE
from lib.secrets import Purpose, fingerprint

WORDS = 6
RESCUE_CODE = Purpose("the words of a rescue code", prefix="rescue ")
BETWEEN_OFFERS = datetime.timedelta(days=30)
MOST_TRIES, HOUR = 300, datetime.timedelta(hours=1)  # of one person, from all networks: six words are not guessed


def words_fingerprint(words: list[str]) -> str:
    """Return the fingerprint of normalised words, hexadecimal; never that of a card's words."""
    return fingerprint(RESCUE_CODE, " ".join(words))


def make(user: User) -> list[str]:
    """Give `user` a new rescue code, which replaces the old one; return its six words, kept nowhere."""
    words = [secrets.choice(card_words.vocabulary()) for _ in range(WORDS)]
    user.rescue_hash, user.rescue_offered_on = words_fingerprint(words), timezone.localdate()
    user.save(update_fields=["rescue_hash", "rescue_offered_on"])
    return words


def postpone(user: User) -> None:
    """Offer the rescue code again in a month, not before."""
    user.rescue_offered_on = timezone.localdate()
    user.save(update_fields=["rescue_offered_on"])


def offer(request: MemberRequest) -> str | None:
    """Return where to make a rescue code, at most once a month, for a member who has none: a step after sign-in.

    Not at the very first use, which is a card, a code, and the home: the next time, and in « Mon compte » meanwhile.
    """
    user = request.user
    if FIRST_USE in request.session or not user.secret_hash or user.rescue_hash or not may_hold_card(user):
        return None
    last = user.rescue_offered_on
    if last and last > timezone.localdate() - BETWEEN_OFFERS:
        return None
    return reverse("accounts:rescue")


def owner_of(card_pk: int | None) -> User | None:
    """Return the owner of the card shown, if a rescue code may be used with it: a helper has not paused it."""
    asleep = Q(user__secret_tries__gte=secret_code.MOST_TRIES)
    shown = LoginCard.objects.present().filter(Q(paused_at__isnull=True) | asleep, Q(pk=card_pk or 0))
    card = shown.select_related("user").first()
    may_enter = may_hold_card(card.user if card else nobody())
    return card.user if card and may_enter else None


def take_a_try(user: User | None, shown: str) -> bool:
    """Take one of the tries of an hour, a person's or those of a card `shown` that is nobody's; return whether any."""
    return Turn.objects.take(f"rescue:{user.pk if user else shown}", MOST_TRIES, HOUR)


def is_right(user: User | None, given: str) -> bool:
    """Return whether `given`, a fingerprint, is this person's rescue code; as slow without a person or a code."""
    kept = user.rescue_hash if user else ""
    return constant_time_compare(given, kept or words_fingerprint([])) and bool(kept)


def use(user: User, given: str, code: str) -> bool:
    """Replace the secret code and use up the rescue code; return False when that one was used already.

    End the other sessions, and close a code prepared by two people.
    """
    kept = secret_code.make(code)
    with transaction.atomic():
        reset_by_two.lock_pending(user)
        asleep = User.objects.filter(pk=user.pk, secret_tries__gte=secret_code.MOST_TRIES).exists()
        holding = User.objects.filter(pk=user.pk, rescue_hash=given).exclude(rescue_hash="")
        used = holding.update(
            rescue_hash="", rescue_offered_on=None, secret_hash=kept, secret_tries=0, paused_until=None
        )
        if not used:
            return False
        if asleep:
            LoginCard.objects.present().filter(user=user).wake()
        open_sessions.end_all(user)
        second_slip.stop(user)
        reset_by_two.drop_pending(user)
    return True
