"""A code prepared by two waits fourteen days when a card of its owner is recent, whoever printed it."""

import datetime

import pytest
from django.utils import timezone

from accounts.groups.cards import issue_card, stop_cards, wake_card
from accounts.models import LoginCard, SecretReset
from tests.people import person

pytestmark = pytest.mark.django_db
A_DAY, A_FORTNIGHT = datetime.timedelta(hours=24), datetime.timedelta(days=14)


def prepared(together) -> datetime.timedelta:
    """Return how long the code waits that two helpers prepare."""
    reset = together.prepare()
    return reset.takes_effect_at - reset.confirmed_at


def test_without_a_recent_card_it_waits_a_day(together):
    issue_card(together.owner, by=together.people.facilitator)
    LoginCard.objects.update(issued_at=timezone.now() - datetime.timedelta(days=31))
    assert prepared(together) == A_DAY


@pytest.mark.parametrize("who", ["facilitator", "board_member", "a third person", "somebody erased since"])
def test_after_a_recent_card_it_waits_a_fortnight(together, who):
    """A third one may be an account that one of the two opened; erased, it no longer says who printed."""
    printer = person("Tierce") if who[0] in "as" else together.people.of(who)
    issue_card(together.owner, by=printer)
    LoginCard.objects.update(issued_at=timezone.now() - datetime.timedelta(days=20))
    if who == "somebody erased since":
        together.ask()
        LoginCard.objects.update(issued_by=None, issued_at=timezone.now() - datetime.timedelta(days=20))
        together.confirm()
        reset = SecretReset.objects.get()
        assert reset.takes_effect_at - reset.confirmed_at == A_FORTNIGHT
    else:
        assert prepared(together) == A_FORTNIGHT


def test_after_a_card_was_woken_it_waits_a_fortnight(together):
    """Its owner put it to sleep: it was lost, perhaps found by somebody else."""
    membership = together.owner.memberships.get()
    issue_card(together.owner, by=together.people.facilitator)
    LoginCard.objects.update(issued_at=timezone.now() - datetime.timedelta(days=90))
    stop_cards(together.owner)
    assert wake_card(membership, together.people.facilitator)
    assert prepared(together) == A_FORTNIGHT
