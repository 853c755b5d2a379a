"""Two people confirm a skill: one device passed, a QR between two, at a distance inside a mandate, and a reader.

« Je t’ai vu faire » the same ways: to somebody who may be found, by a code shown, on one device.
"""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import Membership
from passport.models import Confirmation, Face
from passport.peer_offers import rules as peer_offers
from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look
from tests.passport.factories import code_of, make_confirmation, make_line, make_share, make_skill, token_of

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
SENTENCE = "Le jardin a donné tout l’été."


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def check(page: Page, *, javascript: bool) -> None:
    """Check a screen as every screen, when scripts run: the checker itself needs them."""
    if javascript:
        assert_accessible(page)
        assert_fits(page)


@pytest.fixture
def entry(people):
    return make_line(people.member, make_skill("Jardiner"))


def begin_asking(page: Page, entry, way: str) -> None:
    """Go from the passport to the entry, then choose how to ask."""
    page.goto("/passeport/")
    page.get_by_role("link", name="Jardiner", exact=True).click()
    page.get_by_role("link", name="Demander une confirmation").click()
    page.get_by_label(way).check()


def write(page: Page, *, javascript: bool, as_whom: str = "") -> None:
    """Tick one indicator, write one sentence, press the button."""
    expect(page.get_by_role("heading", name="Membre vous demande une confirmation")).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_label("Je prépare le matériel").check()
    page.get_by_label("Oui, j’étais là").check()
    if as_whom:
        page.get_by_label(as_whom).check()
    press(page, "Je l’ai vu, je confirme")
    expect(page.get_by_role("heading", name="Il reste quelque chose à corriger")).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_label("En une phrase").fill(SENTENCE)
    press(page, "Je l’ai vu, je confirme")


def keep(page: Page, *, javascript: bool) -> None:
    """Read it as the holder, then put it in the passport."""
    page.goto("/passeport/confirmations/")
    check(page, javascript=javascript)
    page.get_by_role("link", name="Lire la confirmation : Jardiner").click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    check(page, javascript=javascript)
    press(page, "La mettre dans mon passeport")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    check(page, javascript=javascript)


def enter_with_card(page: Page, words: str) -> None:
    """Sign in with the card from its page, or from one press before it."""
    if not page.get_by_role("heading", name="Entrer avec ma carte").is_visible():
        page.get_by_role("link", name="Entrer avec ma carte").click()
    page.get_by_label("Les quatre mots de la carte").fill(words)
    press(page, "Continuer")
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Entrer")


@JAVASCRIPT
def test_a_skill_is_confirmed_by_a_peer_on_the_same_device(people, home, window, entry, javascript):
    peer, holder = card_of(people.other_member).words, card_of(people.member).words
    page = window(width=320, javascript=javascript, user=people.member)
    begin_asking(page, entry, "Nous sommes ensemble : je passe l’appareil")
    check(page, javascript=javascript)
    press(page, "Continuer")
    expect(page.get_by_text("Donnez l’appareil à la personne.")).to_be_visible()
    enter_with_card(page, peer)
    write(page, javascript=javascript)
    expect(page.get_by_role("heading", name="Merci. Rendez l’appareil.")).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_role("main").get_by_role("link", name="Entrer").click()
    enter_with_card(page, holder)
    expect(page.get_by_role("heading", name="Mes confirmations")).to_be_visible()
    keep(page, javascript=javascript)
    expect(page.get_by_text("confirmée par un pair").first).to_be_visible()


def decode(page: Page) -> str:
    """Return the address that a phone's camera reads on the screen."""
    picture = Image.open(io.BytesIO(page.locator(".qr-code svg").screenshot())).convert("L")
    return zxingcpp.read_barcode(picture).text


