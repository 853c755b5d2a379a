"""Wagtail's journals of what was done in the admin: they keep nothing of an erased person nor of a deleted sheet.

They keep their lines when what they speak of goes: the number of an account would tie together all that one erased
person wrote, a title is the author's words, and a line repeats a remark beside a text, or the word of a moderator.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.signals import post_delete
from wagtail.log_actions import registry as log_action_registry
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry

from accounts.models import User
from content.models import PracticePage

ERASED, DELETED = "Compte effacé", "Fiche effacée"
REMARKED, REVIEWED = "wagtail.comments.", "wagtail.workflow."  # how their actions begin


def export(user: User) -> list[dict[str, Any]]:
    """Return what an account did in the admin: the moment, the act in words, what it was about."""
    lines = [
        {"le": entry.timestamp, "quoi": str(log_action_registry.get_action_label(entry.action)), "sur": entry.label}
        for journal in (PageLogEntry, ModelLogEntry)
        for entry in journal.objects.filter(user_id=user.pk)
    ]
    return sorted(lines, key=lambda line: line["le"])


def remarks(user: User) -> list[dict[str, Any]]:
    """Return what an account wrote beside the texts of pages: remarks, then answers to those of others."""
    alone = Comment.objects.filter(user=user).select_related("page").order_by("created_at")
    answers = CommentReply.objects.filter(user=user).select_related("comment__page").order_by("created_at")
    said = [*((each, each.page) for each in alone), *((each, each.comment.page) for each in answers)]
    return [{"le": each.created_at, "sur": page.draft_title, "texte": each.text} for each, page in said]


def leave(user: User) -> None:
    """Take an account about to be erased out of the journals: who acted, whose account was acted upon, its remarks."""
    _leave_remarks(user)
    for journal in (PageLogEntry, ModelLogEntry):
        journal.objects.filter(user_id=user.pk).update(user=None)
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label=ERASED, data={})


def _leave_remarks(user: User) -> None:
    """Empty the lines that repeat a remark of this account or an answer of theirs, whoever did what they tell."""
    lines = PageLogEntry.objects.filter(action__startswith=REMARKED)
    made = lines.filter(user_id=user.pk, action=f"{REMARKED}create")
    said = {line.data["comment"]["id"] for line in made if line.data} | _keys(Comment, user)
    repeating = Q(data__comment__id__in=list(said)) | Q(data__reply__id__in=list(_keys(CommentReply, user)))
    lines.filter(repeating | Q(user_id=user.pk)).update(data={})


def _keys(model: type[Comment | CommentReply], user: User) -> set[int]:
    return set(model.objects.filter(user=user).values_list("pk", flat=True))


def forget_words(pages: Iterable[Page]) -> None:
    """Take what moderators said to the author of these pages out of the lines that tell a review, and remarks beside
    their texts out of those that repeat them.
    """
    PageLogEntry.objects.filter(page__in=pages, action__startswith=REMARKED).update(data={})
    for line in PageLogEntry.objects.filter(page__in=pages, action__startswith=REVIEWED):
        kept = {name: value for name, value in line.data.items() if name != "comment"}
        PageLogEntry.objects.filter(pk=line.pk).update(data=kept)


def forget_titles(pages: Iterable[Page]) -> None:
    """Call these pages, in every line, as they are called today: a line keeps the title of a draft, or a former one."""
    for page in pages:
        lines = PageLogEntry.objects.filter(page=page.pk)
        lines.update(label=page.title)
        for line in lines.filter(data__has_key="title"):
            kept = {name: value for name, value in line.data.items() if name != "title"}
            PageLogEntry.objects.filter(pk=line.pk).update(data=kept)


def forget_deleted_sheets() -> None:
    """Take the title of each deleted practice sheet out of the journal of pages."""
    post_delete.connect(_forget, sender=PracticePage, dispatch_uid="content.journals")


def _forget(instance: PracticePage, **_signal: Any) -> None:
    PageLogEntry.objects.filter(page_id=instance.pk).update(label=DELETED, data={})
