"""Finding a sheet by its situation, reading it, saying « J’ai essayé »; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from content.models import Tried
from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look
from tests.courses.factories import FactFactory, SkillFactory
from tests.practices.factories import build_exchange, make_practice

TITLE = "Une nouvelle personne pousse la porte"
LINE = "Avec Camille, nous accueillons à deux."


@pytest.fixture
def exchange(transactional_db):
    """Make two sheets that share a skill; one holds all that a sheet may hold."""
    index = build_exchange()
    skill = SkillFactory(label="Accueillir")
    situation = "Quelqu’un reste près de la porte et ne connaît personne."
    make_practice(index, title=TITLE, situation=situation, skills=[skill], facts=[FactFactory()], is_starter=True)
    make_practice(index, title="Les clés", audience="board", situation="Deux trousseaux perdus.", skills=[skill])
    return index


def check_screen(page: Page) -> None:
    """Check a screen as every screen."""
    assert_accessible(page)
    assert_fits(page)


def find_the_sheet(page: Page) -> None:
    """Go from the home page to the list, search by situation, open the sheet."""
    page.goto("/")
    page.get_by_role("link", name="Pratiques", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Échange de pratiques")
    page.get_by_label("Chercher une situation").fill("portes")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("1 fiche pour cette recherche")).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name="La situation")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_finds_a_sheet_and_says_they_tried_it(exchange, window, people, javascript):
    page = window(width=320, javascript=javascript, user=people.member)
    find_the_sheet(page)
    page.get_by_label("Ce que ça a donné").fill(LINE)
    page.get_by_role("button", name="Envoyer ma ligne").click()
    expect(page.get_by_text(re.compile("reconnaître.*Camille"))).to_be_visible()
    expect(page.get_by_label("Ce que ça a donné")).to_have_value(LINE)
    page.get_by_label("Ce que ça a donné").fill("Nous accueillons à deux.")
    page.get_by_role("button", name="Envoyer comme ça").click()
    expect(page.get_by_text("En relecture", exact=True)).to_be_visible()
    assert Tried.objects.get().words == "Nous accueillons à deux."

    page.get_by_text("Retirer ma ligne").first.click()
    page.get_by_role("button", name="Retirer ma ligne").click()
    expect(page.get_by_label("Ce que ça a donné")).to_be_visible()
    assert not Tried.objects.exists()


def test_the_exchange_is_accessible_in_every_look(exchange, window, people):
    visitor, member = window(), window(user=people.member)
    for address in ("/pratiques/", "/pratiques/?q=zzzz", "/pratiques/?public=inconnu"):
        visitor.goto(address)
        assert_well_in_every_look(visitor)
    find_the_sheet(visitor)
    assert_well_in_every_look(visitor)
    find_the_sheet(member)
    assert_well_in_every_look(member)
    member.get_by_label("Ce que ça a donné").fill(LINE)
    member.get_by_role("button", name="Envoyer ma ligne").click()
    assert_well_in_every_look(member)
    member.get_by_role("button", name="Envoyer comme ça").click()
    member.get_by_text("Changer ma ligne").click()
    assert_well_in_every_look(member)


def test_an_empty_exchange_is_accessible(transactional_db, window):
    build_exchange()
    page = window(width=320)
    page.goto("/pratiques/")
    expect(page.get_by_role("heading", name="Les fiches arrivent")).to_be_visible()
    check_screen(page)


def test_j_ai_essaye_is_sent_with_the_keyboard(exchange, window, people):
    page = window(user=people.member)
    find_the_sheet(page)
    page.get_by_label("Ce que ça a donné").focus()
    page.keyboard.type("À deux, cela marche.")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Envoyer ma ligne")
    page.keyboard.press("Enter")
    expect(page.get_by_text("En relecture", exact=True)).to_be_visible()


def test_a_sheet_prints_as_text_alone(exchange, window, people):
    page = window(user=people.member)
    find_the_sheet(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Guide des associations")).to_be_visible()
    for gone in (page.get_by_role("button"), page.get_by_role("navigation"), page.get_by_role("textbox")):
        assert not [each for each in gone.all() if each.is_visible()]
