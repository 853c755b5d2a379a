"""An address proved by a code read in its mailbox; signing in by a mailed code."""

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Turn, User
from accounts.purge import purge
from accounts.sign_in import own_email
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.device import Device
from tests.accounts.kit import CODE, card_of, enter, is_signed_in, sent_code, with_password
from tests.people import person

EMAIL, EMAIL_CODE = reverse("accounts:email"), reverse("accounts:email_code")
ASK, CONFIRM = reverse("account_request_login_code"), reverse("account_confirm_login_code")
NOUR = "nour@exemple.org"
PRIVATE = re.compile(r'name="(?:csrfmiddlewaretoken|_owner)" value="[^"]+"')


def proved(user: User, email: str = NOUR) -> User:
    own_email.keep(user, email, proved=True)
    return user


def sent() -> list:
    """Return the mails that have a recipient."""
    return [message for message in mail.outbox if message.to]


@pytest.fixture
def browser(db) -> Client:
    client = Client()
    enter(client, card_of())
    return client


def give_address(client: Client, email: str = NOUR):
    return client.post(EMAIL, {"email": email, "proof": CODE})


def test_an_address_is_kept_once_its_code_came_back(browser):
    assert give_address(browser).url == EMAIL_CODE
    assert NOUR in browser.get(EMAIL_CODE).text
    assert sent()[0].to == [NOUR]
    assert browser.post(EMAIL_CODE, {"code": "12"}).status_code == 422
    assert browser.post(EMAIL_CODE, {"code": sent_code()}).url == reverse("accounts:home")
    user = User.objects.get()
    assert own_email.is_proved(user)
    assert own_email.owner_of(NOUR.upper()) == user


def test_the_old_address_stays_until_the_new_one_is_proved(browser):
    proved(User.objects.get(), "avant@exemple.org")
    give_address(browser)
    assert own_email.owner_of("avant@exemple.org")
    browser.post(EMAIL_CODE, {"code": sent_code()})
    assert own_email.owner_of("avant@exemple.org") is None
    assert EmailAddress.objects.get().email == NOUR


def test_five_wrong_codes_invalidate_the_code(browser):
    give_address(browser)
    wrong = "000000" if sent_code() != "000000" else "111111"
    assert [browser.post(EMAIL_CODE, {"code": wrong}).status_code for _ in range(5)] == [422] * 4 + [302]
    assert browser.post(EMAIL_CODE, {"code": sent_code()}).url == EMAIL
    assert User.objects.get().email is None


def test_a_code_that_is_too_old_is_refused(browser):
    with time_machine.travel(0, tick=False) as clock:
        client = Client()
        enter(client, card_of())
        give_address(client)
        clock.shift(own_email.MINUTES * 60 + 1)
        assert client.post(EMAIL_CODE, {"code": sent_code()}).url == EMAIL


def test_a_mailed_code_lives_ten_minutes_and_says_so(browser, client):
    give_address(browser)
    assert f"pendant {own_email.MINUTES}&nbsp;minutes" in browser.get(EMAIL_CODE).text
    assert f"pendant {own_email.MINUTES} minutes" in sent()[-1].body
    proved(with_password(), "alex@exemple.org")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(ASK, {"email": "alex@exemple.org"})
        assert "pendant 10&nbsp;minutes" in client.get(CONFIRM).text
        assert "pendant 10 minutes" in sent()[-1].body
        clock.shift(datetime.timedelta(minutes=10, seconds=1))
        client.post(CONFIRM, {"code": sent_code()})
        assert not is_signed_in(client)
        client.post(ASK, {"email": "alex@exemple.org"})
        clock.shift(datetime.timedelta(minutes=9, seconds=59))
        client.post(CONFIRM, {"code": sent_code()})
        assert is_signed_in(client)
    assert own_email.MINUTES == 10


def test_the_code_is_sealed_in_the_session(browser):
    give_address(browser)
    assert sent_code() not in str(dict(browser.session))


