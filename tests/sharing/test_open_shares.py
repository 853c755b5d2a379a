"""When a share is open, when it waits for a new code, and whose try is taken."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from passport import spoken_code
from passport.models import Share
from tests.passport.factories import make_person, make_share

HOUR = datetime.timedelta(hours=1)


def share(**changed) -> Share:
    now = timezone.now()
    known = {"opens_at": now - HOUR, "closes_at": now + HOUR, "code_hmac": "a" * 64, "tries_left": 0}
    return Share(**(known | changed))


def test_a_share_is_open_from_its_first_moment_to_before_its_last():
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        now = timezone.now()
        assert share().is_open
        assert share(opens_at=now).is_open
        assert not share(opens_at=now + HOUR, closes_at=now + 2 * HOUR).is_open
        assert not share(closes_at=now).is_open
        assert not share(stopped_at=now - HOUR).is_open


def test_a_share_waits_for_a_new_code_only_while_open_with_a_code_whose_tries_are_used_up():
    assert share().is_paused
    assert not share(stopped_at=timezone.now()).is_paused
    assert not share(code_hmac="").is_paused
    assert not share(tries_left=1).is_paused


@pytest.mark.django_db
def test_a_try_is_taken_from_one_open_share_alone_while_it_has_some():
    mine, other = make_share(make_person()), make_share(make_person())
    assert [Share.objects.take_try(mine.pk) for _ in range(spoken_code.TRIES + 1)] == [True] * 5 + [False]
    assert [Share.objects.get(pk=each.pk).tries_left for each in (mine, other)] == [0, 5]
    Share.objects.give_try_back(mine.pk)
    assert Share.objects.get(pk=mine.pk).tries_left == 1
    Share.objects.filter(pk=mine.pk).update(closes_at=timezone.now())
    assert not Share.objects.take_try(mine.pk)
