"""A forgotten code prepared by two people then refused; « Tout arrêter »; a second group. Without JavaScript too."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership, Session
from accounts.secret_code import rules as secret_code
from passport.models import Share
from tests.accounts.kit import CODE, card_of
from tests.accounts.together import NEW_CODE, settle
from tests.browser.checks import assert_accessible, assert_fits
from tests.passport.factories import make_share
from tests.people import facilitates


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def javascript(request) -> bool:
    return request.param


def look(page: Page, javascript: bool) -> None:
    """Check a screen as every screen."""
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def enter(page: Page, words: str, code: str) -> None:
    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(words)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre code secret").fill(code)
    page.get_by_role("button", name="Entrer", exact=True).click()


def test_the_owner_refuses_a_code_that_two_people_prepared(people, home, window, javascript):
    held = card_of(people.member)
    first, second = people.facilitator, people.board_member
    settle()

    page = window(width=320, javascript=javascript, user=first)
    page.goto(f"/groupe/groupe-ici/{held.user.memberships.get().pk}/")
    page.get_by_role("link", name="Code oublié").click()
    look(page, javascript)
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("Cochez cette case").first).to_be_visible()
    page.get_by_label("Cette personne est à côté de moi").check()
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text(str(second))).to_be_visible()
    look(page, javascript)
    address = page.url

    page = window(width=320, scheme="dark", javascript=javascript, user=second)
    page.goto(address)
    look(page, javascript)
    page.get_by_role("link", name="Oui, cette personne est là").click()
    expect(page.get_by_role("heading", name=f"Passez l’appareil à {held.user}")).to_be_visible()
    look(page, javascript)
    for field in page.locator("main input[type=password]").all():
        field.fill(NEW_CODE)
    page.get_by_role("button", name="Garder ce nouveau code").click()
    expect(page.get_by_text("Le nouveau code est prêt")).to_be_visible()
    look(page, javascript)

    page = window(javascript=javascript)
    enter(page, held.words, CODE)
    expect(page.get_by_role("heading", name="Un nouveau code est préparé pour vous")).to_be_visible()
    look(page, javascript)
    page.get_by_role("button", name=re.compile("Ce n’est pas moi")).click()
    expect(page.get_by_text("C’est refusé.")).to_be_visible()
    held.user.refresh_from_db()
    assert secret_code.matches(CODE, held.user.secret_hash)
    assert not held.user.secret_resets.pending().exists()


def test_a_member_without_their_phone_stops_everything(people, home, window, javascript):
    card_of(people.member)
    share = make_share(people.member, [])
    lost = window(user=people.member)
    lost.goto("/compte/")
    page = window(width=320, javascript=javascript, user=people.member)
    page.goto("/aide/")
    page.get_by_role("link", name="Carte, téléphone ou code perdu").click()
    look(page, javascript)
    page.get_by_role("link", name="Voir où mon compte est ouvert").click()
    expect(page.get_by_role("heading", name="Un autre appareil")).to_be_visible()
    look(page, javascript)
    page.go_back()
    page.get_by_role("link", name="Tout arrêter").first.click()
    look(page, javascript)
    page.get_by_role("button", name="Tout arrêter").click()
    expect(page.get_by_text("C’est arrêté.")).to_be_visible()
    assert not Share.objects.open().filter(pk=share.pk).exists()
    assert Session.objects.filter(user=people.member).count() == 1
    lost.goto("/compte/")
    expect(lost.get_by_role("heading", name=re.compile("Entrer"))).to_be_visible()


def test_a_member_joins_a_second_group_with_the_same_card_then_leaves_it(people, home, window, javascript):
    helper = Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere, **facilitates())
    page = window(width=320, javascript=javascript, user=helper.user)
    page.goto("/groupe/groupe-ailleurs/ouvrir/")
    page.get_by_role("link", name="La personne a déjà une carte").click()
    look(page, javascript)
    page.get_by_role("button", name="Préparer les mots").click()
    look(page, javascript)
    words = page.locator(".cut-card-words").inner_text()

    page = window(width=320, scheme="dark", javascript=javascript, user=people.member)
    page.goto("/compte/")
    page.get_by_role("link", name="Rejoindre un groupe avec mon compte").click()
    look(page, javascript)
    page.get_by_label("Les quatre mots donnés par le groupe").fill(words)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name=f"Rejoindre {people.elsewhere}")).to_be_visible()
    look(page, javascript)
    page.get_by_role("button", name="Rejoindre ce groupe").click()
    expect(page.get_by_text("Bienvenue.")).to_be_visible()
    look(page, javascript)
    page.get_by_role("link", name=f"Ma place dans ce groupe {people.elsewhere}").click()
    look(page, javascript)
    page.get_by_role("link", name="Quitter ce groupe").click()
    look(page, javascript)
    page.get_by_role("button", name="Quitter ce groupe").click()
    expect(page.get_by_text("Votre passeport reste à vous.").first).to_be_visible()
    assert not people.member.memberships.current().filter(peer_group=people.elsewhere).exists()
