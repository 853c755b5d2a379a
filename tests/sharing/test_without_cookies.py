"""A reader whose browser keeps no cookie: told so, one line in the journal, the passport read and answered."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from passport.models import Opening, Reply, Share
from tests.passport.factories import code_of, make_person, make_share, token_of
from tests.sharing.kit import MESSAGE, door

pytestmark = pytest.mark.django_db
TOLD = "Votre navigateur ne garde pas les cookies"


class Forgetful(Client):
    """A browser that keeps no cookie, and sends the forms of its pages as they stand."""

    def request(self, **request):
        response = super().request(**request)
        self.cookies.clear()
        return response

    def press(self, page, **typed):
        """Send the form of a page, its hidden fields included; follow where it leads."""
        text = page.text[page.text.index("<form") :]
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
        action = re.search(r'action="([^"]+)"', text.split(">")[0])
        return self.post(action[1] if action else page.request["PATH_INFO"], fields | typed, follow=True)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def browser():
    return Forgetful()


@pytest.fixture(params=[Share.Way.TOGETHER, Share.Way.LINK])
def share(request):
    return make_share(make_person("Camille"), way=request.param)


@pytest.fixture
def code(share):
    return {"code": code_of(share)} if share.has_code else {}


def test_a_reader_without_cookies_is_told_so_and_reads_in_the_same_page(browser, share, code, clock):
    told = browser.post(door(token_of(share)), code, follow=True)
    assert TOLD in told.text
    assert "Camille" not in told.text
    clock.shift(60)
    for _ in range(3):
        clock.shift(11)
        read = browser.press(told, **code)
        assert read.status_code == 200
        assert "Camille" in read.text
        assert "?par=" not in read.text
    assert Opening.objects.count() == 1


def test_the_loop_of_the_page_without_its_hidden_field_adds_no_opening(browser, share, code, clock):
    view = browser.post(door(token_of(share)), code).url
    for _ in range(3):
        clock.shift(11)
        page = browser.post(f"{view}encore/", code, follow=True)
        assert TOLD in page.text
    assert Opening.objects.count() == 1


def test_a_message_leaves_without_a_cookie_and_without_the_code_again(browser, share, code, clock):
    read = browser.press(browser.post(door(token_of(share)), code, follow=True), **code)
    clock.shift(20 * 60)
    slip = browser.press(read, **MESSAGE | {"name": ""})
    assert slip.status_code == 422
    assert MESSAGE["text"] in slip.text
    sent = browser.press(slip, **MESSAGE)
    assert "Votre message est envoyé" in sent.text
    assert "Camille" in sent.text
    assert Reply.objects.get().text == MESSAGE["text"]
    assert Opening.objects.count() == 1


def test_the_proof_of_a_page_lapses_and_serves_one_opening(browser, share, code, clock):
    read = browser.press(browser.post(door(token_of(share)), code, follow=True), **code)
    other = make_share(share.member, way=Share.Way.TOGETHER)
    view = browser.post(door(token_of(other))).url
    proof = re.search(r'name="lecture" value="([^"]+)"', read.text)[1]
    assert "Camille" not in browser.post(view, MESSAGE | {"lecture": proof}).text
    clock.shift(61 * 60)
    late = browser.press(read, **MESSAGE)
    assert late.status_code == 403
    assert MESSAGE["text"] in late.text
    assert not Reply.objects.exists()


def test_a_share_stopped_meanwhile_is_closed_without_a_cookie_too(browser, share, code):
    told = browser.post(door(token_of(share)), code, follow=True)
    share.stop()
    assert browser.press(told, **code).status_code == 404


def test_a_browser_that_keeps_cookies_sees_nothing_of_it(client, share, code):
    read = client.post(door(token_of(share)), code, follow=True)
    assert "Camille" in read.text
    assert "cookie" not in read.text
    assert 'name="lecture"' not in read.text
