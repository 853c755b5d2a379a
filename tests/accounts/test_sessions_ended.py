"""What is ended stays ended: a session that proves who its owner is, or opens, at the moment everything is closed."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import open_sessions
from accounts.account import personal_data
from accounts.models import Session, User
from accounts.secret_code import pictures
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, PICTURES, card_of, enter, press
from tests.people import sign_in


@pytest.fixture
def held(people):
    return card_of(people.member)


@pytest.fixture
def browser(people, held) -> Client:
    """Sign the member in."""
    return sign_in(Client(raise_request_exception=False), people, "member")


def is_in(browser: Client) -> bool:
    return browser.get(reverse("accounts:home")).status_code == 200


def end_everything(user: User, code: str, *, attempt=secret_code.attempt) -> bool:
    """Compare a code, then end every session, as its owner does elsewhere before the answer is written."""
    said = attempt(user, code)
    open_sessions.end_all(User.objects.get(pk=user.pk))
    return said


def test_a_session_ended_while_it_proves_who_its_owner_is_is_not_born_again(held, browser, monkeypatch):
    assert is_in(browser)

    def end_this_one(user: User, code: str, *, attempt=secret_code.attempt) -> bool:
        said = attempt(user, code)
        Session.objects.filter(user=user).delete()
        return said

    monkeypatch.setattr(secret_code, "attempt", end_this_one)
    answer = browser.post(reverse("account_reauthenticate"), {"proof": CODE})
    assert answer.url.startswith(reverse("account_login"))
    assert not Session.objects.filter(user=held.user).exists()
    assert not is_in(browser)


def test_a_sign_in_in_flight_when_everything_is_closed_opens_nothing(held, monkeypatch):
    intruder = Client()
    monkeypatch.setattr(secret_code, "attempt", end_everything)
    enter(intruder, held)
    monkeypatch.undo()
    assert not is_in(intruder)
    assert enter(intruder, held).status_code == 302
    assert is_in(intruder)


def test_the_session_that_ends_the_others_goes_on_and_proves_again(held, browser):
    other = Client()
    enter(other, held)
    browser.post(reverse("accounts:end_sessions"), {"ref": "others"})
    assert [is_in(browser), is_in(other)] == [True, False]
    browser.post(reverse("account_reauthenticate"), {"proof": CODE})
    assert is_in(browser)


def test_a_former_session_written_again_as_it_was_opens_nothing(held, browser):
    row = Session.objects.get(user=held.user)
    enter(Client(), held)
    open_sessions.end_all(held.user)
    Session(session_key=row.session_key, session_data=row.session_data, expire_date=row.expire_date).save()
    assert not is_in(browser)


def test_a_proof_in_pictures_counts_as_one_in_digits(people, settings):
    card_of(people.member, code=pictures.code_of(PICTURES))
    browser = sign_in(Client(), people, "member")
    settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "2/m/user"}
    page = f"{reverse('account_reauthenticate')}?code=images"
    told = [press(browser, page).status_code for _ in range(3)]
    assert told == [302, 302, 429]


def test_how_often_it_happened_is_in_what_the_site_knows_of_the_person(held):
    open_sessions.end_all(held.user)
    assert personal_data.export(held.user)["fois où tout a été fermé"] == 1


def test_an_account_is_open_in_a_number_of_places_at_most(held, monkeypatch):
    monkeypatch.setattr(open_sessions, "MOST", 2)
    browsers = [Client() for _ in range(3)]
    for each in browsers:
        assert enter(each, held).status_code == 302
    assert [is_in(each) for each in browsers] == [False, True, True]
    assert Session.objects.filter(user=held.user).count() == 2
