"""A whole module with JavaScript off: read, answer, finish, come back, take it home; as a visitor."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible
from tests.courses.factories import (
    LessonPageFactory,
    ModulePageFactory,
    SkillFactory,
    build_site,
    module_with,
    question_block,
    text_block,
)
from tests.courses.test_booklet_file import pages_of
from tests.take_home.factories import block, build_tools, make_tool
from tests.take_home.workbook import sheets_of


def test_a_visitor_learns_a_module_without_javascript(transactional_db, window):
    index = build_site()
    module = ModulePageFactory(parent=index, title="Tenir la caisse", slug="tenir-la-caisse")
    module.skills.add(SkillFactory(label="Tenir une petite caisse"))
    module.save()
    question = question_block(("Seul", False), ("À deux", True), question="Comment compte-t-on la caisse ?")
    LessonPageFactory(parent=module, title="Compter", body=[text_block("On compte à deux."), question])
    LessonPageFactory(parent=module, title="Noter", slug="noter")
    page = window(width=320, javascript=False)

    page.goto("/formations/")
    page.get_by_role("link", name="Tenir la caisse").click()
    page.get_by_role("link", name="Commencer la première leçon").click()
    page.get_by_label("Seul").check()
    page.get_by_role("button", name="Répondre").click()
    expect(page.get_by_text("Pas encore.")).to_be_visible()
    page.get_by_label("À deux").check()
    page.get_by_role("button", name=re.compile("Répondre|Essayer")).click()
    expect(page.get_by_text("Oui.", exact=True)).to_be_visible()
    page.get_by_role("button", name="J’ai fini cette leçon").click()
    expect(page.get_by_text("Leçon 2 sur 2").first).to_be_visible()
    page.get_by_role("button", name="Je veux y revenir").click()
    page.goto("/formations/tenir-la-caisse/noter/")
    page.get_by_role("button", name="J’ai fini cette leçon").click()
    expect(page.get_by_role("heading", name="C’est fini")).to_be_visible()

    seen = window(width=320)
    seen.context.add_cookies(page.context.cookies())
    seen.goto("/formations/tenir-la-caisse/fini/")
    expect(seen.get_by_role("heading", name="C’est fini")).to_be_visible()
    assert_accessible(seen)


def _taken(page: Page, link: str) -> tuple[str, bytes]:
    """Press a link; return the name and the bytes of the file that it gives."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_visitor_takes_a_booklet_and_a_tool_home_without_javascript(transactional_db, window):
    """The booklet holds the blank sheet of the tool; the lesson leads to its files, then back to itself."""
    lesson = module_with(build_site(), lessons=1, title="Tenir la caisse", slug="caisse").get_children().get().specific
    tool = make_tool(build_tools(), title="La feuille de caisse", slug="feuille-de-caisse")
    lesson.body = [text_block("On compte à deux."), block("tool", {"tool": tool.pk, "words": "Pour ce soir."})]
    lesson.save_revision().publish()
    page = window(width=320, javascript=False)

    page.goto("/formations/")
    page.get_by_role("link", name="Tenir la caisse").click()
    name, booklet = _taken(page, "Le livret à imprimer (PDF)")
    assert name == "livret-caisse.pdf"
    sheet = next(text for text in pages_of(booklet) if text.startswith("La feuille de caisse"))
    assert "prénom" in sheet and "Camille" not in sheet

    page.get_by_role("link", name="Commencer la première leçon").click()
    page.get_by_role("link", name="Voir la feuille et son exemple").click()
    name, workbook = _taken(page, "Tableur (xlsx)")
    assert name == "feuille-de-caisse.xlsx" and sheets_of(workbook)
    assert _taken(page, "Traitement de texte (docx)")[0] == "feuille-de-caisse.docx"
    page.get_by_role("link", name=lesson.title).click()
    expect(page.get_by_role("heading", name=lesson.title, level=1)).to_be_visible()
