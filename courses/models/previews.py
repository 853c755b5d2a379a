"""What an editor sees before publishing: on a phone, on a computer, on paper, in the easy version.

Questions can be answered there: the answer travels in the address of the preview and is kept nowhere.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.models import Page

FULL, EASY, PAPER = "", "facile", "papier"
SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "device_width": 360, "label": "Sur un téléphone"},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Sur un ordinateur"},
    {"name": "paper", "icon": "doc-full", "device_width": 794, "label": "Large comme une feuille A4"},
]


class PreviewedPage(Page):
    """A page with our preview modes and sizes; `request.asked_in_preview` is the query string of the preview."""

    class Meta:
        abstract = True

    preview_sizes = SIZES
    preview_modes = [(FULL, "Telle qu’elle sera"), (PAPER, "Imprimée")]

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Give the page what was asked of the preview, and the version its mode says whatever the editor's comfort."""
        attributes = {
            **(extra_request_attrs or {}),
            "asked_in_preview": original_request.GET if original_request else QueryDict(),
            "shown_comfort": {"easy": "on" if preview_mode == EASY else "off"},
        }
        return super().make_preview_request(original_request, preview_mode, attributes)
