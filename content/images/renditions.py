"""Pictures of a page are drawn to size when it is published: reading it never writes."""

from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

# As content/blocks/picture.html asks for it.
PICTURE = "width-800|format-webp"


def prepare_pictures(instance: Page, **_: Any) -> None:
    """Make the renditions of a page's pictures (connected to page_published)."""
    for field in instance._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        for block in getattr(instance, field.name).blocks_by_name("picture"):
            if block.value["image"]:
                block.value["image"].get_rendition(PICTURE)
