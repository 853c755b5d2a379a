"""How many mails a stranger may cause to one address: a code, a link, a proof. None keeps its owner out.

Each kind is counted alone, by address and network for a day, then by address from all networks; beyond, each network
may still ask one an hour. Known or not, an address is counted and answered alike.
"""

import datetime
from enum import Enum, auto

from django.http import HttpRequest

from accounts.models import Turn
from accounts.sign_in.guesses import DAY, network_of

A_DAY = 20  # to one address, from all networks
FROM_HERE_A_DAY = 10
HOUR = datetime.timedelta(hours=1)


class Kind(Enum):
    """What is mailed."""

    SIGN_IN_CODE = "login-codes"
    RESET_LINK = "reset-links"
    PROOF = "own-codes"


class Answer(Enum):
    """Whether a mail may leave; `BEYOND`: it may, though the address received its mails of the day."""

    USUAL = auto()
    BEYOND = auto()
    REFUSED = auto()


def take(request: HttpRequest, kind: Kind, email: str) -> Answer:
    """Take one mail to an address, as `lib.typed.address` writes it, from the network of the request."""
    asked = f"{kind.value}:{email}"
    here = f"{asked}:{network_of(request)}"
    if Turn.objects.are_spent(asked, A_DAY):
        return Answer.BEYOND if Turn.objects.take(f"{here}:long", 1, HOUR) else Answer.REFUSED
    if not Turn.objects.take(here, FROM_HERE_A_DAY, DAY):
        return Answer.REFUSED
    return Answer.USUAL if Turn.objects.take(asked, A_DAY, DAY) else Answer.BEYOND  # the last one, at this very instant
