"""A whole module with JavaScript off: read, answer, finish, come back; as a visitor."""

import re

from playwright.sync_api import expect

from tests.browser.checks import assert_accessible
from tests.courses.factories import (
    LessonPageFactory,
    ModulePageFactory,
    SkillFactory,
    build_site,
    question_block,
    text_block,
)


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
