"""« Demander aux autres groupes » on a phone: ask, be read, be answered, say what helped, begin a sheet."""

import pytest
from playwright.sync_api import Page, expect

from content.models import ColleagueAnswer, ColleagueQuestion
from tests.browser.checks import assert_accessible, assert_fits
from tests.people import People
from tests.practices.colleagues import publish
from tests.practices.factories import build_exchange, make_practice

SITUATION = "Deux personnes veulent la même clé."
ANSWER = "Un cahier où chaque prêt se note."


def _check(page: Page, javascript: bool) -> None:
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def _ask(page: Page, javascript: bool) -> None:
    page.goto("/pratiques/?q=zzyzx")
    page.get_by_role("link", name="Demander aux autres groupes").first.click()
    _check(page, javascript)
    page.get_by_label("La situation").fill(SITUATION)
    page.get_by_role("button", name="Envoyer ma question").click()
    expect(page.get_by_text("Peut-être déjà écrit")).to_be_visible()
    _check(page, javascript)
    page.get_by_role("button", name="Envoyer comme ça").click()
    expect(page.get_by_text("est partie en relecture")).to_be_visible()
    _check(page, javascript)


def _answer(page: Page, javascript: bool) -> None:
    page.goto("/pratiques/")
    page.get_by_role("link", name="Demander aux autres groupes").click()
    page.get_by_role("button", name="J’accepte de lire").click()
    _check(page, javascript)
    page.get_by_role("link", name="Deux personnes").click()
    _check(page, javascript)
    page.get_by_role("link", name="Répondre").click()
    _check(page, javascript)
    page.get_by_label("Ce qui a aidé chez vous").fill(ANSWER)
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_text("Votre réponse est partie")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_another_group_answers_becomes_a_sheet(transactional_db, window, javascript):
    people = People()
    make_practice(build_exchange(), title="Deux personnes, une clé du local", slug="cle")
    asker, answerer = (
        window(width=320, javascript=javascript, user=user) for user in (people.member, people.other_member)
    )
    _ask(asker, javascript)
    publish("question", ColleagueQuestion.objects.get())
    _answer(answerer, javascript)
    publish("reponse", ColleagueAnswer.objects.get())
    asker.goto("/pratiques/autres-groupes/")
    _check(asker, javascript)
    asker.get_by_role("link", name="Deux personnes").click()
    expect(asker.get_by_text(ANSWER)).to_be_visible()
    asker.get_by_role("button", name="Celle-ci m’a été utile").click()
    expect(asker.get_by_text("A aidé", exact=True)).to_be_visible()
    _check(asker, javascript)
    answerer.goto("/pratiques/autres-groupes/")
    _check(answerer, javascript)
    answerer.get_by_role("button", name="En faire une fiche").click()
    expect(answerer.get_by_role("heading", level=1)).to_be_visible()
    assert answerer.url.endswith("/pratiques/proposer/")
