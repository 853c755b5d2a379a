"""The first use of a card by its words, then the next time; without JavaScript too."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible, assert_fits


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_with_a_new_card_chooses_a_code_then_signs_in_with_it(people, home, window, javascript):
    words = card_of(people.member, code=None).words
    page = window(width=320, javascript=javascript)

    def show_card() -> None:
        page.goto("/compte/carte/")
        page.get_by_label("Les quatre mots de la carte").fill(f"  {words.upper()} ")
        page.get_by_role("button", name="Continuer").click()

    show_card()
    for field in page.locator("main input[type=password]").all():
        field.fill(CODE)
    if javascript:
        assert_accessible(page)
        assert_fits(page)
    page.get_by_role("button", name="Garder ce code et entrer").click()
    expect(page.get_by_role("button", name="Quitter")).to_be_visible()
    page.get_by_role("button", name="Quitter").click()

    show_card()
    page.get_by_label("Votre code secret").fill("111222")
    page.get_by_role("button", name="Entrer").click()
    refused = re.compile("Ce n’est pas le bon code, ou votre carte a été remplacée. Il vous reste 4 essais")
    expect(page.get_by_text(refused).first).to_be_visible()
    expect(page.locator(".error-summary")).to_be_focused()  # read first, by ear too
    page.get_by_label("Votre code secret").fill(CODE)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_text(people.member.display_name).first).to_be_visible()
