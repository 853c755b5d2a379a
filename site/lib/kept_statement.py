"""A statement that the ORM writes once, run again for other keys and at other moments.

Writing costs far more than running: the question that the header of each page asks was 25 ms of writing for 0.1 ms of
database. What a statement keeps is its words: no row, no key of anybody.
"""

import datetime
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

ANY_KEY = 8_264_901_337_120_946_113  # written in the place of a primary key; no row has it
QUARTER = 900  # seconds: in every time zone, a day begins on a quarter of an hour

_is_written: ContextVar[bool] = ContextVar("statement_is_written", default=False)


@dataclass(frozen=True)
class _LateMoment:
    """Stands, in a kept statement, for the moment it is run at, shifted."""

    shift: datetime.timedelta


class Moment(models.Expression):
    """The present moment, shifted: to compare with, in a query that may be kept. Never CURRENT_TIMESTAMP: one clock."""

    def __init__(self, shift: datetime.timedelta = datetime.timedelta()) -> None:
        super().__init__(output_field=models.DateTimeField())
        self.shift = shift

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the moment it is written at; while a statement to keep is written, what stands for it."""
        late = _LateMoment(self.shift)
        return "%s", (late if _is_written.get() else _bound(late, connection),)


def _bound(late: _LateMoment, connection: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now() + late.shift)


def quarter_of_an_hour() -> int:
    """Return the number of the present quarter of an hour: while it is the same, no day begins or ends anywhere."""
    return int(timezone.now().timestamp() // QUARTER)


@dataclass(frozen=True)
class KeptStatement:
    """The words of one SELECT, and its parameters with what stands for a key and for a moment."""

    using: str
    sql: str
    parameters: tuple[Any, ...]

    def first(self, key: int) -> tuple[Any, ...] | None:
        """Run it for this key, at this moment, and return its first row; None where there is none."""
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.bound(key))
            found: tuple[Any, ...] | None = cursor.fetchone()
        return found

    def bound(self, key: int) -> list[Any]:
        """Return the parameters for this key, at this moment."""
        connection = connections[self.using]
        return [
            _bound(one, connection) if isinstance(one, _LateMoment) else key if one == ANY_KEY else one
            for one in self.parameters
        ]


def keep(query: models.QuerySet[Any, Any]) -> KeptStatement:
    """Write the statement of a query in which ANY_KEY stands for a key, and `Moment` for moments.

    What it says of days is of the day it is written on: write it again once `quarter_of_an_hour` changes.
    """
    token = _is_written.set(True)
    try:
        sql, parameters = query.query.get_compiler(using=query.db).as_sql()
    finally:
        _is_written.reset(token)
    return KeptStatement(query.db, sql, tuple(parameters))
