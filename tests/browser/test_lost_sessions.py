"""A line typed in one tab while the account closes in another: its words come back to its author alone."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import Draft
from passport.models import Entry
from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible, assert_fits
from tests.people import person

WORDS = "Peser la farine, à deux, sans se tromper"
MINE = "/passeport/ajouter/mon-titre/"
pytestmark = pytest.mark.usefixtures("home")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def enter(page: Page, words: str) -> None:
    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(words)
    press(page, "Continuer")
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Entrer")
    expect(page.get_by_role("button", name="Quitter")).to_be_visible()


def type_a_line(page: Page) -> None:
    page.goto(MINE)
    page.get_by_label("Le nom de votre compétence").fill("Cuisiner pour douze")
    page.get_by_label("Avec vos mots").fill(WORDS)
    page.get_by_label("J’ai appris").check()
    page.get_by_label("Sans aide").check()


def save(page: Page) -> None:
    press(page, "Mettre dans mon passeport")


def sign_out(page: Page, other: Page, words: str) -> None:
    other.goto("/compte/sortir/")
    press(other, "Sortir de mon compte")


def leave(page: Page, other: Page, words: str) -> None:
    other.goto("/")
    press(other, "Quitter")


def lose_the_cookie(page: Page, other: Page, words: str) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def show_another_card(page: Page, other: Page, words: str) -> None:
    other.goto("/compte/carte/")
    other.get_by_label("Les quatre mots de la carte").fill(words)
    press(other, "Continuer")


def let_another_in(page: Page, other: Page, words: str) -> None:
    enter(other, words)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
@pytest.mark.parametrize("lose", [sign_out, leave, lose_the_cookie, show_another_card, let_another_in])
def test_a_line_comes_back_to_its_author(people, window, javascript, lose: Callable[[Page, Page, str], None]):
    mine, another = card_of(people.member).words, card_of(person("Sacha")).words
    page = window(width=360, javascript=javascript)
    enter(page, mine)
    type_a_line(page)
    other = page.context.new_page()
    lose(page, other, another)
    save(page)
    expect(page.get_by_text("gardé pour").first).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    if javascript:
        assert_accessible(page)
        assert_fits(page)
    _somebody_else_finds_nothing(page, another)
    other.close()
    enter_and_find(page, mine)
    press(page, "Reprendre")
    expect(page.get_by_text("C’est dans votre passeport")).to_be_visible()
    assert Entry.objects.get().own_words == WORDS
    assert not Draft.objects.exists()


def _somebody_else_finds_nothing(page: Page, words: str) -> None:
    enter(page, words)
    for address in ("/compte/reprendre/", MINE):
        page.goto(address)
        expect(page.get_by_text(WORDS)).to_have_count(0)
        assert WORDS not in page.content()


def enter_and_find(page: Page, words: str) -> None:
    enter(page, words)
    expect(page.get_by_role("heading", name="Ce que vous aviez commencé")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
