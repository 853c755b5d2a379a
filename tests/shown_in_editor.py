"""What the page of the editor shows, as its form says it when it is sent."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data

from content.as_shown import FIELD
from content.models import PracticePage

EMPTY = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
PUBLISHING = {"action-publish": "oui"}
APPROVING = {"action-workflow-action": "oui", "workflow-action-name": "approve"}


def shown_to(client: Client, address: str) -> dict[str, str]:
    """Open the page of the editor; return the mark that its form carries, nothing when the page has none."""
    found = re.search(rf'name="{FIELD}" value="([^"]*)"', client.get(address).text)
    return {FIELD: unescape(found[1])} if found else {}


def form_of_sheet(sheet: PracticePage, **changed: Any) -> dict[str, str]:
    """Return the form of the latest text of a sheet as a browser sends it, without a mark, with these changes."""
    latest = sheet.get_latest_revision_as_object()
    names = ("title", "situation", "what_we_did", "what_helped", "limits", "audience", "credit_as", "credit")
    form: dict[str, Any] = {name: getattr(latest, name).replace("\n", "\r\n") for name in names}
    if latest.about_rights:
        form["about_rights"] = "on"
    return nested_form_data(form | {"slug": latest.slug, "sources": EMPTY, "comments": EMPTY, **changed})


def edit_page(page: Page) -> str:
    """Return the address of the editor of a page."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
