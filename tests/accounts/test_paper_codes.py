"""The printed codes, for the day the phone of the second factor is lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.sign_in import second_factor
from lib import printed
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.device import Device
from tests.accounts.kit import CODE, PASSWORD, card_of, enter, is_signed_in, with_password

PAPER, SHEET = reverse("accounts:paper_codes"), reverse("accounts:paper_sheet")
SECOND, INDEX = reverse("mfa_authenticate"), reverse("mfa_index")
AGAIN = reverse("account_reauthenticate")


@pytest.fixture
def user(db):
    person = with_password()
    TOTP.activate(person, generate_totp_secret())
    return person


def at_second_step(user) -> Client:
    client = Client()
    assert client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD}).url == SECOND
    return client


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.post(AGAIN, {"proof": PASSWORD})
    return client


def print_sheet(client: Client) -> list[str]:
    assert client.post(PAPER).url == SHEET
    return [code.replace(" ", "") for code in re.findall(r"<li>(\d{4} \d{4})</li>", client.get(SHEET).text)]


def test_ten_codes_are_printed_and_one_opens_in_the_place_of_the_second_code(user):
    codes = print_sheet(signed_in(user))
    assert len(set(codes)) == 10
    client = at_second_step(user)
    assert client.post(SECOND, {"code": "00000000"}).status_code == 422
    assert client.post(SECOND, {"code": f"{codes[3][:4]} {codes[3][4:]}"}).status_code == 302
    assert is_signed_in(client)
    assert "Il en reste 9" in client.get(INDEX).text


def test_a_code_serves_once(user):
    code = print_sheet(signed_in(user))[0]
    at_second_step(user).post(SECOND, {"code": code})
    again = at_second_step(user)
    assert again.post(SECOND, {"code": code}).status_code == 422
    assert not is_signed_in(again)


def test_new_printed_codes_replace_the_old_ones(user):
    client = signed_in(user)
    old = print_sheet(client)
    session = client.session
    session["paper_codes"]["at"] -= 60
    session.save()
    new = print_sheet(client)
    assert not set(old) & set(new)
    assert at_second_step(user).post(SECOND, {"code": old[0]}).status_code == 422
    assert at_second_step(user).post(SECOND, {"code": new[0]}).status_code == 302


def test_the_button_pressed_twice_makes_one_set_of_codes(user):
    client = signed_in(user)
    assert print_sheet(client) == print_sheet(client)


def test_the_codes_are_shown_for_ten_minutes_then_never_again(user):
    client = signed_in(user)
    codes = print_sheet(client)
    assert not any(code in str(dict(client.session)) for code in codes)
    session = client.session
    session["paper_codes"]["at"] -= printed.MINUTES * 60 + 1
    session.save()
    assert "disparu" in client.get(SHEET).text
    assert "disparu" in signed_in(user).get(SHEET).text, "nor from another session"
    assert not any(code in str(Authenticator.objects.values_list("data", flat=True)) for code in codes)


def test_the_codes_are_shown_for_ten_more_minutes_when_asked(user):
    client = signed_in(user)
    codes = print_sheet(client)
    session = client.session
    session["paper_codes"]["at"] -= printed.MINUTES * 60 - 60
    session.save()
    assert "Encore 10" in client.get(SHEET).text
    assert client.post(SHEET, {"more": "1"}).url == SHEET
    session = client.session
    session["paper_codes"]["at"] -= 120
    session.save()
    assert codes[0][:4] in client.get(SHEET).text


def test_printing_asks_who_it_is_again(user):
    client = Client()
    client.force_login(user)
    assert client.get(PAPER).url.startswith(AGAIN)
    assert client.post(PAPER).url.startswith(AGAIN)
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


def test_the_page_says_when_few_codes_are_left(user):
    codes = print_sheet(signed_in(user))
    for code in codes[:6]:
        at_second_step(user).post(SECOND, {"code": code})
    assert second_factor.paper_codes_left(user) == 4
    client = at_second_step(user)
    client.post(SECOND, {"code": codes[6]})
    assert "Il reste 3 code" in client.get(INDEX).text
    assert "peu" in client.get(INDEX).text


def test_a_member_without_a_second_factor_cannot_print_codes(client, db):
    enter(client, held := card_of())
    Device().of(held.user)
    client.post(AGAIN, {"proof": CODE})
    assert client.get(PAPER).url == client.post(PAPER).url == INDEX
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


def test_a_code_on_paper_opens_the_admin_as_a_second_factor(db, home):
    user = with_password(is_superuser=True)
    TOTP.activate(user, generate_totp_secret())
    code = print_sheet(signed_in(user))[0]
    client = at_second_step(user)
    client.post(SECOND, {"code": code})
    assert client.get("/admin/").status_code == 200


def test_giving_up_the_second_code_invalidates_the_printed_codes(user):
    client = signed_in(user)
    print_sheet(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_the_second_code_is_given_up_after_a_proof_again(user):
    client = signed_in(user)
    print_sheet(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 600
    session.save()
    assert client.post(reverse("mfa_deactivate_totp")).url.startswith(AGAIN)
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_member_does_not_lock_another_s_account_from_a_tablet_left_open(client, db):
    enter(client, card_of())
    assert client.get(reverse("mfa_activate_totp")).url.startswith(AGAIN)


def test_many_wrong_codes_impose_a_pause(user, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key"}
    code = print_sheet(signed_in(user))[0]
    client = at_second_step(user)
    for _ in range(6):
        answer = client.post(SECOND, {"code": "00000000"})
    assert "Faisons une pause" in answer.text
    assert client.post(SECOND, {"code": code}).status_code == 422


def test_wrong_codes_are_counted_without_a_cache(user, settings):
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    code = print_sheet(signed_in(user))[0]
    client = at_second_step(user)
    for _ in range(10):
        client.post(SECOND, {"code": "00000000"})
    answer = client.post(SECOND, {"code": code})
    assert answer.status_code == 422
    assert "Faisons une pause" in answer.text


def test_a_right_code_gives_the_tries_back(user):
    codes = print_sheet(signed_in(user))
    for code in codes[:3]:
        client = at_second_step(user)
        for _ in range(9):
            client.post(SECOND, {"code": "00000000"})
        assert client.post(SECOND, {"code": code}).status_code == 302
