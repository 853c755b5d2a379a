"""What is read of a lesson of the first content."""

from collections.abc import Iterator
from typing import Any

Raw = dict[str, Any]
NOT_READ = {"block", "key", "facts", "link", "tool", "term", "name", "leads_to", "total", "kind"}


def texts_read(block: Any) -> Iterator[str]:
    """Return the texts of a block that are read on the page, in order."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, dict):
        for name, value in block.items():
            if name not in NOT_READ:
                yield from texts_read(value)
    elif isinstance(block, list):
        for each in block:
            yield from texts_read(each)
