"""The screen of a lesson: the steps, the text, the questions, the reflections, and where the reader is."""

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest
from wagtail.blocks import StreamValue

from accounts import card_beside, card_only
from accounts.account import comfort
from accounts.models import User
from content.serving import screen_of
from courses.learning.exercises.base import Answer, Exercise
from courses.learning.first_proposals import is_first_proposal
from courses.learning.lookup import Reading, lesson_address, reading_around
from courses.learning.near_sheets import sheets_near
from courses.learning.progress_store import Progress, ProgressStore, store_of
from courses.learning.reflections import Reflection
from courses.learning.rules import is_finished
from courses.learning.screens.preview import Preview, answered_in_preview, missing_easy, preview_of
from courses.models import LessonPage, ModulePage
from courses.notes.forms import NoteForm
from courses.notes.rules import Kept, notes_under
from courses.recording_blocks import RECORDINGS

SHEETS = 2  # shown under a lesson, at most
KEPT_WHEN_EASY = ("tool", "table", "scenario", *RECORDINGS)


@dataclasses.dataclass(frozen=True)
class Step:
    """A lesson in the list beside the text."""

    number: int
    title: str
    url: str
    minutes: int
    is_current: bool
    is_done: bool
    come_back: bool


@dataclasses.dataclass(frozen=True)
class Passage:
    """The blocks between two questions, read only when the cache of fragments does not hold them."""

    body: StreamValue
    start: int
    stop: int

    def blocks(self) -> list[StreamValue.StreamChild]:
        """Return the blocks themselves."""
        return [self.body[index] for index in range(self.start, self.stop)]

    def kept_when_easy(self) -> list[StreamValue.StreamChild]:
        """Return the tools, tables, scenarios, sounds and videos among them: the easy version has them too."""
        raw = self.body.raw_data
        return [self.body[index] for index in range(self.start, self.stop) if raw[index]["type"] in KEPT_WHEN_EASY]


@dataclasses.dataclass(frozen=True)
class AskedQuestion:
    """A question or an exercise on the screen: what its form offers, the answer just given, if any."""

    question: Exercise
    attempt: int
    offered: list[Any]
    answer: Answer | None = None


@dataclasses.dataclass(frozen=True)
class AskedReflection:
    """A reflection on the screen; its form and the note kept, for whoever may keep one here."""

    reflection: Reflection
    form: NoteForm | None = None
    kept: Kept | None = None


Part = Passage | AskedQuestion | AskedReflection


def shown_after(question: Exercise, attempt: int, given: Answer | None) -> AskedQuestion:
    """Return a question as an attempt shows it; after an answer, as the next one does, or the same after an error."""
    if given:
        attempt = given.attempt if given.error else given.attempt + 1
    return AskedQuestion(question, attempt, question.offered(attempt, given), given)


def parts_of(body: StreamValue, asked: Mapping[str, AskedQuestion | AskedReflection]) -> list[Part]:
    """Return the text of a lesson cut at what it asks: a passage is the same for everyone, a question is not."""
    parts: list[Part] = []
    start = 0
    raw = body.raw_data
    for index in range(len(raw)):
        question = asked.get(str(raw[index]["id"]))
        if question is None:
            continue
        if index > start:
            parts.append(Passage(body, start, index))
        parts.append(question)
        start = index + 1
    if start < len(raw):
        parts.append(Passage(body, start, len(raw)))
    return parts


def steps_of(module: ModulePage, lessons: list[LessonPage], progress: Progress, current: int | None) -> list[Step]:
    """Return the lessons of a module and where the reader is in them."""
    return [
        Step(
            number=number,
            title=lesson.title,
            url=lesson_address(module, lesson),
            minutes=lesson.minutes,
            is_current=lesson.pk == current,
            is_done=lesson.pk in progress.done,
            come_back=lesson.pk in progress.come_back,
        )
        for number, lesson in enumerate(lessons, start=1)
    ]


def _tries(request: HttpRequest, reading: Reading, store: ProgressStore, progress: Progress) -> dict[str, int]:
    """Return how often each question was tried: none before the module is begun, nor in a preview."""
    if not progress.begun or getattr(request, "is_preview", False):
        return {}
    return store.tries(list(reading.questions)) if reading.questions else {}


def _asked(
    request: HttpRequest, reading: Reading, tries: dict[str, int], answer: Answer | None
) -> dict[str, AskedQuestion]:
    """Return the questions as this attempt shows them."""
    if getattr(request, "is_preview", False):
        answer = answered_in_preview(request, reading.questions)
    asked = {}
    for key, question in reading.questions.items():
        given = answer if answer and answer.question.id == key else None
        asked[key] = shown_after(question, tries.get(key, 0) + 1, given)
    return asked


def _writer(request: HttpRequest, preview: Preview | None, is_pair: bool) -> User | None:
    """Return who may keep a note on this page: whoever signed in, alone before the screen."""
    return request.user if request.user.is_authenticated and not (preview or is_pair) else None


