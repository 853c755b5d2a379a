"""« Lire à la suite » and « Écrit à deux » : by keyboard alone, without JavaScript, on a small screen."""

import pytest
from playwright.sync_api import expect

from content.admin.roles import ensure_roles
from content.models import PracticePage, SecondWriter, Tried
from tests.browser.checks import assert_accessible, assert_fits
from tests.practices.factories import build_exchange, make_practice
from tests.practices.sent_sheets import is_live, send_sheet
from tests.practices.two_writers import joined


@pytest.fixture
def sheet(home, people) -> PracticePage:
    build_exchange()
    ensure_roles()
    return send_sheet(people.member, title="Deux trousseaux", credit="name")


def test_a_moderator_answers_two_texts_with_the_keyboard_alone(window, people, sheet):
    line = Tried.say(make_practice(title="Autre fiche"), people.member, "Chez nous aussi.")
    page = window(user=people.moderator, second_factor=True, javascript=False, width=360)
    page.goto("/admin/relectures/a-la-suite/")
    assert_fits(page)
    first = page.get_by_role("radio", name="Plus tard").first
    first.focus()
    page.keyboard.press("ArrowUp")  # « Rendre avec un mot »
    page.keyboard.press("ArrowUp")  # « Publier »
    other = page.get_by_role("radio", name="Plus tard").last
    other.focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Faire ce que j’ai choisi").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dites pourquoi, en une phrase.")).to_be_visible()
    assert not is_live(sheet)
    page.get_by_label("Votre mot, si vous rendez").last.focus()
    page.keyboard.type("On y reconnaît quelqu’un.")
    page.get_by_role("button", name="Faire ce que j’ai choisi").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est fait")).to_be_visible()
    assert is_live(sheet)
    assert Tried.objects.get(pk=line.pk).reason == "On y reconnaît quelqu’un."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_texts_and_their_choices_are_accessible(window, people, sheet, scheme):
    page = window(user=people.moderator, second_factor=True, scheme=scheme)
    page.goto("/admin/relectures/a-la-suite/")
    assert_accessible(page, within=".desk")


def test_two_people_sign_a_sheet_each_in_their_own_account(window, people, sheet):
    author = window(user=people.member, javascript=False, width=360)
    author.goto(f"/pratiques/mes-fiches/{sheet.pk}/")
    author.get_by_role("link", name="Nous l’avons écrite à deux").click()
    author.get_by_role("button", name="Avoir les quatre mots").click()
    expect(author.get_by_role("heading", name="Les quatre mots à dire")).to_be_visible()
    words = SecondWriter.objects.get().words
    expect(author.get_by_text(words)).to_be_visible()
    assert_fits(author)
    other = window(user=people.facilitator, javascript=False, width=360)
    other.goto("/pratiques/mes-fiches/")
    other.get_by_role("link", name="J’ai écrit une fiche à deux").click()
    assert_fits(other)
    other.get_by_label("Les quatre mots de la fiche").fill(words)
    other.get_by_label("Par mon nom affiché").check()
    other.get_by_role("button", name="Lire la fiche").click()
    expect(other.get_by_role("heading", name="Lire avant de signer")).to_be_visible()
    assert_fits(other)
    other.get_by_role("button", name="Signer à deux").click()
    expect(other.get_by_role("button", name="Retirer mon nom")).to_be_visible()
    author.reload()
    expect(author.get_by_text("L’autre personne signe")).to_be_visible()


def test_the_pages_of_two_are_accessible(window, people, sheet):
    page = window(user=people.member)
    page.goto(f"/pratiques/mes-fiches/{sheet.pk}/a-deux/")
    assert_accessible(page)
    page.goto("/pratiques/mes-fiches/a-deux/")
    assert_accessible(page)
    second = joined(sheet, people.facilitator)
    page = window(user=people.facilitator)
    page.goto(f"/pratiques/mes-fiches/a-deux/{second.pk}/")
    assert_accessible(page)
