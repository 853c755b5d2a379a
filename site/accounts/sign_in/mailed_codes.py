"""How many sign-in codes may be mailed to one address: asked by anybody, they never keep its owner out.

Six digits are few: of those codes one address receives so many a day. Then they have twelve digits, which nobody
guesses, and each network may ask for one an hour.
"""

from django.http import HttpRequest
from django.utils.crypto import get_random_string

from accounts.sign_in import asked_mails
from accounts.sign_in.asked_mails import Answer, Kind

SHORT, LONG = 6, 12  # digits
SHORT_A_DAY = asked_mails.A_DAY  # to one address: each may be guessed at three times
FROM_HERE_A_DAY = asked_mails.FROM_HERE_A_DAY
_LENGTH = "mailed_code_length"  # on the request that asks


def may_ask(request: HttpRequest, email: str) -> bool:
    """Take one code for an address, known or not; return False for one too many from this network."""
    answer = asked_mails.take(request, Kind.SIGN_IN_CODE, email)
    if answer is Answer.BEYOND:
        setattr(request, _LENGTH, LONG)
    return answer is not Answer.REFUSED


def draw(request: HttpRequest) -> str:
    """Return the digits of the code that this request asks for."""
    return get_random_string(getattr(request, _LENGTH, SHORT), "0123456789")
