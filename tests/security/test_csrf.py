"""The proof that every POST needs: Django's token or, on pages that visitors share, an origin of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import sign_in
from tests.security.table import TABLE
from tests.security.world import World

pytestmark = pytest.mark.django_db
BY_ORIGIN = {
    "comfort",
    "courses:mark",
    "courses:answer",
    "gatherings:attestation",
    "gatherings:here",
    "practices:ask",
    "practices:find_question",
    *("contact:write", "contact:find", "join", "error_reports:report"),
}  # visitors share the page: it holds no token
LED_IN_FIRST = {"courses:feedback"}  # by origin too, of members alone
BY_READER = {
    "sharing:door",
    "sharing:view",
    "sharing:again",
}  # no-referrer pages: only a cross-site POST is refused
READ_ONLY = {"courses:lesson", "courses:module", "courses:modules"}  # Wagtail serves a page whatever the method


def refused(answer) -> bool:
    return answer.status_code in {403, 405}


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.mark.parametrize("kind", ["visitor", "member", "facilitator", "superuser"])
def test_a_post_without_a_token_or_our_origin_is_refused(world, kind):
    client = sign_in(Client(enforce_csrf_checks=True), world.people, kind)
    for name in sorted(TABLE.keys() - BY_READER):
        answer = client.post(
            reverse(name, kwargs=world.arguments.get(name, {})), headers={"Origin": "https://mal.test"}
        )
        # A visitor may meet the sign-in page before the check of an origin; nothing of theirs is at stake.
        led_in = kind == "visitor" and name in LED_IN_FIRST and answer.url.startswith(reverse("account_login"))
        assert refused(answer) or led_in, (name, answer.status_code)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_share_refuses_a_post_from_another_site(world, site):
    client = Client(headers={"Sec-Fetch-Site": site})
    for name in BY_READER:
        answer = client.post(reverse(name, kwargs=world.arguments[name]))
        assert answer.status_code == 403, name
        assert "Entrepairs" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "http://testserver.mal.test"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_public_form_refuses_a_post_without_our_origin(world, headers):
    for name in BY_ORIGIN:
        answer = Client(headers=headers).post(reverse(name, kwargs=world.arguments.get(name, {})))
        assert answer.status_code == 403, name


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_header_does_not_change_the_method(client_of, header):
    client = client_of("member")
    answer = client.get(reverse("accounts:leave"), headers={header: "POST"})
    assert answer.status_code == 405
    assert client.get(reverse("accounts:home")).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "X" * 300])
def test_another_method_neither_writes_nor_breaks(world, method):
    client = sign_in(Client(enforce_csrf_checks=True, raise_request_exception=False), world.people, "member")
    for name in TABLE:
        answer = client.generic(method, reverse(name, kwargs=world.arguments.get(name, {})))
        assert answer.status_code < 500, name
        if method == "TRACE":
            assert b"TRACE" not in answer.content, name
        if method == "HEAD":
            assert not answer.content, name
    assert client.get(reverse("accounts:home")).status_code == 200
