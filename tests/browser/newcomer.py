"""The steps of a newcomer who writes a lesson, found by the words of the screen. Each stage calls `snap(name)`."""

import re
from collections.abc import Callable

from playwright.sync_api import FrameLocator, Page, expect

Snap = Callable[[Page, str], None]
TITLE = "Compter la caisse à deux"
QUESTION = "Combien de personnes comptent la caisse ?"


def no_picture(_page: Page, _name: str) -> None:
    """Keep nothing of this stage."""


def field(end: str) -> str:
    """Return the field of a block by the end of its name, wherever its block stands."""
    return f'[name^="body-"][name$="-value-{end}"]:visible'


def open_new_lesson(page: Page, module: str, snap: Snap) -> None:
    """Go from the home of the admin to an empty lesson."""
    page.goto("/admin/")
    snap(page, "accueil")
    page.get_by_role("link", name="Formations", exact=True).click()
    page.get_by_role("link", name=module, exact=True).first.click()
    expect(page.get_by_text("Les leçons", exact=True).first).to_be_visible()
    snap(page, "formation")
    page.get_by_role("link", name="Écrire une leçon").click()


def write_text(page: Page, snap: Snap) -> None:
    """Write the title and the first parts; delete the one that does not serve."""
    page.get_by_placeholder("Titre de la page").fill(TITLE)
    page.locator(field("points-0-value")).fill("On compte à deux, et on note.")
    text, example = "Deux personnes ouvrent la caisse. Elles notent le montant.", "Samedi, on compte 42 euros à deux."
    for place, words in enumerate([text, example]):
        page.locator("[contenteditable=true]").nth(place).click()
        page.keyboard.type(words)
    unused = page.locator("[data-streamfield-child]").filter(has=page.get_by_role("heading", name="À faire"))
    unused.get_by_role("button", name="Supprimer").first.click()
    snap(page, "lecon")


def ask_question(page: Page, snap: Snap) -> None:
    """Write the question and its two answers, without the explanation."""
    page.locator(field("question")).fill(QUESTION)
    page.locator(field("choices-0-value-text")).fill("Deux")
    page.locator(field("choices-0-value-is_right")).check()
    page.locator(field("choices-1-value-text")).fill("Une seule")
    snap(page, "question")


def open_side_panel(page: Page, name: str) -> None:
    """Open « Conseils » (`checks`) or « Aperçu » (`preview`) beside the form; it stays open from page to page."""
    page.wait_for_load_state()
    panel = page.locator(f'[data-side-panel="{name}"]')
    if not panel.is_visible():
        page.locator(f'[data-side-panel-toggle="{name}"]').click()
    expect(panel).to_be_visible()


def preview_of(page: Page) -> FrameLocator:
    """Return the lesson as the panel shows it."""
    return page.locator('iframe[title="Aperçu"]').last.content_frame


def submit(page: Page, snap: Snap = no_picture) -> None:
    """Submit from the menu beside « Enregistrer le brouillon »."""
    page.get_by_role("button", name="Plus d'actions").last.click()
    expect(page.get_by_role("button", name="Soumettre à Relecture")).to_be_visible()
    snap(page, "soumettre")
    page.get_by_role("button", name="Soumettre à Relecture").click()


def approve(page: Page, snap: Snap = no_picture) -> None:
    """Publish the lesson as a moderator, from the home of the admin."""
    page.goto("/admin/")
    snap(page, "publier")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Plus d'actions").last.click()
    page.get_by_role("button", name="Approuver et Publier").click()
    expect(page.get_by_text(re.compile("publié|approuvé", re.IGNORECASE)).first).to_be_visible()


def send_together(page: Page, module: int, snap: Snap = no_picture) -> None:
    """Send a module (its number) and its lessons in one press."""
    page.goto(f"/admin/pages/{module}/edit/")
    page.get_by_role("link", name="Envoyer la formation et ses leçons").click()
    snap(page, "envoyer")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("attend maintenant la relecture")).to_be_visible()


def publish_together(page: Page, lesson: str, snap: Snap = no_picture) -> None:
    """Read and publish what waits as a moderator, this lesson ticked."""
    page.goto("/admin/lire-et-publier/")
    page.get_by_label(lesson).check()
    snap(page, "ensemble")
    page.get_by_role("button", name="Publier ce qui est coché").click()
    expect(page.get_by_text("C’est publié.")).to_be_visible()
