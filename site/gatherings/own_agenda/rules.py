"""Making one's own agenda, ending it, and what stands in it: the hours of one's appointments, and nothing else."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, User
from gatherings.models import Leader, Meeting, OwnAgenda, SignUp, WorkshopDate
from lib.secrets import Purpose, draw_token, fingerprint, token_fingerprint

EVENT = Purpose("an appointment in the agenda of one person", prefix="gatherings.own_agenda.event:")
BEHIND, AHEAD = datetime.timedelta(days=7), datetime.timedelta(days=120)
MOST = 300
ONE_HOUR = datetime.timedelta(hours=1)  # how long a meeting of two is said to last


@dataclass(frozen=True)
class Appointment:
    """One appointment: `name` is the same from one reading to the next, and means nothing to anybody else."""

    name: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime


@transaction.atomic
def make(user: User) -> str:
    """Make the address of a person's agenda, in the place of the former one, and return its token."""
    token = draw_token()
    User.objects.select_for_update().get(pk=user.pk)  # pressed twice at once: one after the other
    OwnAgenda.objects.of(user).delete()
    OwnAgenda.objects.create(user=user, token_hash=token_fingerprint(token))
    return token


def is_address_of(agenda: OwnAgenda, token: str) -> bool:
    """Return whether this token is the one that the agenda answers: a newer address may have been made elsewhere."""
    return agenda.token_hash == token_fingerprint(token)


def end(user: User) -> bool:
    """Erase the address: it answers nothing from then on. Return False when there was none."""
    erased, _ = OwnAgenda.objects.of(user).delete()
    return bool(erased)


def appointments(agenda: OwnAgenda) -> list[Appointment]:
    """Return what one holds a place for, leads, or agreed to, from a week behind to four months ahead. Two queries."""
    user, now = agenda.user, timezone.now()
    found = [
        *(_of(agenda, "date", date.pk, date.starts_at, date.ends_at) for date in _dates(user, now)),
        *(
            _of(agenda, "meeting", meeting.pk, meeting.starts_at, meeting.starts_at + ONE_HOUR)
            for meeting in _meetings(user, now)
        ),
    ]
    return sorted(found, key=lambda each: (each.starts_at, each.name))


def _dates(user: User, now: datetime.datetime) -> list[WorkshopDate]:
    signed_up = SignUp.objects.of(user).holding_a_place().filter(date=OuterRef("pk"))
    led = Leader.objects.named().filter(user=user, workshop=OuterRef("workshop"))
    mine = WorkshopDate.objects.readable_by(user).filter(Q(Exists(signed_up)) | Q(Exists(led)), is_cancelled=False)
    return list(mine.filter(ends_at__gt=now - BEHIND, starts_at__lt=now + AHEAD).order_by("starts_at", "pk")[:MOST])


def _meetings(user: User, now: datetime.datetime) -> list[Meeting]:
    """Return those agreed to. To come, one whose other left the group is none: its page says so before the purge."""
    present = Membership.objects.current().filter(user__is_active=True)
    takes_place = Q(shower__in=present, learner__in=present) | Q(starts_at__lte=now)
    agreed = Meeting.objects.settled_for(user).filter(takes_place, is_called_off=False, starts_at__gt=now - BEHIND)
    return list(agreed.order_by("starts_at", "pk")[:MOST])


def _of(
    agenda: OwnAgenda, kind: str, pk: object, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> Appointment:
    """Return an appointment under a name that changes with the address: no two addresses are known for one person's."""
    return Appointment(fingerprint(EVENT, f"{agenda.token_hash}:{kind}:{pk}")[:32], starts_at, ends_at)


def forget_over() -> int:
    """Erase the addresses of those who are in no group any more. Return how many."""
    return OwnAgenda.objects.over().delete()[0]
