"""The home page: the promise and the doors for a visitor, what to resume for a member."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page, Site

from content.models import HomePage, TextPage

PROMISE = "On apprend entre pairs. Et ça compte."


@pytest.fixture
def home(db: None) -> HomePage:
    """Make a home page at the root of the site, with one door."""
    page = HomePage(title="Accueil", slug="maison", promise=PROMISE, lede="Des formations courtes.")
    Page.objects.get(depth=1).add_child(instance=page)
    inside = page.add_child(instance=TextPage(title="Entrer au bureau", slug="bureau", body=[]))
    door = {"title": "Je débute au bureau", "intro": "Pas à pas.", "link_label": "Ouvrir le parcours"}
    page.doors = [("door", {**door, "page": inside, "pictogram": "1F5F3", "tone": "board"})]
    page.save()
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": page})
    return page


def test_a_visitor_reads_the_promise_and_finds_the_door(client: Client, home: HomePage) -> None:
    answer = client.get("/")
    body = answer.content.decode()
    assert f"<h1>{PROMISE}</h1>" in body
    assert re.search(r'class="door tone-board">.*href="/bureau/">Je débute au bureau', body, re.DOTALL)
    assert "csrfmiddlewaretoken" not in body
    assert not answer.cookies


def test_a_door_whose_page_is_withdrawn_is_not_drawn(client: Client, home: HomePage) -> None:
    TextPage.objects.get(slug="bureau").unpublish()
    assert "Je débute au bureau" not in client.get("/").content.decode()


def test_one_filled_button_only(client: Client, client_of: Callable[[str], Client], home: HomePage) -> None:
    for who in (client, client_of("member")):
        assert len(re.findall(r'class="btn"', who.get("/").content.decode())) == 1


def test_a_member_is_welcomed_by_the_name_they_chose(
    client_of: Callable[[str], Client], people, home: HomePage
) -> None:
    body = client_of("member").get("/").content.decode()
    assert f"<h1>Bonjour {people.member.display_name}</h1>" in body
    assert PROMISE not in body
    assert "Mon passeport" in body


def test_only_who_writes_reads_modify_this_page(client_of: Callable[[str], Client], home: HomePage, kind: str) -> None:
    offered = "Modifier cette page" in client_of(kind).get("/").content.decode()
    assert offered == (kind in {"editor", "moderator", "superuser"})


def test_leave_and_erase_shows_on_a_shared_computer_only(client_of: Callable[[str], Client], home: HomePage) -> None:
    browser = client_of("member")
    assert "Votre passeport reste." not in browser.get("/").content.decode()
    session = browser.session
    session["shared_computer"] = True
    session.save()
    assert "Votre passeport reste." in browser.get("/").content.decode()
