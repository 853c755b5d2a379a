"""The mandates of a board: recorded, corrected, ended, taken back, each with its line in the group's journal."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import journal
from accounts.mandates import by_oneself
from accounts.mandates.second_hand import confirms_at_once
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.models.belonging import HELD_ALREADY, MandateQuerySet, MembershipQuerySet
from accounts.permissions import is_coordinator
from directory.models import PeerGroup
from lib.alphabetical import Alphabetical
from lib.french_dates import write_day

Office = Mandate.BoardOffice
ONE_HOLDER = (Office.CHAIR, Office.TREASURER, Office.SECRETARY)  # usually one person at a time; two may share
FARTHEST_END = 3653  # days from today: ten years, as long as a mandate may last
EMPLOYED = "Cette personne anime le groupe : elle ne tient pas de mandat en même temps."
NEVER_ENTERED = (
    "Cette personne n’est encore jamais entrée sur son compte. Elle entre d’abord, avec sa carte, et choisit son code."
)
LEAVES = "Cette personne quitte le groupe le {day}. Choisissez ce jour, ou un jour avant."
ONESELF = (
    "Vous ne notez pas votre propre mandat : la coordination le confirmerait du même geste. "
    "Une autre personne du conseil ou de la coordination le note."
)
GONE = "Quelqu’un a retiré ce mandat pendant ce temps."
GIVEN = ("recorded_by", "recorded_on", "accepted_at", "confirmed_by", "confirmed_at")  # what `_give` writes
KEPT = (
    "last_day_by_others",
    "first_recorded_on",
    "has_served",
)  # written by any correction
REPLACED_SINCE = 366  # days since the end of a mandate during which another may replace it


def electable(group: PeerGroup) -> MembershipQuerySet:
    """Return the present members of a group who may hold an office: not its employees."""
    present = Membership.objects.current().filter(peer_group=group, role=Membership.Role.MEMBER, user__is_active=True)
    return present.select_related("user").order_by(Alphabetical("user__display_name"), "user__username")


def board_today(standing: Iterable[Mandate]) -> list[dict[str, Any]]:
    """Return each office, in words (`label`), with those of these mandates that hold it today (`held`)."""
    present = [mandate for mandate in standing if not mandate.is_to_come]
    return [
        {"label": office.label, "held": [mandate for mandate in present if mandate.office == office]}
        for office in Mandate.BoardOffice
    ]


def replaceable(group: PeerGroup) -> MandateQuerySet:
    """Return the mandates of a group that another may replace: not replaced yet, not over for more than a year."""
    since = timezone.localdate() - datetime.timedelta(days=REPLACED_SINCE)
    recent = Mandate.objects.of_group(group).filter(replaced_by__isnull=True)
    return recent.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since)).order_by("office", "starts_on")


def sharing_with(group: PeerGroup, mandate: Mandate) -> list[Mandate]:
    """Return the mandates of other people for the same office and days, when one person usually holds that office."""
    if mandate.office not in ONE_HOLDER:
        return []
    others = Mandate.objects.of_group(group).filter(office=mandate.office).exclude(pk=mandate.pk)
    others = others.exclude(membership_id=mandate.membership_id).exclude(Q(pk=mandate.replaces_id))
    return list(others.overlapping(mandate.starts_on, mandate.ends_on))


def same_as(mandate: Mandate) -> Mandate | None:
    """Return the same mandate if it is recorded already: the button was pressed twice."""
    return Mandate.objects.filter(
        membership_id=mandate.membership_id,
        office=mandate.office,
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
        replaces_id=mandate.replaces_id,
    ).first()


def check(mandate: Mandate) -> None:
    """Raise ValidationError, beside its field, for what other mandates, or the role of an employee, make impossible."""
    employed = Membership.objects.filter(pk=mandate.membership_id, role=Membership.Role.FACILITATOR)
    if not mandate.is_over and employed.exists():
        raise ValidationError({"ends_on": EMPLOYED})
    _check_departure(mandate)
    same = Mandate.objects.filter(membership_id=mandate.membership_id, office=mandate.office).exclude(pk=mandate.pk)
    if same.overlapping(mandate.starts_on, mandate.ends_on).exists():
        raise ValidationError({"starts_on": HELD_ALREADY})
    _check_replacement(mandate)


def _check_departure(mandate: Mandate) -> None:
    """Raise ValidationError when the mandate goes on after the day on which its holder leaves the group."""
    leaves_on = Membership.objects.values_list("ends_on", flat=True).get(pk=mandate.membership_id)
    if leaves_on and (mandate.ends_on is None or mandate.ends_on > leaves_on):
        raise ValidationError({"ends_on": LEAVES.format(day=_day(leaves_on))})


def _check_replacement(mandate: Mandate) -> None:
    """Raise ValidationError when this mandate cannot follow the one it replaces."""
    replaced = mandate.replaces
    if replaced is None:
        return
    if replaced.office != mandate.office:
        raise ValidationError({"replaces": "La personne remplacée tient une autre fonction. Choisissez la même."})
    if replaced.membership.user_id == mandate.membership.user_id:
        raise ValidationError({"replaces": "C’est la même personne. Pour prolonger un mandat, corrigez ses dates."})
    if replaced.starts_on >= mandate.starts_on:
        raise ValidationError({"starts_on": "Ce jour vient avant le début du mandat remplacé. Choisissez un autre."})


@transaction.atomic
def record(mandate: Mandate, by: User) -> Mandate:
    """Record a new mandate; the one it replaces ends the day before. Recorded twice, it stays one.

    It gives power once its holder has accepted it with their own code: at once for who records their own.
    Raise ValidationError when another mandate recorded meanwhile makes it impossible.
    """
    lock(mandate.membership)
    already = same_as(mandate)
    if already:
        return already
    by_oneself.note(mandate, None, by)
    _give(mandate, by)
    mandate.full_clean()
    check(mandate)
    if mandate.replaces:
        _end_before(mandate.replaces, mandate.starts_on, by)
    mandate.save()
    Membership.objects.filter(pk=mandate.membership_id).exclude(place_planned="").update(place_planned="")
    _record_act(GroupAct.Kind.MANDATE_RECORDED, mandate, by, _since(mandate))
    return mandate


@transaction.atomic
def correct(mandate: Mandate, by: User, changed: Collection[str]) -> None:
    """Keep the corrected fields (`changed`, among the office and the days); the others stay as they are by now.

    The same values again change nothing. What then says more than was accepted and confirmed is given anew. Raise
    ValidationError as `record` does.
    """
    lock(mandate.membership)
    before, present = _reread(mandate), _reread(mandate)
    for name in changed:
        setattr(present, name, getattr(mandate, name))
    if same_as(present) == present:
        return
    by_oneself.note(present, before, by)
    _remember(present, before)
    is_more = _is_more(present, before)
    if is_more:
        _give(present, by)
    present.full_clean()
    check(present)
    present.save(update_fields=[*changed, *KEPT, *(GIVEN if is_more else ())])
    _record_act(GroupAct.Kind.MANDATE_RECORDED, present, by, f"corrigé : {_since(present)}")


@transaction.atomic
def end(mandate: Mandate, on: datetime.date, by: User) -> None:
    """Record the last day of a mandate, once. Raise ValidationError for an impossible day.

    A later day than the one recorded before prolongs the mandate, or revives it: it is given anew, and the journal
    says that a mandate was recorded. Its holder does not prolong what somebody else ended (`by_oneself`).
    """
    lock(mandate.membership)
    before = _reread(mandate)
    if before.ends_on == on:
        return
    mandate.ends_on = on
    by_oneself.note(mandate, before, by)
    _remember(mandate, before)
    is_more = _is_more(mandate, before)
    if is_more:
        _give(mandate, by)
    mandate.full_clean()
    if is_more:
        check(mandate)
    mandate.save(update_fields=["ends_on", *KEPT, *(GIVEN if is_more else ())])
    if is_more:
        _record_act(GroupAct.Kind.MANDATE_RECORDED, mandate, by, f"prolongé : {_since(mandate)}")
    else:
        _record_act(GroupAct.Kind.MANDATE_ENDED, mandate, by, _until(mandate))


@transaction.atomic
def take_back(mandate: Mandate, by: User) -> None:
    """Delete a mandate recorded by mistake. Raise ValidationError when it is too late.

    A mandate it was said to replace keeps its end: the group corrects it if need be.
    """
    lock(mandate.membership)
    _reread(mandate)
    if not mandate.can_be_removed:
        raise ValidationError("Ce mandat est trop ancien pour être retiré. Notez sa fin, ou corrigez ses dates.")
    _record_act(GroupAct.Kind.MANDATE_ENDED, mandate, by, f"noté par erreur, retiré : {_since(mandate)}")
    mandate.delete()


def end_with_membership(membership: Membership, day: datetime.date, by: User) -> None:
    """End that day the offices held by who leaves; delete those that begin later. A line in the journal for each."""
    held = Mandate.objects.filter(membership=membership).select_related("membership__peer_group")
    for mandate in held.filter(starts_on__gt=day):
        _record_act(GroupAct.Kind.MANDATE_ENDED, mandate, by, f"retiré avant de commencer : {_since(mandate)}")
        mandate.delete()
    for mandate in held.exclude(ends_on__lte=day):
        before, mandate.ends_on = _reread(mandate), day
        by_oneself.note(mandate, before, by)
        _remember(mandate, before)
        mandate.save(update_fields=["ends_on", *KEPT])
        _record_act(GroupAct.Kind.MANDATE_ENDED, mandate, by, mandate.get_office_display())


def _give(mandate: Mandate, by: User) -> None:
    """Note who gives a mandate, new or revived after its end: its holder accepts it, unless they gave it themselves.

    Raise ValidationError for a person who never entered: whoever prints their first card would hold the mandate; and
    for somebody of the coordination who names themselves: they would give, accept and confirm it alone.
    """
    if not mandate.is_over and not mandate.membership.user.has_entered:
        raise ValidationError(NEVER_ENTERED)
    if is_coordinator(by) and mandate.membership.user_id == by.pk:
        raise ValidationError(ONESELF)
    now, confirms = timezone.now(), confirms_at_once(by, mandate.membership.peer_group, mandate.membership.user)
    mandate.recorded_by, mandate.recorded_on = by, timezone.localdate()
    mandate.accepted_at = now if mandate.membership.user_id == by.pk else None
    mandate.confirmed_by, mandate.confirmed_at = (by, now) if confirms else (None, None)


def _remember(mandate: Mandate, before: Mandate) -> None:
    """Keep in a mandate about to be corrected what decides whether it may be taken back: it is no younger for it."""
    mandate.first_recorded_on = before.first_recorded_on or before.recorded_on
    mandate.has_served = before.has_served or (before.accepted_at is not None and not before.is_to_come)


def _is_more(mandate: Mandate, before: Mandate) -> bool:
    """Return whether a corrected mandate says more than before: another office, a first day sooner, a last day later.

    Whoever holds one would otherwise have confirmed by the coordination what they wrote themselves.
    """
    lasts = mandate.ends_on or datetime.date.max
    longer = mandate.starts_on < before.starts_on or lasts > (before.ends_on or datetime.date.max)
    return not mandate.is_over and (longer or mandate.office != before.office)


def lock(membership: Membership) -> None:
    """Let nobody else record a mandate of this person before this transaction ends."""
    Membership.objects.select_for_update().get(pk=membership.pk)


def _reread(mandate: Mandate) -> Mandate:
    """Return the mandate as it is now. Raise ValidationError when it was taken back meanwhile."""
    present = Mandate.objects.select_related("membership__peer_group").filter(pk=mandate.pk).first()
    if present is None:
        raise ValidationError(GONE)
    return present


def _end_before(mandate: Mandate, day: datetime.date, by: User) -> None:
    """End a replaced mandate the day before its successor's first day, unless it had ended by then."""
    last = day - datetime.timedelta(days=1)
    if mandate.ends_on is None or mandate.ends_on > last:
        end(mandate, last, by)


def _record_act(kind: str, mandate: Mandate, by: User, detail: str) -> None:
    membership = mandate.membership
    journal.record(membership.peer_group, kind, by, membership.user, detail)


def _day(day: datetime.date) -> str:
    return write_day(day, "j F Y")


def _since(mandate: Mandate) -> str:
    until = f" au {_day(mandate.ends_on)}" if mandate.ends_on else ""
    return f"{mandate.get_office_display()}, {'du' if until else 'à partir du'} {_day(mandate.starts_on)}{until}"


def _until(mandate: Mandate) -> str:
    return f"{mandate.get_office_display()}, jusqu’au {_day(cast('datetime.date', mandate.ends_on))}"
