"""Wagtail's journals of what was done in the admin: they name neither an erased person nor a deleted sheet.

They keep their lines when what they speak of goes: the number of an account would tie together all that one erased
person wrote, and a title is the author's words.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete
from wagtail.log_actions import registry as log_action_registry
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.models import User
from content.models import PracticePage

ERASED, DELETED = "Compte effacé", "Fiche effacée"


def export(user: User) -> list[dict[str, Any]]:
    """Return what an account did in the admin: the moment, the act in words, what it was about."""
    lines = [
        {"le": entry.timestamp, "quoi": str(log_action_registry.get_action_label(entry.action)), "sur": entry.label}
        for journal in (PageLogEntry, ModelLogEntry)
        for entry in journal.objects.filter(user_id=user.pk)
    ]
    return sorted(lines, key=lambda line: line["le"])


def leave(user: User) -> None:
    """Take an account about to be erased out of the journals: who acted, and whose account was acted upon."""
    for journal in (PageLogEntry, ModelLogEntry):
        journal.objects.filter(user_id=user.pk).update(user=None)
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label=ERASED, data={})


def forget_deleted_sheets() -> None:
    """Take the title of each deleted practice sheet out of the journal of pages."""
    post_delete.connect(_forget, sender=PracticePage, dispatch_uid="content.journals")


def _forget(instance: PracticePage, **_signal: Any) -> None:
    PageLogEntry.objects.filter(page_id=instance.pk).update(label=DELETED, data={})
