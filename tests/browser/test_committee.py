"""A member proposes a subject; two who sit choose it; everybody reads it, and nobody reads who."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.checks import assert_shown_well
from tests.courses.committee_kit import Sitting

INDEX, COMMITTEE = reverse("courses:subjects"), reverse("courses:committee")


def test_a_subject_is_proposed_then_chosen(people, home, window):
    sitting = Sitting(people)
    page = window(width=360, user=people.member)
    page.goto(INDEX)
    page.get_by_role("link", name="Proposer un sujet").click()
    page.get_by_label("Le sujet, en quelques mots").fill("Préparer une sortie")
    page.get_by_label("Ce que l’on voudrait savoir faire").fill("Avec peu d’argent.")
    assert_shown_well(page, 0)
    page.get_by_role("button", name="Proposer ce sujet").click()
    expect(page.get_by_text("Le comité lira votre sujet.")).to_be_visible()
    for turn, person in enumerate((sitting.alice, sitting.bruno)):
        reader = window(width=360 if turn else 1280, scheme="dark" if turn else "light", user=person)
        reader.goto(COMMITTEE)
        assert_shown_well(reader, turn)
        reader.get_by_role("link", name="Préparer une sortie").click()
        assert_shown_well(reader, turn)
        reader.get_by_text("Oui, je le retiens").click()
        reader.get_by_role("button", name="Dire ce que je pense").click()
    expect(reader.get_by_text("Le comité a choisi ce sujet.")).to_be_visible()
    page.goto(INDEX)
    expect(page.get_by_text("Choisi", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Retirer")).to_have_count(0)
    assert_shown_well(page, 1)
