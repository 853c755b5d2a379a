"""An address that only looks like a proved one leads to no account, and is never kept, on either database."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.admin_people.viewset import PersonCreationForm
from accounts.models import User
from accounts.sign_in import own_email
from accounts.sign_in.email_forms import EmailForm
from lib import typed
from tests.accounts.kit import PASSWORD, is_signed_in, with_password

STORED = "mike.susan@maison.example"
NOT_THE_SAME = [
    "mıke.susan@maison.example",  # a dotless i
    "mİke.susan@maison.example",  # a capital I with a dot
    "mike.susan@maıson.example",  # a domain that anybody may register
]
THE_SAME = [
    "Mike.Susan@Maison.Example",
    "mike.ſusan@maison.example",  # a long s, which is an s
    "mi\N{KELVIN SIGN}e.susan@maison.example",  # the sign of kelvins
    "mike.susan@mai\N{ZERO WIDTH SPACE}son.example",
    "\N{FULLWIDTH LATIN SMALL LETTER M}ike.susan@maison.example",
]


@pytest.fixture
def owner(db) -> User:
    user = with_password()
    own_email.keep(user, STORED, proved=True)
    return user


def recipients() -> list[str]:
    return [recipient for message in mail.outbox for recipient in message.to]


@pytest.mark.parametrize("door", ["account_reset_password", "account_request_login_code"])
@pytest.mark.parametrize("given", NOT_THE_SAME)
def test_a_lookalike_receives_nothing(client, owner, door, given):
    client.post(reverse(door), {"email": given})
    assert recipients() == []


@pytest.mark.parametrize("door", ["account_reset_password", "account_request_login_code"])
@pytest.mark.parametrize("given", THE_SAME)
def test_a_mail_goes_to_the_address_kept_and_not_to_the_one_typed(client, owner, door, given):
    client.post(reverse(door), {"email": given})
    assert set(recipients()) <= {STORED}
    assert recipients() or "\N{FULLWIDTH LATIN SMALL LETTER M}" in given  # which the field refuses at once


@pytest.mark.parametrize(("given", "enters"), [*((each, False) for each in NOT_THE_SAME), (THE_SAME[0], True)])
def test_a_lookalike_is_no_identifier(client, owner, given, enters):
    client.post(reverse("account_login"), {"login": given, "password": PASSWORD})
    assert is_signed_in(client) is enters


@pytest.mark.parametrize("given", NOT_THE_SAME[:2])
def test_a_letter_that_only_looks_like_one_is_refused_beside_the_field(owner, given):
    form = EmailForm({"email": given}, user=with_password("Autre"), proved=True)
    assert "ne sert pas dans une adresse" in form.errors["email"][0] or "valide" in form.errors["email"][0]


@pytest.mark.parametrize("given", THE_SAME)
def test_another_spelling_of_a_proved_address_is_not_kept_twice(owner, given):
    with pytest.raises(own_email.AlreadyUsedError):
        own_email.keep(with_password("Autre"), given, proved=True)
    assert own_email.is_used(given)
    assert EmailAddress.objects.get().user == owner


def test_another_domain_is_kept_as_mail_servers_read_it(owner):
    other = with_password("Autre")
    own_email.keep(other, NOT_THE_SAME[2], proved=True)
    assert User.objects.get(pk=other.pk).email == typed.address(NOT_THE_SAME[2]) == "mike.susan@xn--mason-o4a.example"
    assert own_email.owner_of(STORED) == owner


def test_an_address_kept_with_capitals_before_is_still_its_owners(client, owner):
    User.objects.filter(pk=owner.pk).update(email="Mike.Susan@maison.example")
    client.post(reverse("account_reset_password"), {"email": STORED})
    assert recipients() == ["Mike.Susan@maison.example"]
    assert own_email.is_proved(owner)


@pytest.mark.parametrize("given", [THE_SAME[1], NOT_THE_SAME[0]])
def test_the_admin_refuses_it_too(owner, given):
    form = PersonCreationForm({"username": "p-test", "display_name": "Sam", "email": given})
    assert form.errors["email"]
