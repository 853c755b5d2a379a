"""The days on which a workshop comes back, and the clocks that its hours are read on."""

import datetime
import doctest

import pytest

from directory import clocks
from gatherings import repeats
from gatherings.repeats import Repeats, days_of
from lib import hours


@pytest.mark.parametrize("module", [repeats, clocks, hours])
def test_the_examples_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def _said(first: str, how: str, last: str) -> list[str]:
    days = days_of(datetime.date.fromisoformat(first), how, datetime.date.fromisoformat(last))
    return [day.isoformat() for day in days]


def test_once_is_one_day():
    assert _said("2026-12-01", Repeats.ONCE, "2027-12-01") == ["2026-12-01"]


def test_nothing_comes_after_the_last_day():
    assert _said("2026-12-01", Repeats.WEEKLY, "2026-11-30") == []
    assert _said("2026-12-01", Repeats.FORTNIGHTLY, "2026-12-29") == ["2026-12-01", "2026-12-15", "2026-12-29"]


def test_a_fifth_tuesday_is_the_last_one_of_each_month():
    found = _said("2026-12-29", Repeats.MONTHLY, "2027-05-31")
    assert found == ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30", "2027-04-27", "2027-05-25"]


def test_every_month_has_one_day_for_forty_years():
    found = days_of(datetime.date(2026, 1, 31), Repeats.MONTHLY, datetime.date(2066, 1, 30))
    assert len({(day.year, day.month) for day in found}) == len(found) == 481
    assert {day.weekday() for day in found} == {5}


def test_an_hour_is_the_same_on_the_wall_before_and_after_a_change_of_time():
    clock = clocks.clock_of("76")
    moments = [clocks.moment_of(datetime.date(2027, 3, day), datetime.time(14), clock) for day in (27, 28)]
    assert [moment.astimezone(clock).hour for moment in moments] == [14, 14]
    assert moments[1] - moments[0] == datetime.timedelta(hours=23)


@pytest.mark.parametrize("text", ["25 h", "14 h 61", "demain", "١٤ h", "", "14 h 3"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(ValueError):
        hours.read(text)
