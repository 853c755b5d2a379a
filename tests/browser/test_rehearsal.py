"""« Je m'entraîne », from the end of a module to the end of a sitting; as a visitor, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from content import remembered
from tests.browser.checks import CROSSED_LOOKS, assert_fits, assert_well_in
from tests.courses.exercises import STEPS, order_block, short_block
from tests.courses.factories import LessonPageFactory, ModulePageFactory, build_site, question_block, text_block

URL = "/formations/entrainement/"
QUESTION = "Comment compte-t-on la caisse ?"


@pytest.fixture
def lesson(transactional_db):
    """Make a module of one lesson, which asks three things."""
    remembered._drop_former(remembered.UNKNOWN)
    module = ModulePageFactory(parent=build_site(), title="Tenir la caisse", slug="tenir-la-caisse")
    blocks = [question_block(("Seul", False), ("À deux", True), question=QUESTION), order_block(), short_block()]
    return LessonPageFactory(
        parent=module,
        title="Compter",
        slug="compter",
        content_note="Cette leçon parle d’argent.",
        body=[text_block(), *blocks],
    )


def _finish_the_module(page: Page) -> None:
    page.goto("/formations/tenir-la-caisse/compter/")
    page.get_by_role("button", name="J’ai fini cette leçon").click()
    expect(page.get_by_role("heading", name="C’est fini")).to_be_visible()


def _number(page: Page, number: int) -> None:
    expect(page.get_by_text(f"Question {number} sur 3", exact=True)).to_be_visible()
    assert_fits(page)


def _answer(page: Page) -> None:
    """Answer what is asked, once badly and once well where it is a question."""
    part = page.locator(".quiz")
    if part.get_by_label("À deux").count():
        part.get_by_label("Seul").check()
        part.get_by_role("button", name="Répondre").click()
        expect(page.get_by_text("Pas encore.")).to_be_visible()
        part.get_by_label("À deux").check()
    elif part.get_by_role("combobox").count():
        for place, step in enumerate(STEPS, start=1):
            part.get_by_label(step).select_option(str(place))
    else:
        part.get_by_label("Votre réponse").fill("27.5")
    part.get_by_role("button", name=re.compile("Répondre|Essayer")).click()
    expect(page.get_by_text(re.compile("^(?:Oui|Juste)[.]$"))).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("javascript", [False, True])
def test_a_visitor_answers_a_whole_sitting(lesson, window, javascript):
    page = window(width=320, javascript=javascript)
    _finish_the_module(page)
    page.get_by_role("link", name="M’entraîner avec les questions de cette formation").click()
    asked = set()
    for number in (1, 2, 3):
        _number(page, number)
        asked.add(page.locator(".quiz-question").inner_text())
        _answer(page)
        expect(page.get_by_role("link", name="Relire la leçon « Compter »")).to_be_visible()
        page.get_by_role("link", name="Question suivante" if number < 3 else "Terminer").click()
    expect(page.get_by_role("heading", name="C’est tout pour aujourd’hui")).to_be_visible()
    assert len(asked) == 3
    page.get_by_role("link", name="Encore quelques questions").click()
    _number(page, 1)


def test_back_and_reload_find_the_same_question_and_the_same_answer(lesson, window):
    page = window(width=360, javascript=False)
    _finish_the_module(page)
    page.goto(URL)
    page.get_by_role("link", name="Commencer").click()
    first = page.locator(".quiz-question").inner_text()
    _answer(page)
    page.reload()
    expect(page.get_by_text(re.compile("^(?:Oui|Juste)[.]$"))).to_be_visible()
    page.get_by_role("link", name="Question suivante").click()
    _number(page, 2)
    page.go_back()
    expect(page.get_by_text(re.compile("^(?:Oui|Juste)[.]$"))).to_be_visible()
    assert page.locator(".quiz-question").inner_text() == first


def test_each_screen_is_accessible(lesson, window):
    page = window()
    page.goto(URL)
    assert_well_in(CROSSED_LOOKS[0], page)
    _finish_the_module(page)
    assert_well_in(CROSSED_LOOKS[0], page)
    page.goto("/formations/")
    page.get_by_role("link", name="M’entraîner avec les questions de mes leçons finies").click()
    assert_well_in(CROSSED_LOOKS[0], page)
    page.get_by_role("link", name="Commencer").click()
    for _ in range(3):
        expect(page.get_by_text("Cette leçon parle d’argent.")).to_be_visible()
        assert_well_in(CROSSED_LOOKS[0], page)
        page.get_by_role("button", name="Répondre").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert_well_in(CROSSED_LOOKS[0], page)
        _answer(page)
        assert_well_in(CROSSED_LOOKS[0], page)
        page.get_by_role("link", name=re.compile("Question suivante|Terminer")).click()
    expect(page.get_by_role("heading", name="C’est tout pour aujourd’hui")).to_be_visible()
    assert_well_in(CROSSED_LOOKS[0], page)
