"""A question without a name: one peer advocate answers, another reviews, the asker finds it with its code alone."""

import pytest
from playwright.sync_api import Page, expect

from content.models import PracticePage
from tests.browser.checks import assert_accessible, assert_fits
from tests.practices.factories import build_exchange
from tests.practices.peer_advocates import make_peer_advocate

ANSWER = {
    "Titre": "Répondre à une lettre avant une date",
    "La question": "Une lettre demande une réponse.",
    "La réponse": "On note la date. On appelle un point-justice.",
    "Ce qui aide": "Le faire à deux.",
}


def _check(page: Page, javascript: bool) -> None:
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def _ask(page: Page, javascript: bool) -> str:
    page.goto("/pratiques/question/")
    expect(page.get_by_text("3114")).to_be_visible()
    _check(page, javascript)
    page.get_by_role("button", name="Envoyer ma question").click()
    expect(page.get_by_role("link", name="Écrivez votre question")).to_be_visible()
    _check(page, javascript)
    page.get_by_label("Votre question").fill("Combien de jours a-t-on pour répondre ?")
    page.get_by_role("button", name="Envoyer ma question").click()
    expect(page.get_by_role("heading", name="Votre question est partie")).to_be_visible()
    _check(page, javascript)
    assert page.context.cookies() == []
    return page.locator("#code").inner_text()


def _find(page: Page, code: str) -> None:
    page.goto("/pratiques/question/retrouver/")
    page.get_by_label("Les quatre mots de votre question").fill(code.upper())
    page.get_by_role("button", name="Chercher la réponse").click()


def _write(page: Page, javascript: bool) -> None:
    page.goto("/")
    page.get_by_role("link", name="Une question attend").click()
    _check(page, javascript)
    page.get_by_role("link", name="Combien de jours").click()
    _check(page, javascript)
    page.get_by_role("button", name="J’écris la réponse").click()
    _check(page, javascript)
    for label, words in ANSWER.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Un mot pour la personne").fill("Bon courage.")
    page.get_by_role("button", name="Envoyer à la relecture").click()
    expect(page.get_by_text("La réponse attend une deuxième personne.")).to_be_visible()


def _read(page: Page, javascript: bool) -> None:
    page.goto("/pratiques/questions/")
    page.get_by_role("link", name="Combien de jours").click()
    page.get_by_role("link", name="Relire la réponse").click()
    expect(page.get_by_text("On note la date.")).to_be_visible()
    _check(page, javascript)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("link", name="Cochez cette case")).to_be_visible()
    page.get_by_label("Rien ne permet de reconnaître quelqu’un.").check()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("est publiée. La personne la trouvera avec les mots de sa question.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_question_answered_by_two_peer_advocates_is_found_with_its_code(transactional_db, window, javascript):
    build_exchange()
    first, second = make_peer_advocate("Alix"), make_peer_advocate("Dominique")
    visitor = window(width=320, javascript=javascript)
    code = _ask(visitor, javascript)
    _find(visitor, code)
    expect(visitor.get_by_role("heading", name="Votre question est bien arrivée")).to_be_visible()
    _check(visitor, javascript)

    _write(window(width=320, javascript=javascript, user=first), javascript)
    _read(window(width=320, javascript=javascript, user=second), javascript)

    _find(visitor, "lune lune lune lune")
    expect(visitor.get_by_role("link", name="Nous ne trouvons rien")).to_be_visible()
    _find(visitor, code)
    expect(visitor.get_by_text("Bon courage.")).to_be_visible()
    _check(visitor, javascript)
    visitor.get_by_role("link", name="Lire «").click()
    expect(visitor.get_by_role("heading", name=ANSWER["Titre"])).to_be_visible()
    expect(visitor.get_by_text("des pair-advocates").first).to_be_visible()
    assert PracticePage.objects.get().live
