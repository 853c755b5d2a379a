"""« Feuille à lire ensemble »: one lesson with numbered passages and a wide margin, for a group that reads it aloud.

Every group may say what is not clear and what is done otherwise: the sheet says where. It knows no reader.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.http import Http404
from django.urls import reverse

from content.figures_in_text.values import PREVENTION, value_of
from courses.booklet.document import Data, day_of, pieces_of_lesson
from courses.booklet.pictures import ROOM, pictogram, picture
from courses.booklet.pieces import BLOCK, paragraph
from courses.booklet.rich_text import Piece
from courses.learning.first_proposals import is_first_proposal
from courses.learning.lookup import Reading
from courses.models import LessonPage

# What one reads in one breath, and may point at: titles and boxes hold them.
PASSAGES = {"paragraph", "list", "word", "table", "picture", "tool", "exercise"}


def sheet_of(reading: Reading, *, is_easy: bool) -> Data:
    """Return the sheet of a lesson, in full or easy to read. Raise Http404 without an easy version to print."""
    lesson, module = reading.lesson, reading.module
    if is_easy and not len(lesson.easy_read):
        raise Http404
    pieces = _easy_pieces(lesson) if is_easy else pieces_of_lesson(lesson)
    return {
        "title": lesson.title,
        "module": module.title,
        "is_easy": is_easy,
        "note": lesson.shown_note,
        "is_first_proposal": is_first_proposal(module),
        "prevention": value_of(*PREVENTION),
        "day": day_of(lesson),
        "awaits_legal_review": module.awaits_legal_review,
        "pieces": _numbered(pieces, count(1)),
        "path": reverse("courses:lesson", args=[module.slug, lesson.slug]),
    }


def _numbered(pieces: list[Piece], numbers: Iterator[int]) -> list[Piece]:
    """Return the pieces, each passage with its number: those in boxes and in the steps of scenarios too."""
    return [_one(piece, numbers) for piece in pieces]


def _one(piece: Piece, numbers: Iterator[int]) -> Piece:
    if piece["kind"] in PASSAGES:
        return {**piece, "passage": next(numbers), "is_alone": True}
    if piece["kind"] == "scenario":
        parts = [{**part, "pieces": _numbered(part["pieces"], numbers)} for part in piece["parts"]]
        return {**piece, "parts": parts}
    return {**piece, "pieces": _numbered(piece["pieces"], numbers)} if "pieces" in piece else piece


def _easy_pieces(lesson: LessonPage) -> list[Piece]:
    """Return the easy version: one sentence a paragraph, each group beside its drawing."""
    return [piece for block in lesson.easy_read for piece in _easy(block.block_type, block.value)]


def _easy(kind: str, value: Any) -> list[Piece]:
    if kind == "picture":
        return picture(value, ROOM)
    if kind == "group":
        title = {"kind": "title", "level": BLOCK, "text": value["title"]}
        pieces = [title, *_easy("sentences", value["sentences"])]
        return [{"kind": "group", "drawing": pictogram(value["pictogram"]), "said": value["says"], "pieces": pieces}]
    return [paragraph(sentence) for sentence in value]
