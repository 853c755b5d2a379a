"""A group of twenty-five opened and printed: the second factor first, the names, their check, one paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.models import LoginCard, Membership
from tests.accounts.kit import PASSWORD
from tests.browser.checks import assert_accessible, assert_fits
from tests.people import People

NAMES = (
    *("Ada", "Basile", "Camille", "Dominique", "Élie", "Farah", "Gaël", "Hina", "Inès", "Jo", "Kim", "Lou", "Maud"),
    *("Noa", "Ousmane", "Paul", "Quitterie", "Rose", "Sol", "Théo", "Ursule", "Victor", "Wanda", "Yaël", "Zoé"),
)
PASTED = "\n".join(f"{number}. {name}" for number, name in enumerate(NAMES, 1))


def look(page: Page) -> None:
    """Check a screen as every screen."""
    assert_accessible(page)
    assert_fits(page)


def prepare_second_factor(page: Page) -> None:
    """Print ten codes, as one is asked on the way, then give the first to go on."""
    expect(page.get_by_role("heading", name="Second code")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Codes sur papier").click()
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Préparer ma feuille").click()
    code = page.locator(".paper-codes li").first.inner_text()
    page.get_by_role("link", name="J’ai rangé ma feuille").click()
    page.get_by_label("Code de votre feuille").fill(code)
    page.get_by_role("button", name="Continuer").click()


def print_cards(page: Page) -> PdfReader:
    """Ask for the cards with blank rescue sheets; return the paper that the browser was handed."""
    page.get_by_label("Ajouter des feuilles de secours vides").check()
    with page.expect_download() as handed:
        page.get_by_role("button", name="Préparer les cartes").click()
    assert handed.value.suggested_filename == "cartes.pdf"
    return PdfReader(Path(handed.value.path()))


@pytest.fixture
def run_by_one(people: People) -> People:
    """A group run by a facilitator who has a password, and no second factor yet."""
    people.facilitator.set_password(PASSWORD)
    people.facilitator.save()
    return people


@pytest.mark.usefixtures("home")
def test_a_group_of_twenty_five_is_opened_and_printed(run_by_one, window):
    page = window(width=360, user=run_by_one.facilitator)
    page.goto("/groupe/groupe-ici/ouvrir/plusieurs/")
    prepare_second_factor(page)
    expect(page.get_by_role("heading", name="Ouvrir plusieurs comptes")).to_be_visible()
    page.get_by_label("Prénoms ou surnoms").fill(f"{PASTED}\nLou")
    page.get_by_role("button", name="Relire la liste").click()
    expect(page.get_by_text("26 lignes, dont 1 à regarder.")).to_be_visible()
    expect(page.get_by_label("Ouvrir ce compte (ligne 26)")).not_to_be_checked()
    look(page)
    page.get_by_role("button", name="Ouvrir les comptes cochés").click()
    expect(page.get_by_text("25 comptes sont ouverts")).to_be_visible()
    opened = Membership.objects.filter(opening_key__isnull=False)
    assert {str(each.user) for each in opened.select_related("user")} == set(NAMES)
    expect(page.locator("input[name=people]:checked")).to_have_count(25)
    look(page)
    paper = print_cards(page)
    assert LoginCard.objects.filter(user__memberships__in=opened).count() == 25
    pages = [" ".join(each.extract_text().split()) for each in paper.pages]
    cards, sheets = pages[:4], pages[4:]
    assert [text.count("Pour ") for text in cards] == [8, 8, 8, 1]
    assert [text.count("Feuille de secours") for text in sheets] == [2] * 12 + [1]
    told = " ".join(cards)
    assert all(f"Pour {name}" in told for name in NAMES)
    assert told.count("/compte/carte/") == told.count("Première utilisation avant le") == 25
    assert not any(telling in told for telling in (run_by_one.here.name, "GEM", "Entrepairs"))
