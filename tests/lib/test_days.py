"""Where a day begins and ends: in Paris it is neither the first nor the last."""

import datetime

import pytest
import time_machine

from lib import days


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        ("2026-11-28 10:30:00+01:00", 27, 28),
        ("2026-11-28 11:30:00+01:00", 28, 29),
        ("2026-11-28 23:45:00+01:00", 28, 29),
        ("2026-11-29 00:30:00+01:00", 28, 29),
    ],
)
def test_today_is_not_one_day_everywhere(now, first, last):
    with time_machine.travel(now, tick=False):
        assert (days.earliest_today().day, days.latest_today().day) == (first, last)


def test_a_day_is_over_everywhere_at_midnight_in_tahiti():
    end = days.end_everywhere(datetime.date(2026, 12, 1))
    assert end == datetime.datetime(2026, 12, 2, 10, tzinfo=datetime.UTC)
    assert days.earliest_today(end - datetime.timedelta(seconds=1)) == datetime.date(2026, 12, 1)
