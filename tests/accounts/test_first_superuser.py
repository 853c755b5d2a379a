"""The first superuser: a code made on the machine, given once, then a second factor, then never another code."""

import time
from io import StringIO

import pytest
from allauth.mfa import app_settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.sign_in import first_superuser
from accounts.sign_in.first_superuser_forms import DIFFERENT, NOT_THE_CODE
from config.settings_parts import rate_limits
from lib.allauth_internals import TOTP, format_hotp_value, generate_totp_secret, hotp_value

pytestmark = pytest.mark.django_db
PAGE = "accounts:first_sign_in"
PASSWORD = "une phrase bien longue à elle"


class Terminal(StringIO):
    """Say that it is a terminal, and remember what was printed."""

    def isatty(self) -> bool:
        return True


def printed(*words: str) -> dict[str, str]:
    out = Terminal()
    call_command("first_sign_in", *words, stdout=out)
    return dict(line.split(" : ", 1) for line in out.getvalue().splitlines() if " : " in line)


def given(code: str, client: Client | None = None, again: str = PASSWORD):
    return (client or Client()).post(reverse(PAGE), {"code": code, "password1": PASSWORD, "password2": again})


def with_factor(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    return user


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))


def test_the_code_leads_through_the_second_factor_to_the_admin(client, settings):
    told = printed("p-machine")
    assert told["Page"] == f"{settings.ORIGIN}{reverse(PAGE)}"
    assert told["Identifiant"] == "p-machine"
    answer = given(f" {told['Code']} ", client)
    assert answer.headers["Location"] == f"{reverse('mfa_activate_totp')}?next=%2Fadmin%2F"
    page = client.get(answer.headers["Location"])
    assert "p-machine" in page.text, "the identifier is said once more, to be noted"
    assert client.get("/admin/").status_code == 302, "not without a second factor"
    secret = page.context["form"].secret
    activated = client.post(answer.headers["Location"], {"code": current_code(secret)})
    assert activated.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert User.objects.get(username="p-machine").check_password(PASSWORD)


def test_the_code_serves_once():
    code = printed()["Code"]
    assert given(code).status_code == 302
    assert given(code).status_code == 404


def test_of_two_who_give_it_at_one_instant_one_enters(monkeypatch):
    code = printed()["Code"]
    ask = first_superuser.holder_of

    def and_the_other_is_faster(said):
        user = ask(said)
        cache.delete(first_superuser.KEY)
        return user

    monkeypatch.setattr(first_superuser, "holder_of", and_the_other_is_faster)
    assert first_superuser.use(code) is None


def test_the_code_ends_by_itself(time_machine):
    code = printed()["Code"]
    time_machine.move_to(time.time() + first_superuser.MINUTES * 60 + 1)
    assert given(code).status_code == 404


def test_a_newer_code_replaces_it_for_the_same_account():
    first = printed()
    second = printed()
    assert first["Identifiant"] == second["Identifiant"]
    assert User.objects.count() == 1
    assert given(first["Code"]).status_code == 422
    assert given(second["Code"]).status_code == 302


def test_a_wrong_code_or_password_is_said_beside_its_field_and_ends_nothing():
    code = printed()["Code"]
    assert NOT_THE_CODE in given("x" * 22).text
    assert DIFFERENT in given(code, again="une autre").text
    short = Client().post(reverse(PAGE), {"code": code, "password1": "court", "password2": "court"})
    assert short.status_code == 422
    assert short.context["form"].errors["password1"]
    assert not User.objects.get().has_usable_password()
    assert given(code).status_code == 302


def test_only_a_fingerprint_of_the_code_is_kept():
    code = printed()["Code"]
    kept = cache.get(first_superuser.KEY)
    assert code not in str(kept)
    assert kept["code"] == first_superuser.secrets.fingerprint(first_superuser.CODE, code)


def test_nothing_is_printed_but_on_a_terminal():
    with pytest.raises(CommandError, match="terminal"):
        call_command("first_sign_in", stdout=StringIO())
    assert not User.objects.exists()


def test_no_code_is_made_nor_taken_once_a_superuser_holds_a_second_factor():
    code = printed()["Code"]
    with_factor(User.objects.get())
    assert given(code).status_code == 404
    with pytest.raises(CommandError, match="second code"):
        printed()


def test_it_takes_up_the_account_that_waits_and_makes_no_other():
    User.objects.create_superuser("p-first", "déjà une phrase bien longue")
    assert printed()["Identifiant"] == "p-first"
    with pytest.raises(CommandError, match="p-first"):
        printed("p-other")
    User.objects.create_superuser("p-second")
    with pytest.raises(CommandError, match="p-first, p-second"):
        printed()
    assert printed("p-second")["Identifiant"] == "p-second"


def test_the_identifier_of_a_member_or_an_impossible_one_is_refused():
    User.objects.create_user("p-member")
    for name in ("p-member", "a b"):
        with pytest.raises(CommandError):
            printed(name)
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_cache_that_keeps_nothing_is_said(monkeypatch):
    monkeypatch.setattr(cache, "set", lambda *args: None)
    with pytest.raises(CommandError, match="cache"):
        printed()


def test_guesses_are_counted(settings):
    settings.LIMITS = {"first_sign_in": "2/m/ip"}
    printed()
    assert "first_sign_in" in rate_limits.OURS
    assert [given("x" * 22).status_code for _ in range(3)] == [422, 422, 429]


def test_without_a_code_the_page_says_so(client):
    answer = client.get(reverse(PAGE))
    assert answer.status_code == 404
    assert "Aucun code n’attend" in answer.text
