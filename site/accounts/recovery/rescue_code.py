"""The rescue code: six printed words that let one choose a new secret code, once.

Six words out of 2,048 (66 bits), kept as an HMAC with a key outside the database. It opens nothing alone: it is
asked after the card, and leads to the choice of a new code. It wakes a card that wrong codes put to sleep, never one
that a helper paused.
"""

import datetime
import secrets

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import open_sessions
from accounts.models import LoginCard, User
from accounts.permissions import may_hold_card
from accounts.requests import MemberRequest
from accounts.secret_code import card_words, reset_by_two
from accounts.secret_code import rules as secret_code
from lib.secrets import Purpose, fingerprint

WORDS = 6
RESCUE_CODE = Purpose("the words of a rescue code", prefix="rescue ")
BETWEEN_OFFERS = datetime.timedelta(days=30)


def words_fingerprint(words: list[str]) -> str:
    """Return the fingerprint of normalised words, hexadecimal; never that of a card's words."""
    return fingerprint(RESCUE_CODE, " ".join(words))


def make(user: User) -> list[str]:
    """A new rescue code for `user`, which replaces the old one: its six words, kept nowhere."""
    words = [secrets.choice(card_words.vocabulary()) for _ in range(WORDS)]
    user.rescue_hash, user.rescue_offered_on = words_fingerprint(words), timezone.localdate()
    user.save(update_fields=["rescue_hash", "rescue_offered_on"])
    return words


def postpone(user: User) -> None:
    """Not now: offered again in a month."""
    user.rescue_offered_on = timezone.localdate()
    user.save(update_fields=["rescue_offered_on"])


def offer(request: MemberRequest) -> str | None:
    """After signing in: where to make one's rescue code, at most once a month, to those who have none."""
    user = request.user
    if not user.secret_hash or user.rescue_hash or not may_hold_card(user):
        return None
    last = user.rescue_offered_on
    if last and last > timezone.localdate() - BETWEEN_OFFERS:
        return None
    return reverse("accounts:rescue")


def owner_of(card_pk: int | None) -> User | None:
    """Who may use a rescue code with the card shown: asleep after wrong codes or not, never paused by a helper."""
    asleep = Q(user__secret_tries__gte=secret_code.MOST_TRIES)
    shown = LoginCard.objects.present().filter(Q(paused_at__isnull=True) | asleep, Q(pk=card_pk))
    card = shown.select_related("user").first()
    return card.user if card and may_hold_card(card.user) else None


def is_right(user: User | None, given: str) -> bool:
    """Whether `given`, a fingerprint, is this person's rescue code; nobody's is compared as long."""
    kept = user.rescue_hash if user else ""
    return constant_time_compare(given, kept or words_fingerprint([])) and bool(kept)


def use(user: User, given: str, code: str) -> bool:
    """Replace the secret code at the price of the rescue code; False when that one has already served.

    Everything else that could open the account meanwhile ends: other sessions, a code prepared by two people.
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
            LoginCard.objects.present().filter(user=user).update(paused_at=None)
        open_sessions.end_all(user)
        reset_by_two.drop_pending(user)
    return True
