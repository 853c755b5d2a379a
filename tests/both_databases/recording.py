"""A plugin of pytest that writes which statements each test sends: `-p tests.both_databases.recording`.

One line of JSON a test, in STATEMENTS_DIR, a file a process: `id`, `seconds`, `statements` (short names of what was
sent, without its values), `refused` (whether the database refused one) and `at_once` (whether it ends transactions).
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from django.db import Error
from django.db.backends.utils import CursorWrapper

# What differs between two runs of one statement: values, how many there are, names that Django draws.
_VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b|%s|%\(\w+\)s|\b(?:s\d+_x\d+|_django_curs_\w+)\b", re.IGNORECASE)
_LISTS = re.compile(r"\?(?:(?:::\w+)?\s*,\s*\?(?:::\w+)?)+")
_ROWS = re.compile(r"\(\?\)(?:\s*,\s*\(\?\))+")


class _Sent:
    """What the present test sends."""

    def __init__(self) -> None:
        self.statements: set[str] = set()
        self.refused = False


_sent = _Sent()


def shape(statement: str) -> str:
    """Return a statement without its values: the same for one value or ten.

    >>> shape("SELECT a FROM b WHERE c IN (%s, %s) LIMIT 21") == shape("SELECT a FROM b WHERE c IN (%s) LIMIT 1")
    True
    """
    return _ROWS.sub("(?)", _LISTS.sub("?", _VALUES.sub("?", statement)))


def _recorded(execute: Callable[..., Any]) -> Callable[..., Any]:
    def executing(self: CursorWrapper, sql: Any, params: Any, *rest: Any) -> Any:
        name = hashlib.blake2b(shape(str(sql)).encode(errors="replace"), digest_size=6).hexdigest()
        _sent.statements.add(name)
        try:
            return execute(self, sql, params, *rest)
        except Error:
            _sent.refused = True
            raise

    return executing


def pytest_configure() -> None:
    """Listen to what Django sends."""
    CursorWrapper._execute = _recorded(CursorWrapper._execute)
    CursorWrapper._executemany = _recorded(CursorWrapper._executemany)


def ends_transactions(item: pytest.Item) -> bool:
    """Return whether a test commits, as people at once do: its statements alone do not say what it asks of a server."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server", "django_capture_on_commit_callbacks"}
    return bool(marker and marker.kwargs.get("transaction")) or not asked.isdisjoint(item.fixturenames)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None]:
    """Write what one test sent."""
    _sent.__init__()
    started = time.process_time()
    yield
    line = {"id": item.nodeid, "seconds": round(time.process_time() - started, 4), "refused": _sent.refused}
    line["at_once"] = ends_transactions(item)
    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with Path(os.environ["STATEMENTS_DIR"], f"{process}.jsonl").open("a") as file:
        file.write(json.dumps(line | {"statements": sorted(_sent.statements)}) + "\n")
