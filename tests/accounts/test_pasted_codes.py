"""A right code, word or identifier opens whatever a keyboard or a messenger adds to it, at every door."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.recovery import rescue_code
from accounts.secret_code import card_words
from accounts.secret_code import rules as secret_code
from accounts.sign_in import own_email
from accounts.sign_in.reauthentication_forms import ProofForm, proved_by
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.kit import CODE, PASSWORD, card_of, enter, is_signed_in, sent_code, show_words, with_password
from tests.lib.test_typed import PASTED

WAYS = [text.replace("402118", "{0}{1}").replace("402", "{0}").replace("118", "{1}") for text in PASTED[:18]]


def pasted(code: str, way: str) -> str:
    return way.format(code[:3], code[3:])


@pytest.mark.parametrize("way", WAYS)
def test_the_field_of_the_proof_reads_a_code_as_the_door_of_the_card_does(client, db, way):
    held = card_of()
    enter(client, held, pasted(CODE, way))
    assert is_signed_in(client)
    assert ProofForm({"proof": pasted(CODE, way)}, user=held.user).is_valid()


def test_a_password_is_read_as_it_is(client, db):
    user = with_password()
    secret_code.change(user, CODE)
    user.set_password("12-34-56.78")
    user.save()
    assert proved_by(user, "\N{FULLWIDTH DIGIT FOUR}80 972") == "secret_code"
    client.force_login(user)
    assert client.post(reverse("accounts:email"), {"email": "", "proof": "12345678"}).status_code == 422
    assert client.post(reverse("accounts:email"), {"email": "", "proof": "12-34-56.78"}).status_code == 302


@pytest.mark.parametrize("way", WAYS)
def test_a_mailed_code_is_read_the_same(client, db, way):
    own_email.keep(with_password(), "nour@exemple.org", proved=True)
    client.post(reverse("account_request_login_code"), {"email": "nour@exemple.org"})
    client.post(reverse("account_confirm_login_code"), {"code": pasted(sent_code(), way)})
    assert is_signed_in(client)


def test_words_are_read_without_what_nobody_sees(client, db):
    held = card_of()
    hidden = "\N{ZERO WIDTH NO-BREAK SPACE}" + "\N{WORD JOINER}".join(held.words)
    assert show_words(client, hidden).url == reverse("accounts:card_code")
    assert card_words.normalise(hidden) == held.words.split()
    words = rescue_code.make(held.user)
    client.post(reverse("accounts:forgotten_code"), {"words": "\N{SOFT HYPHEN}".join(" ".join(words))})
    assert client.session["card"]["rescue"] == rescue_code.words_fingerprint(words)


def test_an_identifier_is_read_as_it_is_printed(db):
    user = with_password()
    for given in [
        user.username.upper(),
        user.username.replace("-", "\N{NON-BREAKING HYPHEN}"),
        f"\u200b{user.username}\n",
    ]:
        client = Client()
        client.post(reverse("account_login"), {"login": given, "password": PASSWORD})
        assert is_signed_in(client), ascii(given)


def test_a_second_code_is_read_the_same(client, db):
    user = with_password()
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    page = client.get(reverse("mfa_authenticate"))
    assert page.status_code == 200
    assert 'maxlength="20"' not in page.text
