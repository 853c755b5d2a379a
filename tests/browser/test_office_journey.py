"""An office given, learnt, left and handed over: from the election to the successor's ticks; without JavaScript too."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Mandate
from accounts.secret_code import rules as secret_code
from courses.offices.skill_offers import offer_ended
from tests.accounts.board import day, member_of
from tests.accounts.kit import CODE
from tests.browser.checks import assert_accessible, assert_fits


def record(page: Page, person: str, office: str, *, replaced: str = "") -> None:
    """Record a mandate that begins today."""
    page.get_by_role("link", name="Noter un mandat").click()
    page.get_by_label("Qui", exact=True).select_option(label=person)
    page.get_by_label(office, exact=True).check()
    if replaced:
        page.get_by_label("Remplace").select_option(label=replaced)
    page.get_by_label("Depuis le").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Noter ce mandat").click()
    expect(page.get_by_text(f"{person} : le mandat est noté.")).to_be_visible()
    expect(page.get_by_role("heading", name=f"Passez l’appareil à {person}")).to_be_visible()


def accept(page: Page, person: str) -> None:
    """Give one's own code on the device of who recorded the mandate."""
    page.get_by_label("Votre code secret").fill(CODE)
    page.get_by_role("button", name="J’accepte").click()
    expect(page.get_by_text(f"{person} : la place est acceptée.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_office_opens_a_path_and_is_handed_over_when_it_ends(first_content, people, window, javascript):
    alix = member_of(people.here, "Alix")
    people.board_member.memberships.get().mandates.update(office=Mandate.BoardOffice.CHAIR)

    for named in (people.member, alix):
        secret_code.change(named, CODE)

    def check(page: Page) -> None:
        if javascript:
            assert_accessible(page)
            assert_fits(page)

    board, member, successor = (
        window(width=width, javascript=javascript, user=user)
        for width, user in ((1280, people.board_member), (320, people.member), (320, alix))
    )
    board.goto("/compte/")
    board.get_by_role("link", name="M’occuper du groupe").click()
    check(board)
    board.get_by_role("link", name="Mandats").click()
    check(board)
    record(board, "Membre", "Trésorerie")
    check(board)
    accept(board, "Membre")
    check(board)

    member.goto("/")
    expect(member.get_by_role("heading", name="Vous tenez la trésorerie")).to_be_visible()
    expect(member.get_by_role("link", name="Je débute au bureau").first).to_be_visible()
    check(member)
    member.get_by_role("link", name="Commencer la première leçon").click()
    expect(member.get_by_role("heading", level=1, name="Recettes et dépenses")).to_be_visible()

    Mandate.objects.filter(membership__user=people.member).update(starts_on=day(-200))
    board.goto(f"/groupe/{people.here.slug}/mandats/")
    record(board, "Alix", "Trésorerie", replaced="Membre, Trésorerie")
    accept(board, "Alix")
    board.goto(f"/groupe/{people.here.slug}/mandats/")
    expect(board.get_by_text("à la suite de Membre")).to_be_visible()
    left = Mandate.objects.get(membership__user=people.member)
    assert left.ends_on == timezone.localdate() - datetime.timedelta(days=1)
    offer_ended()

    successor.goto("/")
    successor.get_by_role("link", name="Prendre la suite de Membre").click()
    successor.get_by_label("Les clés").check()
    successor.get_by_label("La banque").check()
    check(successor)
    successor.get_by_role("button", name="Garder").click()
    expect(successor.get_by_label("Les clés")).to_be_checked()
    expect(successor.get_by_label("Les papiers")).not_to_be_checked()

    member.goto("/")
    expect(member.get_by_role("heading", name="Vous tenez la trésorerie")).to_have_count(0)
    member.get_by_role("link", name="Passer la main").click()
    expect(member.get_by_text("c’est remis", exact=True)).to_have_count(2)
    check(member)
    member.goto("/passeport/propositions/")
    expect(member.get_by_role("heading", name="Trésorerie")).to_be_visible()
    member.get_by_role("link", name="Choisir ce que je garde").click()
    asked = []
    for number in range(6):
        if number == 3:
            member.get_by_role("link", name="Continuer").click()
        expect(member.get_by_text(f"Compétence {number % 3 + 1} sur 3")).to_be_visible()
        asked.append(member.get_by_role("group").get_by_role("heading").inner_text())
        member.get_by_role("link", name="Décider plus tard").click()
    assert "Tenir une petite caisse" in asked

    member.goto("/compte/")
    member.get_by_role("link", name="Journal du groupe").click()
    expect(member.get_by_text("a noté un mandat").first).to_be_visible()
    expect(member.get_by_text("pour une personne du groupe").first).to_be_visible()
    expect(member.get_by_text("pour Alix")).to_have_count(0)
    check(member)
