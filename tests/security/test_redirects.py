"""Redirections: nobody is led out of the site, whatever `next` says."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.accounts.kit import CODE, PASSWORD, card_of, give_code, show_words, with_password

pytestmark = pytest.mark.django_db
OUTSIDE = [
    "//mal.test",
    "///mal.test",
    "/\\mal.test",
    "\\\\mal.test",
    "https://mal.test",
    "http:mal.test",
    "http:///mal.test",
    "https:/mal.test",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    " //mal.test",
    "\t//mal.test",
    "/\t/mal.test",
    "//testserver@mal.test",
    "//mal.test\\@testserver",
    "http://testserver.mal.test/",
    "//mal.test%2f@testserver/..",
]


def stays(answer) -> bool:
    """Return whether a browser that follows the answer stays on the site."""
    target = answer.headers.get("Location", "/").strip().replace("\\", "/").replace("\t", "")
    return not target.startswith("//") and urlsplit(target).netloc in {"", "testserver"} and ":" not in target[:12]


def test_reading_comfort_leads_nobody_outside(client):
    for outside in OUTSIDE:
        _comfort(client, outside)


def _comfort(client, outside):
    for send in ({"data": {"next": outside}}, {"data": {"size": "l"}, "query_params": {"next": outside}}):
        assert stays(client.post(reverse("comfort"), headers={"Sec-Fetch-Site": "same-origin"}, **send))
    assert "mal.test" not in client.get(reverse("comfort"), {"next": outside}).text


def test_signing_in_with_a_password_leads_nobody_outside(client):
    person = with_password()
    for outside in OUTSIDE:
        client.logout()
        _password(client, person, outside)


def _password(client, person, outside):
    data = {"login": person.username, "password": PASSWORD, "next": outside}
    assert stays(client.post(reverse("account_login"), data))
    assert stays(client.get(reverse("account_login"), {"next": outside}))  # already signed in


def test_signing_in_with_a_card_leads_nobody_outside(client):
    held = card_of()
    for outside in OUTSIDE:
        show_words(client, held.words, next=outside)
        assert stays(give_code(client, CODE)), outside


@pytest.mark.parametrize(
    "name", ["account_logout", "mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", "accounts:leave"]
)
def test_the_other_pages_lead_nobody_outside(name, client_of):
    client = client_of("superuser")
    for outside in OUTSIDE:
        _other(client, name, outside)


def _other(client, name, outside):
    for answer in (client.get(reverse(name), {"next": outside}), client.post(reverse(name), {"next": outside})):
        assert stays(answer)
    assert stays(client.get("/_util/login/", {"next": outside}))
    assert stays(client.get("/admin/login/", {"next": outside}))


@pytest.mark.parametrize("name", ["account_login", "accounts:card"])
def test_no_page_prints_an_outside_next_as_a_link(name, client):
    for outside in OUTSIDE:
        text = client.get(reverse(name), {"next": outside}).text
        assert f'href="{outside}"' not in text
        assert 'href="javascript:' not in text.lower()
