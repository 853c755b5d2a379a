"""Changes of a place's page: by its own people, published at once, or by the coordination. Each version is kept."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from directory.models import Collective, PeerGroup

COORDINATION = "Coordination du réseau"


class ChangedMeanwhileError(Exception):
    """Somebody else changed the page since the form was opened."""


def version_of(place: PeerGroup | Collective) -> int:
    """Return the name of the present state of a page: the key of its latest revision, 0 before the first."""
    return place.latest_revision_id or 0


@transaction.atomic
def keep(
    place: PeerGroup | Collective, values: dict[str, Any], version: int, user: AbstractBaseUser, source: str
) -> None:
    """Write `values` on a place as read in `source` today, with a revision that a moderator can go back to.

    `version` is what `version_of` returned when the form was opened. Raise ChangedMeanwhileError when the page has
    changed since, ValidationError for a value that the model refuses.
    """
    present = type(place).objects.select_for_update().get(pk=place.pk)
    if version_of(present) != version:
        raise ChangedMeanwhileError
    present.kept_on = present.kept_on or timezone.localdate()
    # Who runs a group is not for the moderators to read: its own journal says who changed its page.
    author = None if isinstance(present, PeerGroup) else user
    _write(present, {"source_title": source, "source_url": "", **values}, author)


@transaction.atomic
def add(group: PeerGroup, by: AbstractBaseUser) -> None:
    """Write a new group that the coordination adds, with its first revision. Raise ValidationError."""
    group.source_title = group.source_title or COORDINATION
    group.checked_on = timezone.localdate()
    group.slug = group.slug or PeerGroup.objects.free_slug(group.name, group.town)
    group.full_clean()
    group.save()
    group.save_revision(user=by, clean=False, log_action="wagtail.create")


@transaction.atomic
def correct(group: PeerGroup, values: dict[str, Any], by: AbstractBaseUser) -> None:
    """Write what the coordination changes of a group, with a revision. Raise ValidationError.

    Whoever calls it holds the row, and knows that the group does not keep its page itself.
    """
    source = {} if "source_title" in values else {"source_title": COORDINATION}
    _write(group, {**source, "source_url": "", **values}, by)


@transaction.atomic
def set_state(group: PeerGroup, values: dict[str, Any], by: AbstractBaseUser) -> None:
    """Write what is not said by the page itself, whoever keeps it: `stage`, `is_listed`. Raise ValidationError."""
    for field, value in values.items():
        setattr(group, field, value)
    group.full_clean()
    group.save()
    group.save_revision(user=by, clean=False, log_action=True)


def _write(place: PeerGroup | Collective, values: dict[str, Any], author: AbstractBaseUser | None) -> None:
    if not version_of(place):  # the page as it was before anybody kept it
        place.save_revision(clean=False, log_action=True)
    for field, value in values.items():
        setattr(place, field, value)
    place.checked_on = timezone.localdate()
    place.full_clean()
    place.save()
    place.save_revision(user=author, clean=False, log_action=True)
