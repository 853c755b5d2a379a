"""Every way to sign in: pictures by keyboard, rescue words, a mailed code, a passkey, codes on paper."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from accounts.sign_in import own_email
from lib.allauth_internals import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from tests.accounts.kit import CODE, PASSWORD, PICTURES, card_of, sent_code, with_password
from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look

WORDS = {"chat": "Chat", "lune": "Lune", "velo": "Vélo", "pomme": "Pomme"}
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = pytest.mark.usefixtures("home")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def check(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def show_card(page: Page, words: str) -> None:
    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(words)
    press(page, "Continuer")


def arrive(page: Page) -> None:
    """Wait until Chromium has gone where the address leads: it does some time after the page is whole."""
    expect(page.locator(":focus")).to_have_count(1)


def press_pictures(page: Page) -> None:
    """Press pictures without a mouse: each page opens at the count, and from it Tab goes to the first picture."""
    for number, key in enumerate(PICTURES, start=1):
        expect(page.get_by_text(f"Image {number} sur 4")).to_be_visible()
        arrive(page)
        if number == 2:
            expect(page.locator("#images")).to_be_focused()
            page.keyboard.press("Tab")
            expect(page.get_by_role("button", name="Chat", exact=True)).to_be_focused()
        page.get_by_role("button", name=WORDS[key], exact=True).focus()
        page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_code_in_pictures_is_chosen_then_opens_by_keyboard(people, window, javascript):
    words = card_of(people.member, code=None).words
    page = window(width=320, javascript=javascript)
    show_card(page, words)
    page.get_by_role("link", name="Je préfère quatre images").click()
    if javascript:
        check(page)
    page.get_by_label("À moi seulement").check()
    press_pictures(page)
    expect(page.get_by_role("heading", name="Les mêmes images, une deuxième fois")).to_be_visible()
    if javascript:
        check(page)
    press_pictures(page)
    expect(page.get_by_text("Bienvenue. Votre code est gardé.")).to_be_visible()
    if javascript:
        check(page)
    page.goto("/compte/")
    press(page, "Sortir")

    show_card(page, words)
    expect(page.get_by_text("Image 1 sur 4")).to_be_visible()
    press(page, "Soleil")
    press(page, "Effacer la dernière")
    if javascript:
        check(page)
    press_pictures(page)
    expect(page.get_by_text(people.member.display_name).first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_an_error_about_pictures_is_read_beside_them(people, window, javascript):
    page = window(width=360, javascript=javascript)
    show_card(page, card_of(people.member, code=None).words)
    page.get_by_role("link", name="Je préfère quatre images").click()
    for _ in range(4):
        press(page, "Chat")
    expect(page.get_by_text("Ces images sont trop faciles à deviner")).to_be_in_viewport()
    press_pictures(page)
    expect(page.get_by_role("heading", name="Les mêmes images, une deuxième fois")).to_be_in_viewport()
    for name in ("Chat", "Lune", "Vélo", "Tasse"):
        press(page, name)
    expect(page.get_by_text("Les deux fois, les images étaient différentes")).to_be_in_viewport()


def test_a_member_who_forgot_the_code_comes_back_with_six_words(people, window):
    held = card_of(people.member)
    page = window(width=320, scheme="dark", javascript=False)
    show_card(page, held.words)
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Entrer")
    page.goto("/compte/")
    page.get_by_role("link", name="Préparer mes mots de secours").click()
    press(page, "Préparer mes mots de secours")
    words = page.locator(".paper-words").inner_text()
    assert len(words.split()) == 6
    press(page, "J’ai rangé ma feuille")
    press(page, "Quitter")

    page = window(width=320)
    show_card(page, held.words)
    page.get_by_role("link", name="J’ai oublié mon code").click()
    check(page)
    page.get_by_label("Vos six mots").fill("abeille " * 6)
    press(page, "Continuer")
    expect(page.get_by_text("Ce ne sont pas les bons mots de secours").first).to_be_visible()
    page.get_by_label("Vos six mots").fill(f" {words.upper()} ")
    press(page, "Continuer")
    check(page)
    for field in page.locator("main input[type=password]").all():
        field.fill("735061")
    press(page, "Garder ce code et entrer")
    expect(page.get_by_text("Votre nouveau code est gardé")).to_be_visible()


def test_a_proved_e_mail_address_receives_a_sign_in_code(people, window):
    held = card_of(people.member)
    page = window(width=320)
    show_card(page, held.words)
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Entrer")
    page.goto("/compte/adresse-e-mail/")
    check(page)
    page.get_by_label("Votre adresse e-mail").fill("nour@exemple.org")
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Continuer")
    check(page)
    page.get_by_label("Le code reçu").fill(sent_code())
    press(page, "Garder cette adresse")
    expect(page.get_by_text("Votre adresse est gardée")).to_be_visible()
    check(page)

    page = window(width=320, javascript=False)
    page.goto("/compte/connexion/")
    page.get_by_role("link", name="Recevoir un code par e-mail").click()
    page.get_by_label("Votre adresse e-mail").fill("nour@exemple.org")
    press(page, "Recevoir un code")
    page.get_by_label("Le code reçu").fill(sent_code())
    press(page, "Entrer")
    expect(page.get_by_text(people.member.display_name).first).to_be_visible()


def test_the_pages_of_a_mailed_code_are_accessible(people, window):
    own_email.keep(people.member, "nour@exemple.org", proved=True)
    page = window()
    for where in ("/compte/connexion/", "/compte/connexion/e-mail/"):
        page.goto(where)
        assert_well_in_every_look(page)
    page.get_by_label("Votre adresse e-mail").fill("nour@exemple.org")
    press(page, "Recevoir un code")
    page.get_by_label("Le code reçu").fill("12")
    press(page, "Entrer")
    expect(page.get_by_text("Le code a six chiffres, ou douze.").first).to_be_visible()
    assert_well_in_every_look(page)


def with_a_phone(page: Page) -> Page:
    """Return the page of a phone that can recognise its owner."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return page


