"""A first use, card in hand: three screens, from the square that is scanned to the home. Without JavaScript too."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.kit import CODE, PICTURES, card_of
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.test_ways_in import WORDS

pytestmark = pytest.mark.usefixtures("home")


def look(page: Page, javascript: bool) -> None:
    """Check a screen as every screen."""
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def choose_digits(page: Page) -> None:
    """Choose six digits, given twice on the one screen."""
    for field in page.locator("main input[type=password]").all():
        field.fill(CODE)
    page.get_by_role("button", name="Garder ce code et entrer").click()


def choose_pictures(page: Page) -> None:
    """Choose four pictures, pressed twice: the screen stays « Choisir mon code secret »."""
    page.get_by_role("link", name="Je préfère quatre images").click()
    for _ in range(2):
        for number, key in enumerate(PICTURES, start=1):
            expect(page.get_by_text(f"Image {number} sur 4")).to_be_visible()
            expect(page.get_by_role("heading", name="Choisir mon code secret", level=1)).to_be_visible()
            page.get_by_role("button", name=WORDS[key], exact=True).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
@pytest.mark.parametrize("choose", [choose_digits, choose_pictures], ids=["digits", "pictures"])
def test_from_the_square_to_the_home_there_are_three_screens(people, window, choose, javascript):
    token = card_of(people.member, code=None).token
    page = window(width=360, javascript=javascript)
    page.goto(f"/compte/carte/{token}/")
    expect(page.get_by_role("heading", name="Entrer avec ma carte", level=1)).to_be_visible()
    look(page, javascript)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Choisir mon code secret", level=1)).to_be_visible()
    expect(page.get_by_label("Nous sommes plusieurs")).to_be_checked()
    look(page, javascript)
    choose(page)
    expect(page.get_by_role("heading", name=f"Bonjour {people.member}")).to_be_visible()
    assert urlsplit(page.url).path == "/"
    expect(page.get_by_text("Bienvenue. Votre code est gardé.")).to_be_visible()
    expect(page.get_by_text("Votre passeport reste.")).to_be_visible()
    look(page, javascript)


def test_on_a_tablet_the_way_out_stands_in_its_row_and_the_cards_in_theirs(people, window):
    page = window(width=800)
    page.goto(f"/compte/carte/{card_of(people.member, code=None).token}/")
    page.get_by_role("button", name="Continuer").click()
    choose_digits(page)
    out = page.get_by_role("button", name="Quitter").bounding_box()
    words = page.get_by_text("Votre passeport reste.").bounding_box()
    assert out and words
    assert abs(out["y"] + out["height"] / 2 - words["y"] - words["height"] / 2) < 2
    wide, card = page.locator(".message").first.bounding_box(), page.locator(".exchange").bounding_box()
    assert wide and card
    assert card["width"] == wide["width"]
