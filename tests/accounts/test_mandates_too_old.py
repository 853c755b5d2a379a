"""« Trop ancien pour être retiré » : no correction makes an old mandate one that may be taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.mandates import rules
from accounts.models import Mandate, User
from tests.accounts.board import day, mandate_of
from tests.accounts.together import later
from tests.people import sign_in


def url(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def old_one(people, **fields):
    """A mandate noted long ago, beside the treasurer's, of somebody who has entered."""
    mandate, treasurer = mandate_of(people.member, "chair", -300, recorded_on=day(-300), **fields), people.board_member
    User.objects.filter(pk__in=[people.member.pk, treasurer.pk]).update(last_login=timezone.now())
    return Mandate.objects.select_related("membership__user").get(pk=mandate.pk)


def again(mandate):
    return Mandate.objects.get(pk=mandate.pk)


def corrected(mandate, by, **days):
    present = again(mandate)
    for name, value in days.items():
        setattr(present, name, value)
    rules.correct(present, by, list(days))


WAYS = {
    "sooner": lambda mandate, by: corrected(mandate, by, starts_on=day(-301)),
    "sooner, twice": lambda mandate, by: (
        corrected(mandate, by, starts_on=day(-301)),
        corrected(mandate, by, starts_on=day(-302)),
    ),
    "another office": lambda mandate, by: corrected(mandate, by, office="secretary"),
    "later": lambda mandate, by: corrected(mandate, by, starts_on=day(5)),
    "another office, then later": lambda mandate, by: (
        corrected(mandate, by, office="secretary"),
        corrected(mandate, by, starts_on=day(5)),
    ),
    "ended, then prolonged": lambda mandate, by: (
        rules.end(again(mandate), day(5), by),
        rules.end(again(mandate), day(9), by),
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_correction_makes_no_old_mandate_one_to_take_back(people, way):
    mandate = old_one(people)
    way(mandate, people.board_member)
    assert not again(mandate).can_be_removed
    with pytest.raises(ValidationError, match="trop ancien"):
        rules.take_back(again(mandate), people.board_member)
    client = sign_in(Client(), people, "board_member")
    page = url("mandate_take_back", people, mandate.pk)
    assert client.post(page, {"go_on": "on"}).status_code == 404


def test_one_that_never_began_is_taken_back_however_old_and_corrected(people):
    mandate = mandate_of(people.member, "chair", 5, recorded_on=day(-300))
    corrected(mandate, people.board_member, starts_on=day(6))
    rules.take_back(again(mandate), people.board_member)
    assert not Mandate.objects.filter(pk=mandate.pk).exists()


def test_one_that_nobody_accepted_served_nobody(people):
    mandate = old_one(people, accepted_at=None)
    corrected(mandate, people.board_member, starts_on=day(6))
    assert again(mandate).can_be_removed


def test_thirty_days_run_from_the_first_record(people):
    mandate = mandate_of(people.member, "chair", -5)
    corrected(mandate, people.board_member, starts_on=day(-4))
    with later(days=29):
        assert again(mandate).can_be_removed
    with later(days=30):
        assert not again(mandate).can_be_removed


@pytest.mark.parametrize(
    "days",
    [{"starts_on": 5}, {"starts_on": 5, "ends_on": 300}, {"ends_on": -1}],
    ids=["begins later", "begins and ends later", "is over"],
)
def test_a_correction_that_leaves_nothing_held_today_warns_of_keys(people, days):
    mandate = old_one(people)
    client = sign_in(Client(), people, "board_member")
    data = {"office": "chair", "starts_on": day(-300), "ends_on": ""} | {name: day(at) for name, at in days.items()}
    answer = client.post(url("mandate", people, mandate.pk), data)
    assert answer.status_code == 422
    assert "Une seule personne s’occuperait" in answer.text
    assert client.post(url("mandate", people, mandate.pk), data | {"go_on": "on"}).status_code == 302


@pytest.mark.parametrize("starts_on", [-10, 0])
def test_a_correction_that_leaves_it_held_today_warns_of_nothing(people, starts_on):
    mandate = old_one(people)
    client = sign_in(Client(), people, "board_member")
    data = {"office": "chair", "starts_on": day(starts_on), "ends_on": ""}
    assert client.post(url("mandate", people, mandate.pk), data).status_code == 302
