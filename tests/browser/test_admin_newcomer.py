"""A newcomer writes a lesson with a question, a moderator publishes it, a visitor answers: the screen's words only."""

import pytest
from playwright.sync_api import expect

from content.admin.roles import ensure_roles
from courses.models import LessonPage, ModuleIndexPage, ModulePage, QuizResult
from tests.browser import newcomer
from tests.browser.checks import assert_accessible
from tests.browser.newcomer import QUESTION, TITLE


@pytest.fixture
def module(home, settings, tmp_path) -> ModulePage:
    settings.MEDIA_ROOT = tmp_path
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    ensure_roles()
    return modules.add_child(instance=ModulePage(title="Tenir la trésorerie", slug="tresorerie"))


def test_a_newcomer_writes_a_lesson_that_a_moderator_publishes(window, people, module):
    page = window(user=people.editor, second_factor=True)
    newcomer.open_new_lesson(page, module.title, newcomer.no_picture)
    newcomer.write_text(page, newcomer.no_picture)
    newcomer.ask_question(page, newcomer.no_picture)

    newcomer.submit(page)  # the explanation is missing: said, and nothing is lost
    expect(page.get_by_text("Rien de ce que vous avez écrit n’est perdu")).to_be_visible()
    expect(page.locator(newcomer.field("question"))).to_have_value(QUESTION)
    newcomer.open_side_panel(page, "checks")
    advice = page.locator(".quality")
    expect(advice.get_by_text("Questions à expliquer")).to_be_visible()
    assert_accessible(page, within=".quality")

    page.locator(newcomer.field("explanation")).last.fill("À deux, personne n’est seul à répondre.")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_text("Rien de ce que vous avez écrit n’est perdu")).to_be_hidden()
    newcomer.open_side_panel(page, "checks")
    expect(advice.get_by_text("Version facile à lire")).to_be_visible()
    expect(advice.get_by_text("Questions à expliquer")).to_be_hidden()

    newcomer.open_side_panel(page, "preview")
    preview = newcomer.preview_of(page)
    preview.get_by_label("Deux", exact=True).check()
    preview.get_by_role("button", name="Répondre").click()
    expect(preview.get_by_text("À deux, personne n’est seul à répondre.")).to_be_visible()
    assert not QuizResult.objects.exists()

    newcomer.submit(page)
    expect(page.get_by_text("soumise").first).to_be_visible()
    assert not LessonPage.objects.get(title=TITLE).live
    newcomer.approve(window(user=people.moderator, second_factor=True))

    reader = window(javascript=False)
    reader.goto(LessonPage.objects.get(title=TITLE).get_url())
    reader.get_by_label("Une seule").check()
    reader.get_by_role("button", name="Répondre").click()
    expect(reader.get_by_text("Pas encore.")).to_be_visible()


def test_the_guide_and_the_screen_of_duplication_are_accessible(window, people, module):
    page = window(user=people.editor, second_factor=True)
    page.goto("/admin/")
    assert_accessible(page, within=".w-dashboard")
    page.get_by_role("link", name="Lire le guide").click()
    expect(page.get_by_role("heading", name="Poser une question", exact=True)).to_be_visible()
    assert_accessible(page, within="main")
    page.goto(f"/admin/dupliquer/{module.pk}/")
    assert_accessible(page, within="main")
    page.get_by_label("Nouveau titre").fill("Tenir la caisse")
    page.get_by_role("button", name="Dupliquer").click()
    expect(page.get_by_text("est prête")).to_be_visible()


def _check_pieces(page, _name):
    """Check the list of what goes together, where the guide takes a picture."""
    assert_accessible(page, within=".pieces")


def test_a_module_is_sent_read_and_published_with_its_lesson_in_one_press_each(window, people, module):
    body = [{"type": "text", "value": {"heading": "", "text": "<p>On compte à deux.</p>"}}]
    lesson = LessonPage(title="Compter", slug="compter", live=False, body=body)
    module.add_child(instance=lesson).save_revision()
    page = window(user=people.editor, second_factor=True)
    newcomer.send_together(page, module.pk, _check_pieces)
    newcomer.publish_together(window(user=people.moderator, second_factor=True), "Compter", _check_pieces)
    assert LessonPage.objects.get(pk=lesson.pk).live
