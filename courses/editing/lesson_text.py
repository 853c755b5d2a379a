"""A lesson read for its quality: from the blocks an editor fills in to the plain Draft of courses/quality.py."""

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue

from courses.editing.quality import AskedText, LessonText, Remark, Text, blocking, remarks

if TYPE_CHECKING:
    from courses.models import LessonPage

# What a block keeps beside words: choices made, numbers, addresses, and the descriptions looked at on their own.
NOT_PROSE = {"id", "type", "kind", "number", "link", "image", "document", "alt_text", "is_right"}
_END_OF_LINE = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>", re.IGNORECASE)


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
    return [stream.raw_data[place] for place in range(len(stream.raw_data))]


def _descriptions(blocks: list[dict[str, Any]]) -> tuple[str, ...]:
    pictures = [block["value"] for block in blocks if block["type"] == "picture"]
    return tuple(str(picture.get("alt_text") or "") for picture in pictures)


def _asked(value: dict[str, Any]) -> AskedText:
    choices = [item.get("value", item) for item in value.get("choices") or []]
    bare = tuple(
        str(choice["text"])
        for choice in choices
        if (choice.get("text") or "").strip() and not (choice.get("explanation") or "").strip()
    )
    question = str(value.get("question") or "").strip()
    return AskedText(question or "Question sans texte", bool((value.get("explanation") or "").strip()), bare)


def read(lesson: "LessonPage") -> LessonText:
    """The lesson as its editor left it, saved or not."""
    body, easy = _raw(lesson.body), _raw(lesson.easy_read)
    return LessonText(
        full=tuple(text for block in body for text in _texts(block["value"])),
        easy=any(True for block in easy for _ in _texts(block["value"])),
        sources=len(lesson.sources.all()),
        pictures=_descriptions(body) + _descriptions(easy),
        questions=tuple(_asked(block["value"]) for block in body if block["type"] == "question"),
        explained_words=tuple(str(b["value"].get("term") or "") for b in body if b["type"] == "glossary"),
        minutes=lesson.reading_minutes(),
    )


def remarks_on(lesson: "LessonPage") -> list[Remark]:
    """What the panel beside the lesson says."""
    return remarks(read(lesson))


def missing_in(lesson: "LessonPage") -> list[Remark]:
    """What keeps the lesson from being published."""
    return blocking(read(lesson))
