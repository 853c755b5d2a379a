"""The aliases that moderators made of a sheet: they go with it. Apart, one would keep what its author takes back."""

from typing import Any

from django.contrib import messages
from django.db.models.signals import pre_delete
from django.http import HttpResponseRedirect
from django.urls import reverse
from wagtail.models import Page

from accounts.requests import MemberRequest
from content.models import PracticePage
from lib.text import no_break

STAYS = no_break(
    "Cette page répète une fiche, et part avec elle : elle ne devient pas une fiche à part. "
    "Pour changer le texte, ouvrez la fiche."
)


def delete_with_their_sheets() -> None:
    """Delete the aliases of each sheet that is deleted, its author's account erased or not."""
    pre_delete.connect(_delete, sender=PracticePage, dispatch_uid="content.aliases")


def _delete(instance: PracticePage, **_signal: Any) -> None:
    for alias in PracticePage.objects.filter(alias_of=instance.pk):
        alias.delete()


def stay_with_their_sheets(request: MemberRequest, page: Page) -> HttpResponseRedirect | None:
    """Refuse that the alias of a sheet become a page of its own; None for other pages, which may."""
    if not isinstance(page, PracticePage):
        return None
    messages.error(request, STAYS)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
