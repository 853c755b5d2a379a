"""What happens to a reading: said by who runs the group, confirmed or set aside by a moderator, taken back at any time.

Whoever decides holds the readings of the module first: two moderators at once, or one and the group, do one thing.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.two_people import Places
from content.remembered import bump
from courses.models import GroupReading, ModulePage, ReadingStep
from directory.models import PeerGroup

Act, State = ReadingStep.Act, GroupReading.State


class OwnGroupError(Exception):
    """The moderator belongs to the group, or said the reading."""


class ReadingChangedError(Exception):
    """The reading is no longer what the moderator read: somebody said it again, or another moderator decided."""


class SetAsideError(Exception):
    """The reading was set aside, and who speaks has not read why."""


class NotTwoPeopleError(Exception):
    """Who spoke for this group may be who spoke for another one. `group` is that other group."""

    def __init__(self, group: PeerGroup) -> None:
        super().__init__(group.pk)
        self.group = group


@transaction.atomic
def say(speaker: User, group: PeerGroup, module: ModulePage, credit: str, *, knows: bool = False) -> GroupReading:
    """Keep that a group read a module, said by somebody who runs it; said again, it changes how it is named.

    Once it counts, it stays said by whom the moderator knew: another person may speak for two groups. When that account
    is erased, somebody else may say it; if they spoke for another group too, it waits for a moderator again. Set aside,
    it is said again by who `knows` why, and waits for a moderator; raise SetAsideError for who does not.
    """
    held = GroupReading.objects.select_for_update(of=("self",))
    reading, is_new = held.get_or_create(
        module_key=module.translation_key, peer_group=group, defaults={"said_by": speaker, "credit": credit}
    )
    if is_new:
        return reading
    if reading.set_aside_on and not knows:
        raise SetAsideError
    counted = reading.state == State.COUNTS
    reading.credit = credit
    if reading.set_aside_on:
        _begin_again(reading, speaker)
    elif not counted or reading.said_by is None:
        reading.said_by = speaker
        reading.confirmed_on = reading.confirmed_on if _stands_apart(reading) else None
    reading.save()
    if counted:
        bump()
    return reading


def _begin_again(reading: GroupReading, speaker: User) -> None:
    reading.said_by, reading.said_on = speaker, timezone.localdate()
    reading.confirmed_on, reading.confirmed_name, reading.set_aside_on, reading.reason = None, "", None, ""
    reading.steps.create(act=Act.SAID_AGAIN)


def take_back(group: PeerGroup, module: ModulePage) -> bool:
    """Erase the reading of a group; with one group left, the module is a first proposal again. Return whether any."""
    erased, _ = GroupReading.objects.filter(module_key=module.translation_key, peer_group=group).delete()
    if erased:
        bump()
    return bool(erased)


@transaction.atomic
def confirm(pk: int, moderator: User, seen: str) -> None:
    """Make a reading count, as the moderator read it (`GroupReading.seen`): two confirmed at once must see each other.

    The name of the group is confirmed with it: confirmed again, it is named as it is called by then.

    Raise ReadingChangedError, OwnGroupError, NotTwoPeopleError, GroupReading.DoesNotExist.
    """
    reading, others = _held(pk)
    if reading.state == State.COUNTS and not reading.is_renamed:
        return
    _may_decide(reading, moderator, seen)
    _stand_for_two(reading, others)
    reading.confirmed_on, reading.confirmed_name = timezone.localdate(), reading.peer_group.name
    reading.save(update_fields=["confirmed_on", "confirmed_name"])
    reading.steps.create(act=Act.CONFIRMED, actor=moderator)
    bump()


@transaction.atomic
def set_aside(pk: int, moderator: User, seen: str, reason: str) -> None:
    """Make a reading count no more, as the moderator read it, confirmed or not; its group reads the reason.

    Sent twice, it is done once. Raise ReadingChangedError, OwnGroupError, GroupReading.DoesNotExist.
    """
    reading, _ = _held(pk)
    if reading.set_aside_on and reading.reason == reason:
        return
    _may_decide(reading, moderator, seen)
    counted = reading.state == State.COUNTS
    reading.set_aside_on, reading.reason = timezone.localdate(), reason
    reading.save(update_fields=["set_aside_on", "reason"])
    reading.steps.create(act=Act.SET_ASIDE, actor=moderator, reason=reason)
    if counted:
        bump()


@transaction.atomic
def put_back(pk: int, moderator: User, seen: str) -> GroupReading:
    """Make a reading that was set aside what it was before, and return it; one that is not set aside stays as it is.

    Raise ReadingChangedError, OwnGroupError, NotTwoPeopleError, GroupReading.DoesNotExist.
    """
    reading, others = _held(pk)
    if not reading.set_aside_on:
        return reading
    _may_decide(reading, moderator, seen)
    if reading.confirmed_on:
        _stand_for_two(reading, others)
        bump()
    reading.set_aside_on, reading.reason = None, ""
    reading.save(update_fields=["set_aside_on", "reason"])
    reading.steps.create(act=Act.PUT_BACK, actor=moderator)
    return reading


def _held(pk: int) -> tuple[GroupReading, list[GroupReading]]:
    """Hold a reading and the others of its module, and return them as they are now. Raise GroupReading.DoesNotExist."""
    key = GroupReading.objects.values_list("module_key", flat=True).get(pk=pk)
    held = GroupReading.objects.select_for_update(of=("self",)).filter(module_key=key).order_by("pk")
    readings = {reading.pk: reading for reading in held.select_related("peer_group", "said_by")}
    if pk not in readings:
        raise GroupReading.DoesNotExist
    return readings.pop(pk), list(readings.values())


def _may_decide(reading: GroupReading, moderator: User, seen: str) -> None:
    """Raise ReadingChangedError when the moderator read something else, OwnGroupError when the group is theirs.

    It is theirs for a year after they left it, and when they may stand behind who speaks for it.
    """
    if seen != reading.seen:
        raise ReadingChangedError
    if reading.said_by_id == moderator.pk or _belongs(moderator, reading.peer_group) or _may_speak(moderator, reading):
        raise OwnGroupError


def _stand_for_two(reading: GroupReading, others: list[GroupReading]) -> None:
    """Raise NotTwoPeopleError when who speaks for this group may be who speaks for another one that counts."""
    for other in others:
        if other.state == State.COUNTS and not _two_people(reading, other):
            raise NotTwoPeopleError(other.peer_group)


def _belongs(user: User, group: PeerGroup) -> bool:
    return Membership.objects.lately().filter(user=user, peer_group=group).exists()


def _may_speak(moderator: User, reading: GroupReading) -> bool:
    speaker = reading.said_by
    return speaker is not None and Places.of(reading.peer_group).may_be_one(speaker, moderator, timezone.localdate())


def _two_people(one: GroupReading, other: GroupReading) -> bool:
    """Return whether two people spoke for these groups; no, when the account of one is erased."""
    if one.said_by is None or other.said_by is None:
        return False
    places, elsewhere = Places.of(one.peer_group), Places.of(other.peer_group)
    return places.are_two(one.said_by, other.said_by, timezone.localdate(), elsewhere)


def _stands_apart(reading: GroupReading) -> bool:
    """Return whether nobody who speaks for another confirmed group of this module may be who speaks for this one."""
    known = GroupReading.objects.filter(module_key=reading.module_key).exclude(pk=reading.pk)
    others = [other for other in known.select_related("peer_group", "said_by") if other.state == State.COUNTS]
    return all(_two_people(reading, other) for other in others)


def modules_by_key(readings: list[GroupReading]) -> dict[uuid.UUID, ModulePage]:
    """Return the modules of these readings by their permanent keys; one that is gone is not there. One query."""
    pages = ModulePage.objects.filter(translation_key__in={reading.module_key for reading in readings})
    return {page.translation_key: page for page in pages.only("title", "translation_key", "path", "slug")}
