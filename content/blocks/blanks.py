"""A part of a text that nobody filled in disappears when the text is sent, in place of being asked for."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.models import Revision
from wagtail.rich_text import RichText

from content.kept_versions import write_over


def is_blank(block: blocks.Block, value: Any) -> bool:
    """Return whether nothing was written or chosen in a part: all its fields are empty, or as the editor found them."""
    if isinstance(value, Mapping):
        return all(is_blank(block.child_blocks[name], each) for name, each in value.items())
    if isinstance(block, blocks.ListBlock):
        return all(is_blank(block.child_block, each) for each in value)
    if isinstance(block, blocks.StreamBlock):
        return all(is_blank(each.block, each.value) for each in value)
    if isinstance(value, RichText):
        return "<embed" not in value.source and not unescape(strip_tags(value.source)).strip()
    if isinstance(value, TypedTable):
        return not value.columns and not value.row_data
    if isinstance(value, str):
        return not value.strip() or value == block.get_default()
    return value in (None, False) or value == block.get_default()


class WithoutBlanks(blocks.StreamBlock):
    """A stream whose blank parts are left out once the text is sent; a draft keeps them, to be filled in."""

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Return the parts that say something. Raise StreamBlockValidationError, with the places of the form."""
        if self.is_deferred_validation:
            return super().clean(value)
        places = _written_places(value)
        try:
            return super().clean(_only(value, places))
        except blocks.StreamBlockValidationError as error:
            found = {places[place]: fault for place, fault in error.block_errors.items()}
            raise blocks.StreamBlockValidationError(found, error.non_block_errors) from error


def leave_out_blanks(revision: Revision, *streams: str) -> None:
    """Take the blank parts out of a draft that is about to be published; `streams` are the names of its fields."""
    page = revision.as_object()
    texts = {name: getattr(page, name) for name in streams}
    places = {name: _written_places(stream) for name, stream in texts.items()}
    blank = [name for name, stream in texts.items() if len(places[name]) < len(stream)]
    for name in blank:
        setattr(page, name, _only(texts[name], places[name]))
    if blank:
        write_over(revision, page.serializable_data())


def _written_places(stream: blocks.StreamValue) -> list[int]:
    return [place for place, child in enumerate(stream) if not is_blank(child.block, child.value)]


def _only(stream: blocks.StreamValue, places: list[int]) -> blocks.StreamValue:
    kept = [(stream[place].block_type, stream[place].value, stream[place].id) for place in places]
    return blocks.StreamValue(stream.stream_block, kept)
