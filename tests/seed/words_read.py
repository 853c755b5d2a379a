"""What is read of a lesson of the first content, and where a word explained is read first."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from content.search.words import stems
from tests.seed.lesson_bar import sentences

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


def is_read(word: str, block: Raw) -> bool:
    """Return whether a sentence of the block holds a form of the word: singular or plural, in any order."""
    wanted = _forms(word)
    found = [stemmed for text in texts_read(block) for stemmed in _stemmed(text)]
    return any(form <= each for form in wanted for each in found)


@cache
def _stemmed(text: str) -> list[set[str]]:
    """Return the stems of each sentence of a text: each word explained of a lesson is looked for in all of it."""
    return [set(stems(sentence)) for sentence in sentences(text)]


@cache
def _forms(word: str) -> list[set[str]]:
    """Return the ways a word is written: « Procès-verbal (PV) » is read as either, « Crédit, débit » too."""
    bracketed = re.findall(r"\(([A-ZÀ-Ý]{2,})\)", word)
    plain = re.sub(r"\([^)]*\)", " ", word)
    return [form for each in (*re.split(r",|\bou\b", plain), *bracketed) if (form := set(stems(each)))]


def place_due(word: str, body: list[Raw]) -> int | None:
    """Return where a word explained stands: the number of blocks before it, words explained left out; None: never read.

    It follows the block where it is first read; after the last of several numbers to call, which are one list.
    """
    blocks = [block for block in body if block["block"] != "glossary"]
    first = next((place for place, block in enumerate(blocks) if is_read(word, block)), None)
    if first is None:
        return None
    while blocks[first]["block"] == "call" and first + 1 < len(blocks) and blocks[first + 1]["block"] == "call":
        first += 1
    return first + 1
