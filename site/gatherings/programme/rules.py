"""What is proposed, shown, set aside, moved or cancelled.

A member proposes; those who run the group make it visible. What they enter themselves is visible at once.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from content.remembered import bump
from directory.clocks import moment_of
from directory.models import PeerGroup
from gatherings.models import Leader, Workshop, WorkshopDate
from gatherings.permissions import can_decide_for
from gatherings.programme import as_shown
from gatherings.programme.dates import follow_rule, make_dates
from gatherings.programme.room import check_room
from lib.meanwhile import compare
from passport.models import Skill

RULE = ("first_day", "begins_at", "minutes", "repeats", "last_day", "places")
SAID_YES_TO = ("title", "what", "video_link")  # whoever leads is named beside these, and beside the skills
WHERE_AND_WHEN = ("place", "first_day", "begins_at", "minutes", "repeats", "last_day")


def propose(
    user: User,
    group: PeerGroup | None,
    values: dict[str, Any],
    skills: Sequence[Skill],
    *,
    leads: bool,
    typed_from: str,
) -> Workshop:
    """Write a workshop; it is shown at once when `user` decides for the group (or the network). Sent twice, it is one.

    Raise TooManyWorkshopsError when the group has as many to come as it may.
    """
    known = Workshop.objects.filter(typed_from=typed_from).first()
    if known:
        return known
    check_room(group, 1)
    try:
        with transaction.atomic():
            workshop = Workshop.objects.create(peer_group=group, proposed_by=user, typed_from=typed_from, **values)
            workshop.skills.set(skills)
            if leads:
                Leader.objects.create(workshop=workshop, user=user, accepted_at=timezone.now())
            if can_decide_for(user, group):
                show(workshop, user)
    except IntegrityError:  # the same press, at the same instant
        return Workshop.objects.get(typed_from=typed_from)
    return workshop


def others_who_lead(workshop: Workshop, user: User | None) -> QuerySet[Leader]:
    """Return who said that they lead a workshop, but for `user`: their yes is for what they read."""
    return workshop.leaders.accepted().exclude(user=user)


def _ask_again(workshop: Workshop, by: User | None) -> bool:
    """Ask again who leads a workshop that is no longer the one they said yes to; False when there was nobody to ask.

    Until then nobody reads their name beside it, and they read no name of the dates to come. What they led stays
    theirs: they count, and read who said their name.
    """
    others = others_who_lead(workshop, by)
    others.filter(asked_again_at__isnull=True).update(asked_again_at=timezone.now())
    return others.exists()


def _tell(workshop: Workshop, by: User | None) -> None:
    """Tell who leads, but for `by`, that the place or the hours changed since their yes: they say yes again, or no.

    They stay named meanwhile: a room that changes an hour before must not hide from a group who welcomes it.
    """
    others_who_lead(workshop, by).update(has_news=True)


@transaction.atomic
def show(workshop: Workshop, by: User | None = None) -> bool:
    """Make a workshop visible, with its dates; False when it was already.

    Who leads one that was set aside is asked again, but for `by`, who shows it.
    Raise TooManyWorkshopsError when the group has as many to come as it may: nothing is then made visible.
    """
    known, shown = Workshop.objects.filter(pk=workshop.pk), {"state": Workshop.State.SHOWN, "reason": ""}
    if known.filter(state=Workshop.State.SET_ASIDE).update(**shown):
        _ask_again(workshop, by)
    elif not known.waiting().update(**shown):
        return False
    workshop.state = Workshop.State.SHOWN
    make_dates(workshop)
    check_room(workshop.peer_group, 0)
    _tell_visitors(workshop)
    return True


def set_aside(workshop: Workshop, reason: str) -> bool:
    """Leave a proposal aside, with the reason its author reads; False when it waits no more."""
    waiting = Workshop.objects.waiting().filter(pk=workshop.pk)
    return bool(waiting.update(state=Workshop.State.SET_ASIDE, reason=reason))


@transaction.atomic
def change(
    workshop: Workshop,
    values: dict[str, Any],
    skills: Sequence[Skill],
    by: User | None = None,
    *,
    shown: str | None = None,
) -> bool:
    """Write a workshop again; its dates to come follow when the rule changed.

    Raise ChangedMeanwhileError when the page showed another one (`shown`), unless what is sent is there already.

    Who leads it is asked again when what their name stands beside changed, but for `by`, who writes; return whether
    somebody is. They are told that its place or its hours did.
    """
    held = Workshop.objects.select_for_update(of=("self",)).select_related("peer_group").get(pk=workshop.pk)
    if not _says_already(held, values, skills):
        compare(shown, as_shown.of_workshop(held), as_shown.mark_of_workshop(held))
    same_rule = all(getattr(held, name) == values[name] for name in RULE)
    is_another = any(_said(getattr(held, name)) != _said(values[name]) for name in SAID_YES_TO if name in values)
    is_another = is_another or set(held.skills.all()) != set(skills)
    is_elsewhere = any(getattr(held, name) != values[name] for name in WHERE_AND_WHEN if name in values)
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    held.skills.set(skills)
    if held.state == Workshop.State.SHOWN and not same_rule:
        follow_rule(held)
    _tell_visitors(held)
    if is_elsewhere:
        _tell(held, by)
    return is_another and _ask_again(held, by)


def _says_already(held: Workshop, values: dict[str, Any], skills: Sequence[Skill]) -> bool:
    return all(getattr(held, name) == value for name, value in values.items()) and set(held.skills.all()) == set(skills)


def _said(text: str) -> str:
    return " ".join(text.split())


class HasTakenPlaceError(Exception):
    """The date has begun, or somebody was counted there: who reads it, and until when, hangs on its hours."""


def _held(date: WorkshopDate) -> WorkshopDate:
    rows = WorkshopDate.objects.select_for_update(of=("self",)).select_related("workshop__peer_group")
    return get_object_or_404(rows, pk=date.pk)  # a change of the rule may erase it at that instant


def _held_before(date: WorkshopDate) -> WorkshopDate:
    """Hold a date that has not begun, and return it. Raise HasTakenPlaceError when it has."""
    held = _held(date)
    if held.has_begun:
        raise HasTakenPlaceError
    return held


def _write(held: WorkshopDate, said: dict[str, Any], shown: str | None, by: User | None) -> None:
    """Write what changes of a date, held, and tell it; nothing when it says so already, for those who were told."""
    if held.changed_on and all(getattr(held, name) == value for name, value in said.items()):
        return
    compare(shown, as_shown.of_date(held), as_shown.mark_of_date(held))
    WorkshopDate.objects.filter(pk=held.pk).update(**said, changed_on=timezone.localdate())
    _tell(held.workshop, by)
    _tell_visitors(held.workshop)


@transaction.atomic
def move(
    date: WorkshopDate,
    day: datetime.date,
    hour: datetime.time,
    minutes: int,
    place: str,
    word: str,
    by: User | None = None,
    *,
    shown: str | None = None,
) -> None:
    """Move one date alone; those who signed up, and who lead it but for `by`, read it on their home.

    Raise HasTakenPlaceError once it has begun, or somebody was counted; ChangedMeanwhileError when the page showed
    something else of it (`shown`).
    """
    held = _held_before(date)
    if held.is_counted:
        raise HasTakenPlaceError
    starts_at = moment_of(day, hour, held.workshop.clock)
    ends_at = starts_at + datetime.timedelta(minutes=minutes)
    said = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "word": word, "is_cancelled": False}
    _write(held, said, shown, by)


@transaction.atomic
def cancel(date: WorkshopDate, word: str, by: User | None = None, *, shown: str | None = None) -> None:
    """Cancel one date alone; those who signed up, and who lead it but for `by`, read it on their home.

    Raise HasTakenPlaceError once it has begun, ChangedMeanwhileError when the page showed something else of it.
    """
    _write(_held_before(date), {"is_cancelled": True, "word": word}, shown, by)


def _tell_visitors(workshop: Workshop) -> None:
    """Have the home of visitors made again: it says when the next training day of the network is."""
    if workshop.is_of_network:
        bump()


@transaction.atomic
def write_count(date: WorkshopDate, came: int, *, shown: str | None = None) -> bool:
    """Write how many came: a number, and no name; False once the leader has closed.

    Raise ChangedMeanwhileError when somebody wrote another number since the page was shown.
    """
    held = _held(date)
    if held.closed_on:
        return False
    if held.came != came:
        compare(shown, {"came": held.came}, held.written_numbers)
    held.came = came
    held.save(update_fields=["came"])
    return True
