"""The main job, end to end: a card without e-mail, a module, its skills, a share by QR, an answer, the share stopped.

Steps 1, 2, 3, 6, 7 and 8 of the product's main job in one journey, on the real first content. The member holds a
phone; the partner another; the only thing that passes between them is the picture of the QR and six spoken digits.
"""

import io
import re

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from courses.models import ModulePage
from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.writing import publish_as_moderator, rename_module_as_editor

PHONE = 360
MODULE = "tresorerie-simple"


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def check_screen(page: Page) -> None:
    """Check a screen of the journey as every screen."""
    assert_accessible(page)
    assert_fits(page)


def enter_with_card(page: Page, words: str) -> None:
    """Sign in with four words, then choose six digits."""
    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(words)
    press(page, "Continuer")
    check_screen(page)
    page.get_by_label("Votre code secret").fill(CODE)
    press(page, "Entrer")
    expect(page.get_by_role("button", name="Quitter")).to_be_visible()


def learn_the_module(page: Page) -> None:
    """Read every lesson and answer every question, wrong first."""
    page.goto(f"/formations/{MODULE}/")
    check_screen(page)
    page.get_by_role("link", name="Commencer la première leçon").click()
    check_screen(page)
    lessons = ModulePage.objects.get(slug=MODULE).get_children().live().count()
    for number in range(1, lessons + 1):
        expect(page.get_by_text(re.compile(rf"Leçon {number} sur {lessons}")).first).to_be_visible()
        _try_each_question(page)
        press(page, "J’ai fini cette leçon")
    expect(page.get_by_role("heading", name="C’est fini")).to_be_visible()
    check_screen(page)


def _try_each_question(page: Page) -> None:
    """Answer each, then check the lesson with all that was answered: a question that is found has no form any more."""
    for address in [form.get_attribute("action") for form in page.locator("form[action*='reponse']").all()]:
        form = page.locator(f"form[action='{address}']")
        form.get_by_role("radio").first.check()
        form.get_by_role("button").first.click()
        expect(page.get_by_text(re.compile("^(Oui|Pas encore)")).first).to_be_visible()
    check_screen(page)


def keep_its_skills(page: Page) -> list[str]:
    """Answer for each skill, one a screen; return the two that are kept as done."""
    page.get_by_role("link", name="Voir ces compétences").click()
    kept = []
    for answer in ["Sans aide", "Avec de l’aide", *["Laisser de côté"] * 10]:
        check_screen(page)
        if page.get_by_role("link", name="Continuer").count():
            page.get_by_role("link", name="Continuer").click()
        if answer != "Laisser de côté":
            kept.append(page.locator("legend").inner_text())
        page.get_by_label(answer, exact=True).check()
        last = page.get_by_role("link", name="Décider plus tard").get_attribute("href") == "/passeport/"
        press(page, "Garder ma réponse")
        if last:
            break
    for title in kept:
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    check_screen(page)
    return kept


def open_a_share(page: Page, skills: list[str]) -> str:
    """Prepare a share: three decisions and a look at the result; return the six digits to say."""
    page.get_by_role("link", name="Ouvrir un partage").first.click()
    check_screen(page)
    page.get_by_text("Un autre lieu de l’annuaire").click()
    page.get_by_label(re.compile("Clubhouse Rouen")).check()
    press(page, "Continuer")
    for title in skills:
        page.get_by_label(re.compile(re.escape(title))).check()
    page.get_by_label("Le nom que l’on verra").fill("Prénom choisi")
    page.get_by_label(re.compile("Ce que je cherche")).fill("Découvrir un travail de bureau")
    check_screen(page)
    press(page, "Continuer")
    page.get_by_label(re.compile("J’envoie un lien")).check()
    check_screen(page)
    press(page, "Continuer")
    expect(page.get_by_text("La personne verra l’adresse du site.")).to_be_visible()
    check_screen(page)
    press(page, "Ouvrir le partage")
    check_screen(page)
    return re.sub(r"\D", "", page.locator(".spoken-code").inner_text())


def decode(picture: Locator) -> str:
    """Return the address that a phone's camera reads on the screen."""
    image = Image.open(io.BytesIO(picture.screenshot())).convert("L")
    small = image.resize((200, round(200 * image.height / image.width)))
    return zxingcpp.read_barcodes(small)[0].text


def read_as_partner(page: Page, address: str, code: str, skills: list[str]) -> None:
    """Read a share as its reader: open the address, press, type the code, read, answer."""
    page.goto(address)
    expect(page).to_have_title("Passeport de compétences")
    check_screen(page)
    page.get_by_label(re.compile("Votre nom ou votre organisme")).fill("Clubhouse")
    press(page, "Afficher le passeport")
    check_screen(page)
    page.get_by_label(re.compile("6 chiffres")).first.fill(code)
    press(page, "Lire le passeport")
    expect(page.get_by_role("heading", name="Prénom choisi")).to_be_visible()
    for title in skills:
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert "trésorerie simplement" not in page.content()
    assert not re.search(r"entrepairs|\bGEM\b", page.content(), re.IGNORECASE)
    check_screen(page)
    page.get_by_label("Votre nom", exact=True).fill("Une personne du Clubhouse")
    page.get_by_label("Votre message").fill("Venez voir l’atelier cuisine.")
    press(page, "Envoyer ma réponse")
    said = page.get_by_role("status").filter(has_text="Votre message est envoyé")
    expect(said).to_be_in_viewport()
    expect(said).to_be_focused()


def test_the_main_journey_from_the_editor_to_the_stopped_share(first_content, people, window, live_server, settings):
    settings.ORIGIN = live_server.url
    title = rename_module_as_editor(window(user=people.editor, second_factor=True), MODULE)
    publish_as_moderator(window(user=people.moderator, second_factor=True), title)

    holder, partner = window(width=PHONE), window(width=PHONE)
    enter_with_card(holder, card_of(people.member).words)
    holder.goto("/formations/")
    expect(holder.get_by_role("link", name=title, exact=True)).to_be_visible()
    learn_the_module(holder)
    skills = keep_its_skills(holder)
    code = open_a_share(holder, skills)
    share = holder.url.partition("#")[0]  # the form sends to the list of errors, and the address keeps it

    address = decode(holder.locator(".qr-code"))
    assert address.startswith(f"{live_server.url}/p/")
    read_as_partner(partner, address, code, skills)

    holder.goto(share)
    expect(holder.get_by_text("« Clubhouse »")).to_be_visible()
    expect(holder.get_by_text("Venez voir l’atelier cuisine.")).to_be_visible()
    check_screen(holder)
    press(holder, "Arrêter le partage")
    expect(holder.get_by_text("Vos compétences restent.").first).to_be_visible()

    partner.reload()
    expect(partner.get_by_text("Ce partage n’est pas disponible.")).to_be_visible()
    partner.goto(address)
    press(partner, "Afficher le passeport")
    expect(partner.get_by_text("Ce partage n’est pas disponible.")).to_be_visible()
    check_screen(partner)

    press(holder, "Quitter")
    expect(holder.get_by_text("Les fichiers téléchargés restent sur l’ordinateur.")).to_be_visible()
    holder.go_back()
    expect(holder.get_by_text("Venez voir l’atelier cuisine.")).to_have_count(0)
