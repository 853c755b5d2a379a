"""Leaving a group: at once, with the offices held there; the account and the passport stay."""

from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.mandates import continuity
from accounts.mandates.continuity import Lack
from accounts.models import GroupAct, Mandate, Membership
from accounts.secret_code import reset_by_two


def lack_without(membership: Membership) -> Lack | None:
    """Return what the group would lack without this person; None for nothing, or when they are no keyholder."""
    holders = list(continuity.keyholders(membership.peer_group))
    others = [each for each in holders if each.user_id != membership.user_id]
    return continuity.lack(others) if len(others) < len(holders) else None


def leave(membership: Membership) -> bool:
    """End a membership now, with its offices and the code that the group was preparing for the member.

    Return False when it had ended meanwhile. A member who comes back gets a new membership, without the former rights.
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
    """End today the offices held, each with its line in the journal; delete those that have not begun."""
    today, user = timezone.localdate(), membership.user
    mandates = Mandate.objects.filter(membership=membership)
    mandates.filter(starts_on__gt=today).delete()
    for mandate in mandates.exclude(ends_on__lte=today):
        mandate.ends_on = today
        mandate.save(update_fields=["ends_on"])
        journal.record(membership.peer_group, GroupAct.Kind.MANDATE_ENDED, user, user, mandate.get_office_display())
