"""The pages where key figures stand, in what is published and in the latest draft.

Lessons are written by an app that stands above: each kind of page is registered here with its fields.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page

from content.figures_in_text.references import names_in

_fields: dict[type[Page], tuple[str, ...]] = {}


@dataclass(frozen=True)
class Use:
    """A page that names a key figure: its title, where it is edited."""

    title: str
    url: str


def register(page_class: type[Page], *fields: str) -> None:
    """Say which fields of a kind of page may name key figures."""
    _fields[page_class] = fields


def pages_naming() -> Iterator[tuple[Page, set[str]]]:
    """Yield each page with the names that it holds, published or not: one query a kind of page."""
    for page_class, fields in _fields.items():
        pages = page_class.objects.select_related("latest_revision").order_by("path")
        for page in pages.iterator(chunk_size=100):
            if names := set(_names_on(page, fields)):
                yield page, names


def _names_on(page: Page, fields: tuple[str, ...]) -> Iterator[str]:
    draft = page.latest_revision.content if page.latest_revision else {}
    for name in fields:
        is_stream = isinstance(page._meta.get_field(name), StreamField)
        yield from names_in(_raw(getattr(page, name), is_stream=is_stream))
        kept = draft.get(name) or ""
        yield from names_in(json.loads(kept) if is_stream and kept else kept)


def _raw(value: Any, *, is_stream: bool) -> Any:
    return list(value.raw_data) if is_stream else value


def uses() -> dict[str, list[Use]]:
    """Return the pages where each key figure stands, by its name."""
    found: dict[str, list[Use]] = {}
    for page, names in pages_naming():
        use = Use(page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for name in names:
            found.setdefault(name, []).append(use)
    return found
