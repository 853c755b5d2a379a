"""What courses counts of a year of a group: how many modules its people finished. No person, no title."""

import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.models import Mandate, Membership
from accounts.year_figures import Count, Figure
from courses.models import Enrolment
from directory.clocks import clock_of
from directory.models import PeerGroup


def finished(group: PeerGroup, year: int) -> Count:
    """Return how many modules were finished in a year by people in the group that day. One query.

    Those who ran the group that year are left out: they read the figure, and with what they did themselves would read
    what the others did.
    """
    clock = clock_of(group.department_code)
    first, last = (datetime.datetime(each, 1, 1, tzinfo=clock) for each in (year, year + 1))
    there = Membership.objects.filter(user=OuterRef("user"), peer_group=group)
    that_day = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("finished_at__date"))
    ran = Membership.objects.filter(peer_group=group).filter(_ran_in(year)).values("user")
    rows = Enrolment.objects.filter(
        Exists(there.filter(that_day, starts_on__lte=OuterRef("finished_at__date"))),
        finished_at__gte=first,
        finished_at__lt=last,
    )
    people = list(rows.exclude(user__in=ran).order_by().values_list("user", flat=True))
    return Count((len(people),), people=len(set(people)))


def _ran_in(year: int) -> Q:
    """Return the condition of a place that gave power that year, or gives it since: a facilitator, a mandate."""
    mandates = Mandate.objects.exclude(ends_on__lt=datetime.date(year, 1, 1)).values("membership")
    return Q(role=Membership.Role.FACILITATOR) | Q(pk__in=mandates)


FIGURES = (
    Figure(
        "modules",
        "Formations finies par les personnes du groupe",
        "formation finie par une personne du groupe",
        "formations finies par les personnes du groupe",
        finished,
    ),
)
