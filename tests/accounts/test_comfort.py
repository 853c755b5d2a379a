"""Reading comfort: kept in a cookie without an account, with the account otherwise."""

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.account import comfort
from tests.accounts.kit import card_of, enter

HERE = {"Sec-Fetch-Site": "same-origin"}
CHOICE = {"size": "xl", "spacing": "wide", "easy": "on", "scheme": "dark", "pace": "slow"}
FIRST = {"size": "m", "spacing": "normal", "easy": "off", "scheme": "auto", "pace": "normal"}


def opening(client: Client) -> str:
    return client.get("/confort/").content.decode()[:200]


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("xl.wide.on.dark.slow", CHOICE),
        ("xl.wide.on.dark", {**CHOICE, "pace": "normal"}),
        ("", FIRST),
        ('"><script>.wide.on.dark.slow', {**CHOICE, "size": "m"}),
        ("xl.wide.on.dark.slow.more.and.more", CHOICE),
        ("xl", {**FIRST, "size": "xl"}),
    ],
)
def test_a_cookie_gives_known_values_only(raw, read):
    assert comfort.read(raw) == read


def test_values_are_written_on_the_page(client, db):
    client.cookies["confort"] = "xl.wide.on.dark.fast"
    assert 'data-size="xl" data-spacing="wide" data-easy="on" data-scheme="dark" data-pace="fast"' in opening(client)
    assert "data-comfort" not in opening(client)


def test_a_visitor_s_choice_is_kept_in_a_cookie(client, db):
    response = client.post("/confort/", {**CHOICE, "next": "/aide/"}, headers=HERE)
    assert response.url == "/aide/"
    assert response.cookies["confort"].value == "xl.wide.on.dark.slow"


@pytest.mark.parametrize("target", ["https://exemple.org/", "//exemple.org", "javascript:alert(1)", ""])
def test_the_redirection_never_leaves_the_site(target, client, db):
    assert client.post("/confort/", {**CHOICE, "next": target}, headers=HERE).url == "/confort/"


def test_another_site_changes_nothing(client, db):
    assert client.post("/confort/", CHOICE, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/confort/", CHOICE).status_code == 403


def test_the_account_wins_over_the_cookie_and_keeps_the_choice(client, db):
    held = card_of()
    held.user.text_size = "l"
    held.user.save()
    client.cookies["confort"] = "xl.wide.on.dark"
    enter(client, held)
    assert 'data-size="l" data-spacing="normal"' in opening(client)
    client.post("/confort/", CHOICE, headers=HERE)
    held.user.refresh_from_db()
    assert (held.user.text_size, held.user.easy_read, held.user.colour_scheme) == ("xl", True, "dark")
    assert held.user.reading_pace == "slow"


def test_the_pace_alone_changes_nothing_else(client, db):
    client.cookies["confort"] = "xl.wide.on.dark"
    response = client.post("/confort/", {"pace": "fast"}, headers=HERE)
    assert response.cookies["confort"].value == "xl.wide.on.dark.fast"


def test_the_account_keeps_no_pace_that_is_none(db):
    held = card_of()
    held.user.reading_pace = "faster"
    with pytest.raises(IntegrityError):
        held.user.save()


@pytest.mark.parametrize("odd", ["\x00", "🦊" * 50, "x" * 10_000])
def test_odd_values_become_the_default(odd, client, db):
    response = client.post("/confort/", dict.fromkeys(CHOICE, odd), headers=HERE)
    assert response.cookies["confort"].value == "m.normal.off.auto.normal"
