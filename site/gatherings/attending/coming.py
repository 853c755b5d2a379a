"""What comes: the next date of each workshop that a person may read, and the dates before and after one."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from gatherings.models import SignUp, Workshop, WorkshopDate, WorkshopDateQuerySet


@dataclass(frozen=True)
class Around:
    """The dates of the same workshop just before and just after one; None where there is none."""

    before: WorkshopDate | None
    after: WorkshopDate | None


def readable(user: User | None) -> WorkshopDateQuerySet:
    """Return the dates that a person, or a visitor (None), may read."""
    dates = WorkshopDate.objects.select_related("workshop__peer_group")
    return dates.readable_by(user) if user else dates.readable_by_all()


def next_dates(user: User | None) -> WorkshopDateQuerySet:
    """Return one date a workshop, its next one, in order: of what a person, or a visitor (None), may read."""
    first = WorkshopDate.objects.ahead().filter(workshop=OuterRef("pk")).values("pk")[:1]
    shown = Workshop.objects.shown()
    workshops = shown.open_to(user) if user else shown.of_network()
    return readable(user).filter(pk__in=workshops.values(first_ahead=Subquery(first))).ahead()


def note_sign_ups(dates: list[WorkshopDate], user: User | None) -> None:
    """Give each date the sign-up of a person: to that date, or else to the nearest one of its workshop. One query."""
    shown = {date.workshop_id: date for date in dates}
    mine = _coming_of(user, dates) if user else []
    nearest: dict[int, SignUp] = {}
    for each in mine:
        date = shown[each.date.workshop_id]
        each.date.workshop = date.workshop
        if each.date_id == date.pk or date.pk not in nearest:
            nearest[date.pk] = each
    for date in dates:
        date.my_sign_up = nearest.get(date.pk)


def _coming_of(user: User, dates: list[WorkshopDate]) -> QuerySet[SignUp]:
    takes_place = Q(date__is_cancelled=False) | Q(date__in=dates)
    coming = SignUp.objects.of(user).filter(takes_place, date__ends_at__gt=timezone.now())
    of_these = coming.filter(date__workshop__in=[date.workshop_id for date in dates])
    return of_these.select_related("date").order_by("date__starts_at", "date")


def around(date: WorkshopDate) -> Around:
    """Return the dates before and after one; two queries."""
    others = WorkshopDate.objects.filter(workshop=date.workshop_id)
    same_moment = Q(starts_at=date.starts_at)
    before = others.filter(Q(starts_at__lt=date.starts_at) | same_moment & Q(pk__lt=date.pk))
    after = others.filter(Q(starts_at__gt=date.starts_at) | same_moment & Q(pk__gt=date.pk))
    found = Around(before.order_by("starts_at", "pk").last(), after.order_by("starts_at", "pk").first())
    for each in (found.before, found.after):
        if each:
            each.workshop = date.workshop
    return found
