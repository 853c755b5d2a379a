"""A device that several people use: a short session, forms kept, nothing left in the browser."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Draft
from accounts.sign_in import interrupted_forms, owner_mark
from lib.secrets import seal
from tests.accounts.kit import CODE, card_of, enter, is_signed_in, show_words, with_password

NAME = "/compte/nom/"
REMAINS = "Votre passeport reste."
TYPED = {"display_name": "Un nom bien choisi"}


@pytest.fixture
def held(db):
    return card_of()


@pytest.fixture
def clock():
    with time_machine.travel(datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def browser(held, clock):
    client = Client()
    enter(client, held, shared="on")
    return client


def sent_by(held, address, fields):
    """Return the form as the page of this person sends it to an address."""
    return {**fields, owner_mark.FIELD: owner_mark.mark_of(held.user.pk, address)}


def test_several_is_chosen_for_a_card_and_alone_for_a_password(client, held):
    def chosen(page) -> list[str]:
        return re.findall(r'name="shared" value="(\w+)"[^>]* checked', page.text)

    show_words(client, held.words)
    assert chosen(client.get(reverse("accounts:card_code"))) == ["on"]
    assert chosen(client.get(reverse("account_login"))) == ["off"]


@pytest.mark.parametrize(("sent", "several"), [("on", True), ("off", False), ("autre", True)])
def test_what_is_chosen_of_the_device_is_kept_and_an_odd_answer_is_the_safer(client, held, sent, several):
    enter(client, held, shared=sent)
    assert client.session["shared_computer"] is several


def test_the_session_ends_with_the_browser(browser):
    assert browser.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    page = browser.get("/compte/").content.decode()
    assert "Votre passeport reste." in page
    assert "Quitter et effacer" not in page, "it reads as « erase my account »"


def test_one_s_own_device_keeps_the_session(held, client):
    enter(client, held)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == settings.SESSION_COOKIE_AGE
    assert not client.session["shared_computer"]


def test_a_session_used_every_day_ends_after_ninety_days(held, client, clock):
    enter(client, held)
    for _ in range(89):
        clock.shift(datetime.timedelta(days=1))
        session = client.session
        session["used"] = str(clock)
        session.save()
        assert client.get("/compte/").status_code == 200
    clock.shift(datetime.timedelta(days=1))
    assert client.get("/compte/").url.startswith(reverse("account_login"))


def test_a_password_on_a_shared_computer_ends_with_the_browser_too(client, db):
    user = with_password()
    data = {"login": user.username, "password": "une phrase assez longue", "shared": "on"}
    client.post(reverse("account_login"), data)
    assert client.session["shared_computer"]
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_each_visit_gives_thirty_minutes_more(browser, clock):
    for _ in range(3):
        clock.shift(datetime.timedelta(minutes=29))
        assert browser.get("/compte/").status_code == 200


def test_after_thirty_idle_minutes_the_member_must_sign_in_again(browser, clock):
    clock.shift(datetime.timedelta(minutes=31))
    response = browser.get("/compte/nom/")
    assert response.url == f"{reverse('account_login')}?next=%2Fcompte%2Fnom%2F"
    assert not is_signed_in(browser)
    assert "plus de 30 minutes" in browser.get(response.url).content.decode()


def test_a_public_page_is_still_read_after_thirty_idle_minutes(browser, clock):
    clock.shift(datetime.timedelta(minutes=31))
    assert browser.get(reverse("accounts:how_to_join")).status_code == 200
    assert not is_signed_in(browser)


def test_a_form_sent_too_late_is_found_again_by_its_author(browser, held, clock):
    form = sent_by(held, NAME, {**TYPED, "secret_thing": "x", "csrfmiddlewaretoken": "y"})
    clock.shift(datetime.timedelta(minutes=31))
    lapsed = browser.post(NAME, form)
    assert "Ce que vous avez commencé est gardé" in browser.get(lapsed.url).content.decode()
    assert "bien choisi" not in Draft.objects.get().sealed
    held.user.refresh_from_db()
    assert held.user.display_name == "Nour", "nothing is done in the name of someone who is not there"
    answer = enter(browser, held)
    assert answer.url == reverse("accounts:drafts")
    page = browser.get(answer.url).content.decode()
    assert TYPED["display_name"] in page
    assert "secret_thing" not in page
    draft = Draft.objects.get()
    assert f'action="{NAME}"' in page
    assert browser.post(NAME, {**TYPED, interrupted_forms.FIELD: str(draft.pk)}).status_code == 302
    held.user.refresh_from_db()
    assert held.user.display_name == TYPED["display_name"]
    assert not Draft.objects.exists()


def test_a_form_sent_too_late_stays_hidden_from_the_next_person(browser, held, clock):
    form = sent_by(held, NAME, TYPED)
    clock.shift(datetime.timedelta(minutes=31))
    browser.post(NAME, form)
    assert Draft.objects.exists()
    answer = enter(browser, card_of())
    assert answer.url == "/"
    assert TYPED["display_name"] not in browser.get(reverse("accounts:drafts")).content.decode()


def test_sign_in_leads_back_to_the_page_of_the_form(browser, clock):
    clock.shift(datetime.timedelta(minutes=31))
    response = browser.post("/compte/effacer/", {"a": "b"}, headers={"referer": "http://testserver/passeport/3/"})
    assert response.url.endswith("next=%2Fpasseport%2F3%2F")


def test_a_code_chosen_too_late_is_not_kept(browser, held, clock):
    """The device may be passed: the code is then another person's than the one who signs in again."""
    form = sent_by(held, "/compte/code/", {"code": "480972", "again": "480972"})
    clock.shift(datetime.timedelta(minutes=31))
    browser.post("/compte/code/", form)
    assert not Draft.objects.exists()
    Draft.objects.create(user=held.user, form_key="/compte/code/", sealed=seal({"again": ["480972"]}))
    assert "480972" not in browser.get(enter(browser, held).url).content.decode()


