"""Names pasted, read line by line, opened, and their cards on one paper. Without JavaScript too."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import LoginCard, Membership
from tests.browser.checks import assert_accessible, assert_fits


def look(page: Page, javascript: bool) -> None:
    """Check a screen as every screen."""
    if javascript:
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_several_accounts_open_and_their_cards_are_on_one_paper(people, home, window, javascript):
    people.member  # noqa: B018 - « Membre » is in the group
    page = window(width=320, scheme="dark", javascript=javascript, user=people.facilitator, second_factor=True)
    page.goto("/groupe/groupe-ici/personnes/")
    page.get_by_role("link", name="Ouvrir plusieurs comptes").click()
    page.get_by_label("Prénoms ou surnoms").fill("1. Camille\n2. Lou\n3. lou\nMembre")
    page.get_by_role("button", name="Relire la liste").click()
    look(page, javascript)
    expect(page.get_by_label("Ouvrir ce compte (ligne 2)")).to_be_checked()
    expect(page.get_by_label("Ouvrir ce compte (ligne 3)")).not_to_be_checked()
    expect(page.get_by_label("Ligne 4", exact=True)).to_have_accessible_description(
        "Une personne du groupe s’appelle déjà ainsi. Si c’est elle, ne cochez pas. Sinon, ajoutez une lettre ou un "
        "surnom, choisi avec la personne, puis cochez."
    )
    page.get_by_label("Ouvrir ce compte (ligne 3)").check()
    page.get_by_role("button", name="Ouvrir les comptes cochés").click()
    expect(page.get_by_role("heading", name="Il reste quelque chose à corriger")).to_be_visible()
    look(page, javascript)
    page.get_by_label("Ligne 3", exact=True).fill("Lou B.")
    page.get_by_role("button", name="Ouvrir les comptes cochés").click()
    expect(page.get_by_text("3 comptes sont ouverts")).to_be_visible()
    look(page, javascript)
    opened = Membership.objects.filter(opening_key__isnull=False).select_related("user")
    assert {str(each.user) for each in opened} == {"Camille", "Lou", "Lou B."}
    expect(page.get_by_label("Lou B.")).to_be_checked()
    with page.expect_download() as handed:
        page.get_by_role("button", name="Préparer les cartes").click()
    assert handed.value.suggested_filename == "cartes.pdf"
    assert LoginCard.objects.filter(user__memberships__in=opened).count() == 3
    if javascript:
        _is_busy(page)


def _is_busy(page: Page) -> None:
    """Check that the button says what is done, and that a second press makes no other cards."""
    button = page.get_by_role("button", name="Préparer les cartes")
    expect(page.get_by_role("status").filter(has_text="Les cartes se préparent.")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    look(page, javascript=True)
    issued = LoginCard.objects.count()
    button.click(force=True)
    page.goto("/compte/")
    assert LoginCard.objects.count() == issued
