"""The days on which a place is closed: a fact of the place, and of no person. Who wrote them is kept nowhere."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils import timezone

from lib.french_dates import write_day

MOST_DAYS = 92  # of one closing, three months at the most
A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Closing:
    """Days that follow each other, from the first to the last."""

    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def is_under_way(self) -> bool:
        """Return whether the place is closed today."""
        return self.starts_on <= timezone.localdate() <= self.ends_on

    @property
    def days(self) -> str:
        """Return « du 3 au 21 août 2026 », or « le 14 mai 2026 »: what both days share is said once.

        >>> Closing(datetime.date(2026, 8, 3), datetime.date(2026, 8, 21)).days
        'du 3 au 21 août 2026'
        >>> Closing(datetime.date(2026, 12, 24), datetime.date(2027, 1, 1)).days
        'du 24 décembre 2026 au 1er janvier 2027'
        """
        first, last = self.starts_on, self.ends_on
        if first == last:
            return f"le {write_day(last, 'j F Y')}"
        same_month = (first.year, first.month) == (last.year, last.month)
        said = "j" if same_month else "j F" if first.year == last.year else "j F Y"
        return f"du {write_day(first, said)} au {write_day(last, 'j F Y')}"

    @property
    def words(self) -> str:
        """Return what everybody reads of it.

        >>> Closing(datetime.date(2026, 8, 3), datetime.date(2026, 8, 21)).words
        'Fermé du 3 au 21 août 2026. Réouverture le 22.'
        >>> Closing(datetime.date(2026, 8, 3), datetime.date(2026, 8, 31)).words
        'Fermé du 3 au 31 août 2026. Réouverture le 1er septembre.'
        """
        opens = self.ends_on + A_DAY
        said = "j" if opens.month == self.ends_on.month else "j F" if opens.year == self.ends_on.year else "j F Y"
        return f"Fermé {self.days}. Réouverture le {write_day(opens, said)}."


def runs(days: Iterable[datetime.date]) -> list[Closing]:
    """Return these days as closings, in order: two that touch are one, since nobody opens between them."""
    found: list[Closing] = []
    for day in sorted(set(days)):
        if found and found[-1].ends_on + A_DAY == day:
            found[-1] = Closing(found[-1].starts_on, day)
        else:
            found.append(Closing(day, day))
    return found


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """Queries about closed days."""

    def standing(self) -> Self:
        """Return the days of closings under way or to come: today and after."""
        return self.filter(day__gte=timezone.localdate())

    def as_dates(self) -> set[datetime.date]:
        """Return these days, once each."""
        return set(self.order_by().values_list("day", flat=True))


class ClosedDay(models.Model):
    """One closed day of one place.

    One row a day, so that any database refuses what no check of one row can: that two closings of a place share a day,
    and (`number`, the place of the day in its closing) that one lasts longer than MOST_DAYS.
    """

    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, null=True, related_name="closed_days", verbose_name="groupe"
    )
    collective = models.ForeignKey(
        "directory.Collective",
        on_delete=models.CASCADE,
        null=True,
        related_name="closed_days",
        verbose_name="collectif",
    )
    first = models.DateField("premier jour de la fermeture")
    number = models.PositiveSmallIntegerField("rang du jour")
    day = models.DateField("jour")

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = "jour de fermeture"
        verbose_name_plural = "jours de fermeture"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(peer_group__isnull=True, collective__isnull=False)
                | models.Q(peer_group__isnull=False, collective__isnull=True),
                name="directory_closedday_of_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_DAYS), name="directory_closedday_not_for_ever"
            ),
            models.CheckConstraint(
                condition=models.Q(day__gte=models.F("first")), name="directory_closedday_after_the_first"
            ),
            models.UniqueConstraint(fields=["peer_group", "day"], name="directory_closedday_once_in_a_group"),
            models.UniqueConstraint(fields=["collective", "day"], name="directory_closedday_once_in_a_collective"),
            models.UniqueConstraint(fields=["peer_group", "first", "number"], name="directory_closedday_group_number"),
            models.UniqueConstraint(
                fields=["collective", "first", "number"], name="directory_closedday_collective_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peer_group or self.collective}, {self.day}"
