"""Several questions about one person, asked of the database in one statement, whose words are written once for all.

Written anew at each page, the one that the header asks took 25 ms of the processor.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils import timezone

from accounts.models import User
from lib.kept_statement import ANY_KEY, KeptStatement, keep, quarter_of_an_hour

Question = Callable[[User], Sequence[QuerySet[Any]]]


def are_found(user: User, questions: Sequence[Question]) -> list[bool]:
    """Return, for each question, whether one of its queries finds a row for this person: one query for all.

    A query reads nothing of the person but their key, and compares moments with `lib.kept_statement.Moment`.
    """
    statement, asked = statement_of(tuple(questions), quarter_of_an_hour(), timezone.get_current_timezone_name())
    row = statement.first(user.pk) if statement else None
    told = {place for place, is_so in zip(asked, row or (), strict=False) if is_so}
    return [place in told for place in range(len(questions))]


@lru_cache(maxsize=16)
def statement_of(questions: tuple[Question, ...], quarter: int, zone: str) -> tuple[KeptStatement | None, list[int]]:
    """Return the statement that asks all this, and of which question each of its columns tells.

    `quarter` and `zone` say until when what it holds of days is true.
    """
    anybody = User(pk=ANY_KEY)
    queries = [(place, Exists(query)) for place, ask in enumerate(questions) for query in ask(anybody)]
    if not queries:
        return None, []
    columns = {f"waits_{number}": query for number, (_, query) in enumerate(queries)}
    asked = User.objects.filter(pk=ANY_KEY).order_by().annotate(**columns).values_list(*columns)
    return keep(asked), [place for place, _ in queries]
