"""« Pour vous seulement » with JavaScript off: a note kept, read again, changed, too long, erased; then on paper."""

import pytest
from playwright.sync_api import Page, expect

from courses.models import Note
from courses.notes import rules
from tests.browser.checks import CROSSED_LOOKS, assert_fits, assert_nothing_wrong_yet, assert_well_in
from tests.courses.factories import LessonPageFactory, ModulePageFactory, build_site, reflection_block, text_block
from tests.people import person

LESSON = "/formations/le-bureau/mon-premier-mois/"
QUESTION = "Qu’est-ce que vous savez déjà faire, dans cette fonction ?"
WORDS = "Je sais tenir la liste des présents."
KEPT = "C’est gardé, pour vous seulement."


@pytest.fixture
def lesson(transactional_db):
    """Make a lesson with a reflection."""
    module = ModulePageFactory(parent=build_site(), title="Le bureau", slug="le-bureau")
    body = [text_block(), reflection_block(QUESTION), text_block()]
    return LessonPageFactory(parent=module, title="Mon premier mois", slug="mon-premier-mois", body=body)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def open_note(page: Page) -> None:
    page.get_by_text("Relire ou changer ma note").click()


def keep(page: Page, words: str) -> None:
    page.get_by_label("Ma note").fill(words)
    press(page, "Garder pour moi")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_member_keeps_changes_and_erases_a_note_without_javascript(lesson, window, width, scheme):
    page = window(width=width, scheme=scheme, javascript=False, user=person("Camille"))
    page.goto(LESSON)
    assert_nothing_wrong_yet(page)
    assert_fits(page)
    keep(page, WORDS)
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_label("Ma note")).to_be_hidden()
    open_note(page)
    expect(page.get_by_label("Ma note")).to_have_value(WORDS)
    keep(page, "x" * 2001)
    expect(page.get_by_role("alert")).to_contain_text("Votre note est trop longue")
    expect(page.get_by_label("Ma note")).to_have_value("x" * 2001)
    assert_fits(page)
    keep(page, "Et ouvrir le local.")
    page.goto("/formations/mes-notes/")
    expect(page.get_by_text("Et ouvrir le local.")).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="La changer, dans la leçon").click()
    open_note(page)
    press(page, "Effacer ma note")
    expect(page.get_by_text("Votre note est effacée.")).to_be_visible()
    assert not Note.objects.exists()


def test_each_screen_of_a_note_is_accessible(lesson, window):
    page = window(user=person("Camille"))
    page.goto(LESSON)
    assert_well_in(CROSSED_LOOKS[1], page)
    keep(page, "x" * 2001)
    expect(page.get_by_role("alert")).to_be_visible()
    assert_well_in(CROSSED_LOOKS[1], page)
    keep(page, WORDS)
    open_note(page)
    assert_well_in(CROSSED_LOOKS[1], page)
    page.goto("/formations/mes-notes/")
    assert_well_in(CROSSED_LOOKS[1], page)


def test_paper_has_the_question_and_three_lines_and_never_the_words(lesson, window):
    page = window(user=person("Camille"))
    page.goto(LESSON)
    keep(page, WORDS)
    open_note(page)
    page.emulate_media(media="print")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_label("Ma note")).to_be_hidden()
    lines = page.locator(".reflection .exercise-blank")
    assert [line.is_visible() for line in lines.all()] == [True] * 3


def test_two_tabs_lose_neither_text(lesson, window):
    camille = person("Camille")
    page = window(user=camille, javascript=False)
    page.goto(LESSON)
    other = page.context.new_page()
    other.goto(LESSON)
    keep(page, WORDS)
    keep(other, "Autre page.")
    expect(other.get_by_role("alert")).to_contain_text("Cette note a changé ailleurs")
    expect(other.get_by_text(WORDS)).to_be_visible()
    expect(other.get_by_label("Ma note")).to_have_value("Autre page.")
    press(other, "Garder pour moi")
    expect(other.get_by_text(KEPT)).to_be_visible()
    assert rules.read(Note.objects.get(user=camille)).words == "Autre page."