def test_a_phone_that_recognises_its_owner_signs_in(people, window, settings, live_server):
    settings.ORIGIN = live_server.url
    held = card_of(people.member)
    page = with_a_phone(window(width=320))
    show_card(page, held.words)
    page.get_by_label("À moi seulement").check()
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Entrer")
    page.goto("/compte/")
    page.get_by_text("Autres façons d’entrer").click()
    page.get_by_role("link", name="Faire reconnaître ce téléphone").click()
    check(page)
    page.get_by_role("link", name="Faire reconnaître cet appareil").click()
    check(page)
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Continuer")
    page.get_by_label(re.compile("Comment l’appelez-vous")).fill("Mon téléphone")
    check(page)
    press(page, "Faire reconnaître cet appareil")
    expect(page.get_by_role("heading", name="Mon téléphone")).to_be_visible()
    check(page)
    page.goto("/compte/")
    press(page, "Sortir")

    page.goto("/compte/connexion/?next=/passeport/")
    expect(page.get_by_role("heading", name="Ce téléphone me reconnaît")).to_be_visible()
    check(page)
    press(page, "Entrer d’un seul geste")
    expect(page.get_by_role("heading", name="Mon passeport", exact=True)).to_be_visible()
    page.goto("/compte/reconnus/")
    page.get_by_role("link", name="Retirer Mon téléphone").click()
    check(page)
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Continuer")
    press(page, "Retirer cet appareil")
    expect(page.get_by_text("Aucun appareil ne vous reconnaît")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["no such device", "plain"])
def test_a_device_without_passkeys_is_offered_none(window, javascript):
    page = window(javascript=javascript)
    page.goto("/compte/connexion/")
    expect(page.get_by_role("link", name="Entrer avec ma carte")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce téléphone me reconnaît")).to_be_hidden()


def test_a_code_on_paper_replaces_the_phone(window, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute of a code may end while it is typed
    user, secret = with_password(is_superuser=True), generate_totp_secret()
    TOTP.activate(user, secret)
    page = window(width=320, javascript=False)

    def come_in(code: str) -> None:
        page.goto("/compte/connexion/")
        page.get_by_label("Identifiant ou adresse e-mail").fill(user.username)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        press(page, "Entrer")
        page.get_by_label("Code de votre application").fill(code)
        press(page, "Entrer")

    come_in(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.goto("/compte/second-facteur/")
    page.get_by_role("link", name="Codes sur papier").click()
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    press(page, "Continuer")
    press(page, "Préparer ma feuille")
    code = page.locator(".paper-codes li").first.inner_text()
    page.goto("/compte/sortir/")
    press(page, "Sortir de mon compte")
    come_in(code)
    expect(page.get_by_text("Il en reste 9")).to_be_visible()


def test_the_pages_of_the_second_factor_are_accessible(window):
    user = with_password(is_superuser=True)
    TOTP.activate(user, generate_totp_secret())
    page = window(user=user)
    page.goto("/compte/second-facteur/")
    assert_well_in_every_look(page)
    page.get_by_role("link", name="Codes sur papier").click()
    assert_well_in_every_look(page)
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    press(page, "Continuer")
    assert_well_in_every_look(page)
    press(page, "Préparer ma feuille")
    assert_well_in_every_look(page)
