"""Reading the log lines of a request."""

import io
import json
import logging
from collections.abc import Callable

import pytest
import structlog


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
