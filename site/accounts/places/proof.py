"""The code that the holder of a place gives on the device of who gives it: guesses there are those of the latter.

They cost the holder nothing: otherwise whoever names a person could put their card to sleep. One giver has as many
guesses at one holder as the card has tries, and all givers together a few a day and a few more a month:
whoever names puppets has as many givers as they like.
"""

import datetime

from accounts import reauthentication
from accounts.models import Turn, User
from accounts.secret_code import rules as secret_code
from lib import typed

AT_ONCE, QUARTER = secret_code.TRIES_BEFORE_PAUSE, datetime.timedelta(minutes=15)
A_DAY, DAY = 10, datetime.timedelta(days=1)
A_MONTH, MONTH = 30, datetime.timedelta(days=30)


def may_guess(giver: User, holder: User) -> bool:
    """Take one guess of `giver` at the proof of `holder`; return False when none is left to them, or to anybody."""
    guess = _guess(giver, holder)
    return (
        Turn.objects.take(f"{guess}:quarter", AT_ONCE, QUARTER)
        and Turn.objects.take(guess, secret_code.MOST_TRIES, secret_code.REST)
        and Turn.objects.take(f"place-proof:{holder.pk}", A_DAY, DAY)
        and Turn.objects.take(f"place-proof:{holder.pk}:month", A_MONTH, MONTH)
    )


def give_back(giver: User, holder: User) -> None:
    """Give the guesses of `giver` back, once the right proof came."""
    Turn.objects.give_back(f"{_guess(giver, holder)}:quarter")
    Turn.objects.give_back(_guess(giver, holder))


def _guess(giver: User, holder: User) -> str:
    return f"place-proof:{giver.pk}:{holder.pk}"


def proved_by(holder: User, given: str) -> str:
    """Return how `given` proves who the holder is: `password`, `secret_code` or "". Takes no try of theirs."""
    digits = typed.code(given)
    is_code = len(digits) == secret_code.DIGITS and digits.isascii() and digits.isdigit()
    if is_code and reauthentication.gives_code(holder):
        return "secret_code" if secret_code.is_right(holder, digits) else ""
    return "password" if holder.has_usable_password() and holder.check_password(given) else ""
