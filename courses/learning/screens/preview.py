"""The lesson as its editor tries it: a question answered without a trace, what goes with the address."""

import dataclasses
from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest, QueryDict

from courses.learning.quiz import Answer, Question, attempt_number
from courses.models import LessonPage
from courses.models.training import EASY, PAPER

OWN_FIELDS = {"question", "choices", "attempt"}


@dataclasses.dataclass(frozen=True)
class Preview:
    """Which preview it is; `fields` go back with an answer so that the preview stays the same."""

    mode: str
    fields: list[tuple[str, str]]
    address: str

    @property
    def on_paper(self) -> bool:
        """Whether it is shown as it prints."""
        return self.mode == PAPER

    @property
    def is_easy(self) -> bool:
        """Whether the easy version was asked for."""
        return self.mode == EASY


def _query(request: HttpRequest) -> QueryDict:
    return cast("QueryDict", getattr(request, "asked_in_preview", QueryDict()))


def preview_of(request: HttpRequest) -> Preview | None:
    """The preview this request is; None for a reader's page."""
    if not getattr(request, "is_preview", False):
        return None
    items = cast("Iterable[tuple[str, str]]", _query(request).items())  # the last value of each name
    fields = [(name, value) for name, value in items if name not in OWN_FIELDS]
    kept = QueryDict(mutable=True)
    kept.update(dict(fields))
    return Preview(getattr(request, "preview_mode", "") or "", fields, f"?{kept.urlencode()}")


def answered_in_preview(request: HttpRequest, questions: dict[str, Question]) -> Answer | None:
    """The answer that the address of a preview holds, if any. Nothing is written anywhere."""
    query = _query(request)
    question = questions.get(query.get("question", ""))
    if question is None:
        return None
    return question.answer(query.getlist("choices"), attempt_number(query.get("attempt", "")))


def missing_easy(lesson: LessonPage, preview: Preview | None) -> bool:
    """Whether the easy version was asked for and is not written."""
    return preview is not None and preview.is_easy and not len(lesson.easy_read)
