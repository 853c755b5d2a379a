"""« Billet d’entrée »: six printed words and a QR, made by the person after their own code, that stand for it.

It serves with one card, the one its owner held that day, and alone opens nothing. It opens the account as the code
does. It never makes what would outlast it, nor gives a word: another slip, a new code, rescue words, a password, a
device, an address, a second factor, a place to accept ask the code itself. Erasing the account takes it: who cannot
remember a code may leave too.

A new card, a new code, « Tout arrêter » and its owner end it, with the sessions it opened. Whoever prints cards
neither makes it nor sees it.
"""

import datetime
import secrets

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts import open_sessions
from accounts.models import LoginCard, SecondSlip, Turn, User
from accounts.permissions import nobody
from accounts.secret_code import card_words, reset_by_two
from lib.secrets import Purpose, draw_token, fingerprint, same, token_fingerprint

WORDS = 6
SLIP = Purpose("the words of a second slip", prefix="slip ")
MOST_TRIES = 300  # of one person, from all networks: six words are not guessed, and nobody keeps their owner out
PAUSE = datetime.timedelta(minutes=15)


def words_fingerprint(words: list[str]) -> str:
    """Return the fingerprint of normalised words, hexadecimal; never that of a card's words, nor of rescue words."""
    return fingerprint(SLIP, " ".join(words))


def make(card: LoginCard, but: SessionBase | None = None) -> tuple[list[str], str]:
    """Make the slip that serves with `card`, in place of the one before; return its words and its token, kept nowhere.

    Sessions opened with the one before end, except `but`.

    The caller has just been given the code of the card's owner.
    """
    words, token = [secrets.choice(card_words.vocabulary()) for _ in range(WORDS)], draw_token()
    kept = {
        "words_hmac": words_fingerprint(words),
        "token_hash": token_fingerprint(token),
        "made_at": timezone.now(),
    }
    with transaction.atomic():
        SecondSlip.objects.of(card.user).exclude(card=card).delete()
        SecondSlip.objects.update_or_create(card=card, defaults=kept)
        open_sessions.end_by_slip(card.user, but)
    return words, token


def stop(user: User, but: SessionBase | None = None) -> bool:
    """End the slip of a person and the sessions it opened, except `but`.

    Return False when there was no slip: an earlier one may have left sessions all the same.
    """
    with transaction.atomic():
        stopped = SecondSlip.objects.of(user).delete()[0]
        open_sessions.end_by_slip(user, but)
    return bool(stopped)


def attempt(user: User | None, key: str, given: str) -> User | None:
    """Return the person if `given`, a fingerprint, is of their slip, their card in use, at the price of a turn.

    They are as they stood before the slip was read: a session that begins once it was stopped holds a former number.

    Beyond MOST_TRIES wrong ones it opens to nobody for fifteen minutes, and the answer is the same. The turns are the
    person's, in the database; `key` stands for a card that does not exist. The tries of the code do not move.
    """
    owner = user or nobody()
    reset_by_two.apply_due(owner)
    name = f"slip:{owner.pk or key}"
    taken = Turn.objects.take(name, MOST_TRIES, PAUSE)
    read = User.objects.filter(pk=owner.pk).first()
    kept = SecondSlip.objects.serving().of(owner).values_list("words_hmac", "token_hash").first() or ("", "")
    right = same(given, kept[0]) | same(given, kept[1])
    if taken and right:
        Turn.objects.give_back(name)
    return read if taken and right else None


def purge() -> int:
    """Erase the slips that a new card ended; return how many."""
    return SecondSlip.objects.filter(card__revoked_at__isnull=False).delete()[0]
