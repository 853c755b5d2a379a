"""The aliases that moderators make of a sheet: they go with it. Left behind, one would become a sheet of its own."""

from typing import Any

from django.db.models.signals import pre_delete

from content.models import PracticePage


def delete_with_their_sheets() -> None:
    """Delete the aliases of each sheet that is deleted, its author's account erased or not."""
    pre_delete.connect(_delete, sender=PracticePage, dispatch_uid="content.aliases")


def _delete(instance: PracticePage, **_signal: Any) -> None:
    for alias in PracticePage.objects.filter(alias_of=instance.pk):
        alias.delete()
