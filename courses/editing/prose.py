"""The words of the blocks of a lesson, as people read them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags

# A block keeps more than words: choices made, numbers, addresses; descriptions of pictures are read apart.
NOT_PROSE = {
    *("id", "type", "kind", "number", "link", "image", "document", "alt_text", "pictogram", "says", "is_right"),
    *("name", "leads_to", "is_ending"),  # of the steps of a scenario
}
_END_OF_LINE = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>", re.IGNORECASE)


def _plain(words: str) -> str:
    return unescape(strip_tags(_END_OF_LINE.sub("\n", words))).strip() if "<" in words else words.strip()


def texts_in(value: Any) -> Iterator[str]:
    """Yield the texts of the raw value of a block, each read on its own: a paragraph, an item of a list, a title."""
    if isinstance(value, str):
        if words := _plain(value):
            yield words
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in NOT_PROSE:
                yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
