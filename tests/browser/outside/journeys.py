"""Journeys of people when a part of the site goes: each comes to its last press, and knows what the site must keep."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import ClassVar

from playwright.sync_api import Page, Response, expect

from tests.browser.outside.site import Site, until

MAIL_WITHIN = 30.0  # seconds, on a busy machine


class Journey:
    """One person on the way to one press.

    `statement` begins what the database is told to keep.
    """

    is_neutral: ClassVar[bool] = False
    button: ClassVar[str]
    statement: ClassVar[str]

    def __init__(self, site: Site, open_window: Callable[..., Page]) -> None:
        self.site = site
        self.member = site.world["members"].pop()
        self.page = self.window(open_window)

    def window(self, open_window: Callable[..., Page]) -> Page:
        """Open a phone for the member."""
        return open_window(width=360, session=self.member["cookie"])

    def come(self) -> None:
        """Do everything before the press."""
        raise NotImplementedError

    def press(self) -> Response:
        """Send; return the page that answers."""
        return self.arrive(lambda: self.page.get_by_role("button", name=self.button, exact=True).click())

    def arrive(self, act: Callable[[], None]) -> Response:
        """Return the answer to an act that leads to another page."""
        with self.page.expect_navigation() as arrived:
            act()
        return arrived.value

    def expect_done(self) -> None:
        """Assert that the page says it is kept."""
        raise NotImplementedError

    def kept(self) -> int:
        """Return how many times it is kept."""
        raise NotImplementedError


class MarksALesson(Journey):
    button = "J’ai fini cette leçon"
    statement = 'INSERT INTO "courses_lessondone"'

    def come(self) -> None:
        self.page.goto(self.site.world["modules"][0]["lesson"])

    def expect_done(self) -> None:
        expect(self.page.get_by_text("Leçon 2 sur 2").first).to_be_visible()

    def kept(self) -> int:
        return self.site.ask(
            "SELECT count(*) FROM courses_lessondone WHERE user_id = %s AND done_at IS NOT NULL",
            self.member["pk"],
        )


class AddsALine(Journey):
    button = "Mettre dans mon passeport"
    statement = 'INSERT INTO "passport_entry"'
    title = "Réparer un vélo"

    def come(self) -> None:
        self.page.goto("/passeport/ajouter/")
        self.page.get_by_role("link", name=re.compile("propre titre")).click()
        self.page.get_by_label("Le nom de votre compétence").fill(self.title)
        self.page.get_by_label("J’ai appris").check()
        self.page.get_by_label("Sans aide").check()
        self.page.get_by_label("Avec vos mots").fill("Je change une roue.")

    def expect_done(self) -> None:
        self.page.goto("/passeport/")
        expect(self.page.get_by_role("link", name=self.title, exact=True)).to_have_count(1)

    def kept(self) -> int:
        return self.site.ask(
            "SELECT count(*) FROM passport_entry WHERE member_id = %s AND own_title = %s AND own_words = %s",
            self.member["pk"], self.title, "Je change une roue.",
        )  # fmt: skip


class OpensAShare(Journey):
    button = "Ouvrir le partage"
    statement = 'INSERT INTO "passport_share"'
    place = "La cantine"

    def come(self) -> None:
        self.page.goto("/passeport/partages/nouveau/")
        self.page.get_by_label("Quelqu’un d’autre", exact=True).check()
        self.page.get_by_label("Le nom de cette personne ou de ce lieu").fill(self.place)
        self.go_on()
        self.page.get_by_label(re.compile("Tenir un stand")).check()
        self.page.get_by_label("Le nom que l’on verra").fill("Prénom choisi")
        self.go_on()
        self.page.get_by_label(re.compile("J’envoie un lien")).check()
        self.go_on()

    def go_on(self) -> None:
        """Go to the next step."""
        self.arrive(lambda: self.page.get_by_role("button", name="Continuer", exact=True).click())

    def expect_done(self) -> None:
        expect(self.page.locator(".spoken-code")).to_be_visible()

    def kept(self) -> int:
        return self.site.ask(
            "SELECT count(*) FROM passport_share WHERE member_id = %s AND recipient_label = %s",
            self.member["pk"], self.place,
        )  # fmt: skip


class AnswersAMember(Journey):
    """The reader of a share, on a phone of their own."""

    is_neutral = True
    button = "Envoyer ma réponse"
    statement = 'INSERT INTO "passport_reply"'
    words = "Venez voir l’atelier cuisine."

    def window(self, open_window: Callable[..., Page]) -> Page:
        return open_window(width=360)

    def come(self) -> None:
        self.page.goto(self.member["share"])
        self.page.get_by_role("button", name="Afficher le passeport").click()
        self.page.get_by_label(re.compile("6 chiffres")).first.fill(self.member["code"])
        self.page.get_by_role("button", name="Lire le passeport").click()
        self.page.get_by_label("Votre nom", exact=True).fill("Une personne de la cantine")
        self.page.get_by_label("Votre message").fill(self.words)

    def expect_done(self) -> None:
        expect(self.page.get_by_text("Votre message est envoyé")).to_be_visible()

    def kept(self) -> int:
        return self.site.ask(
            "SELECT count(*) FROM passport_reply r JOIN passport_share s ON s.id = r.share_id "
            "WHERE s.member_id = %s AND r.text = %s",
            self.member["pk"], self.words,
        )  # fmt: skip


class SendsForReview(Journey):
    """An editor, in the admin."""

    statement = 'INSERT INTO "wagtailcore_workflowstate"'

    def window(self, open_window: Callable[..., Page]) -> Page:
        return open_window(session=self.site.world["editor"]["cookie"])

    def come(self) -> None:
        self.module = self.site.world["modules"].pop()
        self.told_before = len(self.letters())
        self.page.goto(f"/admin/pages/{self.module['pk']}/edit/")
        self.page.locator("#id_title").fill(f"{self.module['title']}, relue")
        self.page.get_by_role("button", name="Plus d'actions").last.click()

    def press(self) -> Response:
        return self.arrive(self.page.get_by_role("button", name="Soumettre à Relecture").click)

    def expect_done(self) -> None:
        """Assert that moderators have it (it is then locked for its editor) and were told once."""
        expect(self.page.get_by_role("status").filter(has_text=re.compile("soumis|verrouillée"))).to_be_visible()
        until(self.told, MAIL_WITHIN)

    def told(self) -> bool:
        """Return whether the moderator received the one mail about it, which names no page."""
        letters = self.letters()[self.told_before :]
        assert len(letters) <= 1
        assert all(self.module["title"] not in f"{letter['Subject']} {letter.get_content()}" for letter in letters)
        return len(letters) == 1

    def letters(self) -> list[EmailMessage]:
        """Return what the moderator received."""
        return self.site.letters.to(self.site.world["moderator"]["email"])

    def kept(self) -> int:
        return self.site.ask(
            "SELECT count(*) FROM wagtailcore_workflowstate WHERE object_id = %s AND status = 'in_progress'",
            str(self.module["pk"]),
        )


JOURNEYS = [SendsForReview, MarksALesson, AddsALine, OpensAShare, AnswersAMember]
