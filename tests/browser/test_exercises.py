"""The three exercises of a lesson with JavaScript off, on a phone and in the other looks; as a visitor."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_fits, assert_well_in_every_look, settle
from tests.courses.exercises import PAIRS, STEPS, match_block, order_block, short_block
from tests.courses.factories import LessonPageFactory, ModulePageFactory, build_site, text_block

BLOCKS = {"order": order_block, "match": match_block, "short_answer": short_block}
LESSON = "/formations/tenir-la-caisse/exercices/"


@pytest.fixture
def blocks(transactional_db):
    """Put the three exercises in a lesson."""
    made = {name: make() for name, make in BLOCKS.items()}
    module = ModulePageFactory(parent=build_site(), title="Tenir la caisse", slug="tenir-la-caisse")
    LessonPageFactory(parent=module, title="Exercices", slug="exercices", body=[text_block(), *made.values()])
    return made


def _part(page: Page, block: dict):
    return page.locator(f"#question-{block['id']}")


def _order(page: Page, block: dict) -> None:
    part = _part(page, block)
    for step in STEPS:
        part.get_by_label(step).select_option("1")
    part.get_by_role("button", name="Répondre").click()
    expect(part.get_by_role("alert")).to_contain_text("Plusieurs étapes ont la place 1.")
    assert_fits(page)
    for place, step in enumerate(STEPS, start=1):
        expect(part.get_by_label(step)).to_have_value(f"{block['value']['steps'][place - 1]['id']}:1")
        part.get_by_label(step).select_option(str(place))
    part.get_by_role("button", name="Répondre").click()
    expect(part.get_by_text("Toutes les étapes sont à leur place.")).to_be_visible()
    assert_fits(page)


def _match(page: Page, block: dict) -> None:
    part = _part(page, block)
    for attempt in ("Répondre", "Essayer encore"):
        for left in PAIRS:
            part.get_by_label(left).select_option("Représente.")
        part.get_by_role("button", name=attempt).click()
        expect(part.get_by_text("Autre piste.")).to_be_visible()
    expect(part.get_by_text("Ce qui va ensemble")).to_be_visible()
    assert_fits(page)
    for left, right in PAIRS.items():
        part.get_by_label(left).select_option(right)
    part.get_by_role("button", name="Essayer encore").click()
    expect(part.get_by_text("Toutes les lignes sont bien reliées.")).to_be_visible()


def _short_answer(page: Page, block: dict) -> None:
    part = _part(page, block)
    part.get_by_label("Votre réponse").fill("28")
    part.get_by_label("Votre réponse").press("Enter")
    expect(part.get_by_text("Un indice : Comptez encore.")).to_be_visible()
    part.get_by_label("Votre réponse").fill("27.5")
    part.get_by_role("button", name="Essayer encore").click()
    expect(part.get_by_text("Juste.", exact=True)).to_be_visible()
    assert_fits(page)


def test_a_visitor_does_the_exercises_without_javascript(blocks, window):
    page = window(width=360, javascript=False)
    page.goto(LESSON)
    assert_fits(page)
    _order(page, blocks["order"])
    page.goto(LESSON)
    _match(page, blocks["match"])
    page.goto(LESSON)
    _short_answer(page, blocks["short_answer"])
    assert page.context.cookies() == []


def test_the_exercises_are_accessible_before_and_after_each_answer(blocks, window):
    page = window()
    page.goto(LESSON)
    assert_well_in_every_look(page)
    for name, block in blocks.items():
        part = _part(page, block)
        part.get_by_role("button", name="Répondre").click()
        expect(part.get_by_role("alert")).to_be_visible()
        assert_well_in_every_look(page)
        if name == "short_answer":
            part.get_by_label("Votre réponse").fill("28")
        else:
            lists = part.get_by_role("combobox")
            for row in range(lists.count()):
                lists.nth(row).select_option(index=1 + row % 2 if name == "match" else 1 + row)
        part.get_by_role("button", name="Répondre").click()
        expect(part.get_by_role("status")).to_be_visible()
        assert_well_in_every_look(page)


def test_on_paper_the_answers_are_written_with_a_pen(blocks, window):
    page = window()
    page.goto(LESSON)
    page.emulate_media(media="print")
    for block, lines in zip(blocks.values(), (len(STEPS), len(PAIRS), 1), strict=True):
        part = _part(page, block)
        assert [each.is_visible() for each in part.locator(".exercise-blank").all()] == [True] * lines
        assert not any(each.is_visible() for each in part.locator("select, input").all())
    expect(_part(page, blocks["match"]).get_by_role("listitem").first).to_have_text("Compte.")


LONG = [
    order_block(*(sign * 200 for sign in "abc")),
    match_block(**{sign * 120: sign * 120 for sign in "de"}),
    short_block("k" * 100),
]


@pytest.mark.parametrize("block", LONG, ids=BLOCKS)
def test_a_word_as_long_as_its_field_wraps_on_a_small_phone(transactional_db, window, block):
    module = ModulePageFactory(parent=build_site(), slug="tenir-la-caisse")
    LessonPageFactory(parent=module, slug="exercices", body=[block])
    page = window(width=320)
    page.goto(LESSON)
    part = _part(page, block)
    lists, written = part.get_by_role("combobox"), part.get_by_label("Votre réponse", exact=True)
    for turn in (2, 3, 1):
        for row in range(lists.count()):
            lists.nth(row).select_option(index=1 + (row + turn) % lists.count())
        for field in written.all():
            field.fill("q" * 100)
        part.get_by_role("button").click()
        expect(part.get_by_role("status")).to_be_visible()
        settle(page)
        assert_fits(page)
        if not part.get_by_role("button").count():
            page.goto(LESSON)
