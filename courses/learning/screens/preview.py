"""The preview of a lesson: its editor answers a question without a trace, and the address carries the answer."""

import dataclasses
from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest, QueryDict

from courses.learning.exercises.base import Answer, Exercise
from courses.learning.quiz import attempt_number
from courses.models import LessonPage
from courses.models.training import EASY, PAPER

OWN_FIELDS = {"question", "choices", "attempt"}


@dataclasses.dataclass(frozen=True)
class Preview:
    """The preview shown; `fields` go back with an answer so that the preview stays the same."""

    mode: str
    fields: list[tuple[str, str]]
    address: str

    @property
    def on_paper(self) -> bool:
        """Return whether the page is shown as it prints."""
        return self.mode == PAPER

    @property
    def is_easy(self) -> bool:
        """Return whether the editor asked for the easy version."""
        return self.mode == EASY


def _query(request: HttpRequest) -> QueryDict:
    return cast("QueryDict", getattr(request, "asked_in_preview", QueryDict()))


def preview_of(request: HttpRequest) -> Preview | None:
    """Return the preview that the request asks for; None for a reader's page."""
    if not getattr(request, "is_preview", False):
        return None
    items = cast("Iterable[tuple[str, str]]", _query(request).items())  # the last value of each name
    fields = [(name, value) for name, value in items if name not in OWN_FIELDS]
    kept = QueryDict(mutable=True)
    kept.update(dict(fields))
    return Preview(getattr(request, "preview_mode", "") or "", fields, f"?{kept.urlencode()}")


def answered_in_preview(request: HttpRequest, questions: dict[str, Exercise]) -> Answer | None:
    """Return the answer that the address of a preview holds, if any. Write nothing."""
    query = _query(request)
    question = questions.get(query.get("question", ""))
    if question is None:
        return None
    return question.answer(query.getlist("choices"), attempt_number(query.get("attempt", "")))


def missing_easy(lesson: LessonPage, preview: Preview | None) -> bool:
    """Return whether the editor asked for the easy version of a lesson that has none."""
    return preview is not None and preview.is_easy and not len(lesson.easy_read)
