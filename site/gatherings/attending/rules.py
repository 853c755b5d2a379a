"""Signing up for a date, and leaving: the place goes to the first of the waiting list (gatherings.places)."""

from django.db import transaction
from django.db.models import Exists
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from gatherings import places
from gatherings.models import SignUp, Workshop, WorkshopDate


class ClosedForSignUpError(Exception):
    """The date is over or cancelled."""


@transaction.atomic
def sign_up(date: WorkshopDate, user: User) -> SignUp:
    """Sign a person up, or put them on the waiting list. Twice, they hold one place.

    Raise ClosedForSignUpError when the date is over or cancelled.
    """
    held = get_object_or_404(WorkshopDate.objects.select_for_update(), pk=date.pk)
    if held.is_cancelled or held.is_over:
        raise ClosedForSignUpError
    taken = places.take(held)
    sign_up, is_new = SignUp.objects.get_or_create(date=held, user=user, defaults={"is_waiting": not taken})
    if not is_new and taken:
        if sign_up.is_waiting:
            sign_up.is_waiting = False
            sign_up.save(update_fields=["is_waiting"])
        else:
            places.give_back(held)
    return sign_up


@transaction.atomic
def leave(date: WorkshopDate, user: User) -> bool:
    """Give a place back; the first of the waiting list has it. Return False when the person had none."""
    held = WorkshopDate.objects.select_for_update().filter(pk=date.pk).first()
    if held is None:  # a change of the rule erased it at that instant
        return False
    gone = SignUp.objects.filter(date=held, user=user).first()
    if gone is None:
        return False
    gone.delete()
    if not gone.is_waiting:
        places.give_back(held)
        places.fill(held)
    return True


def leave_everything(user: User) -> None:
    """Give back the places of a person who goes: those who wait have them."""
    for sign_up in list(SignUp.objects.of(user).select_related("date")):
        leave(sign_up.date, user)


def forget_strangers() -> int:
    """Give back, in the dates to come, the places of those to whom the workshop is no longer open. Return how many."""
    coming = SignUp.objects.filter(date__ends_at__gt=timezone.now())
    theirs = Workshop.objects.open_to_person_of("date__workshop")
    gone = list(coming.exclude(Exists(theirs)).select_related("date", "user"))
    for each in gone:
        leave(each.date, each.user)
    return len(gone)
