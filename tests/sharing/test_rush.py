"""Fifty wrong codes at the same instant: five are compared, whatever the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from passport.models import Opening, Share
from passport.sharing.rules import ShareRequest, open_share
from tests.passport.factories import code_of, make_line, make_person, make_share, token_of

RUSH = 50
AT_ONCE = 10


def together(count, action, at_once=AT_ONCE):
    """Run `action(number)` in threads that start at the same instant, in waves of `at_once`."""
    gate = Barrier(at_once)

    def run(number):
        try:
            gate.wait(timeout=30)
            return action(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_wrong_codes_at_once_five_are_compared():
    share = make_share(make_person())
    address, right = f"/p/{token_of(share)}", int(code_of(share))

    def guess(number):
        code = f"{(right + 1 + number) % 1_000_000:06d}"
        return Client().post(address, {"code": code}).status_code

    statuses = together(RUSH, guess)
    assert sorted(set(statuses)) == [404, 422]
    assert statuses.count(422) == 5
    assert Opening.objects.filter(outcome=Opening.Outcome.WRONG_CODE).count() == 5
    share.refresh_from_db()
    assert share.is_paused


@pytest.mark.django_db(transaction=True)
def test_the_right_code_in_a_rush_never_gains_a_try():
    share = make_share(make_person())
    address, code = f"/p/{token_of(share)}", code_of(share)
    statuses = together(20, lambda number: Client().post(address, {"code": code, "reader": "A"}).status_code)
    assert set(statuses) <= {303, 404}
    assert 303 in statuses
    share.refresh_from_db()
    assert share.tries_left == 5
    assert Opening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_step_pressed_ten_times_at_once_opens_one_share():
    member = make_person()
    terms = ShareRequest(recipient_label="Ici", shown_name="A", way="link", entry_ids=[make_line(member).pk])
    opened = together(10, lambda number: open_share(member, terms, "la-meme-preparation").pk)
    assert len(set(opened)) == 1
    assert Share.objects.count() == 1