def test_only_a_person_who_reads_its_mails_learns_that_an_address_is_taken(browser):
    proved(person("Autre"), NOUR)
    free = PRIVATE.sub("", _answer_for(browser, "libre@exemple.org"))
    assert PRIVATE.sub("", _answer_for(browser, NOUR)).replace(NOUR, "libre@exemple.org") == free
    assert browser.post(EMAIL_CODE, {"code": sent_code()}).url == EMAIL
    assert "ne peut pas être utilisée" in browser.get(EMAIL).text
    assert own_email.owner_of(NOUR).display_name == "Autre"


def _answer_for(browser: Client, email: str) -> str:
    assert give_address(browser, email).status_code == 302
    return browser.get(EMAIL_CODE).text


def test_an_address_somebody_left_may_be_proved_by_another(browser):
    User.objects.filter(pk=proved(person("Autre")).pk).update(email=None)
    give_address(browser)
    assert browser.post(EMAIL_CODE, {"code": sent_code()}).url == reverse("accounts:home")
    assert own_email.owner_of(NOUR).display_name == "Nour"


def test_codes_sent_to_one_address_are_limited(browser, settings):
    settings.LIMITS = {"own_email": "2/h/key"}
    assert [give_address(browser).status_code for _ in range(3)] == [302, 302, 429]


def ask(client: Client, email: str = NOUR, **data: str):
    return client.post(ASK, {"email": email, **data})


def test_a_mailed_code_opens_the_account(client, db):
    user = proved(person("Nour"))
    assert ask(client, NOUR.upper(), next="/passeport/").url.startswith(CONFIRM)
    assert sent()[0].to == [NOUR]
    assert client.post(CONFIRM, {"code": "000000" if sent_code() != "000000" else "1"}).status_code == 422
    assert not is_signed_in(client)
    assert client.post(f"{CONFIRM}?next=/passeport/", {"code": f" {sent_code()[:3]} {sent_code()[3:]}"}).url == (
        "/passeport/"
    )
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [each["method"] for each in client.session["account_authentication_methods"]] == ["code"]


def test_the_mail_names_neither_the_site_nor_a_group(client, db):
    proved(person("Nour"))
    ask(client)
    message = sent()[0]
    said = message.subject + message.body + message.from_email
    for word in ("Entrepairs", "GEM", "groupe", "entraide", "http"):
        assert word.lower() not in said.lower()


@pytest.mark.parametrize("how", ["unproved", "typed long ago", "closed", "nobody", "changed since", "emptied since"])
def test_another_address_gets_the_same_answer_and_no_mail(how, client, db):
    proved(person("Nour"), "connue@exemple.org")
    if how == "unproved":
        own_email.keep(person("Sacha"), NOUR, proved=False)
    elif how == "typed long ago":
        EmailAddress.objects.create(user=with_password(email=NOUR), email=NOUR, verified=False)
    elif how == "closed":
        User.objects.filter(pk=proved(person("Sacha")).pk).update(is_active=False)
    elif how == "changed since":
        User.objects.filter(pk=proved(person("Sacha")).pk).update(email="autre@exemple.org")
    elif how == "emptied since":
        User.objects.filter(pk=proved(person("Sacha")).pk).update(email=None)
    pages = []
    for email in ("connue@exemple.org", NOUR):
        client = Client()
        answer = ask(client, email)
        page, wrong = client.get(answer.url), client.post(CONFIRM, {"code": "abc"})
        pages.append((answer.status_code, answer.url, *(PRIVATE.sub("", each.text) for each in (page, wrong))))
    assert pages[0] == pages[1]
    assert [message.to for message in sent()] == [["connue@exemple.org"]]


def test_no_code_is_right_for_an_unknown_address(client, db):
    ask(client)
    for code in ("", "000000"):
        assert client.post(CONFIRM, {"code": code}).status_code == 422
        client.get(CONFIRM)
        assert not is_signed_in(client)


