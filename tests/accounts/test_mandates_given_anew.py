"""A corrected mandate that says more than was accepted and confirmed is given anew."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.board import day, mandate_of, typed
from tests.people import sign_in


def url(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def confirmed():
    return {"confirmed_at": timezone.now(), "recorded_on": day(-30)}


def in_days(change):
    return {name: day(value) if isinstance(value, int) else value for name, value in change.items()}


MORE = {
    "office": {"office": "secretary"},
    "sooner": {"starts_on": -400},
    "longer": {"ends_on": 40},
    "endless": {"ends_on": ""},
}


@pytest.mark.parametrize("change", MORE.values(), ids=MORE)
def test_a_mandate_that_its_holder_makes_more_of_is_no_longer_confirmed(people, change):
    mandate = mandate_of(people.board_member, "chair", -30, 5, confirmed_by=people.coordinator, **confirmed())
    client = sign_in(Client(), people, "board_member")
    data = {"office": "chair", "starts_on": day(-30), "ends_on": day(5), **in_days(change)}
    assert client.post(url("mandate", people, mandate.pk), data).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.confirmed_by, mandate.confirmed_at) == (None, None)
    assert (mandate.recorded_by, mandate.recorded_on) == (people.board_member, day(0))
    assert mandate.accepted_at


def test_a_later_last_day_is_no_longer_confirmed_either(people):
    mandate = mandate_of(people.board_member, "chair", -30, 5, confirmed_by=people.coordinator, **confirmed())
    client = sign_in(Client(), people, "board_member")
    assert client.post(url("mandate_end", people, mandate.pk), {"ends_on": day(40)}).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.confirmed_at, mandate.recorded_on) == (None, day(0))


@pytest.mark.parametrize("change", [{"starts_on": -20}, {"ends_on": 3}])
def test_a_mandate_made_shorter_stays_confirmed(people, change):
    mandate = mandate_of(people.board_member, "chair", -30, 5, confirmed_by=people.coordinator, **confirmed())
    client = sign_in(Client(), people, "board_member")
    data = {"office": "chair", "starts_on": day(-30), "ends_on": day(5), **in_days(change)}
    assert client.post(url("mandate", people, mandate.pk), data).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.confirmed_by, mandate.recorded_on) == (people.coordinator, day(-30))


def test_a_mandate_that_another_makes_more_of_is_accepted_again_by_its_holder(client_of, people):
    mandate = mandate_of(people.member, "chair", -30, 5)
    client, data = client_of("board_member"), typed(people.member, "chair", -30, 60)
    answer = client.post(url("mandate", people, mandate.pk), data)
    assert answer.url == reverse("groups:place_accept", args=[people.here.slug, "mandat", mandate.pk])
    assert "l’accepte de nouveau" in client.get(answer.url).text
    mandate.refresh_from_db()
    assert mandate.accepted_at is None
