"""How many sign-in codes may be mailed to one address: asked by anybody, they never keep its owner out.

Six digits are few: of those codes one address receives so many a day. Then they have twelve digits, which nobody
guesses, and each network may ask for one an hour.
"""

import datetime

from django.http import HttpRequest
from django.utils.crypto import get_random_string

from accounts.models import Turn
from accounts.sign_in.guesses import DAY, network_of

SHORT, LONG = 6, 12  # digits
SHORT_A_DAY = 20  # to one address: each may be guessed at three times
FROM_HERE_A_DAY = 10
HOUR = datetime.timedelta(hours=1)
_LENGTH = "mailed_code_length"  # on the request that asks


def may_ask(request: HttpRequest, email: str) -> bool:
    """Take one code for an address, known or not; return False for one too many from this network."""
    asked = f"login-codes:{email}"
    here = f"{asked}:{network_of(request)}"
    if not Turn.objects.are_spent(asked, SHORT_A_DAY):
        return Turn.objects.take(here, FROM_HERE_A_DAY, DAY) and _take_short(request, asked)
    setattr(request, _LENGTH, LONG)
    return Turn.objects.take(f"{here}:long", 1, HOUR)


def _take_short(request: HttpRequest, asked: str) -> bool:
    if not Turn.objects.take(asked, SHORT_A_DAY, DAY):  # the last one was taken at this very instant
        setattr(request, _LENGTH, LONG)
    return True


def draw(request: HttpRequest) -> str:
    """Return the digits of the code that this request asks for."""
    return get_random_string(getattr(request, _LENGTH, SHORT), "0123456789")
