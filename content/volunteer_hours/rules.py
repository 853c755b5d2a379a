"""What hours of volunteering open at the *compte d'engagement citoyen*. Pure.

Sources: Code du travail, art. L. 5151-9, 6° (who, and the age of the association), D. 5151-14 (hours), R. 5151-16 (the
last day to declare them).
"""

import datetime
import enum
from dataclasses import dataclass

HOURS = 200  # in a year, in one association or several
HOURS_IN_ONE = 100  # of which in the same
LAST_DAY = (6, 30)  # of the year after


class Answer(enum.StrEnum):
    """What a person answers about their association."""

    YES = "oui"
    NO = "non"
    UNKNOWN = "inconnu"


class Part(enum.StrEnum):
    """What a person does there."""

    BOARD = "conseil"
    LEADS = "encadre"
    NEITHER = "autre"


@dataclass(frozen=True)
class Given:
    """What the person types: the year, and whole hours of it."""

    year: int
    is_declared: Answer
    part: Part
    in_one: int
    elsewhere: int = 0

    @property
    def missing_hours(self) -> int:
        """Return how many hours are missing in all."""
        return max(0, HOURS - self.in_one - self.elsewhere)

    @property
    def missing_in_one(self) -> int:
        """Return how many are missing in the same association."""
        return max(0, HOURS_IN_ONE - self.in_one)

    @property
    def opens(self) -> Answer:
        """Return whether these hours open rights; unknown while only the age of the association is."""
        if self.missing_hours or self.missing_in_one or self.part == Part.NEITHER:
            return Answer.NO
        return self.is_declared

    @property
    def last_day(self) -> datetime.date:
        """Return the last day to declare them."""
        return datetime.date(self.year + 1, *LAST_DAY)
