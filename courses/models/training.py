"""The common part of modules and lessons in the admin: their rights, their previews, an address without accents.

An editor previews a page on a phone, on a computer, on paper, in the easy version, and may answer questions there:
the answer travels in the address of the preview and is kept nowhere.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.models import PagePermissionTester

from content.serving import ServedPage
from courses.editing.draft_form import DraftForm

FULL, EASY, PAPER = "", "facile", "papier"
SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "device_width": 360, "label": "Sur un téléphone"},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Sur un ordinateur"},
    {"name": "paper", "icon": "doc-full", "device_width": 794, "label": "Large comme une feuille A4"},
]


class TrainingRights(PagePermissionTester):
    """Wagtail's rights, without its copy, which would keep the ids of questions (courses/editing/duplicate.py).

    The rule for deleting is Wagtail's; for those who do not publish, the answer needs no query about the pages below,
    which a list would make for each page.
    """

    def can_copy(self) -> bool:
        """Nobody: « Dupliquer » does it."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Those who publish; those who write, only a page that is not published."""
        if not self.user.is_superuser and "publish" not in self.permissions:
            if self.page.live:
                return False
            if self.page.is_leaf() and "change" in self.permissions:
                return True
        return super().can_delete(ignore_bulk)


class TrainingPage(ServedPage):
    """A module or a lesson. `request.asked_in_preview` is the query string of a preview."""

    class Meta:
        abstract = True

    base_form_class = DraftForm
    preview_sizes = SIZES
    preview_modes = [(FULL, "Telle qu’elle sera"), (PAPER, "Imprimée")]

    def clean(self) -> None:
        """Raise ValidationError for an address that courses.urls would not match: it knows plain letters only."""
        super().clean()
        if not self.slug.isascii():
            raise ValidationError({"slug": "Seulement des lettres sans accent, des chiffres et des tirets."})

    def permissions_for_user(self, user: AbstractBaseUser) -> TrainingRights:
        """Return the rights of this user on the page in the admin."""
        return TrainingRights(user, self)

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Give the page the query string of the preview, and the version of its mode whatever the editor's comfort."""
        attributes = {
            **(extra_request_attrs or {}),
            "asked_in_preview": original_request.GET if original_request else QueryDict(),
            "shown_comfort": {"easy": "on" if preview_mode == EASY else "off"},
        }
        return super().make_preview_request(original_request, preview_mode, attributes)
