"""Addresses of shares as people hand them on: signs around them, a capital, a slash, another place of the site."""

import doctest
import logging

import pytest

from passport.reader import addresses
from tests.passport.factories import make_person, make_share, token_of
from tests.sharing.kit import door
from tests.sharing.test_neutral import HEADERS, NAMES, formatted

pytestmark = pytest.mark.django_db
TOKEN = "Zm9vYmFyYmF6cXV4MTIzNA"
SIGNS = [
    ".", ",", "…", ")", "]", "»", " »", "%20", "%2520", "%C2%A0", "%E2%80%8B", "/", "//", "%22", "’", "%0A", ").%20",
]  # fmt: skip
ASTRAY = [
    f"/P/{TOKEN}", f"//p/{TOKEN}", f"//P//{TOKEN}", f"/p{TOKEN}", f"/{TOKEN}", f"/passeport/{TOKEN}", f"/{TOKEN}.",
    f"/P/{TOKEN}/", f"/%20{TOKEN}", f"/https://exemple.fr/p/{TOKEN}", f"/p/vue/{TOKEN}", f"/p/https:/a.fr/p/{TOKEN}",
    f"/pratiques/{TOKEN}/", "/P", "/P/",
]  # fmt: skip


def test_examples_of_the_documentation_hold():
    assert doctest.testmod(addresses).attempted > 0
    assert doctest.testmod(addresses).failed == 0


def is_neutral(response) -> bool:
    headers = {name: response.headers.get(name) for name in HEADERS}
    return headers == HEADERS and not NAMES.search(response.text)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_of_the_sentence_is_taken_off_and_nothing_is_looked_up(client, sign, django_assert_num_queries):
    for address in (f"/p/{TOKEN}{sign}", f"/p/{sign}{TOKEN}", f"/p/%C2%AB{TOKEN}{sign}"):
        with django_assert_num_queries(0):
            response = client.get(f"{address}?fbclid=x")
        assert response.status_code == 302
        assert response.url == door(TOKEN)
        assert is_neutral(response)


def test_a_share_is_read_from_an_address_at_the_end_of_a_sentence(client):
    share = make_share(make_person("Camille"))
    assert "Afficher le passeport" in client.get(f"{door(token_of(share))}).", follow=True).text
    assert client.post(f"{door(token_of(share))}.").status_code == 404
    assert not share.openings.exists()


@pytest.mark.parametrize("address", ASTRAY)
def test_an_address_that_reads_like_a_share_is_answered_neutrally(client_of, address):
    client = client_of("member")
    response = client.get(address)
    if response.status_code == 301:  # a slash is added first
        assert is_neutral(response)
        response = client.get(response.url)
    assert response.status_code == 404
    assert "Ce partage n’est pas disponible." in response.text
    assert is_neutral(response)
    assert not NAMES.search(client.post(address).text)


@pytest.mark.parametrize(
    "address", [*ASTRAY, *(f"/p/{sign}{TOKEN}{sign}" for sign in SIGNS), f"/compte/carte/{TOKEN}."]
)
def test_no_token_reaches_a_log_whatever_stands_around_it(client, address, caplog):
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        client.get(address)
        client.post(address, headers={"Sec-Fetch-Site": "cross-site"})
        client.post(address)
    written = "\n".join(formatted(record) for record in caplog.records if "sql" not in record.__dict__)
    assert written
    assert TOKEN not in written


@pytest.mark.parametrize(
    "address", ["/une-page-de-22-lettres/", "/formations/gerer-les-comptes-du-groupe/", "/p2/", "/pratiques"]
)
def test_other_addresses_keep_the_words_of_the_site(client, address):
    assert "Cette page n’est pas là" in client.get(address, follow=True).text


def test_an_address_of_a_card_keeps_the_words_of_the_site(client):
    assert "Ce partage" not in client.get(f"/compte/carte/{TOKEN}./").text
