"""The text of a lesson, taken from the blocks that its editor fills in, for the rules of courses/editing/quality.py."""

from typing import Any, Protocol

from django.utils import timezone
from wagtail.blocks import StreamValue

from content.figures_in_text.references import names_in
from content.figures_in_text.values import as_read, raw_blocks
from content.models import KeyFigure
from content.tools.shown import shown_tools
from courses.editing.prose import texts_in
from courses.editing.quality import (
    LessonText,
    QuestionText,
    RecordingText,
    Remark,
    ScenarioText,
    Text,
    ToolText,
    blocking,
    remarks,
)
from courses.learning.quiz import KINDS
from courses.recording_blocks import RECORDINGS
from courses.scenarios.written import steps_in


class WrittenLesson(Protocol):
    """What is read of a lesson. LessonPage is one, and asks this module before it is published."""

    body: StreamValue
    easy_read: StreamValue
    content_note: str
    sources: Any

    def reading_minutes(self) -> int:
        """Return the minutes to read the text, 1 at least."""


def _raw(stream: StreamValue) -> list[dict[str, Any]]:
    return as_read(raw_blocks(stream))


def _descriptions(blocks: list[dict[str, Any]]) -> tuple[str, ...]:
    names = {"picture": "alt_text", "group": "says"}
    return tuple(str(block["value"].get(names[block["type"]]) or "") for block in blocks if block["type"] in names)


def _cells(blocks: list[dict[str, Any]]) -> tuple[str, ...]:
    rows = [row for block in blocks if block["type"] == "table" for row in block["value"]["table"]["rows"]]
    return tuple(str(cell or "") for row in rows for cell in row["values"])


def _explained(body: StreamValue) -> tuple[str, ...]:
    terms = [block.value.get("term") for block in body if block.block_type == "glossary"]
    return tuple(term.word for term in terms if term)


def _question(value: dict[str, Any]) -> QuestionText:
    choices = [item.get("value", item) for item in value.get("choices") or []]
    bare = tuple(
        str(choice["text"])
        for choice in choices
        if (choice.get("text") or "").strip() and not (choice.get("explanation") or "").strip()
    )
    question = str(value.get("question") or "").strip()
    answered = any((choice.get("text") or "").strip() for choice in choices)
    is_explained = bool((value.get("explanation") or "").strip()) or (answered and not bare)
    return QuestionText(question or "Question sans texte", is_explained, bare)


def _scenario(value: dict[str, Any]) -> ScenarioText:
    steps = steps_in(value)
    endings = sum(step.is_ending for step in steps)
    return ScenarioText(str(value.get("title") or "").strip() or "Scénario sans titre", len(steps) - endings, endings)


def _recordings(body: StreamValue) -> tuple[RecordingText, ...]:
    chosen = [block.value.get("recording") for block in body if block.block_type in RECORDINGS]
    return tuple(RecordingText(each.title, tuple(each.missing()), each.duration) for each in chosen if each)


def _tools(body: StreamValue) -> tuple[ToolText, ...]:
    """Return the tools chosen; no query for a lesson that carries none."""
    chosen = [block.value for block in body if block.block_type == "tool" and block.value.get("tool")]
    shown = shown_tools() if chosen else {}
    return tuple(
        ToolText(value["tool"].title, bool((value.get("words") or "").strip()), value["tool"].pk in shown)
        for value in chosen
    )


def _old_figures(lesson: WrittenLesson) -> tuple[str, ...]:
    """Return the key figures to be read again, as « nom – valeur »; no query for a lesson that names none."""
    names = names_in([raw_blocks(lesson.body), raw_blocks(lesson.easy_read), lesson.content_note])
    old = KeyFigure.objects.filter(key__in=names).to_check(timezone.localdate()) if names else ()
    return tuple(map(str, old))


def text_of(lesson: WrittenLesson) -> LessonText:
    """Return the text of the lesson as its editor left it, saved or not."""
    body, easy = _raw(lesson.body), _raw(lesson.easy_read)
    return LessonText(
        full=tuple(Text(words) for block in body for words in texts_in(block["value"])),
        easy=any(True for block in easy for _ in texts_in(block["value"])),
        sources=len(lesson.sources.all()),
        pictures=_descriptions(body) + _descriptions(easy),
        scenarios=tuple(_scenario(block["value"]) for block in body if block["type"] == "scenario"),
        reflections=tuple(str(block["value"].get("question") or "") for block in body if block["type"] == "reflection"),
        recordings=_recordings(lesson.body),
        tools=_tools(lesson.body),
        questions=tuple(_question(block["value"]) for block in body if block["type"] in KINDS),
        explained_words=_explained(lesson.body),
        cells=_cells(body),
        minutes=lesson.reading_minutes(),
        old_figures=_old_figures(lesson),
    )


def remarks_on(lesson: WrittenLesson) -> list[Remark]:
    """Return the remarks that the panel beside the lesson shows."""
    return remarks(text_of(lesson))


def missing_in(lesson: WrittenLesson) -> list[Remark]:
    """Return the remarks that keep the lesson from being published."""
    return blocking(text_of(lesson))
