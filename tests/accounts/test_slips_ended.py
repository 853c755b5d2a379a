"""What a second slip opens ends with it, be it at the very moment: pressed elsewhere before the answer is written."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.groups.cards import issue_card, pause_card
from accounts.models import Membership, Session, User
from accounts.recovery import emergency_stop
from accounts.secret_code import second_slip
from tests.accounts.kit import enter
from tests.accounts.papers import enter_with_slip
from tests.people import facilitates


def is_in(browser: Client) -> bool:
    return browser.get(reverse("accounts:home")).status_code == 200


@pytest.fixture
def endings(people, papers):
    membership = Membership.objects.create(user=papers.user, peer_group=people.here)
    owner = User.objects.get(pk=papers.user.pk)
    return {
        "the slip is stopped": lambda: second_slip.stop(owner),
        "another is made": lambda: second_slip.make(papers.held.card),
        "the card is paused": lambda: pause_card(membership, people.facilitator),
        "another card is printed": lambda: issue_card(owner, by=people.facilitator),
        "everything is stopped": lambda: emergency_stop.stop(owner, None, passkeys=False),
    }


ENDINGS = (
    *("the slip is stopped", "another is made", "the card is paused"),
    *("another card is printed", "everything is stopped"),
)


@pytest.mark.parametrize("how", ENDINGS)
def test_a_slip_that_ends_as_it_opens_an_account_opens_nothing(papers, endings, monkeypatch, how):
    def attempt(*given, attempt=second_slip.attempt):
        found = attempt(*given)
        endings[how]()
        return found

    intruder = Client()
    monkeypatch.setattr(second_slip, "attempt", attempt)
    enter_with_slip(intruder, papers)
    assert not is_in(intruder)
    assert not Session.objects.filter(user=papers.user).exists()


@pytest.mark.parametrize("how", ENDINGS)
def test_a_session_whose_row_was_written_after_the_end_opens_nothing(papers, endings, how):
    intruder = Client()
    enter_with_slip(intruder, papers)
    row = Session.objects.get(user=papers.user)
    endings[how]()
    row.save(force_insert=True)
    assert not is_in(intruder)


def test_a_slip_made_again_opens_an_account_and_its_session_goes_on(papers, endings):
    endings["another is made"]()
    papers.words, _ = second_slip.make(papers.held.card)
    browser = Client()
    enter_with_slip(browser, papers)
    assert is_in(browser) and is_in(browser)


def test_a_session_of_before_this_number_goes_on(papers):
    browser = Client()
    enter_with_slip(browser, papers)
    session = browser.session
    for record in session["account_authentication_methods"]:
        record.pop("slips_ended", None)
    session.save()
    User.objects.update(slips_ended=0)  # as the upgrade leaves it
    assert is_in(browser)


def test_who_prints_their_own_card_ends_the_other_sessions_of_their_slip(people, papers):
    Membership.objects.create(user=papers.user, peer_group=people.here, **facilitates())
    mine, lost, with_code = Client(), Client(), Client()
    for each in (mine, lost):
        enter_with_slip(each, papers)
    enter(with_code, papers.held)
    issue_card(papers.user, by=papers.user, but=mine.session)
    assert [is_in(each) for each in (mine, lost, with_code)] == [True, False, True]