@pytest.mark.parametrize("number", ["", "abc", "9" * 40, "-1", "٣"])
def test_an_odd_draft_number_is_ignored(number, browser):
    assert browser.post(NAME, {**TYPED, interrupted_forms.FIELD: number}).status_code == 302


def test_a_flood_of_text_is_not_kept(held):
    assert not interrupted_forms.keep(held.user, "/x/", {"text": "x" * 100_000})
    assert not interrupted_forms.keep(held.user, "/x/", {"password": "x", "code": CODE})
    assert not Draft.objects.exists()


def test_leaving_empties_the_browser_of_the_site(browser):
    browser.cookies["confort"] = "l.wide.on.dark"
    response = browser.post(reverse("accounts:leave"))
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    for name in (settings.SESSION_COOKIE_NAME, "confort"):
        assert response.cookies[name]["max-age"] == 0
    assert not is_signed_in(browser)
    page = browser.get(response.url).content.decode()
    assert "Les fichiers téléchargés restent sur l’ordinateur" in page and REMAINS in page


def test_every_way_out_says_that_the_passport_stays(browser, client, held):
    assert REMAINS in browser.get(reverse("account_logout")).text
    enter(client, held, shared="off")
    page = client.get(reverse("accounts:home")).text
    assert 'aria-describedby="passeport-reste"' in page and REMAINS in page


def test_signing_out_makes_the_browser_forget_pages_and_keeps_the_comfort(browser):
    browser.cookies["confort"] = "l.wide.on.dark"
    assert "Clear-Site-Data" not in browser.get(reverse("account_logout")).headers
    response = browser.post(reverse("account_logout"))
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert "confort" not in response.cookies
    assert not is_signed_in(browser)


def test_leaving_works_after_the_session_has_ended(client, db):
    assert client.post(reverse("accounts:leave")).url == reverse("accounts:left")
    assert client.get(reverse("accounts:leave")).status_code == 405


def test_the_help_of_the_box_states_the_thirty_minutes(client, held):
    show_words(client, held.words)
    page = client.get(reverse("accounts:card_code")).content.decode()
    assert "30 minutes" in page
    assert "Ce que vous avez commencé est gardé" in page


def test_the_pictures_of_a_code_are_not_kept(held):
    assert not interrupted_forms.keep(held.user, "/x/", {"picture": "chat"})
