"""Acts of editors and moderators in the admin, found by the words of the screen."""

import re

from playwright.sync_api import Page, expect

from courses.models import ModulePage


def rename_module_as_editor(page: Page, slug: str) -> str:
    """Change a module's title and submit it to moderation; return the new title."""
    module = ModulePage.objects.get(slug=slug)
    page.goto(f"/admin/pages/{module.pk}/edit/")
    title = f"{module.title}, relu"
    page.locator("#id_title").fill(title)
    submit(page)
    return title


def submit(page: Page) -> None:
    """Submit the page being edited to moderation, from the menu beside « Enregistrer le brouillon »."""
    page.get_by_role("button", name="Plus d'actions").last.click()
    page.get_by_role("button", name="Soumettre à Relecture").click()
    expect(page.get_by_text(re.compile("soumis", re.IGNORECASE)).first).to_be_visible()


def publish_as_moderator(page: Page, title: str) -> None:
    """Find the page on the moderator's dashboard and approve it."""
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Plus d'actions").last.click()
    page.get_by_role("button", name="Approuver et Publier").click()
    expect(page.get_by_text(re.compile("publié|approuvé", re.IGNORECASE)).first).to_be_visible()
