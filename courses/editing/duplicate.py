"""The copy of a module with its lessons, or of a lesson: an unpublished page that shares nothing with the first.

Wagtail's own copy keeps the ids of blocks: the tries of a question would count for its copy too. Here every block has
a new id. What people put their name to is not copied: who wrote, who reviewed, when.
"""

import json
import uuid
from typing import Any

from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from accounts.models import User
from courses.models import LessonPage, ModulePage
from courses.models.training import TrainingPage

# These belong to the first page alone: its position in the tree, its history, what people put their name to.
NOT_COPIED = {
    "pk", "path", "depth", "numchild", "url_path", "content_type", "owner", "alias_of", "translation_key",
    "live", "has_unpublished_changes", "live_revision", "latest_revision", "draft_title", "latest_revision_created_at",
    "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
    "credits", "reviewed_by", "reviewed_on", "title", "slug",
}  # fmt: skip


class TitleTakenError(Exception):
    """Another page beside it has this title already."""


def is_taken(page: TrainingPage, title: str) -> bool:
    """Return whether `page` or a page beside it has this title, published or not."""
    beside = Page.objects.child_of(page.get_parent())
    return beside.filter(title__iexact=title).exists() or beside.filter(draft_title__iexact=title).exists()


def with_new_ids(value: Any) -> Any:
    """Return the raw value of a StreamField with a new id for every block.

    >>> with_new_ids([{"type": "text", "id": "a", "value": "mot"}])[0]["id"] == "a"
    False
    """
    if isinstance(value, list):
        return [with_new_ids(each) for each in value]
    if not isinstance(value, dict):
        return value
    fresh = {key: with_new_ids(each) for key, each in value.items()}
    if {"id", "type", "value"} <= fresh.keys():
        fresh["id"] = str(uuid.uuid4())
    return fresh


@transaction.atomic
def duplicate(page: TrainingPage, title: str, user: User) -> TrainingPage:
    """Return an unpublished copy of the latest text of `page`, beside it; the copy of a module has all its lessons.

    Raise TitleTakenError when a page there has this title: a button pressed twice makes one copy.
    """
    parent = Page.objects.select_for_update().get(pk=page.get_parent().pk)
    if is_taken(page, title):
        raise TitleTakenError
    copy = _copy_of(page, parent.specific, user, title=title)
    if isinstance(page, ModulePage):
        for lesson in LessonPage.objects.child_of(page):
            latest = lesson.get_latest_revision_as_object()
            _copy_of(lesson, copy, user, title=latest.title, slug=latest.slug)
    return copy


def _copy_of(page: TrainingPage, parent: Page, user: User, **fields: str) -> TrainingPage:
    model = type(page)
    data = page.get_latest_revision_as_object().serializable_data()
    kept = {name: value for name, value in data.items() if name not in NOT_COPIED} | fields
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            kept[field.name] = json.dumps(with_new_ids(json.loads(kept[field.name])))
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        rows = [] if name == COMMENTS_RELATION_NAME else kept.get(name, [])
        kept[name] = [row | {"pk": None, relation.field.name: None} for row in rows]
    copy = model.from_serializable_data({**kept, "pk": None, "live": False})
    copy.owner, copy.has_unpublished_changes = user, True
    parent.add_child(instance=copy)
    copy.save_revision(user=user, log_action="wagtail.copy", clean=False)
    return copy
