"""« Montrer à quelqu’un »: a lesson as a session of thirty minutes, made of what the lesson holds and of nothing else.

Five minutes for its « En bref », fifteen for what it gives to try, ten for one of its questions. A lesson that lacks
one of the three gives no session. It knows no reader.
"""

import dataclasses
from functools import cached_property
from typing import Any

from wagtail.rich_text import RichText

from content.tools.shown import ToolCard, shown_tools
from courses.learning.exercises.short_answer import ShortAnswer
from courses.learning.lookup import Contents
from courses.learning.quiz import KINDS, Question
from courses.models import LessonPage
from lib.text import NBSP

ESSENTIAL, TRYING, ASKING = 5, 15, 10  # minutes
MINUTES = ESSENTIAL + TRYING + ASKING
Raw = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class ReadySession:
    """The session that a lesson gives."""

    lesson: LessonPage
    essential: tuple[str, ...]
    question: Question | ShortAnswer
    place: int  # of what to try, in the body of the lesson
    _tools: tuple[int, ...]

    @cached_property
    def to_try(self) -> RichText:
        """Return what the lesson gives to do, as it is read."""
        text: RichText = self.lesson.shown_body[self.place].value["text"]
        return text

    @property
    def choices(self) -> list[str]:
        """Return the answers offered to the question, if any."""
        return [choice.text for choice in self.question.choices] if isinstance(self.question, Question) else []

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Return what is right, and why."""
        if isinstance(self.question, Question):
            return [(choice.text, choice.explanation) for choice in self.question.choices if choice.is_right]
        return [(self.question.expected, "")]

    @property
    def tools(self) -> list[ToolCard]:
        """Return the published tools of the lesson: their sheets are what one brings."""
        return [card for pk, card in shown_tools().items() if pk in self._tools]

    def plan(self, most: int) -> str:
        """Return what one does together, in `most` characters at most: whole lines of the lesson, none cut."""
        title = f"Une demi-heure, en trois temps{NBSP}:"
        first = f"– {ESSENTIAL} minutes{NBSP}: l’essentiel."
        rest = [
            f"– {TRYING} minutes{NBSP}: essayer ensemble.",
            f"– {ASKING} minutes{NBSP}: une question pour finir. {self.question.text}",
        ]
        said = [*self.essential]
        while said and len("\n".join([title, " ".join([first, *said]), *rest])) > most:
            said.pop()
        return "\n".join([title, " ".join([first, *said]), *rest])


def sessions_of(contents: Contents) -> list[ReadySession]:
    """Return the sessions that the lessons of a module give, in order."""
    return [session for lesson in contents.lessons if (session := _session_of(lesson))]


def _session_of(lesson: LessonPage) -> ReadySession | None:
    raw = lesson.shown_body.raw_data
    blocks: list[Raw] = [raw[place] for place in range(len(raw))]
    essential = next((said for block in blocks if (said := _points(block))), ())
    place = next((number for number, block in enumerate(blocks) if _is_to_do(block)), None)
    question = next((asked for block in blocks if (asked := _asked(block))), None)
    if not essential or place is None or question is None:
        return None
    tools = tuple(block["value"].get("tool") or 0 for block in blocks if block["type"] == "tool")
    return ReadySession(lesson, essential, question, place, tools)


def _points(block: Raw) -> tuple[str, ...]:
    if block["type"] != "brief":
        return ()
    said = (item["value"] if isinstance(item, dict) else item for item in block["value"].get("points") or [])
    return tuple(point for point in said if point)


def _is_to_do(block: Raw) -> bool:
    return block["type"] == "to_do" and bool(block["value"].get("text"))


def _asked(block: Raw) -> Question | ShortAnswer | None:
    if block["type"] not in KINDS:
        return None
    asked = KINDS[block["type"]](block.get("id") or "", block["value"])
    return asked if isinstance(asked, Question | ShortAnswer) else None  # the others are done on a screen
