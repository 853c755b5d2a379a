"""Who was there: a number; a name when the person says it; the closing, which offers the skills of the workshop.

Each act holds the date, so that two at once count once.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Count, Exists, F
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from gatherings.models import Presence, PresenceQuerySet, Workshop, WorkshopDate
from gatherings.models.workshop_date import MOST_CAME
from gatherings.permissions import belongs_to
from gatherings.presence import skill_offers
from lib.meanwhile import compare
from lib.secrets import Purpose, fingerprint

COUNTED = Purpose("a person counted at a date, in a limit", prefix="gatherings.presence.counted:")
IsFirst = Callable[[], bool]  # whether this person was not counted yet at this date; asked once


class NoLongerOpenError(Exception):
    """The leader has closed, or the days to answer are over."""


def key_of(date: WorkshopDate, user: User) -> str:
    """Return the key of a limit for one person at one date: it names neither."""
    return fingerprint(COUNTED, f"{date.pk}:{user.pk}")


def _held(date: WorkshopDate) -> WorkshopDate:
    held = WorkshopDate.objects.select_for_update(of=("self",)).select_related("workshop__peer_group")
    return get_object_or_404(held, pk=date.pk)  # a change of the rule may erase it at that instant


@transaction.atomic
def say_name(date: WorkshopDate, user: User, is_first: IsFirst) -> None:
    """Note the person's name, by a code. Said twice, it is there once; counted without it before, they count once.

    Raise NoLongerOpenError once the leader has closed.
    """
    held = _held(date)
    if not (held.takes_names and belongs_to(user, held.workshop)):
        raise NoLongerOpenError
    presence, _ = Presence.objects.get_or_create(date=held, user=user)
    _say(held, presence, is_first)


@transaction.atomic
def count_unnamed(date: WorkshopDate, user: User, is_first: IsFirst) -> None:
    """Count a person without their name, by a code: a number, and no row. Named before, they count once, unnamed.

    Raise NoLongerOpenError once the leader has closed.
    """
    held = _held(date)
    if not (held.takes_names and belongs_to(user, held.workshop)):
        raise NoLongerOpenError
    _take_name_away(held, user, is_first)


def _take_name_away(held: WorkshopDate, user: User, is_first: IsFirst) -> None:
    known = Presence.objects.of(user).filter(date=held)
    was_said = known.said().exists()
    forget(known)
    if not was_said:
        _add_unnamed(held, is_first)


def _add_unnamed(held: WorkshopDate, is_first: IsFirst) -> None:
    if is_first():
        WorkshopDate.objects.filter(pk=held.pk, unnamed__lt=MOST_CAME).update(unnamed=F("unnamed") + 1)


def _say(held: WorkshopDate, presence: Presence, is_first: IsFirst) -> None:
    if presence.is_said:
        return
    presence.is_said = True
    presence.save(update_fields=["is_said"])
    if not is_first():
        WorkshopDate.objects.filter(pk=held.pk, unnamed__gt=0).update(unnamed=F("unnamed") - 1)
    if held.closed_on:
        skill_offers.offer_learnt(held, presence.user)


@transaction.atomic
def ask(date: WorkshopDate, user: User) -> None:
    """Ask a person, for a leader, whether their name goes with the date; nothing when they are there already.

    Raise NoLongerOpenError once the leader has closed.
    """
    held = _held(date)
    if not (held.takes_names and belongs_to(user, held.workshop)):
        raise NoLongerOpenError
    Presence.objects.get_or_create(date=held, user=user)


@transaction.atomic
def say_yes(date: WorkshopDate, user: User, is_first: IsFirst) -> None:
    """Note the name that the person agrees to; nothing when nothing is asked any more."""
    held = _held(date)
    presence = _answered(held, user)
    if presence:
        _say(held, presence, is_first)


@transaction.atomic
def say_unnamed(date: WorkshopDate, user: User, is_first: IsFirst) -> None:
    """Take the person's name away, said or asked, and count them without it."""
    held = _held(date)
    if _answered(held, user):
        _take_name_away(held, user, is_first)


@transaction.atomic
def say_no(date: WorkshopDate, user: User) -> None:
    """Answer no to a leader: the question goes, and nobody is told; a name said before goes, and a number stays."""
    held = _held(date)
    if _answered(held, user):
        forget(Presence.objects.of(user).filter(date=held))


def _answered(held: WorkshopDate, user: User) -> Presence | None:
    found = Presence.objects.of(user).filter(date=held).first() if held.takes_answers else None
    return found if found and belongs_to(user, held.workshop) else None


def _compare(held: WorkshopDate, came: int, guests: int, shown: str | None) -> None:
    """Raise ChangedMeanwhileError when somebody wrote other numbers since the page was shown."""
    if (held.came, held.guests) != (came, guests):
        compare(shown, {"came": held.came, "guests": held.guests or None}, held.written_numbers)


@transaction.atomic
def write_numbers(date: WorkshopDate, came: int, guests: int, *, shown: str | None = None) -> bool:
    """Write how many came, and how many guests beside them; False once the leader has closed.

    Raise ChangedMeanwhileError when somebody wrote other numbers since the page was shown.
    """
    held = _held(date)
    if held.closed_on:
        return False
    _compare(held, came, guests, shown)
    held.came, held.guests = came, guests
    held.save(update_fields=["came", "guests"])
    return True


@transaction.atomic
def close(date: WorkshopDate, came: int, guests: int, *, shown: str | None = None) -> bool:
    """Close the count: the number is what the leader writes, no code adds a name, the skills are offered. Once.

    Raise ChangedMeanwhileError when somebody wrote other numbers since the page was shown.
    """
    held = _held(date)
    if not held.can_be_closed:
        return False
    _compare(held, came, guests, shown)
    held.came, held.guests, held.closed_on = came, guests, timezone.localdate()
    held.save(update_fields=["came", "guests", "closed_on"])
    skill_offers.offer_all(held)
    return True


@transaction.atomic
def forget(presences: PresenceQuerySet) -> int:
    """Erase these rows; who had said their name counts without it from then on. Return how many rows."""
    said = presences.said().order_by("date").values_list("date").annotate(number=Count("pk"))
    for pk, number in list(said):
        WorkshopDate.objects.filter(pk=pk).update(unnamed=F("unnamed") + number)
    erased, _ = presences.delete()
    return erased


def forget_over() -> int:
    """Forget who was there after thirty days, or may come no longer, and the questions that nobody may answer."""
    theirs = Workshop.objects.open_to_person_of("date__workshop")
    gone = forget(Presence.objects.too_old()) + forget(Presence.objects.exclude(Exists(theirs)))
    return gone + forget(Presence.objects.unanswered())
