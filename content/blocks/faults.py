"""What keeps the parts of a text from being sent, in sentences: the words that the form shows beside each field."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks


def faults_in(stream: blocks.StreamValue) -> list[str]:
    """Return one sentence for each fault, with the part and the field it is about; none for a text ready to be sent."""
    try:
        stream.stream_block.clean(stream)
    except ValidationError as error:
        return list(dict.fromkeys(_said(stream.stream_block, stream, error, ())))
    return []


def _said(block: blocks.Block, value: Any, error: ValidationError, path: tuple[str, ...]) -> Iterator[str]:
    children = getattr(error, "block_errors", {})
    own = getattr(error, "non_block_errors", [])
    messages = own if children or own else error.messages
    yield from (_sentence(path, message) for message in messages)
    places = enumerate(children) if isinstance(children, list) else children.items()
    for place, found in places:
        if found is not None:
            child, held, name = _child(block, value, place)
            yield from _said(child, held, found, (*path, name) if name else path)


def _child(block: blocks.Block, value: Any, place: Any) -> tuple[blocks.Block, Any, str]:
    """Return the block at this place, its value, and its name in the form; an item of a list is named by its list."""
    if isinstance(block, blocks.StreamBlock):
        return value[place].block, value[place].value, str(value[place].block.label)
    if isinstance(block, blocks.ListBlock):
        return block.child_block, value[place], ""
    child = block.child_blocks[place]
    return child, value[place], str(child.label)


def _sentence(path: tuple[str, ...], message: str) -> str:
    return f"{', '.join(path)} : {message}" if path else message
