"""What happens to a reading: said by who runs the group, confirmed by a moderator, taken back at any time."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.two_people import Places
from content.remembered import bump
from courses.models import GroupReading, ModulePage
from directory.models import PeerGroup


class OwnGroupError(Exception):
    """The moderator belongs to the group, or said the reading."""


class ReadingChangedError(Exception):
    """The reading is no longer what the moderator read: somebody said it again."""


class NotTwoPeopleError(Exception):
    """Who spoke for this group may be who spoke for another one. `group` is that other group."""

    def __init__(self, group: PeerGroup) -> None:
        super().__init__(group.pk)
        self.group = group


@transaction.atomic
def say(speaker: User, group: PeerGroup, module: ModulePage, credit: str) -> GroupReading:
    """Keep that a group read a module, said by somebody who runs it; said again, it changes how it is named.

    Once it counts, it stays said by whom the moderator knew: another person may speak for two groups. When that account
    is erased, somebody else may say it; if they spoke for another group too, it waits for a moderator again.
    """
    reading, is_new = GroupReading.objects.get_or_create(
        module_key=module.translation_key, peer_group=group, defaults={"said_by": speaker, "credit": credit}
    )
    if not is_new:
        reading.credit = credit
        if reading.confirmed_on is None or reading.said_by is None:
            reading.said_by = speaker
            reading.confirmed_on = reading.confirmed_on if _stands_apart(reading) else None
        reading.save()
    if reading.confirmed_on:
        bump()
    return reading


def take_back(group: PeerGroup, module: ModulePage) -> bool:
    """Erase the reading of a group; with one group left, the module is a first proposal again. Return whether any."""
    erased, _ = GroupReading.objects.filter(module_key=module.translation_key, peer_group=group).delete()
    if erased:
        bump()
    return bool(erased)


@transaction.atomic
def confirm(pk: int, moderator: User, seen: str) -> None:
    """Make a reading count, as the moderator read it (`GroupReading.seen`). The others of the module are held: two
    confirmed at once must see each other.

    Raise ReadingChangedError, OwnGroupError, NotTwoPeopleError, GroupReading.DoesNotExist.
    """
    key = GroupReading.objects.values_list("module_key", flat=True).get(pk=pk)
    held = GroupReading.objects.select_for_update(of=("self",)).filter(module_key=key).order_by("pk")
    readings = {reading.pk: reading for reading in held.select_related("peer_group", "said_by")}
    if pk not in readings:
        raise GroupReading.DoesNotExist
    reading = readings.pop(pk)
    if reading.confirmed_on:
        return
    if seen != reading.seen:
        raise ReadingChangedError
    if reading.said_by_id == moderator.pk or _belongs(moderator, reading.peer_group):
        raise OwnGroupError
    for other in readings.values():
        if other.confirmed_on and not _two_people(reading, other):
            raise NotTwoPeopleError(other.peer_group)
    reading.confirmed_on = timezone.localdate()
    reading.save(update_fields=["confirmed_on"])
    bump()


def _belongs(user: User, group: PeerGroup) -> bool:
    return Membership.objects.current().filter(user=user, peer_group=group).exists()


def _two_people(one: GroupReading, other: GroupReading) -> bool:
    """Return whether two people spoke for these groups; no, when the account of one is erased."""
    if one.said_by is None or other.said_by is None:
        return False
    places, elsewhere = Places.of(one.peer_group), Places.of(other.peer_group)
    return places.are_two(one.said_by, other.said_by, timezone.localdate(), elsewhere)


def _stands_apart(reading: GroupReading) -> bool:
    """Return whether nobody who speaks for another confirmed group of this module may be who speaks for this one."""
    confirmed = GroupReading.objects.filter(module_key=reading.module_key, confirmed_on__isnull=False)
    others = confirmed.exclude(pk=reading.pk).select_related("peer_group", "said_by")
    return all(_two_people(reading, other) for other in others)


def modules_by_key(readings: list[GroupReading]) -> dict[uuid.UUID, ModulePage]:
    """Return the modules of these readings by their permanent keys; one that is gone is not there. One query."""
    pages = ModulePage.objects.filter(translation_key__in={reading.module_key for reading in readings})
    return {page.translation_key: page for page in pages.only("title", "translation_key", "path", "slug")}
