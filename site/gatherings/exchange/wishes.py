"""What one wishes in a group: written by the person, erased by them at once, or by the worker after three months."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from gatherings.exchange import meetings
from gatherings.models import Meeting, Side, Wish, WishList
from gatherings.models.wish import MOST_WISHES
from passport.models import Skill


class TooManyWishesError(Exception):
    """The person wishes as much in this group as the site holds for one."""


def list_of(membership: Membership) -> WishList | None:
    """Return what a person wishes in a group, while it lasts; None when nothing is."""
    return WishList.objects.live().filter(membership=membership).first()


def shown(wish_list: WishList | None) -> list[tuple[str, list[Wish]]]:
    """Return the wishes of a list, by side, each by name; one query."""
    if wish_list is None:
        return []
    found = list(wish_list.wishes.select_related("skill").order_by("skill__label", "pk"))
    sides = [(side.label, [wish for wish in found if wish.side == side]) for side in Side]
    return [(label, wishes) for label, wishes in sides if wishes]


@transaction.atomic
def add(membership: Membership, skill: Skill, side: str) -> None:
    """Write a wish; everything then lasts three months more. The same skill wished otherwise changes sides.

    Raise TooManyWishesError above MOST_WISHES.
    """
    place = Membership.objects.select_for_update().get(pk=membership.pk)
    WishList.objects.over().filter(membership=place).delete()  # what ended does not come back
    wish_list, _ = WishList.objects.get_or_create(membership=place)
    if wish_list.wishes.exclude(skill=skill).count() >= MOST_WISHES:
        raise TooManyWishesError
    if wish_list.wishes.filter(skill=skill).exclude(side=side).update(side=side):
        meetings.leave_unagreed(Meeting.objects.filter(skill=skill), place)
    wish_list.wishes.get_or_create(skill=skill, defaults={"side": side})
    _renew(wish_list)


@transaction.atomic
def remove(membership: Membership, skill: str) -> bool:
    """Erase one wish (`skill`, a slug), and answer no for it; the list goes with the last one. Twice, it is once."""
    Membership.objects.select_for_update().get(pk=membership.pk)
    gone = Wish.objects.filter(wish_list__membership=membership, skill__slug=skill)
    meetings.leave_unagreed(Meeting.objects.filter(skill__slug=skill), membership)
    erased, _ = gone.delete()
    WishList.objects.filter(membership=membership, wishes__isnull=True).delete()
    return bool(erased)


def renew(membership: Membership) -> bool:
    """Let everything last three months from today; False when nothing is wished any more."""
    wish_list = list_of(membership)
    if wish_list:
        _renew(wish_list)
    return wish_list is not None


def _renew(wish_list: WishList) -> None:
    WishList.objects.filter(pk=wish_list.pk).update(renewed_on=timezone.localdate())


@transaction.atomic
def stop(membership: Membership) -> None:
    """Erase all that a person wishes in a group, and all they were to answer or to do there; twice, it is once."""
    Membership.objects.select_for_update().get(pk=membership.pk)
    WishList.objects.filter(membership=membership).delete()
    meetings.leave_all(membership)


def stop_everywhere(user: User) -> None:
    """Do so in every group, today's and former ones: the account is erased."""
    for membership in Membership.objects.filter(user=user).order_by("pk"):
        stop(membership)


def forget_over() -> int:
    """Erase the wishes that nobody renewed, and those of who left the group; what was agreed stays. Return how many."""
    erased = 0
    for wish_list in WishList.objects.over().select_related("membership").order_by("pk"):
        erased += _forget(wish_list.membership)
    return erased


@transaction.atomic
def _forget(membership: Membership) -> int:
    """Erase what is over, unless the person renewed it meanwhile."""
    Membership.objects.select_for_update().get(pk=membership.pk)
    erased, _ = WishList.objects.over().filter(membership=membership).delete()
    if erased:
        meetings.leave_unagreed(Meeting.objects.all(), membership)
    return erased
