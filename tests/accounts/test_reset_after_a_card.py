"""A code prepared by two waits fourteen days when a card of its owner is recent, whoever printed it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups.cards import issue_card, stop_cards, wake_card
from accounts.models import LoginCard, SecretReset, User
from accounts.secret_code import reset_by_two
from accounts.secret_code import rules as secret_code
from tests.accounts.together import NEW_CODE, later
from tests.people import person, sign_in

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


def test_a_card_woken_once_the_code_is_prepared_puts_it_off(together):
    issue_card(together.owner, by=together.people.facilitator)
    LoginCard.objects.update(issued_at=timezone.now() - datetime.timedelta(days=90))
    stop_cards(together.owner)
    assert prepared(together) == A_DAY
    assert wake_card(together.owner.memberships.get(), together.people.facilitator)
    reset = SecretReset.objects.get()
    assert reset.takes_effect_at - reset.confirmed_at == A_FORTNIGHT


def in_service(together) -> SecretReset:
    """Prepare a code and let it serve, without any card: somebody tried one in its owner's name."""
    reset = together.prepare()
    with later(hours=25):
        assert not secret_code.is_right(together.owner, "480972")
    reset.refresh_from_db()
    assert reset.is_serving and reset.applied_at
    return reset


def serves(together) -> bool:
    return secret_code.is_right(together.owner, NEW_CODE)


@pytest.mark.parametrize("how", ["printed", "woken"])
def test_a_card_in_hands_once_the_code_serves_stops_it(together, how):
    """Who chose the code could else wait for it to serve, then print or wake the card, and enter the next day."""
    issue_card(together.owner, by=together.people.facilitator)
    LoginCard.objects.update(issued_at=timezone.now() - datetime.timedelta(days=90))
    reset = in_service(together)
    inside = sign_in(Client(), together.people, "member")
    with later(hours=26):
        if how == "printed":
            issue_card(together.owner, by=together.people.board_member)
        else:
            stop_cards(together.owner)
            assert wake_card(together.owner.memberships.get(), together.people.facilitator)
        assert not serves(together)
        assert inside.get(reverse("accounts:data")).status_code == 302, "who entered meanwhile is out"
    reset.refresh_from_db()
    assert reset.applied_at and not reset.is_serving
    owner = User.objects.get(pk=together.owner.pk)
    assert reset_by_two.to_tell(owner) == [reset], "they are told, and may still close all"
    with later(days=14, hours=1):
        assert not serves(together)


def test_a_card_that_its_owner_prints_stops_nothing(together):
    in_service(together)
    with later(hours=26):
        issue_card(together.owner, by=together.owner)
        assert serves(together)


def test_a_card_printed_after_the_fortnight_leaves_the_code(together):
    in_service(together)
    with later(days=15):
        issue_card(together.owner, by=together.people.board_member)
        assert serves(together)


def test_the_code_that_its_owner_chose_since_is_left(together):
    in_service(together)
    with later(hours=26):
        secret_code.change(User.objects.get(pk=together.owner.pk), "602853")
        issue_card(together.owner, by=together.people.board_member)
        assert secret_code.is_right(together.owner, "602853") and not serves(together)
