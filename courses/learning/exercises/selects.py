"""Lists to choose from, one beside each row of an exercise. Each sends « row:value », or nothing while not chosen.

>>> chosen_in(["a:1", "", "b:9"], rows=["a", "b"], values=["1", "2"])
{'a': '1'}
>>> is_odd(["a:1", "", "b:9"], rows=["a", "b"], values=["1", "2"])
True
"""

import dataclasses
from collections.abc import Collection, Mapping, Sequence


@dataclasses.dataclass(frozen=True)
class Option:
    """A line of a list; `value` is what the form sends."""

    value: str
    text: str
    is_chosen: bool


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of an exercise and its list; `is_to_mend` when the error is about it."""

    id: str
    text: str
    options: tuple[Option, ...]
    is_to_mend: bool


def _split(sent: str) -> tuple[str, str]:
    row, _, value = sent.partition(":")
    return row, value


def chosen_in(sent: Sequence[str], rows: Collection[str], values: Collection[str]) -> dict[str, str]:
    """Return the value chosen for each row, whatever else was sent; the first of several for one row."""
    found: dict[str, str] = {}
    for row, value in map(_split, sent):
        if row in rows and value in values:
            found.setdefault(row, value)
    return found


def is_odd(sent: Sequence[str], rows: Collection[str], values: Collection[str]) -> bool:
    """Return whether something was sent that the form does not offer, or twice for one row."""
    pairs = [_split(each) for each in sent if each]
    named = [row for row, _ in pairs]
    return len(set(named)) < len(named) or any(row not in rows or value not in values for row, value in pairs)


def row_of(row: str, text: str, choices: Mapping[str, str], chosen: str | None, is_to_mend: bool) -> Row:
    """Return a row with its list; `choices` are the texts by value, in the order of the list."""
    options = tuple(Option(f"{row}:{value}", words, value == chosen) for value, words in choices.items())
    return Row(row, text, options, is_to_mend)
