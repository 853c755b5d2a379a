"""The places of a date: one conditional UPDATE gives them, and the free ones go to those who wait, in order."""

from django.db.models import F, Q

from gatherings.models import SignUp, WorkshopDate


def take(date: WorkshopDate) -> bool:
    """Take one place; the row of the date is held from then on, even when none was free."""
    free = WorkshopDate.objects.filter(pk=date.pk).filter(Q(places__isnull=True) | Q(places_taken__lt=F("places")))
    return bool(free.update(places_taken=F("places_taken") + 1))


def give_back(date: WorkshopDate) -> None:
    """Give one place back. The caller holds the date."""
    WorkshopDate.objects.filter(pk=date.pk).update(places_taken=F("places_taken") - 1)


def fill(date: WorkshopDate) -> None:
    """Give the free places to those who wait, in the order in which they came. The caller holds the date."""
    for waiting in SignUp.objects.filter(date=date).in_line():
        if not take(date):
            return
        SignUp.objects.filter(pk=waiting.pk).update(is_waiting=False)
