"""« Back », wherever a page answered a press: Chromium finds a page again, never its own error."""

import re

import pytest
from playwright.sync_api import Page, expect

from passport.models import Entry, Reply
from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible
from tests.passport.factories import code_of, make_person, make_share, token_of
from tests.sharing.kit import wrong

WRONG = "Ce ne sont pas les bons chiffres."
MINE = "/passeport/ajouter/mon-titre/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def say(page: Page, digits: str) -> None:
    page.get_by_label("Les 6 chiffres").fill(digits)
    press(page, "Lire le passeport")


def back(page: Page) -> None:
    """Press « Back »; fail on Chromium's own error page."""
    page.go_back()
    assert page.url.startswith("http")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def open_door(page: Page, share) -> None:
    page.goto(f"/p/{token_of(share)}")
    page.get_by_label("Votre nom ou votre organisme").fill("Clubhouse")
    press(page, "Afficher le passeport")


def test_back_from_a_passport_finds_the_code_then_the_door(transactional_db, window):
    share, page = make_share(make_person("Camille")), window(width=360)
    open_door(page, share)
    assert_accessible(page)
    say(page, code_of(share))
    expect(page.get_by_role("heading", name="Camille")).to_be_visible()
    back(page)
    expect(page.get_by_role("heading", name="Les 6 chiffres")).to_be_visible()
    back(page)
    expect(page.get_by_role("button", name="Afficher le passeport")).to_be_visible()


def test_back_twice_after_a_wrong_code(transactional_db, window):
    share, page = make_share(make_person("Camille")), window(width=360)
    open_door(page, share)
    say(page, wrong(share))
    expect(page.get_by_text(WRONG).first).to_be_visible()
    expect(page.locator(".error-summary, [id=erreurs]").first).to_be_visible()
    say(page, code_of(share))
    expect(page.get_by_role("heading", name="Camille")).to_be_visible()
    back(page)
    expect(page.get_by_role("heading", name="Les 6 chiffres")).to_be_visible()
    back(page)
    say_again = page.get_by_role("button", name=re.compile("Afficher le passeport|Lire le passeport"))
    expect(say_again).to_be_visible()


def test_back_after_a_message_sent_at_the_second_try(transactional_db, window):
    share, page = make_share(make_person("Camille"), way="together"), window(width=360)
    open_door(page, share)
    page.get_by_label("Votre nom", exact=True).fill("")
    page.get_by_label("Votre message").fill("Venez voir l’atelier")
    press(page, "Envoyer ma réponse")
    expect(page.get_by_text("Écrivez votre nom").first).to_be_visible()
    expect(page.get_by_label("Votre message")).to_have_value("Venez voir l’atelier")
    page.get_by_label("Votre nom", exact=True).fill("Alix")
    press(page, "Envoyer ma réponse")
    expect(page.get_by_text("Votre message est envoyé")).to_be_visible()
    for _ in range(2):
        back(page)
        expect(page.get_by_role("heading", name="Camille")).to_be_visible()
    assert Reply.objects.count() == 1


def test_back_after_a_code_given_at_the_second_try(people, home, window):
    page = window(width=360)
    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(card_of(people.member).words)
    press(page, "Continuer")
    for code in ("111222", CODE):
        page.get_by_label("Votre code secret").fill(code)
        press(page, "Entrer")
    expect(page.get_by_role("button", name="Quitter")).to_be_visible()
    for _ in range(3):
        back(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_back_after_a_line_saved_at_the_second_try(people, home, window, javascript):
    page = window(width=360, javascript=javascript, user=people.member)
    page.goto(MINE)
    page.get_by_label("Avec vos mots").fill("Des freins et des roues")
    press(page, "Mettre dans mon passeport")
    expect(page.get_by_text("Écrivez le nom de votre compétence.").first).to_be_visible()
    expect(page.get_by_label("Avec vos mots")).to_have_value("Des freins et des roues")
    page.get_by_label("Le nom de votre compétence").fill("Réparer un vélo")
    page.get_by_label("J’ai appris").check()
    page.get_by_label("Sans aide").check()
    press(page, "Mettre dans mon passeport")
    expect(page.get_by_text("C’est dans votre passeport")).to_be_visible()
    back(page)
    expect(page.get_by_label("Avec vos mots")).to_have_value("Des freins et des roues")
    back(page)
    expect(page.get_by_role("heading", name="Mon propre titre")).to_be_visible()
    assert Entry.objects.count() == 1
