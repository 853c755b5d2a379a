"""The number of an attestation: anybody checks it, nobody learns more from it, and it ends."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from config.settings_parts import rate_limits
from gatherings.attestation import rules
from gatherings.purge import purge
from tests.gatherings.attestation_kit import DAY, ask, holds, number_in, sent
from tests.gatherings.presence_kit import FROM_HERE, NOW, at, make_date

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock):
    """A workshop of the group, the day before, with five people."""
    return make_date(people.here, starts_at=timezone.now() - DAY, came=5)


@pytest.fixture
def chair(people, client_of):
    """Return the browser of the chair."""
    people.board_member  # noqa: B018 - made
    holds(people, "chair")
    return client_of("board_member")


def test_anybody_learns_whether_a_number_is_ours(chair, date, clock):
    number = number_in(chair.post(at("attest", date), sent()))
    clock.shift(5 * DAY)
    for typed in (number, number.replace("-", ""), f" {number.lower()} "):
        page = ask(typed)
        assert "<strong>Oui</strong>" in page.text
        assert "faite le 8 décembre 2026" in page.text
        assert "Groupe d’ici" not in page.text
    for typed in (f"{number[:-1]}{'A' if number[-1] != 'A' else 'B'}", "AAAA-AAAA-AAAA", "é" * 40, "-"):
        page = ask(typed)
        assert page.status_code == 422
        assert "Non\xa0: aucune attestation" in page.text
        assert "Oui" not in page.text
    assert ask("").status_code == 422
    assert ask("x" * 41).status_code == 422


def test_a_known_number_costs_what_an_unknown_one_does(chair, date, django_assert_num_queries):
    number = number_in(chair.post(at("attest", date), sent()))
    for typed in (number, "AAAA-AAAA-AAAA"):
        with django_assert_num_queries(1):
            rules.day_of(typed)


def test_tries_are_limited(db):
    client = Client(headers=FROM_HERE)
    answers = [ask("AAAA-AAAA-AAAA", client).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]
    assert "Attendez une heure" in ask("AAAA-AAAA-AAAA", client).text


def test_a_number_is_forgotten_after_five_years(chair, date, clock):
    number = number_in(chair.post(at("attest", date), sent()))
    clock.move_to(NOW.replace(year=2031))
    purge()
    assert rules.day_of(number) == datetime.date(2026, 12, 8)
    clock.shift(DAY)
    purge()
    assert rules.day_of(number) is None
