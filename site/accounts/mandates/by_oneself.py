"""What the holder of a mandate does not do alone: stay on the board after the day that somebody else noted.

The site keeps that day beside the one that stands (`Mandate.last_day_by_others`): what a holder made shorter, they may
put back as far as that day. Somebody else of the board, or of the coordination, notes a later one; they then accept it.
"""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Mandate, User
from lib.french_dates import write_day

ENDED_BY_OTHERS = (
    "Une autre personne a noté que votre mandat finit le {day}. Vous ne le prolongez pas vous-même. "
    "Une autre personne du conseil ou de la coordination le fait."
)


def note(mandate: Mandate, before: Mandate | None, by: User) -> None:
    """Keep in a mandate about to be saved the last day that others noted; `before` is as it stands, None for a new one.

    Raise ValidationError when `by` would prolong by themselves what others ended. By another office as well: it would
    be in force at once, and goes no further than the one that others ended.
    """
    if mandate.membership.user_id != by.pk:
        is_same = before is not None and mandate.ends_on == before.ends_on
        mandate.last_day_by_others = before.last_day_by_others if before and is_same else mandate.ends_on
        return
    noted = before.last_day_by_others if before else None
    still = Mandate.objects.filter(membership=mandate.membership_id, last_day_by_others__gte=timezone.localdate())
    day = noted or still.order_by("-last_day_by_others").values_list("last_day_by_others", flat=True).first()
    mandate.last_day_by_others = day if before is None else noted
    lasts = mandate.ends_on or datetime.date.max
    is_longer = before is None or lasts > (before.ends_on or datetime.date.max)
    if day and is_longer and lasts > day:
        raise ValidationError({"ends_on": ENDED_BY_OTHERS.format(day=write_day(day, "j F Y"))})
