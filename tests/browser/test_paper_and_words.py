"""A paper passport typed in on a phone, then a share for a collective that leaves a sensitive word out or not."""

import re

import pytest
from playwright.sync_api import Page, expect

from directory.models import Collective
from passport.models import Entry, HealthWord
from tests.browser.checks import assert_accessible, assert_fits
from tests.passport.factories import make_skill

PHONE = 360


def _check(page: Page, javascript: bool) -> None:
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def _type_in(page: Page, javascript: bool) -> None:
    page.goto("/passeport/ajouter/")
    page.get_by_role("link", name="Saisir ma feuille").click()
    _check(page, javascript)
    first, second = page.get_by_role("group", name="Ligne 1", exact=True), page.get_by_role("group", name="Ligne 2")
    first.get_by_label("Une compétence de la liste").select_option("Jardiner")
    first.get_by_label("J’ai montré").check()
    first.get_by_label("Sans aide").check()
    first.get_by_label("Avec vos mots").fill("Les tomates de l’hôpital")
    second.get_by_label("Ou votre titre").fill("Réparer un vélo")
    page.get_by_role("button", name="Ajouter des lignes").click()
    expect(page.get_by_role("group", name="Ligne 10")).to_be_visible()
    page.get_by_role("button", name="Mettre dans mon passeport").click()
    expect(page.get_by_role("link", name="Ligne 2, Pour vous")).to_be_visible()
    _check(page, javascript)
    assert not Entry.objects.exists()
    second.get_by_label("J’ai appris").check()
    second.get_by_label("Avec de l’aide").check()
    page.get_by_role("button", name="Mettre dans mon passeport").click()
    expect(page.get_by_text("2 lignes de plus dans votre passeport.")).to_be_visible()
    expect(page.get_by_text("Ce mot peut faire deviner votre santé").first).to_be_visible()


def _share(page: Page, place: Collective, javascript: bool) -> None:
    page.goto(place.get_absolute_url())
    page.get_by_role("link", name="Ouvrir un partage pour ce collectif").click()
    expect(page.get_by_label(place.name)).to_be_checked()
    _check(page, javascript)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Jardiner").check()
    page.get_by_label("Réparer un vélo").check()
    page.get_by_label("Ce que je cherche").fill("Un jardin, après l’hôpital")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Voulez-vous montrer ces mots")).to_be_visible()
    _check(page, javascript)
    page.get_by_label("Le garder dans ce partage, Ce que je cherche").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nous sommes ensemble").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Un jardin, après l’hôpital")).to_be_visible()
    expect(page.get_by_text("Les tomates")).to_have_count(0)
    _check(page, javascript)
    page.get_by_role("button", name="Ouvrir le partage").click()
    expect(page.get_by_text(f"Pour : {place.name}")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_paper_passport_typed_in_is_shared_without_a_sensitive_word(people, home, window, javascript):
    make_skill("Jardiner")
    HealthWord.objects.create(word="hôpital", kind=HealthWord.Kind.PLACE)
    place = Collective.objects.create(slug="zenith", name="Zénith")
    for name in ("Abri", "Bac", "Cap", "Digue"):
        Collective.objects.create(slug=name.lower(), name=name)
    page = window(width=PHONE, javascript=javascript, user=people.member)
    _type_in(page, javascript)
    _share(page, place, javascript)


def test_the_blank_paper_passport_prints_on_one_page(people, window):
    for number in range(27):
        make_skill(f"Une compétence de la famille {number}", domain=f"Une famille de compétences {number // 3}")
    page = window(width=PHONE)
    page.goto("/passeport/feuille/")
    assert_accessible(page)
    assert_fits(page)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
