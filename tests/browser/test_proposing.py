"""A sheet from end to end: proposed on a phone, a remark, an answer, published, found. With and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from content.admin.roles import ensure_roles
from content.models import PracticePage
from tests.browser.checks import assert_accessible, assert_fits
from tests.practices.factories import build_exchange


@pytest.fixture
def exchange(transactional_db):
    """Make an empty exchange, and the roles."""
    index = build_exchange()
    ensure_roles()
    return index


class Looked:
    """A window whose screens are checked, when scripts run there (axe is one)."""

    def __init__(self, page: Page, javascript: bool) -> None:
        self.page, self.javascript = page, javascript

    def over(self, *, fits: bool = True) -> None:
        """Check a screen as every screen."""
        if self.javascript:
            assert_accessible(self.page)
            if fits:
                assert_fits(self.page)

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()


def write(seen: Looked) -> None:
    """Fill in the four steps; the first names somebody."""
    page = seen.page
    page.goto("/pratiques/")
    page.get_by_role("link", name="Proposer une fiche").first.click()
    expect(page.get_by_text("Étape 1 sur 4")).to_be_visible()
    seen.press("Continuer")
    expect(page.get_by_role("heading", name="Il reste quelque chose à corriger")).to_be_visible()
    seen.over()
    page.get_by_label("Un titre").fill("Deux trousseaux de clés")
    page.get_by_label("La situation").fill("Marie avait les seules clés.")
    page.get_by_label("Tout le monde").check()
    seen.press("Continuer")
    page.get_by_label("Ce que nous avons fait").fill("- un second trousseau\n- un cahier à l’entrée")
    seen.press("Garder pour plus tard")
    expect(page.get_by_text("C’est gardé")).to_be_visible()
    seen.over()
    page.get_by_role("link", name="Reprendre").click()
    expect(page.get_by_text("Étape 3 sur 4")).to_be_visible()
    page.get_by_label("Ce qui a aidé").fill("Le cahier.")
    seen.press("Continuer")
    expect(page.get_by_text("Ce mot peut faire reconnaître quelqu’un")).to_be_visible()
    seen.over()


def mend_and_send(seen: Looked) -> None:
    """Take the name out and send the sheet."""
    page = seen.page
    page.get_by_role("link", name="Changer la situation").click()
    page.get_by_label("La situation").fill("Une seule personne avait les clés.")
    for _ in range(3):
        seen.press("Continuer")
    expect(page.get_by_text("Ce mot peut faire reconnaître quelqu’un")).to_have_count(0)
    page.get_by_label("Sans rien dire de moi").check()
    seen.press("Envoyer à la relecture")
    expect(page.get_by_text("En relecture depuis aujourd’hui")).to_be_visible()
    seen.over()


def ask_for_a_change(desk: Looked) -> None:
    """Open the admin as a moderator."""
    page = desk.page
    page.goto("/admin/relectures/")
    desk.over(fits=False)
    page.get_by_role("link", name="Deux trousseaux de clés").click()
    desk.press("Je m’en occupe")
    page.get_by_text("Demander un changement").click()
    page.get_by_label("Votre remarque").fill("Dites qui garde le cahier.")
    desk.over(fits=False)
    desk.press("Envoyer la remarque")
    expect(page.get_by_text("Votre remarque est partie")).to_be_visible()


def answer(seen: Looked) -> None:
    """Answer, as the author, the remark shown on the home page."""
    page = seen.page
    page.goto("/")
    page.get_by_role("link", name="Votre fiche").click()
    expect(page.get_by_text("Dites qui garde le cahier.")).to_be_visible()
    seen.over()
    page.get_by_label("Votre réponse").fill("Chaque personne, à son tour.")
    seen.press("Envoyer ma réponse")
    expect(page.get_by_text("En relecture depuis aujourd’hui")).to_be_visible()


def publish(desk: Looked) -> None:
    """Read the answer as the moderator, and publish."""
    page = desk.page
    page.goto("/admin/relectures/")
    page.get_by_role("link", name="Deux trousseaux de clés").click()
    expect(page.get_by_text("Chaque personne, à son tour.")).to_be_visible()
    desk.press("J’ai lu : publier")
    expect(page.get_by_text("C’est publié.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
def test_a_sheet_proposed_by_a_member_is_reviewed_published_and_found(exchange, window, people, javascript):
    def opened(user: User | None, width: int, **more: bool) -> Looked:
        return Looked(window(width=width, user=user, javascript=javascript, **more), javascript)

    seen = opened(people.facilitator, 360)
    desk = opened(people.moderator, 1280, second_factor=True)
    write(seen)
    mend_and_send(seen)
    ask_for_a_change(desk)
    answer(seen)
    publish(desk)
    seen.page.goto("/pratiques/mes-fiches/")
    expect(seen.page.get_by_text("Publiée", exact=True)).to_be_visible()
    reader = opened(None, 360)
    reader.page.goto("/pratiques/?q=trousseau")
    reader.page.get_by_role("link", name="Deux trousseaux de clés").click()
    expect(reader.page.get_by_text("Une seule personne avait les clés.")).to_be_visible()
    expect(reader.page.get_by_text("Marie")).to_have_count(0)
    assert PracticePage.objects.get().live
