"""Writing a lesson in a real browser: blocks, preview, picture, without one complaint of the admin's policy."""

import re

import pytest
from playwright.sync_api import expect

from content.admin.roles import ensure_roles
from content.models import SiteImage
from courses.models import LessonPage, ModuleIndexPage, ModulePage
from tests.content.pictures import with_gps

BODY = [{"type": "text", "value": {"heading": "", "text": "<p>On compte à deux.</p>"}}]


@pytest.fixture
def lesson(home, settings, tmp_path) -> LessonPage:
    settings.MEDIA_ROOT = tmp_path
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    module = modules.add_child(instance=ModulePage(title="Tenir la trésorerie", slug="tresorerie"))
    ensure_roles()
    return module.add_child(instance=LessonPage(title="Compter", slug="compter", body=BODY))


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_an_editor_adds_a_picture_and_previews_the_lesson(window, people, lesson):
    page = window(user=people.editor, second_factor=True)
    page.goto(f"/admin/pages/{lesson.pk}/edit/")
    expect(page).to_have_title(re.compile("Compter - Entrepairs"))

    page.locator('[data-side-panel-toggle="preview"]').click()
    preview = page.locator('iframe[title="Aperçu"]').last.content_frame
    expect(preview.get_by_role("heading", name="Compter")).to_be_visible()
    expect(preview.get_by_text("On compte à deux.")).to_be_visible()
    page.locator('[data-side-panel-toggle="preview"]').click()

    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option").filter(has_text="Image").first.click()
    page.get_by_role("button", name="Choisir une image").first.click()
    page.get_by_role("tab", name="Transférer").click()
    page.locator(".modal input[type=file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": with_gps("JPEG")}
    )
    expect(page.locator("#id_image-chooser-upload-title")).to_have_value("photo")
    page.locator(".modal form[enctype] [type=submit]").click()
    expect(page.locator(".modal")).to_be_hidden()
    assert SiteImage.objects.get().file.name.endswith(".webp")
    page.goto("/aide/")  # leave as people do: the admin tells the server, which must still be there
    expect(page.get_by_role("heading", name="Aide", exact=True)).to_be_visible()
