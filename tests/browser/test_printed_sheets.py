"""A card, ten codes, six words: each prints on one page, and no blank one comes after."""

from io import BytesIO

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PdfReader

from accounts.models import User
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE

CONFIRM = reverse("account_reauthenticate")
ALIKE = {"prefer_css_page_size": True}
NARROW = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "10mm")}


def _pages(page: Page) -> list[int]:
    return [len(PdfReader(BytesIO(page.pdf(**margins))).pages) for margins in (ALIKE, NARROW)]


def test_a_card_prints_on_one_page(people, window):
    there = people.member.memberships.get()
    page = window(user=people.facilitator, second_factor=True)
    page.goto(f"/groupe/groupe-ici/{there.pk}/carte/")
    page.get_by_role("button", name="Préparer la carte").click()
    page.get_by_role("heading", name="Carte pour").wait_for()
    assert _pages(page) == [1, 1]


@pytest.mark.parametrize(
    ("address", "button", "title"),
    [
        ("/compte/second-facteur/papier/", "Préparer ma feuille", "Vos codes sur papier"),
        ("/compte/secours/", "Préparer mes mots de secours", "Vos mots de secours"),
    ],
    ids=["codes", "words"],
)
def test_codes_and_words_print_on_one_page(people, window, address, button, title):
    User.objects.filter(pk=people.facilitator.pk).update(secret_hash=secret_code.make(CODE))
    page = window(user=people.facilitator, second_factor=True)
    page.goto(f"{CONFIRM}?next={address}")
    page.get_by_label("Votre code secret").fill(CODE)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name=title).wait_for()
    assert _pages(page) == [1, 1]
