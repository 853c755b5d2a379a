"""The codes that say « je suis là » for a date: one on the leader's screen, one on the paper of the wall.

Nothing of them is kept: each is a fingerprint of the date, with the two minutes it is shown for, or with its day.
"""

import datetime
import time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gatherings.models import WorkshopDate
from lib.http import number_in
from lib.secrets import Purpose, fingerprint, same

ON_SCREEN = Purpose("the code of a date on a screen", prefix="gatherings.presence.screen:")
ON_PAPER = Purpose("the code of a date on paper", prefix="gatherings.presence.paper:")
LASTS = 120  # seconds; the code before is read too, for who scans at the last moment
LENGTH = 16  # signs of the fingerprint, 64 bits: a square that a poor camera reads
LONGEST_NUMBER = 10**9


def screen_address(date: WorkshopDate) -> str:
    """Return the address of the present code, for the leader's screen."""
    return _address(date, _on_screen(date.pk, _window()))


def paper_address(date: WorkshopDate) -> str:
    """Return the address of the code to print for a date: it serves that day alone, until the leader closes."""
    return _address(date, _on_paper(date.pk, date.begins.date()))


def date_of(token: str) -> WorkshopDate | None:
    """Return the date for which a code serves now; None for any other, unknown, over or spent."""
    number, _, sign = token.partition("-")
    pk = number_in(number, LONGEST_NUMBER)
    if pk is None:
        return None
    date = WorkshopDate.objects.select_related("workshop__peer_group").filter(pk=pk).first()
    return date if date and date.takes_names and _serves(date, sign) else None


def _serves(date: WorkshopDate, sign: str) -> bool:
    now = _window()
    on_screen = any(same(sign, _on_screen(date.pk, window)) for window in (now, now - 1))
    return on_screen or (_is_its_day(date) and same(sign, _on_paper(date.pk, date.begins.date())))


def _is_its_day(date: WorkshopDate) -> bool:
    return timezone.now().astimezone(date.workshop.clock).date() == date.begins.date()


def _window() -> int:
    return int(time.time() // LASTS)


def _on_screen(pk: int, window: int) -> str:
    return fingerprint(ON_SCREEN, f"{pk}:{window}")[:LENGTH]


def _on_paper(pk: int, day: datetime.date) -> str:
    return fingerprint(ON_PAPER, f"{pk}:{day.isoformat()}")[:LENGTH]


def _address(date: WorkshopDate, sign: str) -> str:
    return f"{settings.ORIGIN}{reverse('gatherings:here', args=[f'{date.pk}-{sign}'])}"
