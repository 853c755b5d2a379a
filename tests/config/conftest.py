"""Reading the log lines of a request."""

import io
import json
import logging
from collections.abc import Callable

import pytest
import structlog

from config.operations.calm_logs import CalmFilter


@pytest.fixture
def log_lines() -> Callable[[], list[dict]]:
    """Return what the site's own log handler wrote since the test began, one dictionary a line."""
    handler = next(
        each for each in logging.getLogger().handlers if isinstance(each.formatter, structlog.stdlib.ProcessorFormatter)
    )
    written = io.StringIO()
    former = handler.setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    handler.setStream(former)


@pytest.fixture
def calm(log_lines, monkeypatch) -> None:
    """Let the first of each kind of warning be written: other tests have written some."""
    filters = [each for handler in logging.getLogger().handlers for each in handler.filters]
    monkeypatch.setattr(next(each for each in filters if isinstance(each, CalmFilter)), "_next", {})
