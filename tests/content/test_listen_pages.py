"""Pages that can be listened to: lessons, help, where something is agreed to or shown; none that holds a secret."""

import pytest
from django.urls import reverse

from passport.sharing import prepared_shares
from passport.sharing.rules import ShareRequest
from tests.passport.factories import make_line, token_of
from tests.security.world import World

READ = [
    *("courses:lesson", "courses:module", "tools:tool", "practices:practice", "accounts:how_to_join"),
    *("help", "help_lost", "privacy", "accessibility", "comfort"),
]
AGREED = [
    *("passport:ask_confirmation", "passport:confirmation", "passport:confirmations", "passport:proposals"),
    *("accounts:my_group", "accounts:leave_group", "accounts:stop_all", "accounts:erase", "accounts:data"),
    *("accounts:slip_make", "accounts:rescue", "courses:pair"),
]
STEPS = ["share_recipient", "share_content", "share_words", "share_way", "share_review"]
SECRET = ["passport:share", "passport:offer_show", "account_login"]
BUTTON = "data-listen-start"


@pytest.fixture
def world(db) -> World:
    """Make one object of each kind."""
    return World()


def addresses(world: World, names: list[str]) -> dict[str, str]:
    """Return the address of each page by its name."""
    return {name: reverse(name, kwargs=world.arguments.get(name, {})) for name in names}


def test_what_anybody_reads_has_the_button_once_and_hidden(world, client):
    for name, address in addresses(world, READ).items():
        page = client.get(address).text
        assert page.count(f"hidden data-listen {BUTTON}>") == 1, name
        assert page.count("js/listen.js") == 1, name


def test_what_a_member_agrees_to_has_the_button(world, client):
    member = world.people.member
    client.force_login(member)
    for name, address in addresses(world, AGREED).items():
        assert client.get(address).text.count(BUTTON) == 1, name


def test_each_step_of_a_share_has_the_button(world, client):
    client.force_login(world.people.member)
    chosen = dict.fromkeys(STEPS, make_line(world.people.member)) | {"share_words": world.line}
    for step, line in chosen.items():
        terms = ShareRequest(recipient_label="Ici", shown_name="Camille", way="link", entry_ids=[line.pk])
        ref = prepared_shares.begin(world.people.member, terms)
        assert client.get(reverse(f"passport:{step}", args=[ref])).text.count(BUTTON) == 1, step


def test_a_page_that_shows_a_secret_is_not_read_aloud(world, client):
    client.force_login(world.people.member)
    assert "Montrez ce carré" in client.get(reverse("passport:offer_show")).text
    for name, address in addresses(world, SECRET).items():
        assert BUTTON not in client.get(address, follow=True).text, name


def test_the_page_of_a_reader_has_no_script(world, client):
    door = client.get(f"/p/{token_of(world.share)}")
    assert door.status_code == 200
    assert "<script" not in door.text
