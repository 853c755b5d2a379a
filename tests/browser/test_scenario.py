"""A scenario read without a script: with a thumb, with a keyboard, with the back button, on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_well_in_every_look
from tests.courses.factories import (
    LessonPageFactory,
    ModulePageFactory,
    address,
    build_site,
    question_block,
    text_block,
)
from tests.courses.scenarios import town_hall

PARTS = 14 + 20


@pytest.fixture
def lesson(transactional_db):
    """Return a lesson with a text, the scenario, a question, the scenario again under another title."""
    module = ModulePageFactory(parent=build_site(), title="Soutenir", slug="soutenir")
    question = question_block(("À deux", True), ("Seul", False), question="Comment prépare-t-on ?")
    other = {**town_hall(), "id": "autre"}
    other["value"]["title"] = "La fête de juin"
    body = [text_block("Attendez."), town_hall(), question, other]
    return LessonPageFactory(parent=module, title="Le téléphone", body=body)


def of(lesson, part: str = "") -> str:
    """Return the id of the first scenario, or of one of its parts."""
    return f"scenario-{lesson.body.raw_data[1]['id']}" + (f"-{part}" if part else "")


def shown(page: Page, scenario: str) -> list[str]:
    """Return the titles of what the scenario shows, under its own."""
    titles = page.locator(f"[id='{scenario}'] h3").all()
    return [title.inner_text() for title in titles if title.is_visible()]


def choose(page: Page, scenario: str, *names: str) -> None:
    """Follow links of the scenario, by their words."""
    for name in names:
        page.locator(f"[id='{scenario}']").get_by_role("link", name=name).click()


def test_a_visitor_goes_through_a_scenario_without_javascript(lesson, window):
    page, scenario = window(width=360, javascript=False), of(lesson)
    page.goto(address(lesson))
    assert shown(page, scenario) == ["Étape 1. La demande"]
    choose(page, scenario, "c’est à vous d’appeler")
    assert shown(page, scenario) == ["Ce qui se passe"]
    expect(page.get_by_text("Laissons tomber la fête.").locator("visible=true")).to_have_count(1)
    choose(page, scenario, "Continuer", "en juin, ou plus tard", "Continuer")
    assert shown(page, scenario) == ["Fin 5. La fête attend, et c’est un choix"]
    assert shown(page, "scenario-autre") == ["Étape 1. La demande"]
    choose(page, scenario, "Revenir à l’étape 3")
    assert shown(page, scenario) == ["Étape 3. Le silence"]
    choose(page, scenario, "J’ai répondu trop vite", "Choisir autrement")
    assert shown(page, scenario) == ["Étape 3. Le silence"]
    page.go_back()
    page.go_back()
    page.go_back()
    assert shown(page, scenario) == ["Fin 5. La fête attend, et c’est un choix"]
    choose(page, scenario, "Recommencer")
    assert shown(page, scenario) == ["Étape 1. La demande"]


def test_an_anchor_elsewhere_leaves_the_scenario_at_its_first_step(lesson, window):
    page = window(width=360)
    for anchor in (f"question-{lesson.body.raw_data[2]['id']}", "sources", of(lesson), "nulle-part"):
        page.goto(f"{address(lesson)}#{anchor}")
        assert shown(page, of(lesson)) == ["Étape 1. La demande"]


def test_the_keyboard_follows_what_is_shown(lesson, window):
    page = window(width=360)
    page.goto(f"{address(lesson)}#{of(lesson, '1')}")
    expect(page.locator(":focus")).to_have_attribute("id", of(lesson, "1"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="donnez-moi le numéro").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", of(lesson, "1-1"))
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Continuer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", of(lesson, "2"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Le 14.")).to_be_focused()


@pytest.mark.parametrize("part", ["", "4", "4-2", "fin6"])
def test_each_kind_of_part_is_accessible_and_fits(lesson, window, part):
    page = window()
    page.goto(f"{address(lesson)}#{of(lesson, part)}")
    assert_well_in_every_look(page)


@pytest.mark.parametrize("part", ["", "4-2"])
def test_on_paper_every_step_is_there_once_with_the_step_that_follows(lesson, window, part):
    page = window()
    page.goto(f"{address(lesson)}#{of(lesson, part)}")
    page.emulate_media(media="print")
    whole = page.locator(f"[id='{of(lesson)}']")
    assert whole.locator("section").locator("visible=true").count() == PARTS
    titles = shown(page, of(lesson))
    assert titles[:2] == ["Étape 1. La demande", "Étape 2. La mairie vous rappelle"]
    assert [titles[-1], len(titles)] == ["Fin 6. La fête a lieu, tout passe par vous", 14]
    assert whole.get_by_text("→ étape 7").locator("visible=true").count() == 3
    assert whole.get_by_role("link").locator("visible=true").count() == 0
    assert whole.get_by_text("donnez-moi le numéro").locator("visible=true").count() == 1
