"""Renditions of the pictures of a page, made when it is published: reading it then writes nothing."""

from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

# The same as in content/blocks/picture.html.
PICTURES = ("width-800|format-webp", "width-800|format-jpeg")


def prepare_pictures(instance: Page, **_: Any) -> None:
    """Make the renditions of a page's pictures (connected to page_published)."""
    for field in instance._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        for block in getattr(instance, field.name).blocks_by_name("picture"):
            if block.value["image"]:
                for wanted in PICTURES:
                    block.value["image"].get_rendition(wanted)
