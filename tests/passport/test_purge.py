"""How long the passport keeps what is over: to the minute before, and not a minute after."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from passport.models import Entry, Opening, Share
from passport.purge import purge
from tests.passport.factories import make_line, make_person, make_share

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def noon():
    """Stand still, at noon."""
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        yield


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def removed_entry(at):
    Entry.objects.filter(pk=make_line(make_person()).pk).update(removed_at=at)


def opening(at):
    make_share(make_person()).openings.create(outcome=Opening.Outcome.SHOWN, opened_at=at)


def stopped_share(at):
    Share.objects.filter(pk=make_share(make_person()).pk).update(stopped_at=at)


def closed_share(at):
    share = make_share(make_person())
    Share.objects.filter(pk=share.pk).update(opens_at=at - MINUTE, closes_at=at)


@pytest.mark.parametrize(
    ("make", "days"),
    [(removed_entry, 31), (opening, 365), (stopped_share, 92), (closed_share, 92)],
    ids=["an entry, the evening of its thirtieth day", "an opening", "a share stopped", "a share closed by itself"],
)
def test_what_is_over_is_kept_to_its_last_minute_and_then_erased(make, days):
    make(ago(days) + MINUTE)
    assert purge() == 0
    make(ago(days) - MINUTE)
    assert purge() == 1
    assert purge() == 0