def test_an_unknown_address_takes_as_long_as_a_mail(db, monkeypatch):
    rendered = []
    from accounts.sign_in.adapter import AccountAdapter

    kept = AccountAdapter.render_mail
    monkeypatch.setattr(AccountAdapter, "render_mail", lambda *args, **more: rendered.append(1) or kept(*args, **more))
    proved(person("Nour"))
    for email in (NOUR, "personne@exemple.org"):
        ask(Client(), email)
    assert len(rendered) == len(mail.outbox) == 2


def test_three_wrong_codes_ask_for_another(client, db):
    proved(person("Nour"))
    ask(client)
    wrong = "000000" if sent_code() != "000000" else "111111"
    assert [client.post(CONFIRM, {"code": wrong}).status_code for _ in range(3)] == [422, 422, 302]
    assert client.post(CONFIRM, {"code": sent_code()}).url == ASK
    assert not is_signed_in(client)


def test_requests_are_limited_for_known_and_unknown_addresses(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "60/m/ip,2/h/key"}
    proved(person("Nour"))
    for email in (NOUR, "personne@exemple.org"):
        assert [ask(Client(), email).status_code for _ in range(3)] == [302, 302, 422]


def test_a_shared_computer_is_asked_about(client, db):
    proved(person("Nour"))
    ask(client)
    client.post(CONFIRM, {"code": sent_code(), "shared": "on"})
    assert client.session["shared_computer"]


def test_the_second_factor_is_still_asked(client, db):
    user = proved(person("Nour", is_superuser=True))
    TOTP.activate(user, generate_totp_secret())
    ask(client)
    assert client.post(CONFIRM, {"code": sent_code()}).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_a_passkey_adds_no_question_for_a_member(client, db):
    user = proved(person("Nour"))
    Device().of(user)
    ask(client)
    assert client.post(CONFIRM, {"code": sent_code()}).status_code == 302
    assert is_signed_in(client)


def test_where_no_mail_is_sent_the_page_offers_none(client, db, settings):
    assert ASK in client.get(reverse("account_login")).text
    settings.MAIL_IS_SENT = False
    assert ASK not in client.get(reverse("account_login")).text
    assert client.get(ASK).url == client.post(ASK, {"email": NOUR}).url == reverse("account_login")


def test_an_address_that_nobody_proved_is_said_to_be_so(browser):
    user = User.objects.get()
    own_email.keep(user, NOUR, proved=False)
    assert not own_email.is_proved(user)
    assert "Pas encore confirmée" in browser.get(reverse("accounts:home")).text
    assert "n’est pas encore confirmée" in browser.get(EMAIL).text


def test_guesses_are_counted_without_a_cache(client, db, settings):
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    proved(with_password())
    client.post(ASK, {"email": NOUR})
    pending = client.session
    right = sent_code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        copy = Client()  # the session of an instant: each of several guesses sees the first state
        copy.cookies = client.cookies
        copy.post(CONFIRM, {"code": wrong})
        kept = client.session
        kept.update(pending)
        kept.save()
    client.post(CONFIRM, {"code": right})
    assert not is_signed_in(client)


def test_a_turn_comes_back_and_tells_nothing(db):
    with time_machine.travel(0, tick=False) as clock:
        length = datetime.timedelta(minutes=15)
        assert [Turn.objects.take("nour@exemple.org", 2, length) for _ in range(3)] == [True, True, False]
        assert Turn.objects.take("alex@exemple.org", 2, length)
        assert "nour" not in str(list(Turn.objects.values()))
        clock.shift(length)
        assert Turn.objects.take("nour@exemple.org", 2, length)
        clock.shift(length)
        assert Turn.objects.over().count() == purge()


def test_who_asks_for_codes_at_an_address_keeps_its_owner_out_of_no_other_network(browser, settings):
    settings.LIMITS = {"own_email": "2/h/key"}
    for holder in ("Sacha", "Lou"):
        other = Client(REMOTE_ADDR="192.0.2.1")
        enter(other, card_of(person(holder)))
        assert give_address(other).url == EMAIL_CODE
    assert give_address(browser).url == EMAIL_CODE
