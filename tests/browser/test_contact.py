"""A message without a name, from the form to its answer, read with four words alone. Without JavaScript too."""

import pytest
from playwright.sync_api import Page, expect

from content.models import ContactMessage
from tests.browser.checks import assert_accessible, assert_fits

SAID = "La page du calendrier reste blanche."


def look(page: Page, javascript: bool) -> None:
    """Check a screen as every screen."""
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def write(page: Page, javascript: bool) -> str:
    """Write a message, forgetting what it is about at first; return its four words."""
    page.goto("/contact/")
    expect(page.get_by_text("personne ne lit tout de suite")).to_be_visible()
    expect(page.get_by_text("3114")).to_be_visible()
    page.get_by_label("Votre message").fill(SAID)
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(page.get_by_role("link", name="Choisissez de quoi il s’agit.")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_have_value(SAID)
    look(page, javascript)
    page.get_by_label("Une difficulté avec le site").check()
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(page.get_by_role("heading", name="Votre message est parti")).to_be_visible()
    look(page, javascript)
    assert page.context.cookies() == []
    return page.locator("#code").inner_text()


def read(page: Page, words: str) -> None:
    """Look for the answer, from the page where one writes."""
    page.goto("/contact/")
    page.get_by_role("link", name="J’ai les mots de mon message").click()
    page.get_by_label("Vos quatre mots").fill(words)
    page.get_by_role("button", name="Chercher la réponse").click()


def answer(page: Page, javascript: bool) -> None:
    """Answer the message that waits, from the home; an empty answer is asked for again."""
    page.goto("/")
    page.get_by_role("link", name="Un message reçu").click()
    expect(page.get_by_role("heading", name="Messages reçus")).to_be_visible()
    look(page, javascript)
    page.get_by_role("link", name=SAID).click()
    page.get_by_label("Répondre", exact=True).check()
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_role("link", name="Écrivez votre réponse, même courte.")).to_be_visible()
    look(page, javascript)
    page.get_by_label("Votre réponse").fill("C’est réparé. Merci.")
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_text("La personne le lira avec ses quatre mots.")).to_be_visible()
    expect(page.get_by_text("Aucun message n’attend")).to_be_visible()
    look(page, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_message_is_answered_and_read_with_its_words_alone(people, home, window, javascript):
    visitor = window(width=320, javascript=javascript)
    words = write(visitor, javascript)
    read(visitor, words)
    expect(visitor.get_by_role("heading", name="Votre message est bien arrivé")).to_be_visible()
    look(visitor, javascript)

    desk = window(scheme="dark", javascript=javascript, user=people.coordinator, second_factor=True)
    answer(desk, javascript)

    elsewhere = window(width=320, javascript=javascript)  # the words open it on another device
    read(elsewhere, "lune lune lune lune")
    expect(elsewhere.get_by_role("link", name="Nous ne trouvons rien")).to_be_visible()
    look(elsewhere, javascript)
    read(elsewhere, words.upper())
    expect(elsewhere.get_by_role("heading", name="Votre réponse est là")).to_be_visible()
    expect(elsewhere.get_by_text("C’est réparé. Merci.")).to_be_visible()
    expect(elsewhere.get_by_text(SAID)).to_be_visible()
    look(elsewhere, javascript)
    assert elsewhere.context.cookies() == []
    assert ContactMessage.objects.get().state == ContactMessage.State.ANSWERED
