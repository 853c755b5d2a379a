"""The figures of a year, from the group's page to the file: declared, signed, taken away; then read by the network."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.year_figures import Count
from directory.models import PeerGroup
from gatherings.figures.counts import MONTHS
from tests.browser.checks import assert_accessible, assert_fits
from tests.gatherings.figures_kit import board_of, counted_as, make_year

COUNTED = {
    "workshops": Count((2,) * len(MONTHS)),
    "presences": Count((3, 12, 20) + (40,) * 9),
    "opinions": Count((9, 8, 7)),
}


def look(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def declare(page: Page) -> None:
    page.goto(reverse("groups:home", args=["groupe-ici"]))
    page.get_by_role("link", name="Chiffres de l’année").click()
    look(page)
    page.get_by_role("link", name="L’année 2025").click()
    look(page)
    page.get_by_label("Heures d’ouverture").fill("9000")
    page.get_by_role("button", name="Garder ces nombres").click()
    expect(page.locator("#erreurs")).to_be_visible()
    look(page)
    page.get_by_label("Heures d’ouverture").fill("900")
    page.get_by_role("button", name="Garder ces nombres").click()
    expect(page.get_by_text("Rien n’est signé pour le moment.")).to_be_visible()


def sign(page: Page) -> None:
    page.get_by_role("link", name="Relire et signer").click()
    look(page)
    page.get_by_text("Le conseil d’administration a relu ces chiffres").click()
    page.get_by_role("button", name="Signer").click()
    expect(page.get_by_text("Les chiffres sont signés.")).to_be_visible()


@pytest.fixture
def year(transactional_db, people):
    """A year that lacks one number."""
    return make_year(people.here, counted=counted_as(**COUNTED), hours_open=None)


def test_a_year_is_declared_signed_and_taken_away(year, people, window):
    page = window(width=320, user=board_of(people.here), second_factor=True)
    declare(page)
    sign(page)
    page.get_by_text("Le même dessin en tableau").first.click()
    expect(page.get_by_role("rowheader", name="Janvier").first).to_be_visible()
    look(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Prendre le tableau (XLSX)").click()
    assert taken.value.suggested_filename == "chiffres-2025.xlsx"


def test_the_bars_are_drawn_without_a_script(year, people, window):
    page = window(user=board_of(people.here), second_factor=True, javascript=False)
    page.goto(reverse("group_life:figures_year", args=["groupe-ici", year.year]))
    assert page.locator("svg[role=img] rect").first.bounding_box()["width"] > 1


def test_the_sums_of_the_network(transactional_db, people, window):
    for number in range(5):
        make_year(PeerGroup.objects.create(slug=f"g{number}", name=f"Groupe {number}"), signed=True)
    page = window(width=320, user=people.coordinator, second_factor=True)
    page.goto(reverse("coordination:groups"))
    page.get_by_role("link", name="Les chiffres du réseau").click()
    expect(page.get_by_role("cell", name="210")).to_be_visible()
    look(page)
