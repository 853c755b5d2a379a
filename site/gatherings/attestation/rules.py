"""An attestation of presence: its number, what of it is kept, and whether a typed number is one of ours.

The number is drawn from the page and from what was typed there: pressed twice, it is one paper. What is kept is the
fingerprint of the number and the day. Nothing joins it to a name, a group or a workshop.
"""

import datetime

from django.utils import timezone

from accounts.models import User
from gatherings.models import Attestation, WorkshopDate
from gatherings.models.attestation import NUMBER_LENGTH
from lib.secrets import Purpose, digest, fingerprint

DRAWN = Purpose("the number of an attestation, drawn from its page", prefix="gatherings.attestation.number:")
NUMBER = Purpose("the number of an attestation that was made", prefix="gatherings.attestation.made:")
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 that do not look alike: 60 bits in a number
PART = 4


def draw_number(user: User, date: WorkshopDate, ref: str, *typed: str) -> str:
    """Return the number of the paper that a page makes: « ABCD-EFGH-JKLM »."""
    drawn = digest(DRAWN, "\n".join([ref, str(user.pk), str(date.pk), *typed]))
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:NUMBER_LENGTH])
    return "-".join(signs[start : start + PART] for start in range(0, NUMBER_LENGTH, PART))


def day_on_paper(number: str) -> datetime.date:
    """Return the day that a paper of this number bears: that of its first making, today for a new one."""
    return day_of(number) or timezone.localdate()


def note(number: str, day: datetime.date) -> None:
    """Keep that a paper of this number was made that day; again, nothing changes."""
    Attestation.objects.get_or_create(number_hmac=_kept(number), defaults={"made_on": day})


def day_of(typed: str) -> datetime.date | None:
    """Return the day when the paper of a typed number was made; None for no paper of ours. One query, always."""
    return Attestation.objects.filter(number_hmac=_kept(typed)).values_list("made_on", flat=True).first()


def _kept(number: str) -> str:
    """Return the fingerprint of a number, however its signs are cut or its letters written."""
    return fingerprint(NUMBER, "".join(sign for sign in number.upper() if sign.isalnum()))


def forget_over() -> int:
    """Forget the numbers that nobody may check any more. Return how many."""
    erased, _ = Attestation.objects.too_old().delete()
    return erased
