"""What Wagtail keeps of an open form of the admin: all that it holds, for its preview, and who has it before them.

No key of the database ties these rows to the page, or to what else is written: left alone, they would outlive it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete
from django.urls import reverse
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Page, get_page_models

from accounts.models import Draft, User

KEPT = (FormState, EditingSession)


def forget(pages: Iterable[Page]) -> None:
    """Delete what is kept of the open forms of these pages, whoever opened them."""
    kinds = ContentType.objects.get_for_models(Page, *get_page_models(), for_concrete_models=False)
    keys = [str(page.pk) for page in pages]
    for model in KEPT if keys else ():
        model.objects.filter(content_type__in=kinds.values(), object_id__in=keys).delete()


def forget_sent_too_late(pages: Iterable[Page]) -> None:
    """Delete the forms of these pages kept since their sender's session had ended (accounts.sign_in.interrupted_forms).

    « Reprendre » would write again the words, and the name, of a person who is gone.
    """
    for page in pages:
        editor = reverse("wagtailadmin_pages:edit", urlconf=settings.ROOT_URLCONF, args=[page.pk])
        Draft.objects.filter(form_key__startswith=editor.removesuffix("edit/")).delete()


def forget_with_their_pages() -> None:
    """Delete what is kept of the forms of each page that is deleted."""
    post_delete.connect(_forget, sender=Page, dispatch_uid="content.open_forms")


def _forget(instance: Page, **_signal: Any) -> None:
    forget([instance])
    forget_sent_too_late([instance])


def purge() -> int:
    """Delete the forms that nobody previewed for a day, and who left theirs an hour ago; return how many."""
    return sum(model.objects.stale().delete()[0] for model in KEPT)


def export(user: User) -> list[dict[str, Any]]:
    """Return the forms that an account previewed of late, and the pages that it has open: the moment, the title."""
    previewed, opened = (model.objects.filter(user=user) for model in KEPT)
    return [
        *({"le": each.last_updated_at, "aperçu de": _called(each)} for each in previewed),
        *({"le": each.last_seen_at, "ouverte": _called(each)} for each in opened),
    ]


def _called(kept: FormState | EditingSession) -> str:
    """Return the title of what a form writes; "" for something new."""
    about: Model | None = kept.content_object if kept.object_id else None
    return str(about or "")
