"""The hand-over of an office: four things, ticked as the person who leaves passes them to the one who follows."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.known_names import KnownNames
from accounts.models import HandOverTick, Mandate, Membership, User
from directory import closings

SHOWN_BEFORE = 30  # days before the end of a mandate: time to prepare what is handed over
SHOWN_AFTER = 90  # days after the end of the one, or the beginning of the other, unless all is ticked


def find(user: User, pk: int) -> Mandate | None:
    """Return the mandate, for the person who leaves it and the one who takes it over; None for anyone else."""
    mandates = Mandate.objects.select_related("membership__user", "replaced_by__membership__user")
    mandate = mandates.filter(pk=pk).first()
    if mandate is None or not (is_leaving(user, mandate) or is_taking(user, mandate)):
        return None
    return mandate if _still_concerns(user, mandate) else None


def _still_concerns(user: User, mandate: Mandate) -> bool:
    """Return whether a person is in the group, or left it a short time ago: the page names the other one."""
    successor = successor_of(mandate)
    last = max(mandate.ends_on or timezone.localdate(), successor.starts_on if successor else datetime.date.min)
    if _is_shown_after(mandate, last):
        return True
    return Membership.objects.current().filter(user=user, peer_group=mandate.membership.peer_group_id).exists()


def known_names(reader: int, mandate: Mandate) -> KnownNames:
    """Return whose name its reader (a primary key) may read: nobody's, once they are no longer in the group."""
    known = KnownNames.of(mandate.membership.peer_group_id)
    return known if reader in known.members else KnownNames(frozenset(), frozenset())


def is_leaving(user: User, mandate: Mandate) -> bool:
    """The person whose mandate has an end."""
    return mandate.membership.user_id == user.pk and mandate.ends_on is not None


def is_taking(user: User, mandate: Mandate) -> bool:
    """The person noted as taking this office over."""
    successor = successor_of(mandate)
    return successor is not None and successor.membership.user_id == user.pk


def successor_of(mandate: Mandate) -> Mandate | None:
    """Return the mandate that replaces this one, if one is recorded."""
    return getattr(mandate, "replaced_by", None)


def is_current(mandate: Mandate, successor: Mandate | None, ticked: int) -> bool:
    """Return whether the hand-over belongs on the home page of the two people today."""
    if mandate.ends_on is None or ticked >= len(HandOverTick.Item):
        return False
    first = mandate.ends_on - datetime.timedelta(days=SHOWN_BEFORE)
    last = max(mandate.ends_on, successor.starts_on if successor else mandate.ends_on)
    return first <= timezone.localdate() and _is_shown_after(mandate, last)


def _is_shown_after(mandate: Mandate, last: datetime.date) -> bool:
    """Return whether SHOWN_AFTER is not over, days on which the group is closed not counted."""
    end, today = last + datetime.timedelta(days=SHOWN_AFTER), timezone.localdate()
    if today > end + datetime.timedelta(days=closings.MOST_ADDED):
        return False
    return today <= end or today <= closings.later_for(mandate.membership.peer_group, end, last)


@transaction.atomic
def tick(mandate: Mandate, items: Collection[str], by: User) -> None:
    """Keep exactly these items as handed over; an item already ticked keeps its day. Twice the same changes nothing."""
    Mandate.objects.select_for_update().get(pk=mandate.pk)
    mandate.handed_over.exclude(item__in=items).delete()
    for item in items:
        HandOverTick.objects.get_or_create(mandate=mandate, item=item, defaults={"ticked_by": by})
