"""Entering without memory: the card alone, then the card and the second slip. Without JavaScript too."""

import pytest
from playwright.sync_api import Page, expect

from courses.models import LessonDone
from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible, assert_fits
from tests.courses.factories import address, build_site, module_with


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def javascript(request) -> bool:
    return request.param


def look(page: Page, javascript: bool) -> None:
    """Check a screen as every screen."""
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def show_card(page: Page, words: str) -> None:
    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(words)
    page.get_by_role("button", name="Continuer").click()


def test_a_lesson_with_the_card_alone_then_the_account_with_card_and_slip(people, live_server, window, javascript):
    module = module_with(build_site(), lessons=2)
    lesson = module.get_children().first().specific
    held = card_of(people.member)

    page = window(width=320, javascript=javascript)
    show_card(page, held.words)
    look(page, javascript)
    page.get_by_role("button", name="Continuer sans code").click()
    expect(page.get_by_text("Carte seule, sans code")).to_be_visible()
    look(page, javascript)
    page.goto(address(lesson))
    look(page, javascript)
    page.get_by_role("button", name="J’ai fini cette leçon").click()
    expect(page.get_by_text("c’est noté pour vous")).to_be_visible()
    assert LessonDone.objects.get().user == people.member
    expect(page.get_by_text(people.member.display_name)).to_have_count(0)
    page.get_by_role("button", name="Sortir").click()
    expect(page.get_by_role("heading", name="C’est fait, vous êtes sorti")).to_be_visible()

    page = window(width=320, scheme="dark", javascript=javascript)
    show_card(page, held.words)
    page.get_by_label("Votre code secret").fill(CODE)
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.goto("/compte/")
    page.get_by_text("Autres façons d’entrer").click()
    page.get_by_role("link", name="Préparer un billet d’entrée").click()
    look(page, javascript)
    page.get_by_label("Votre code secret").fill(CODE)
    page.get_by_role("button", name="Préparer le billet").click()
    words = page.locator(".cut-card-words").inner_text()
    look(page, javascript)
    page.get_by_role("button", name="J’ai rangé mon billet").click()
    page.get_by_text("Autres façons d’entrer").click()
    page.get_by_role("link", name="Billet d’entrée").click()
    look(page, javascript)

    page = window(width=320, javascript=javascript)
    show_card(page, held.words)
    page.get_by_role("link", name="J’ai un billet d’entrée").click()
    look(page, javascript)
    page.get_by_label("Les six mots du billet").fill("abeille " * 6)
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_text("Ce n’est pas le billet de cette carte").first).to_be_visible()
    look(page, javascript)
    page.get_by_label("Les six mots du billet").fill(f"  {words.upper()} ")
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_text(people.member.display_name).first).to_be_visible()
