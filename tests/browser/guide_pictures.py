"""The pictures of the guide, taken of the real screens. Not a test: pytest does not collect it by itself.

    .venv/bin/python -m pytest tests/browser/guide_pictures.py -n0

writes static/img/guide/. Run it again when a screen it shows has changed.
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from wagtail.models import Site

from accounts.models import User
from courses.models import LessonPage, ModulePage
from tests.browser import newcomer
from tests.browser.test_admin_newcomer import module
from tests.courses.factories import FactFactory, text_block
from tests.people import People

__all__ = ["module"]
FOLDER = Path(__file__).resolve().parents[2] / "static" / "img" / "guide"
SIZE = (900, 600)  # the width and height the guide gives them
COLOURS = 48


def snap(page: Page, name: str) -> None:
    """Keep what the window shows, small enough to be read on a bad line."""
    page.wait_for_timeout(600)  # menus and panels slide in
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    picture.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


def _small(window, **options: object) -> Page:
    page = window(**options)
    page.set_viewport_size({"width": 1200, "height": 800})
    return page


def _sign_in_for_the_first_time(page: Page, editor: User) -> None:
    editor.set_password("quatre-mots-pour-essayer")
    editor.save()
    page.goto("/compte/connexion/?next=/admin/")
    page.locator("[name=login]").fill(editor.username)
    page.locator("[name=password]").fill("quatre-mots-pour-essayer")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/compte/confirmer/**")  # before a second code is made, the site asks once more
    page.get_by_label("Votre mot de passe").fill("quatre-mots-pour-essayer")
    page.get_by_label("Votre mot de passe").press("Enter")
    expect(page.get_by_role("heading", name="Préparer le second code")).to_be_visible()


def _furnish(module: ModulePage, people: People) -> None:
    User.objects.filter(pk=people.editor.pk).update(display_name="Rédaction")
    User.objects.filter(pk=people.moderator.pk).update(display_name="Modération")
    Site.objects.update(site_name="Entrepairs")
    FactFactory(key="CAISSE-1", statement="La caisse se compte à deux.", checked_on="2020-01-31")
    for title in ("Recettes et dépenses", "La banque et la caisse"):
        module.add_child(instance=LessonPage(title=title, body=[text_block()]))


def _from_the_top(page: Page, name: str) -> None:
    page.locator("#main").evaluate("element => element.scrollTo(0, 0)")
    snap(page, name)


def test_take_the_pictures_of_the_guide(window, people, module):
    FOLDER.mkdir(parents=True, exist_ok=True)
    _furnish(module, people)
    page = _small(window)
    _sign_in_for_the_first_time(page, User.objects.get(pk=people.editor.pk))
    snap(page, "code")

    editor = User.objects.get(pk=people.editor.pk)
    page = _small(window, user=editor, second_factor=True)
    newcomer.open_new_lesson(page, module.title, snap)
    newcomer.write_text(page, _from_the_top)
    newcomer.ask_question(page, snap)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_text("créée").first).to_be_visible()
    newcomer.open_side_panel(page, "checks")
    snap(page, "conseils")
    page.locator(newcomer.field("explanation")).last.fill("À deux, personne n’est seul à répondre.")
    newcomer.open_side_panel(page, "preview")
    expect(newcomer.preview_of(page).get_by_role("heading", name=newcomer.TITLE)).to_be_visible()
    snap(page, "apercu")
    newcomer.submit(page, snap)
    expect(page.get_by_text("soumise").first).to_be_visible()
    moderator = _small(window, user=people.moderator, second_factor=True)
    newcomer.approve(moderator, snap)
    lesson = module.get_children().live().last().specific
    module.add_child(instance=LessonPage(title="Le cahier", live=False, body=lesson.body)).save_revision()
    newcomer.send_together(page, module.pk, snap)
    newcomer.publish_together(moderator, "Le cahier", snap)
