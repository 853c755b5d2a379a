"""Public pages in every look: accessible, nothing sideways, no complaint of the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look

PAGES = ["/aide/", "/confort/", "/confidentialite/", "/accessibilite/", "/compte/connexion/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_accessible_in_every_look(path, window):
    page = window()
    assert page.goto(path).status == 200
    assert_well_in_every_look(page)


def test_the_home_page_is_accessible_in_every_look(home, window):
    page = window()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("On apprend entre pairs.")
    assert_well_in_every_look(page)


def test_an_unknown_address_is_404_in_plain_words(window):
    page = window()
    assert page.goto("/nulle-part/").status == 404
    assert_well_in_every_look(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_reading_comfort_lasts_from_page_to_page(window, javascript):
    page = window(javascript=javascript)
    page.goto("/confort/?next=/aide/")
    page.get_by_label("Très grande").check()
    page.get_by_label("Sombre").check()
    page.get_by_role("button", name="Garder ces réglages").click()
    expect(page).to_have_url(re.compile("/aide/$"))
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "xl")
    expect(root).to_have_attribute("data-scheme", "dark")
    page.goto("/accessibilite/")
    expect(root).to_have_attribute("data-size", "xl")


@pytest.mark.parametrize("width", [390, 1087])
def test_the_keyboard_follows_the_rows_of_the_header(window, width):
    page = window(width=width)
    page.goto("/aide/")
    tops = page.locator(".site-header a").evaluate_all(
        "links => links.map((each) => each.closest('nav, .brand'))"
        ".map((each) => Math.round(each.getBoundingClientRect().bottom))"
    )
    assert tops == sorted(tops), "never back to a row above"


def test_the_first_tab_leads_to_the_content(window):
    page = window()
    page.goto("/aide/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Aller au contenu")
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


def test_a_signed_in_member_finds_their_name_and_passport_on_a_small_phone(home, window, people):
    page = window(width=320, user=people.member)
    page.goto("/")
    expect(page.get_by_text(people.member.display_name, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Mon passeport").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
