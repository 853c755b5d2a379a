"""A module as the data of its booklet: what is printed, in order, and nothing about who reads it."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.models import PageViewRestriction

from content.figures_in_text.values import PREVENTION, value_of
from content.glossary.shown import written_terms
from content.models import ToolPage
from content.models.facts import as_sources
from content.tools.shown import shown_tools
from courses.booklet.exercises import printed
from courses.booklet.pictures import ROOM, document, picture, recording
from courses.booklet.pieces import PLAIN, Raw, word, written
from courses.booklet.rich_text import Piece
from courses.booklet.scenario import scenario
from courses.booklet.tool_sheets import sheet_of
from courses.learning.first_proposals import is_first_proposal
from courses.learning.lookup import Contents
from courses.learning.quiz import KINDS
from courses.models import LessonPage, LessonSource, ModulePage
from courses.recording_blocks import RECORDINGS
from lib.french_dates import write_day

Data = dict[str, Any]


def booklet_of(contents: Contents) -> Data:
    """Return the booklet of a module: the lessons that whoever reads the module may read."""
    module, lessons = contents.module, open_lessons(contents)
    booklet = _Booklet()
    sections = [booklet.section(lesson) for lesson in lessons]
    return {
        "title": module.title,
        "intro": module.intro,
        "minutes": sum(lesson.minutes for lesson in lessons),
        "day": day_of(module, *lessons),
        "awaits_legal_review": module.awaits_legal_review,
        "is_first_proposal": is_first_proposal(module),
        "prevention": value_of(*PREVENTION),
        "outcomes": [str(outcome.value) for outcome in module.outcomes],
        "sections": sections,
        "tools": _with_their_sheets(booklet.tools),
        "answers": booklet.answers,
        "sources": _sources(lessons),
    }


def pieces_of_lesson(lesson: LessonPage) -> list[Piece]:
    """Return the pieces of one lesson by itself, its answers left out."""
    return _Booklet().section(lesson)["pieces"]


def open_lessons(contents: Contents) -> list[LessonPage]:
    """Return the published lessons without a view restriction of their own."""
    if contents.module.known_open:
        return contents.lessons
    kept = PageViewRestriction.objects.filter(page__in=contents.lesson_ids).values_list("page", flat=True)
    hidden = set(kept)
    return [lesson for lesson in contents.lessons if lesson.pk not in hidden]


def day_of(*pages: ModulePage | LessonPage) -> str:
    """Return the day of the newest of these texts; empty when none says it."""
    days = [page.last_published_at for page in pages if page.last_published_at]
    return _in_words(timezone.localtime(max(days)).date()) if days else ""


def _in_words(day: datetime.date) -> str:
    return write_day(day, "j F Y")


def _sources(lessons: list[LessonPage]) -> list[Data]:
    """Return the sources of the lessons, each once."""
    cited = LessonSource.objects.filter(lesson__in=[lesson.pk for lesson in lessons]).select_related("fact")
    of_figures = [fact for lesson in lessons for fact in lesson.facts_of_figures()]
    return [
        {
            "title": source["title"],
            "href": iri_to_uri(source["url"]),
            "address": source["url"],
            "day": _in_words(source["checked_on"]),
        }
        for source in as_sources([*(source.fact for source in cited), *of_figures])
    ]


def _word(value: Raw) -> list[Piece]:
    known = written_terms().get(value.get("term") or 0)
    return [word(known[0], value.get("meaning_here") or known[1])] if known else []


def _with_their_sheets(tools: dict[int, Data]) -> list[Data]:
    """Return the tools, each with the parts of its blank sheet: one query, however many there are."""
    pages = ToolPage.objects.in_bulk(tools)
    return [{**tool, "parts": sheet_of(pages[pk].read_parts())} for pk, tool in tools.items()]


class _Booklet:
    """What is counted or gathered from lesson to lesson: exercises and their answers, scenarios, tools, pictures."""

    def __init__(self) -> None:
        self.answers: list[Data] = []
        self.tools: dict[int, Data] = {}
        self._exercises = self._scenarios = 0
        self._room = ROOM

    def section(self, lesson: LessonPage) -> Data:
        """Return a lesson; keep its answers for the end."""
        raw, answers = lesson.shown_body.raw_data, list[Data]()
        pieces: list[Piece] = []
        for place in range(len(raw)):
            pieces += self._pieces(lesson, place, raw[place], answers)
        if answers:
            self.answers.append({"title": lesson.title, "answers": answers})
        return {
            "title": lesson.title,
            "minutes": lesson.minutes,
            "note": lesson.shown_note,
            "pieces": pieces,
        }

    def _pieces(self, lesson: LessonPage, place: int, block: Raw, answers: list[Data]) -> list[Piece]:
        """Return the pieces of a block; nothing for a type that is no longer known."""
        kind, value = block["type"], block["value"]
        if kind in PLAIN:
            return PLAIN[kind](value)
        if kind in KINDS:
            self._exercises += 1
            asked, answer = printed(KINDS[kind](block.get("id") or "", value), self._exercises)
            answers.append(answer)
            return [asked]
        if kind == "scenario":
            self._scenarios += 1
            return [scenario(value, self._scenarios, written)]
        if kind == "glossary":
            return _word(value)
        if kind == "tool":
            return self._tool(value)
        if kind == "picture":
            return self._picture(lesson.shown_body[place].value)
        if kind in RECORDINGS:
            return recording(lesson.shown_body[place].value)
        return document(lesson.shown_body[place].value) if kind == "document" else []

    def _tool(self, value: Raw) -> list[Piece]:
        card = shown_tools().get(value.get("tool") or 0)
        if card is None:
            return []
        named = {"title": card.title, "intro": card.intro, "path": card.url, "sheet": f"outil-{len(self.tools) + 1}"}
        tool = self.tools.setdefault(value["tool"], named)
        return [{"kind": "tool", **tool, "intro": value.get("words") or card.intro}]

    def _picture(self, value: Any) -> list[Piece]:
        pieces = picture(value, self._room)
        self._room -= sum(piece.get("size", 0) for piece in pieces)
        return pieces
