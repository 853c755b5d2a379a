"""A tool to take home in a browser: every look, the keyboard, no JavaScript, the file, the sheet of paper."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look
from tests.take_home.factories import LETTER, block, build_tools, make_tool, table
from tests.take_home.workbook import sheets_of


@pytest.fixture
def tool(transactional_db):
    tool = make_tool(build_tools(), title="La caisse", slug="caisse", office="treasurer", situation="money")
    tool.how = [("steps", {"title": "", "steps": ["Comptez à deux.", "Signez."]})]
    tool.save_revision().publish()
    return tool


@pytest.mark.parametrize("path", ["/outils/", "/outils/caisse/"])
def test_the_list_and_a_tool_are_accessible_in_every_look(tool, path, window):
    page = window()
    assert page.goto(path).status == 200
    assert_well_in_every_look(page)


def test_a_letter_stands_beside_its_example_and_fits_a_small_phone(transactional_db, window):
    make_tool(build_tools(), slug="mot", parts=[block("letter", LETTER)])
    page = window(width=320)
    page.goto("/outils/mot/")
    assert_accessible(page)
    assert_fits(page)


def test_a_visitor_takes_a_tool_home_without_javascript(tool, window):
    page = window(width=360, javascript=False)
    page.goto("/formations/")
    page.get_by_role("link", name="Prendre un outil").click()
    page.get_by_label("Pour quelle fonction").select_option(label="Trésorerie")
    page.get_by_role("button", name="Choisir").click()
    page.get_by_role("link", name="La caisse").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tableur (xlsx)", exact=True).click()
    assert download.value.suggested_filename == "caisse.xlsx"
    first = sheets_of(Path(download.value.path()).read_bytes())[0]
    assert first["A4"].value == "Report" and first["E5"].value.startswith("=IF(COUNT(")


def test_a_tool_keeps_nothing_in_the_browser(tool, window):
    page = window()
    page.goto("/outils/caisse/")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.locator("main").locator("input, textarea, select, [contenteditable]").count() == 0


def test_the_keyboard_leads_to_the_file(tool, window):
    page = window()
    page.goto("/outils/caisse/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Tableur")


def test_a_tool_prints_its_blank_sheet_then_its_example(transactional_db, window):
    make_tool(build_tools(), title="La caisse", slug="caisse", parts=[block("table", table(spare=10))])
    page = window()
    page.goto("/outils/caisse/")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 2
    blank, filled = (sheet.extract_text() for sheet in sheets)
    assert "31,50" in filled and "31,50" not in blank
    assert "Accueil" not in blank + filled
