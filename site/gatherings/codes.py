"""The codes that say « je suis là »: one for a date, on the leader's screen; one for a day of a group, on its wall.

Nothing of them is kept: each is a fingerprint, of the date and its two minutes, or of the group and its day.
"""

import datetime
import re
import time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from directory.clocks import clock_of, moment_of
from directory.models import PeerGroup
from gatherings.models import WorkshopDate
from lib.http import number_in
from lib.secrets import Purpose, fingerprint, same

ON_SCREEN = Purpose("the code of a date on a screen", prefix="gatherings.presence.screen:")
ON_PAPER = Purpose("the code of a day of a group, on paper", prefix="gatherings.presence.paper:")
LASTS = 120  # seconds; the code before is read too, for who scans at the last moment
LENGTH = 16  # signs of the fingerprint, 64 bits: a square that a poor camera reads
LONGEST_NUMBER = 10**9
PAPER = re.compile(r"j(\d{1,10})-(\d{8})-(\w+)", re.ASCII)
DAY = "%Y%m%d"
A_DAY = datetime.timedelta(days=1)


def screen_address(date: WorkshopDate) -> str:
    """Return the address of the present code of a date, for the leader's screen."""
    return _address(f"{date.pk}-{_on_screen(date.pk, _window())}")


def paper_address(group: PeerGroup, day: datetime.date) -> str:
    """Return the address of the code to print for a day of a group: it serves that day alone."""
    return _address(f"j{group.pk}-{day:{DAY}}-{_on_paper(group.pk, day)}")


def dates_of(token: str) -> list[WorkshopDate]:
    """Return the dates for which a code serves now, in order; none when it is unknown, over or spent."""
    paper = PAPER.fullmatch(token)
    found = _on_the_wall(*paper.groups()) if paper else _of_screen(token)
    return [date for date in found if date.takes_names]


def _of_screen(token: str) -> list[WorkshopDate]:
    number, _, sign = token.partition("-")
    pk, now = number_in(number, LONGEST_NUMBER), _window()
    if pk is None or not any(same(sign, _on_screen(pk, window)) for window in (now, now - 1)):
        return []
    return list(WorkshopDate.objects.select_related("workshop__peer_group").filter(pk=pk))


def _on_the_wall(number: str, written: str, sign: str) -> list[WorkshopDate]:
    """Return the dates of a group on its present day, on its own clock, when the code is that of this day."""
    group = PeerGroup.objects.filter(pk=number_in(number, LONGEST_NUMBER) or 0).first()
    if group is None:
        return []
    clock = clock_of(group.department_code)
    today = timezone.now().astimezone(clock).date()
    if written != f"{today:{DAY}}" or not same(sign, _on_paper(group.pk, today)):
        return []
    midnight, next_midnight = (moment_of(day, datetime.time(), clock) for day in (today, today + A_DAY))
    dates = WorkshopDate.objects.for_members_of(group).between(midnight, next_midnight)
    return list(dates.select_related("workshop__peer_group"))


def _window() -> int:
    return int(time.time() // LASTS)


def _on_screen(pk: int, window: int) -> str:
    return fingerprint(ON_SCREEN, f"{pk}:{window}")[:LENGTH]


def _on_paper(pk: int, day: datetime.date) -> str:
    return fingerprint(ON_PAPER, f"{pk}:{day.isoformat()}")[:LENGTH]


def _address(token: str) -> str:
    return f"{settings.ORIGIN}{reverse('gatherings:here', args=[token])}"
