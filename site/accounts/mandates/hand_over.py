"""Handing over an office: four things the person who leaves passes on, and the person who takes it ticks."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import HandOverTick, Mandate, User

SHOWN_BEFORE = 30  # days before the end of a mandate: the time to make ready what is handed over
SHOWN_AFTER = 90  # days after the end of the one, or the beginning of the other, unless all is ticked


def find(user: User, pk: int) -> Mandate | None:
    """The mandate whose hand-over this person may see: the one who leaves it, the one who takes it. Else None."""
    mandates = Mandate.objects.select_related("membership__user", "replaced_by__membership__user")
    mandate = mandates.filter(pk=pk).first()
    if mandate is None or not (is_leaving(user, mandate) or is_taking(user, mandate)):
        return None
    return mandate


def is_leaving(user: User, mandate: Mandate) -> bool:
    """The person whose mandate has an end."""
    return mandate.membership.user_id == user.pk and mandate.ends_on is not None


def is_taking(user: User, mandate: Mandate) -> bool:
    """The person noted as taking this office over."""
    successor = successor_of(mandate)
    return successor is not None and successor.membership.user_id == user.pk


def successor_of(mandate: Mandate) -> Mandate | None:
    """The mandate that replaces this one, if one is noted."""
    return getattr(mandate, "replaced_by", None)


def is_current(mandate: Mandate, successor: Mandate | None, ticked: int) -> bool:
    """Whether the list deserves a place on the home page of those who see it."""
    if mandate.ends_on is None or ticked >= len(HandOverTick.Item):
        return False
    today = timezone.localdate()
    first = mandate.ends_on - datetime.timedelta(days=SHOWN_BEFORE)
    last = max(mandate.ends_on, successor.starts_on if successor else mandate.ends_on)
    return first <= today <= last + datetime.timedelta(days=SHOWN_AFTER)


@transaction.atomic
def tick(mandate: Mandate, items: Collection[str], by: User) -> None:
    """Keep exactly these items as handed over; those already ticked keep their day. Ticking twice changes nothing."""
    Mandate.objects.select_for_update().get(pk=mandate.pk)
    mandate.handed_over.exclude(item__in=items).delete()
    for item in items:
        HandOverTick.objects.get_or_create(mandate=mandate, item=item, defaults={"ticked_by": by})
