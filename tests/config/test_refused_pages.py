"""The page of a form to be corrected: a browser is led to an address where it waits; others are answered at once."""

import datetime
import secrets
import string

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Mandate, Session
from config import refused_pages
from passport.models import Entry
from tests.accounts.kit import card_of, enter, show_words
from tests.people import sign_in
from tests.practices.factories import build_exchange, make_practice

pytestmark = pytest.mark.django_db
MINE = reverse("passport:add_own")
TYPED = {"own_words": "Des freins et des roues", "own_title": ""}
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture
def browser(people):
    return sign_in(Client(headers=BROWSER), people, "member")


def test_a_browser_is_led_to_the_same_page_with_the_same_status(browser, client_of):
    on_the_spot = client_of("member").post(MINE, TYPED)
    assert on_the_spot.status_code == 422
    led = browser.post(MINE, TYPED)
    assert led.status_code == 303
    assert led.url.startswith(f"{MINE}?corriger=")
    for _ in range(2):
        page = browser.get(led.url)
        assert page.status_code == 422
        assert TYPED["own_words"] in page.text
        assert "<title>Erreur" in page.text
        assert "no-store" in page.headers["Cache-Control"]
    assert browser.get(MINE).status_code == 200
    assert not Entry.objects.exists()


def test_a_second_slip_has_one_address_of_its_own(browser):
    led = browser.post(MINE, TYPED).url
    again = browser.post(led, TYPED | {"own_words": "Autrement"}).url
    assert again.count("corriger=") == 1
    assert "Autrement" in browser.get(again).text
    assert TYPED["own_words"] in browser.get(led).text


def test_the_next_press_leaves_the_address_of_the_page(rf):
    middleware = refused_pages.RefusedPageMiddleware(lambda request: HttpResponse(request.get_full_path()))
    assert middleware(rf.post("/x/?corriger=a&partage=b")).text == "/x/?partage=b"
    assert middleware(rf.get("/x/?corriger=a")).text == "/x/?corriger=a"


def test_what_waits_is_sealed_few_and_short(browser):
    led = [browser.post(MINE, TYPED).url for _ in range(3)]
    kept = browser.session[refused_pages.KEY]
    assert len(kept) == refused_pages.KEPT
    assert TYPED["own_words"] not in str(kept)
    assert browser.get(led[0]).status_code == 200, "the oldest went: the form, empty"
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        assert TYPED["own_words"] not in browser.get(led[2]).text


def test_nobody_else_finds_it_nor_at_another_address(browser, people, client_of):
    led = browser.post(MINE, TYPED).url
    query = led.partition("?")[2].partition("#")[0]
    assert TYPED["own_words"] not in client_of("other_member").get(led).text
    assert TYPED["own_words"] not in browser.get(f"{reverse('accounts:name')}?{query}").text
    browser.post(reverse("account_logout"))
    assert browser.get(led).status_code == 302
    sign_in(browser, people, "member")
    assert TYPED["own_words"] not in browser.get(led).text, "it went with the session"


def test_the_page_of_a_form_that_is_only_sent_is_found_too(browser):
    """Its address leads a GET to the page that shows the form."""
    address = reverse("practices:tried", args=[make_practice(build_exchange()).slug])
    assert browser.get(address).status_code == 302
    led = browser.post(address, {"words": "x" * 5000})
    assert led.status_code == 303
    assert browser.get(led.url).status_code == 422


def test_it_is_for_who_may_still_open_the_page(people):
    """The form of a mandate names everybody of the group."""
    client = sign_in(Client(headers=BROWSER), people, "board_member")
    address = reverse("groups:mandate_new", args=[people.here.slug])
    led = client.post(address, {"office": ""}).url
    assert client.get(led).status_code == 422
    Mandate.objects.filter(membership__user=people.board_member).delete()
    assert client.get(address).status_code == 404
    assert client.get(led).status_code == 404


@pytest.mark.parametrize("ref", ["", "x", "\x00", "é", "a" * 5000])
def test_an_odd_reference_shows_the_form(browser, ref):
    assert browser.get(MINE, {"corriger": ref}).status_code == 200


def test_a_page_that_repeats_a_code_is_answered_on_the_spot_and_kept_nowhere(browser):
    answer = browser.post(MINE, TYPED | {"code": TYPED["own_words"]})
    assert answer.status_code == 422
    assert refused_pages.KEY not in browser.session


def test_a_page_that_does_not_repeat_it_waits_too(browser):
    assert browser.post(MINE, TYPED | {"code": "480972"}).status_code == 303


def test_a_wrong_code_at_the_entrance_has_an_address_until_somebody_is_in(client):
    held = card_of()
    show_words(client, held.words)
    refused = client.post(reverse("accounts:card_code"), {"code": "111222"}, headers=BROWSER)
    assert refused.status_code == 303
    page = client.get(refused.url)
    assert page.status_code == 422
    assert "Ce n’est pas le bon code" in page.text
    assert "111222" not in page.text + str(client.session[refused_pages.KEY])
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=3), tick=False):
        assert client.get(refused.url).status_code == 200, "the next person at this screen"
    enter(client, held)
    assert client.get(refused.url).url == reverse("accounts:card")


def test_an_anonymous_question_never_enters_a_session(browser):
    answer = browser.post(reverse("practices:ask"), {"text": ""}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 422
    assert refused_pages.KEY not in browser.session


def test_a_visitor_begins_no_session_but_at_the_entrance(client):
    question = {"Sec-Fetch-Site": "same-origin", **BROWSER}
    assert client.post(reverse("practices:ask"), {"text": ""}, headers=question).status_code == 422
    assert "sessionid" not in client.cookies
    assert client.post(reverse("accounts:card"), {"words": ""}, headers=BROWSER).status_code == 303
    assert Session.objects.get().expire_date <= timezone.now() + datetime.timedelta(hours=1)


def test_a_page_of_nobody_is_not_kept_at_length(client):
    long = "".join(secrets.choice(string.ascii_letters) for _ in range(30_000))
    answer = client.post(reverse("accounts:card"), {"words": long}, headers=BROWSER)
    assert answer.status_code == 422
    assert not Session.objects.exists()


def test_a_network_that_is_refused_without_end_has_few_pages_kept(settings, client):
    settings.LIMITS = settings.LIMITS | {"refused": "3/15m/ip"}
    answers = [Client().post(reverse("accounts:card"), {"words": "a"}, headers=BROWSER).status_code for _ in range(5)]
    assert answers == [303, 303, 303, 422, 422]
    assert Session.objects.count() == 3


def test_a_form_of_a_thousand_codes_is_answered_on_the_spot_unread(browser, monkeypatch):
    monkeypatch.setattr(refused_pages, "escape", None)
    codes = {f"code{n}": "a" * 61 for n in range(refused_pages.MOST_SECRETS + 1)}
    assert browser.post(MINE, TYPED | codes).status_code == 422
