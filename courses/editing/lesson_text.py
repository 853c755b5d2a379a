"""The text of a lesson, taken from the blocks that its editor fills in, for the rules of courses/editing/quality.py."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Protocol

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue

from courses.editing.quality import LessonText, QuestionText, Remark, Text, blocking, remarks

# A block keeps more than words: choices made, numbers, addresses; descriptions of pictures are read apart.
NOT_PROSE = {"id", "type", "kind", "number", "link", "image", "document", "alt_text", "is_right"}
_END_OF_LINE = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>", re.IGNORECASE)


class WrittenLesson(Protocol):
    """What is read of a lesson. LessonPage is one, and asks this module before it is published."""

    body: StreamValue
    easy_read: StreamValue
    sources: Any

    def reading_minutes(self) -> int:
        """Return the minutes to read the text, 1 at least."""


def _plain(words: str) -> str:
    return unescape(strip_tags(_END_OF_LINE.sub("\n", words))).strip() if "<" in words else words.strip()


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, str):
        if words := _plain(value):
            yield Text(words)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in NOT_PROSE:
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _raw(stream: StreamValue) -> list[dict[str, Any]]:
    return [stream.raw_data[index] for index in range(len(stream.raw_data))]


def _descriptions(blocks: list[dict[str, Any]]) -> tuple[str, ...]:
    pictures = [block["value"] for block in blocks if block["type"] == "picture"]
    return tuple(str(picture.get("alt_text") or "") for picture in pictures)


def _question(value: dict[str, Any]) -> QuestionText:
    choices = [item.get("value", item) for item in value.get("choices") or []]
    bare = tuple(
        str(choice["text"])
        for choice in choices
        if (choice.get("text") or "").strip() and not (choice.get("explanation") or "").strip()
    )
    question = str(value.get("question") or "").strip()
    return QuestionText(question or "Question sans texte", bool((value.get("explanation") or "").strip()), bare)


def text_of(lesson: WrittenLesson) -> LessonText:
    """Return the text of the lesson as its editor left it, saved or not."""
    body, easy = _raw(lesson.body), _raw(lesson.easy_read)
    return LessonText(
        full=tuple(text for block in body for text in _texts(block["value"])),
        easy=any(True for block in easy for _ in _texts(block["value"])),
        sources=len(lesson.sources.all()),
        pictures=_descriptions(body) + _descriptions(easy),
        questions=tuple(_question(block["value"]) for block in body if block["type"] == "question"),
        explained_words=tuple(str(b["value"].get("term") or "") for b in body if b["type"] == "glossary"),
        minutes=lesson.reading_minutes(),
    )


def remarks_on(lesson: WrittenLesson) -> list[Remark]:
    """Return the remarks that the panel beside the lesson shows."""
    return remarks(text_of(lesson))


def missing_in(lesson: WrittenLesson) -> list[Remark]:
    """Return the remarks that keep the lesson from being published."""
    return blocking(text_of(lesson))
