"""The secret code, six digits or four pictures in order: the person's own, which survives a new card.

Kept as Argon2id of an HMAC with a key outside the database: a stolen database alone does not give it. One conditional
UPDATE takes a try from the person before the slow hash is computed, so that of fifty simultaneous guesses five are
compared.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts.models import LoginCard, SecondSlip, User
from accounts.secret_code import pictures, plain_digits, reset_by_two
from accounts.secret_code.hasher import Argon2Hasher, turns
from lib.secrets import Purpose, fingerprint

DIGITS = 6
TRIES_BEFORE_PAUSE = 5
MOST_TRIES = 15
PAUSE = datetime.timedelta(minutes=15)
REST = datetime.timedelta(days=30)  # without any try: then the tries are new
hasher = Argon2Hasher()
# No prefix: codes chosen before purposes existed must go on opening.
SECRET_CODE = Purpose("a secret code", prefix="")

TOO_PLAIN = "Ce code est trop facile à deviner. Choisissez des chiffres moins réguliers."
A_DATE = "Ce code ressemble à une date de naissance : d’autres pourraient le deviner. Choisissez-en un autre."


def check_strength(code: str) -> None:
    """Raise ValidationError, in plain words, when six digits or four pictures are easy to guess."""
    if pictures.is_code(code):
        pictures.check_strength(code)
        return
    if plain_digits.is_plain(code):
        raise ValidationError(TOO_PLAIN)
    if plain_digits.is_a_date(code):
        raise ValidationError(A_DATE)


def make(code: str) -> str:
    """Return what is kept of a secret code: digits ("480972") or pictures (accounts.secret_code.pictures.code_of)."""
    return hasher.encode(fingerprint(SECRET_CODE, code), hasher.salt())


def matches(code: str, kept: str) -> bool:
    """Return whether `code` is the one kept. Takes no try: see `attempt`."""
    return hasher.verify(fingerprint(SECRET_CODE, code), kept)


def spend_the_same_time(code: str) -> None:
    """Compute a hash and drop it, so that an unknown card answers as slowly as a known one."""
    make(code)


def may_choose_first(user: User) -> bool:
    """Return whether the card alone lets its bearer choose the code: only for an account that nobody ever entered.

    Otherwise the person who prints a card for a member without a code could enter in their place.
    """
    return not user.has_entered


def choose_first(user: User, code: str) -> bool:
    """Keep the first code of a person; return False when one was chosen, or the account entered, meanwhile."""
    kept = make(code)
    new = User.objects.filter(pk=user.pk, secret_hash="", last_login__isnull=True)
    with transaction.atomic():
        chosen = new.update(secret_hash=kept, secret_tries=0)
        LoginCard.objects.filter(user=user).note_entry()
    return bool(chosen)


def change(user: User, code: str) -> None:
    """Replace the code of a person who has just given the old one, close what others prepared for them,
    and end their second slip.

    Close first: if a prepared code comes into service at this very instant, the code chosen here is the one that stays.
    """
    user.secret_hash = make(code)
    with transaction.atomic():
        reset_by_two.drop_pending(user)
        user.save(update_fields=["secret_hash"])
        LoginCard.objects.filter(user=user).note_entry()
        SecondSlip.objects.of(user).delete()


def rests_until(user: User) -> datetime.datetime | None:
    """Return when the tries of a person who spent fifteen are new; None while some are left."""
    if user.secret_tries < MOST_TRIES:
        return None
    until = (user.last_try_at or timezone.now()) + REST
    return until if until > timezone.now() else None


def forget_tries() -> int:
    """Make new the tries of those who made none for thirty days, and wake their sleeping cards; return how many."""
    rested = User.objects.filter(last_try_at__lte=timezone.now() - REST)
    with transaction.atomic():
        asleep = rested.filter(secret_tries__gte=MOST_TRIES)
        LoginCard.objects.present().filter(user__in=asleep).wake()
        return rested.update(secret_tries=0, paused_until=None, last_try_at=None)


def forget_spent(user: User) -> None:
    """Make new the tries of a person who spent fifteen and has rested since."""
    spent = User.objects.filter(pk=user.pk, secret_tries__gte=MOST_TRIES, last_try_at__lte=timezone.now() - REST)
    spent.update(secret_tries=0, paused_until=None, last_try_at=None)


def _take_a_try(user: User) -> bool:
    now = timezone.now()
    last_before_pause = [count for count in range(MOST_TRIES) if (count + 1) % TRIES_BEFORE_PAUSE == 0]
    awake = Q(paused_until__isnull=True) | Q(paused_until__lte=now)
    rested = Q(last_try_at__lte=now - REST)
    waiting = User.objects.filter(awake, rested | Q(secret_tries__lt=MOST_TRIES), pk=user.pk).exclude(secret_hash="")
    taken = waiting.update(
        secret_tries=Case(When(rested, then=Value(1)), default=F("secret_tries") + 1),
        paused_until=Case(
            When(~rested & Q(secret_tries__in=last_before_pause), then=Value(now + PAUSE)), default=Value(None)
        ),
        last_try_at=now,
    )
    return bool(taken)


def attempt(user: User, code: str) -> bool:
    """Return whether `code` is this person's, at the price of one try.

    Five wrong codes in a row impose 15 minutes of waiting; fifteen put the card to sleep. They are the person's: a new
    card gives none back, whoever prints it. A right code, a rescue code or a code prepared by two people
    (reset_by_two) does, and so do thirty days without any try. Raises TooBusyError, and takes no try, when too many
    sign in at once.
    """
    with turns.one():
        return _attempt(user, code)


def is_right(user: User, code: str) -> bool:
    """Return whether `code` is this person's. Takes no try of theirs: the caller counts the guesses of somebody else.

    Raises TooBusyError when too many sign in at once.
    """
    with turns.one():
        reset_by_two.apply_due(user)
        kept = User.objects.filter(pk=user.pk).values_list("secret_hash", flat=True).first()
        return bool(kept) and matches(code, kept or "")


def _attempt(user: User, code: str) -> bool:
    reset_by_two.apply_due(user)
    taken = _take_a_try(user)
    # From here on, the same statements and one hash, for nobody as for somebody: time tells nothing.
    now = User.objects.filter(pk=user.pk).values_list("secret_hash", "secret_tries").first()
    kept, tries = now or ("", 0)
    if not taken:
        spend_the_same_time(code)
        return False
    if matches(code, kept):
        User.objects.filter(pk=user.pk).update(secret_tries=0, paused_until=None, last_try_at=None)
        return True
    if tries >= MOST_TRIES:
        LoginCard.objects.filter(user=user).usable().update(paused_at=timezone.now())
    return False
