"""Sign-in with a password, a second code."""

import datetime
import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts import next_step
from lib.allauth_internals import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from tests.accounts.kit import PASSWORD, card_of, enter, is_signed_in, with_password

LOGIN = "/compte/connexion/"


def sign_in(client, login, password=PASSWORD, **data):
    return client.post(LOGIN, {"login": login, "password": password, **data})


@pytest.fixture
def slow_hand(settings) -> None:
    """The half minute of a code may end between its making and its sending."""
    settings.MFA_TOTP_TOLERANCE = 1


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("login", ["username", "email"])
def test_username_or_email_and_password_open_the_account(login, client, db):
    user = with_password(email="alex@exemple.org")
    assert sign_in(client, getattr(user, login)).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize("known", ["p-known", "alex@exemple.org"])
def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(known, db):
    with_password(username="p-known", email="alex@exemple.org")
    unknown = known.replace("known", "other").replace("alex", "alix")
    wrong = sign_in(Client(), known, "pas le bon mot de passe")
    nobody = sign_in(Client(), unknown, "pas le bon mot de passe")
    assert wrong.status_code == nobody.status_code == 422

    def text(response, typed):
        return re.sub(r'value="[^"]{30,}"', "", response.content.decode().replace(typed, ""))

    assert text(wrong, known) == text(nobody, unknown)


@pytest.mark.parametrize("limits", [False, {"login_failed": "100/m/ip,5/15m/key"}], ids=["no cache", "cache"])
def test_many_wrong_passwords_impose_a_pause_for_known_and_unknown_people(limits, db, settings):
    settings.ACCOUNT_RATE_LIMITS = limits
    user = with_password()
    for login in (user.username, "p-nobody"):
        answers = [sign_in(Client(), login, "faux").content.decode() for _ in range(6)]
        assert "Faisons une pause" not in answers[4]
        assert "Faisons une pause" in answers[5]


@pytest.mark.parametrize("filled", ["username", "pk"])
def test_a_pause_tells_of_what_was_typed_alone(filled, db):
    """Whoever knows an identifier, or a number, would learn by one try more whose address it is."""
    user = with_password(email="alex@exemple.org")
    for _ in range(6):
        sign_in(Client(), str(getattr(user, filled)), "faux")
    assert "Faisons une pause" not in sign_in(Client(), user.email, "faux").text


def test_the_pause_ends_and_a_right_password_gives_the_guesses_back(db):
    user = with_password()
    for _ in range(4):
        sign_in(Client(), user.username, "faux")
    assert sign_in(Client(), user.username).status_code == 302
    for _ in range(5):
        assert "Faisons une pause" not in sign_in(Client(), user.username, "faux").text
    assert "Faisons une pause" in sign_in(Client(), user.username).text
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16)):
        assert sign_in(Client(), user.username).status_code == 302


def test_nobody_signs_up_from_the_web():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_the_sign_in_page_says_how_to_get_an_account(client, db):
    assert reverse("accounts:how_to_join") in client.get(LOGIN).content.decode()
    assert client.get(reverse("accounts:how_to_join")).status_code == 200


def test_a_closed_account_is_told_so_only_after_the_right_password(db):
    user = with_password(is_active=False)
    assert sign_in(Client(), user.username, "faux").status_code == 422
    response = sign_in(Client(), user.username)
    assert response.url == reverse("account_inactive")
    assert Client().get(response.url).status_code == 200


def test_the_second_code_is_asked_and_its_secret_is_sealed(client, db, slow_hand):
    user, secret = with_password(), generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get().data)
    assert sign_in(client, user.username).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("mfa_authenticate"), {"code": current_code(secret)}).status_code == 302
    assert is_signed_in(client)


def test_a_card_does_not_skip_the_second_code(client, db):
    held = card_of()
    TOTP.activate(held.user, generate_totp_secret())
    assert enter(client, held).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_a_sealed_secret_that_cannot_be_read_accepts_no_code(client, db, settings):
    user = with_password()
    TOTP.activate(user, generate_totp_secret())
    settings.PASSPORT_KEYS = ["nMSmfeU3D2BOVQWSgqXHLOm0qQHB3R8vXBAUgAnbXYc="]
    sign_in(client, user.username)
    assert client.post(reverse("mfa_authenticate"), {"code": current_code("")}).status_code == 422


def test_the_second_code_is_prepared_after_the_password_again(client, db, slow_hand):
    user = with_password()
    sign_in(client, user.username)
    activate = reverse("mfa_activate_totp")
    ask = client.get(activate)
    assert ask.url.startswith(reverse("account_reauthenticate"))
    assert client.get(ask.url).status_code == 200
    assert client.post(ask.url, {"proof": "faux"}).status_code == 422
    assert client.post(ask.url, {"proof": PASSWORD}).url == activate
    page = client.get(activate)
    assert 'role="img"' in page.content.decode()
    assert client.post(activate, {"code": "000000"}).status_code == 422
    secret = client.session["mfa.totp.secret"]
    assert client.post(activate, {"code": current_code(secret)}).url == reverse("accounts:paper_codes")
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_questions_are_asked_in_turn_after_signing_in(client, db, monkeypatch, rf):
    left = ["/premiere/", "/seconde/"]
    monkeypatch.setattr(next_step, "_steps", [lambda request: left[0] if left else None])
    user = with_password()
    assert sign_in(client, user.username, next="/passeport/").url == "/premiere/"
    request = rf.get("/premiere/")
    request.session = client.session
    assert next_step.target(request) == "/passeport/"
    left.pop(0)
    assert next_step.onward(request) == "/seconde/"
    left.pop(0)
    assert next_step.onward(request) == "/passeport/"


def test_signing_out_needs_a_post(client, db):
    user = with_password()
    sign_in(client, user.username)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    assert client.post(reverse("account_logout")).url == "/"
    assert not is_signed_in(client)


def test_a_password_is_changed_with_the_old_one(client, db):
    user = with_password()
    sign_in(client, user.username)
    page = reverse("account_change_password")
    chosen = "une autre phrase bien longue"
    wrong = client.post(page, {"oldpassword": "faux", "password1": chosen, "password2": chosen})
    assert wrong.status_code == 422
    right = client.post(page, {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})
    assert right.status_code == 302
    assert is_signed_in(client)
    user.refresh_from_db()
    assert user.check_password(chosen)