@JAVASCRIPT
def test_a_peer_confirms_by_qr_on_another_device(people, home, window, entry, javascript, settings, live_server):
    settings.ORIGIN = live_server.url
    shown, read = window(width=360, javascript=javascript, user=people.member), window(width=320, javascript=javascript)
    begin_asking(shown, entry, "Nous sommes ensemble : je montre un carré à scanner")
    press(shown, "Continuer")
    check(shown, javascript=javascript)
    read.goto(decode(shown))
    enter_with_card(read, card_of(people.other_member).words)
    write(read, javascript=javascript)
    expect(read.get_by_role("heading", name="Ce que j’ai écrit pour d’autres")).to_be_visible()
    check(read, javascript=javascript)
    keep(shown, javascript=javascript)


def test_a_board_member_confirms_at_a_distance_for_the_association_then_withdraws(people, home, window, entry):
    elected = people.board_member
    Membership.objects.filter(user=elected).update(findable=True)
    holder, board = window(user=people.member), window(width=320, scheme="dark", user=elected)
    begin_asking(holder, entry, "À distance : je demande à une personne de mon groupe")
    holder.get_by_label("Bureau").check()
    check(holder, javascript=True)
    press(holder, "Continuer")
    expect(holder.get_by_text("Demandée à Bureau. Pas de réponse pour l’instant.")).to_be_visible()
    board.goto("/")
    check(board, javascript=True)
    board.get_by_role("link", name="Demandes à lire").click()
    check(board, javascript=True)
    board.get_by_role("link", name="vous demande une confirmation").click()
    write(board, javascript=True, as_whom="Au nom de l’association, dans mon mandat")
    expect(board.get_by_text(SENTENCE)).to_be_visible()
    keep(holder, javascript=True)

    share = make_share(people.member, [entry])
    reader = window(width=360)
    reader.goto(f"/p/{token_of(share)}")
    press(reader, "Afficher le passeport")
    reader.get_by_label("Les 6 chiffres").fill(code_of(share))
    press(reader, "Lire le passeport")
    expect(reader.get_by_text("confirmée par une association")).to_be_visible()
    expect(reader.get_by_text(SENTENCE)).to_be_visible()
    check(reader, javascript=True)
    press(board, "Reprendre mes mots sur Jardiner, pour Membre")
    reader.reload()
    expect(reader.get_by_text("déclarée par la personne")).to_be_visible()
    expect(reader.get_by_text(SENTENCE)).not_to_be_visible()


@JAVASCRIPT
def test_je_t_ai_vu_faire_is_said_then_kept(people, home, window, javascript):
    make_skill("Jardiner")
    people.board_member  # noqa: B018 - makes the person
    Membership.objects.filter(user=people.member).update(findable=True)
    peer, receiver = (
        window(width=320, javascript=javascript, user=each) for each in (people.board_member, people.member)
    )
    peer.goto("/passeport/vu-faire/?q=jardiner")
    check(peer, javascript=javascript)
    peer.get_by_role("link", name="Jardiner", exact=True).click()
    check(peer, javascript=javascript)
    peer.get_by_label("Membre").check()
    peer.get_by_label("Cette personne sait le faire").check()
    peer.get_by_label("En une phrase").fill(SENTENCE)
    press(peer, "Le lui dire")
    expect(peer.get_by_text("Vous n’en saurez rien.")).to_be_visible()
    receiver.goto("/")
    receiver.get_by_role("link", name="vous a vu faire").click()
    expect(receiver.get_by_text(SENTENCE)).to_be_visible()
    check(receiver, javascript=javascript)
    receiver.get_by_label("Sans aide").check()
    press(receiver, "Garder ma réponse")
    expect(receiver.get_by_text("confirmée par un pair")).to_be_visible()


