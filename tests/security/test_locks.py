"""Two people at once: whoever decides waits at the row the other one holds, and reads what is there after it.

Each act is begun while another transaction holds the row it must lock. It may wait a moment only, so that the wait is
an error, and the statement it stood at is known: the lock itself.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.models import QuerySet

from tests.people import KINDS
from tests.security.locked_acts import ACTS

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = "SET lock_timeout = '200ms'" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 200"


@dataclass
class Asked:
    """What an act asked of the database before it was kept waiting."""

    waited: bool = False
    statements: list[str] = field(default_factory=list)

    def note(self, execute: Callable[..., object], sql: str, *rest: object) -> object:
        """Keep a statement, then run it."""
        self.statements.append(sql)
        return execute(sql, *rest)


def begin_while_held(rows: QuerySet[Any], act: Callable[[], object]) -> Asked:
    """Begin `act` in a second connection while a first one holds these rows."""
    asked = Asked()

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(A_MOMENT)
            with connection.execute_wrapper(asked.note):
                act()
        except OperationalError:
            asked.waited = True
        finally:
            connections.close_all()

    with transaction.atomic():
        assert list(rows.select_for_update(of=("self",)) if connection.vendor == "postgresql" else rows)
        second = threading.Thread(target=run)
        second.start()
        second.join()
    return asked


@pytest.mark.parametrize("prepare", ACTS, ids=lambda prepare: prepare.__name__)
def test_whoever_comes_second_waits_at_the_lock(prepare, people):
    for kind in KINDS:
        people.of(kind)
    rows, act = prepare(people)
    asked = begin_while_held(rows, act)
    assert asked.waited
    if connection.vendor == "postgresql":  # SQLite has one writer at a time: it waits before the first statement
        assert re.search(r"FOR (NO KEY )?UPDATE", asked.statements[-1])
