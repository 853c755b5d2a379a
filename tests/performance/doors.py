"""Time the doors for what they know and for what they do not: make doors [TRIES=200]

It is not collected with the tests, and asserts nothing: it prints medians in milliseconds, and what the known one takes
more. Each request is undone, so that tries never run out; the two alternate, so that a busy machine slows both.
"""

import os
import statistics
import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.security.test_same_work import doors  # noqa: F401 (a fixture)

TRIES = int(os.environ.get("TRIES", "200"))


def _milliseconds(post: Callable[[], object]) -> float:
    cache.clear()
    with transaction.atomic():
        begun = time.perf_counter()
        post()
        spent = time.perf_counter() - begun
        transaction.set_rollback(True)
    return spent * 1000


@pytest.mark.usefixtures("settings_kept", "true_cost")
def test_time_the_doors(request, capsys):
    for door, posts in request.getfixturevalue("doors").items():
        spent: list[list[float]] = [[], []]
        for turn in range(TRIES):
            for which in (0, 1) if turn % 2 else (1, 0):
                spent[which].append(_milliseconds(posts[which]))
        known, unknown = map(statistics.median, spent)
        with capsys.disabled():
            print(f"{door:18}  known {known:7.2f}  unknown {unknown:7.2f}  {100 * (known / unknown - 1):+5.1f} %")  # noqa: T201