def say_it(page: Page, *, javascript: bool) -> None:
    """Choose the skill, then write one sentence after forgetting it once."""
    expect(page.get_by_role("heading", name="Qu’avez-vous vu faire à Membre")).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_label("Chercher").fill("jardiner")
    press(page, "Chercher")
    page.get_by_role("link", name="Jardiner").click()
    check(page, javascript=javascript)
    page.get_by_label("Cette personne sait le faire").check()
    press(page, "Le lui dire")
    expect(page.get_by_role("heading", name="Il reste quelque chose à corriger")).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_label("En une phrase").fill(SENTENCE)
    press(page, "Le lui dire")


def take_it(page: Page, *, javascript: bool) -> None:
    """Read it as the person who was seen, then keep it."""
    page.goto("/passeport/propositions/")
    page.get_by_role("link", name="Choisir").first.click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_label("Sans aide").check()
    press(page, "Garder ma réponse")
    expect(page.get_by_text("confirmée par un pair")).to_be_visible()


@JAVASCRIPT
@pytest.mark.parametrize("by_words", [False, True], ids=["qr", "words"])
def test_a_peer_who_cannot_find_the_member_uses_the_code_they_show(
    people, home, window, javascript, by_words, settings, live_server
):
    settings.ORIGIN = live_server.url
    make_skill("Jardiner")
    shown, read = window(width=360, javascript=javascript, user=people.member), window(width=320, javascript=javascript)
    shown.goto("/passeport/")
    shown.get_by_role("link", name="Montrer mon carré").click()
    check(shown, javascript=javascript)
    press(shown, "Montrer mon carré")
    expect(shown.get_by_role("heading", name="Montrez ce carré")).to_be_visible()
    check(shown, javascript=javascript)
    read.goto("/passeport/offre/mots/" if by_words else decode(shown))
    enter_with_card(read, card_of(people.other_member).words)
    if by_words:
        check(read, javascript=javascript)
        read.get_by_label("Les quatre mots que la personne vous montre").fill(
            shown.locator(".spoken-words").inner_text()
        )
        press(read, "Continuer")
    say_it(read, javascript=javascript)
    expect(read.get_by_text("Vous n’en saurez rien.")).to_be_visible()
    take_it(shown, javascript=javascript)


@JAVASCRIPT
def test_je_t_ai_vu_faire_is_said_on_the_same_device(people, home, window, javascript):
    make_skill("Jardiner")
    peer, holder = card_of(people.other_member).words, card_of(people.member).words
    page = window(width=320, javascript=javascript, user=people.member)
    page.goto("/passeport/offre/")
    press(page, "Passer l’appareil")
    expect(page.get_by_text("Donnez l’appareil à la personne.")).to_be_visible()
    enter_with_card(page, peer)
    say_it(page, javascript=javascript)
    expect(page.get_by_role("heading", name="Merci. Rendez l’appareil.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Entrer").click()
    enter_with_card(page, holder)
    take_it(page, javascript=javascript)


def test_every_screen_of_confirmations_is_accessible_in_every_look(people, home, window, entry):
    people.board_member  # noqa: B018 - makes the person
    Membership.objects.update(findable=True)
    written = make_confirmation(entry, people.facilitator, state=Confirmation.State.WRITTEN)
    make_confirmation(entry, people.board_member, capacity="association")
    make_confirmation(entry, people.editor, state=Confirmation.State.SET_ASIDE)
    peer_offers.offer(people.member, people.board_member, make_skill(), Face.GAINED, SENTENCE)
    peer_offers.show(people.member)
    shown = peer_offers.show(people.other_member)
    page = window(user=people.member)
    for path in (
        "/passeport/",
        entry.get_absolute_url(),
        f"{entry.get_absolute_url()}confirmation/",
        "/passeport/confirmations/",
        f"/passeport/confirmations/{written.pk}/",
        "/passeport/confirmations/donnees/",
        "/passeport/confirmations/appareil/",
        "/passeport/offre/",
        "/passeport/offre/mots/",
        f"/passeport/offre/{shown.token}/",
        f"/passeport/offre/{shown.token}/{entry.skill.slug}/",
    ):
        page.goto(path)
        assert_well_in_every_look(page)
