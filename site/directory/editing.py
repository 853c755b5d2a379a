"""Changes of a place's page: by its own people, published at once, or by the coordination. Each version is kept."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from directory.models import Collective, PeerGroup
from directory.slugs import free_slug

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
    if not version:  # the page as it was before anybody kept it
        present.save_revision(clean=False, log_action=True)
    for field, value in values.items():
        setattr(present, field, value)
    present.source_title, present.source_url = source, ""
    present.checked_on = timezone.localdate()
    present.kept_on = present.kept_on or present.checked_on
    present.full_clean()
    present.save()
    # Who runs a group is not for the moderators to read: its own journal says who changed its page.
    present.save_revision(user=None if isinstance(present, PeerGroup) else user, log_action=True)


@transaction.atomic
def add(group: PeerGroup, by: AbstractBaseUser) -> None:
    """Write a new group that the coordination adds, with its first revision. Raise ValidationError."""
    group.source_title = group.source_title or COORDINATION
    group.checked_on = timezone.localdate()
    group.slug = free_slug(group.name, group.town, set(PeerGroup.objects.values_list("slug", flat=True)))
    group.full_clean()
    group.save()
    group.save_revision(user=by, clean=False, log_action="wagtail.create")


@transaction.atomic
def set_state(group: PeerGroup, values: dict[str, Any], by: AbstractBaseUser) -> None:
    """Write what is not said by the page itself, whoever keeps it: `stage`, `is_listed`. Raise ValidationError."""
    for field, value in values.items():
        setattr(group, field, value)
    group.full_clean()
    group.save()
    group.save_revision(user=by, clean=False, log_action=True)
