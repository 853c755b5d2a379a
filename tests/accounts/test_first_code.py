"""A first secret code for a member who entered by password: chosen once signed in, after the password again."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, OTHER_CODE, PASSWORD, card_of, enter, is_signed_in
from tests.people import person

MINE = reverse("accounts:code")
TYPED = {"code": CODE, "again": CODE}


@pytest.fixture
def entered(db) -> tuple[User, Client]:
    """A member with a password and no code, inside."""
    user, client = person("Nour"), Client()
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return user, client


def prove(client: Client) -> None:
    """Give the password again, as the page asks."""
    client.post(client.get(MINE).url, {"proof": PASSWORD})


def test_a_member_with_a_password_chooses_a_code_and_enters_with_their_card(entered):
    user, client = entered
    assert MINE in client.get(reverse("accounts:home")).text
    prove(client)
    assert "Choisir mon code secret" in client.get(MINE).text
    assert client.post(MINE, TYPED).url == reverse("accounts:home")
    other = Client()
    enter(other, card_of(user, code=None))
    assert is_signed_in(other)


def test_a_session_left_open_gives_nobody_a_code(entered):
    user, client = entered
    asked = reverse("account_reauthenticate")
    assert client.get(MINE).url.startswith(asked)
    assert client.post(MINE, TYPED).url.startswith(asked)
    user.refresh_from_db()
    assert not user.secret_hash


@pytest.mark.parametrize("typed", [{"code": CODE, "again": OTHER_CODE}, {"code": "123456", "again": "123456"}])
def test_a_first_code_that_cannot_be_kept_is_said_on_the_page(typed, entered):
    user, client = entered
    prove(client)
    assert client.post(MINE, typed).status_code == 422
    user.refresh_from_db()
    assert not user.secret_hash


def test_a_code_already_chosen_is_asked_before_another(entered):
    user, client = entered
    secret_code.change(user, CODE)
    assert "Il vous faut le code actuel" in client.get(MINE).text
    assert client.post(MINE, {"code": OTHER_CODE, "again": OTHER_CODE}).status_code == 422
    user.refresh_from_db()
    assert secret_code.matches(CODE, user.secret_hash)


@pytest.mark.parametrize("fields", [{"is_superuser": True}, {}], ids=["rights of the admin", "nothing to prove with"])
def test_who_may_not_hold_a_code_is_led_home(fields, db):
    user, client = person("Nour", **fields), Client()
    if fields:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    client.force_login(user)
    assert client.get(MINE).url == reverse("accounts:home")
    assert client.post(MINE, TYPED).url == reverse("accounts:home")
    assert MINE not in client.get(reverse("accounts:home")).text


@pytest.mark.parametrize("has_code", [False, True])
def test_the_printed_card_says_where_a_first_code_is_chosen(has_code, people):
    user, client = people.member, Client()
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    if has_code:
        secret_code.change(user, CODE)
    client.force_login(people.facilitator)
    address = reverse("groups:card", args=[people.here.slug, user.memberships.get().pk])
    where = "avec un mot de passe" in client.get(address).text
    client.post(address, {"replacing": "0"})
    sheet = client.get(reverse("accounts:sheet")).text
    assert [where, "avec votre mot de passe" in sheet] == [not has_code, not has_code]