def _reflected(reading: Reading, writer: User | None, sent: NoteForm | None) -> dict[str, AskedReflection]:
    """Return the reflections, with the notes of their writer; `sent` is the form to be corrected."""
    if writer is None or not reading.reflections:
        return {key: AskedReflection(reflection) for key, reflection in reading.reflections.items()}
    notes = notes_under(writer, reading.reflections.values())
    asked = {}
    for key, reflection in reading.reflections.items():
        kept = notes.get(reflection.id)
        form = sent if sent and sent.block == key else NoteForm(key, kept=kept)
        asked[key] = AskedReflection(reflection, form, kept)
    return asked


def _next_links(reading: Reading) -> dict[str, Any]:
    before, after = reading.previous, reading.following
    return {
        "lesson_url": lesson_address(reading.module, reading.lesson),
        "previous": before,
        "previous_url": lesson_address(reading.module, before) if before else "",
        "following": after,
        "next_url": lesson_address(reading.module, after) if after else "",
    }


@screen_of(LessonPage)
def served_screen(
    lesson: LessonPage, request: HttpRequest, note: NoteForm | None = None, problem: str = "", lost_words: str = ""
) -> dict[str, Any]:
    """Return the context of a lesson that Wagtail serves: to a reader, or to its editor in a preview.

    `note` is the form of a note to be corrected, `lost_words` those that can no longer be kept in the lesson.
    """
    reading = getattr(lesson, "reading", None) or reading_around(lesson, getattr(request, "is_preview", False))
    screen = lesson_screen(request, reading, store_of(request), problem=problem, note=note)
    return {**screen, "lost_words": lost_words}


def lesson_screen(
    request: HttpRequest,
    reading: Reading,
    store: ProgressStore,
    answer: Answer | None = None,
    problem: str = "",
    note: NoteForm | None = None,
) -> dict[str, Any]:
    """Return the context of the screen; `answer` was just given, `problem` says what was wrong with what was sent.

    `note` is the form of a note to be corrected. With `is_for_one` the page holds what one person alone may read: it is
    drawn for them, never from what is kept for others.

    `state` names all that this screen owes to the reader: two readers in the same state read the same text, which is
    drawn once. What only the drawing needs is a function, called when the template asks for it.
    """
    lesson, preview = reading.lesson, preview_of(request)
    progress = store.progress_in(reading.module.pk, reading.lesson_ids)
    tries = _tries(request, reading, store, progress)
    pair = card_beside.is_shown(request, lesson_address(reading.module, lesson))
    easy, shown = comfort.current(request)["easy"] == "on", card_only.is_on(request)
    writer = _writer(request, preview, pair and note is None)
    reader = f"{request.user.is_authenticated:d}{shown:d}{pair:d}"
    return {
        "reading": reading,
        "module": reading.module,
        "number": reading.position + 1,
        "total": len(reading.lessons),
        "progress": progress,
        "answer": answer,
        "problem": problem,
        "form": note,
        "is_for_one": writer is not None and bool(reading.reflections),
        "kept": reading.generation,
        "card_is_shown": shown,
        "is_pair": pair,
        "state": f"{reader} {easy:d} {_has_changed(lesson, progress):d} {progress.state} {sorted(tries.items())}",
        "preview": preview,
        "steps": partial(steps_of, reading.module, reading.lessons, progress, lesson.pk),
        "parts": lambda: parts_of(
            lesson.shown_body, {**_asked(request, reading, tries, answer), **_reflected(reading, writer, note)}
        ),
        "is_first_proposal": lambda: is_first_proposal(reading.module),
        "has_easy": lambda: bool(len(lesson.easy_read)),
        "reads_easy": lambda: easy and bool(len(lesson.easy_read)),
        "missing_easy": lambda: missing_easy(lesson, preview),
        "sheets": lambda: sheets_near(lesson, reading.module, SHEETS) if lesson.pk in progress.done else [],
        **_marks(reading, progress),
        **_next_links(reading),
    }


def _has_changed(lesson: LessonPage, progress: Progress) -> bool:
    """Return whether a lesson marked done was published again since; its mark stays."""
    done_at, published_at = progress.done_at.get(lesson.pk), lesson.last_published_at
    return done_at is not None and published_at is not None and done_at < published_at


def _marks(reading: Reading, progress: Progress) -> dict[str, bool]:
    """Return the marks of the lesson, and whether it may be marked done (again, when that can end the module)."""
    is_done = reading.lesson.pk in progress.done
    ends = is_finished(reading.lesson_ids, progress.done) and not progress.finished
    return {
        "is_done": is_done,
        "come_back": reading.lesson.pk in progress.come_back,
        "may_finish": not is_done or ends,
        "has_changed": _has_changed(reading.lesson, progress),
    }
