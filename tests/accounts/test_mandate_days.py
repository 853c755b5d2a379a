"""The days of a mandate: how far, how long, and the day on which a place in the group ends."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.mandates.forms import EndMandateForm
from accounts.models import Mandate, Membership
from tests.accounts.board import day, mandate_of

FIRST = datetime.date(1990, 1, 1)
TEN_YEARS = datetime.timedelta(days=3653)
ONE = datetime.timedelta(days=1)


def dated(starts_on, ends_on=None):
    """Return a mandate of these days, in no database."""
    return Mandate(office="chair", starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("mandate", "wrong"),
    [
        (dated(FIRST), None),
        (dated(FIRST - ONE), "starts_on"),
        (dated(FIRST, FIRST), None),
        (dated(FIRST, FIRST - ONE), "ends_on"),
        (dated(FIRST, FIRST + TEN_YEARS), None),
        (dated(FIRST, FIRST + TEN_YEARS + ONE), "ends_on"),
        (dated(day(2 * 366)), None),
        (dated(day(2 * 366 + 1)), "starts_on"),
    ],
)
def test_a_mandate_lasts_a_day_to_ten_years_and_begins_from_1990_to_two_years_from_now(mandate, wrong):
    if wrong is None:
        mandate.clean()
        return
    with pytest.raises(ValidationError) as refused:
        mandate.clean()
    assert set(refused.value.message_dict) == {wrong}


def test_an_end_is_noted_for_ten_years_at_most(people):
    mandate = mandate_of(people.member)
    for days, is_near in ((3653, True), (3654, False)):
        assert EndMandateForm({"ends_on": day(days)}, mandate=mandate).is_valid() is is_near, days


@pytest.mark.parametrize(("last", "holds"), [(0, True), (-1, False), (None, True)])
def test_a_mandate_is_held_until_the_evening_on_which_its_holder_s_membership_ends(people, last, holds):
    mandate = mandate_of(people.member)
    Membership.objects.update(starts_on=day(-90), ends_on=None if last is None else day(last))
    kept = Mandate.objects.select_related("membership").get(pk=mandate.pk)
    assert kept.is_held is holds
    assert Mandate.objects.current().filter(pk=mandate.pk).exists() is holds
