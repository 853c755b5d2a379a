"""A reader's browser is led from each press to a page with an address, which « Back » can show again."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from passport.models import Opening, Reply, Share
from passport.reader import steps
from tests.passport.factories import code_of, make_person, make_share, token_of
from tests.sharing.kit import MESSAGE, door, wrong

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
WRONG = "Ce ne sont pas les bons chiffres."


@pytest.fixture
def browser():
    return Client(headers=BROWSER)


@pytest.fixture
def share():
    return make_share(make_person("Camille"))


def question_of(share):
    return reverse("sharing:code", args=[token_of(share)])


def typed_code(browser, share, code):
    return browser.post(door(token_of(share)), {"reader": "Clubhouse", "code": code})


def test_each_press_leads_to_a_page_with_an_address(browser, share):
    question = question_of(share)
    first = browser.post(door(token_of(share)), {"reader": "Clubhouse"})
    assert (first.status_code, first.url) == (303, question)
    assert 'value="Clubhouse"' in browser.get(question).text
    refused = typed_code(browser, share, wrong(share))
    assert (refused.status_code, refused.url) == (303, f"{question}#erreurs")
    page = browser.get(question)
    assert page.status_code == 422
    assert WRONG in page.text
    assert "<title>Erreur" in page.text
    read = typed_code(browser, share, code_of(share))
    assert read.status_code == 303
    assert "Camille" in browser.get(read.url).text
    back = browser.get(question)
    assert back.status_code == 200
    assert WRONG not in back.text
    assert 'value="Clubhouse"' in back.text


def test_the_step_is_sealed_short_and_says_nothing_of_the_passport(browser, share):
    cookie = browser.post(door(token_of(share)), {"reader": "Clubhouse"}).cookies["etape"]
    assert (cookie["max-age"], cookie["path"], cookie["httponly"]) == (steps.SECONDS, door(token_of(share)), True)
    assert "Clubhouse" not in cookie.value
    later = timezone.now() + datetime.timedelta(seconds=steps.SECONDS + 1)
    with time_machine.travel(later, tick=False):
        assert "Clubhouse" not in browser.get(question_of(share)).text


def test_the_question_without_a_cookie_is_the_same_for_every_address(share, django_assert_num_queries):
    pages = set()
    for token in (token_of(share), "A" * 22):
        with django_assert_num_queries(0):
            pages.add(Client().get(reverse("sharing:code", args=[token])).text.replace(token, ""))
    assert len(pages) == 1


def test_the_name_is_asked_beside_the_code_only_where_it_was_not_kept(browser, share):
    asked = re.compile(r'<input type="(\w+)" name="reader"')
    assert asked.findall(browser.get(question_of(share)).text) == ["text"]
    browser.post(door(token_of(share)), {"reader": "Clubhouse"})
    assert asked.findall(browser.get(question_of(share)).text) == ["hidden"]


def test_the_step_of_one_share_says_nothing_on_another(browser, share):
    browser.post(door(token_of(share)), {"reader": "Clubhouse"})
    other = make_share(share.member)
    assert "Clubhouse" not in browser.get(question_of(other)).text


def test_a_browser_without_cookies_gives_its_name_and_code_again_and_reads_the_error(share):
    browser = Client(headers=BROWSER)
    page = browser.get(browser.post(door(token_of(share)), {"reader": "Clubhouse"}).url)
    browser.cookies.clear()
    page = browser.get(question_of(share))
    assert 'name="sans_cookie"' in page.text
    for _ in range(2):
        refused = browser.post(door(token_of(share)), {"sans_cookie": "1", "reader": "A", "code": wrong(share)})
        browser.cookies.clear()
        assert refused.status_code == 422
        assert WRONG in refused.text
        assert 'name="sans_cookie"' in refused.text


def test_a_name_that_is_too_long_is_shown_again_at_an_address(browser, share):
    led = browser.post(door(token_of(share)), {"reader": "x" * 121})
    assert led.status_code == 303
    page = browser.get(led.url)
    assert page.status_code == 422
    assert "x" * 121 in page.text
    assert browser.get(door(token_of(share))).status_code == 200


@pytest.mark.parametrize("field", ["reader", "code"])
def test_what_no_cookie_can_hold_is_answered_on_the_spot(browser, share, field):
    answer = browser.post(door(token_of(share)), {"reader": "A", "code": "1", field: "é" * 9000})
    assert answer.status_code == 422


def test_a_message_after_a_slip_waits_at_an_address_until_it_is_sent(browser):
    share = make_share(make_person("Camille"), way=Share.Way.TOGETHER)
    view = browser.post(door(token_of(share)), {"reader": "A"}).url
    browser.get(view)
    slip = browser.post(view, MESSAGE | {"name": ""})
    assert (slip.status_code, slip.url) == (303, f"{view}?corriger=1#erreurs")
    page = browser.get(slip.url)
    assert page.status_code == 422
    assert MESSAGE["text"] in page.text
    assert MESSAGE["text"] not in str(slip.cookies)
    sent = browser.post(view, MESSAGE)
    assert "Votre message est envoyé" in browser.get(sent.url).text
    back = browser.get(slip.url)
    assert back.status_code == 200
    assert MESSAGE["text"] not in back.text
    assert Reply.objects.count() == 1


def test_a_slip_shows_nothing_of_a_share_stopped_meanwhile(browser, share):
    view = typed_code(browser, share, code_of(share)).url
    slip = browser.post(view, MESSAGE | {"name": ""})
    share.stop()
    assert browser.get(slip.url).status_code == 404
    assert browser.get(question_of(share)).status_code == 200, "it says nothing"
    assert Opening.objects.count() == 1


def test_a_message_too_late_waits_at_an_address_while_the_code_is_asked(browser, share):
    view = typed_code(browser, share, code_of(share)).url
    browser.get(view)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61), tick=False):
        led = browser.post(view, MESSAGE)
        assert led.status_code == 303
        page = browser.get(led.url)
        assert page.status_code == 403
        assert MESSAGE["text"] in page.text
        again = browser.post(f"{view}encore/", MESSAGE | {"code": wrong(share)})
        assert again.url == led.url
        page = browser.get(again.url)
        assert page.status_code == 422
        assert WRONG in page.text
        assert MESSAGE["text"] in page.text
        sent = browser.post(f"{view}encore/", MESSAGE | {"code": code_of(share)})
        assert "Votre message est envoyé" in browser.get(sent.url).text
    assert Reply.objects.get().text == MESSAGE["text"]


def test_a_message_is_never_trusted_to_a_browser_that_keeps_no_cookie(browser, share):
    view = typed_code(browser, share, code_of(share)).url
    browser.cookies.clear()
    answer = browser.post(view, MESSAGE)
    assert answer.status_code == 403
    assert MESSAGE["text"] in answer.text
