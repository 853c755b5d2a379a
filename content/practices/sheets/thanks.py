"""The thanks to who wrote a sheet, once it is on the site: said until they open it, and then nothing is kept of it."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from content.models import PracticePage, ReviewCase, ReviewStep


def on_published(instance: PracticePage, **_signal: Any) -> None:
    """Owe thanks to the author, the first time that somebody else publishes the sheet."""
    done = ReviewStep.objects.filter(case__practice=instance.pk, act=ReviewStep.Act.PUBLISHED)
    first, *again = done[:2] or [None]
    if first and not again and instance.owner_id and first.actor_id != instance.owner_id:
        ReviewCase.objects.filter(pk=first.case_id).update(owes_thanks=True)


def due_to(user: User) -> QuerySet[PracticePage]:
    """Return the sheets of `user` that are on the site and for which nobody has thanked them. One query."""
    return PracticePage.objects.filter(owner=user, live=True, cases__owes_thanks=True).order_by("pk")


def are_read(sheet: PracticePage) -> None:
    """Owe no more thanks for a sheet: its author has read them."""
    ReviewCase.objects.filter(practice=sheet.pk, owes_thanks=True).update(owes_thanks=False)
