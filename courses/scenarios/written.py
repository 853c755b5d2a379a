"""A scenario as the database keeps it, finished or not: its steps for the rules of paths, its words, its counts."""

from collections.abc import Iterator
from typing import Any

from courses.editing.prose import texts_in
from courses.scenarios.paths import Choice, Step, mean_words

Raw = dict[str, Any]


def items(value: Raw, name: str) -> Iterator[Raw]:
    """Yield the values of a list of a raw block."""
    for item in value.get(name) or []:
        yield item.get("value", item)


def _words(*texts: Any) -> int:
    return sum(len(text.split()) for text in texts_in(list(texts)))


def _step(value: Raw) -> Step:
    choices = list(items(value, "choices"))
    return Step(
        name=str(value.get("name") or ""),
        choices=tuple(
            Choice(str(choice.get("leads_to") or ""), _words(choice.get("consequence"))) for choice in choices
        ),
        is_ending=bool(value.get("is_ending")),
        words=_words(value.get("title"), value.get("text"), [choice.get("text") for choice in choices]),
    )


def steps_in(value: Raw) -> list[Step]:
    """Return the steps of the raw value of a scenario, in order."""
    return [_step(step) for step in items(value, "steps")]


def words_read(value: Raw) -> int:
    """Return the words that a reader meets: the title, the intro, then those of a way like most others."""
    return _words(value.get("title"), value.get("intro")) + mean_words(steps_in(value))
