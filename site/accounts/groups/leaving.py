"""Leaving a group: at once, with what one did there; the account and the passport stay."""

from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.mandates import continuity
from accounts.mandates.continuity import Lack
from accounts.models import GroupAct, Mandate, Membership
from accounts.secret_code import reset_by_two


def lack_without(membership: Membership) -> Lack | None:
    """What the group would lack once this person has left; None when nothing, or when they do not hold its keys."""
    holders = list(continuity.keyholders(membership.peer_group))
    others = [each for each in holders if each.user_id != membership.user_id]
    return continuity.lack(others) if len(others) < len(holders) else None


def leave(membership: Membership) -> bool:
    """End a membership now, with its offices and whatever the group was preparing for the person.

    False when it had ended meanwhile. Coming back makes a new membership: former rights do not return with it.
    """
    today = timezone.localdate()
    with transaction.atomic():
        present = Membership.objects.current().filter(pk=membership.pk)
        if not present.update(ends_on=today, left_at=timezone.now(), findable=False):
            return False
        _end_offices(membership)
        reset_by_two.cancel(membership)
    return True


def _end_offices(membership: Membership) -> None:
    """Offices held end today, written down; those that had not begun are taken back."""
    today, user = timezone.localdate(), membership.user
    mandates = Mandate.objects.filter(membership=membership)
    mandates.filter(starts_on__gt=today).delete()
    for mandate in mandates.exclude(ends_on__lte=today):
        mandate.ends_on = today
        mandate.save(update_fields=["ends_on"])
        journal.record(membership.peer_group, GroupAct.Kind.MANDATE_ENDED, user, user, mandate.get_office_display())
