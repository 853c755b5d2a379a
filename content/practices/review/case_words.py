"""The words and the buttons of the screen of a case: its template only lays them out."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.urls import reverse

from accounts.models import User
from content.models import PracticeMessage, PracticePage, ReviewCase
from content.publishing import set_hours
from lib.days import day_words
from lib.text import NBSP

TRIED = f"«{NBSP}J’ai essayé{NBSP}»"
NONE_READ = "Personne n’a encore lu ce texte."
ONE_READ = f"Une personne a lu ce texte{NBSP}: il en manque une autre."
BOTH_READ = "Deux personnes ont lu ce texte."


@dataclasses.dataclass(frozen=True)
class Link:
    """A link under the text."""

    url: str
    words: str


@dataclasses.dataclass(frozen=True)
class CaseAct:
    """An action offered to the moderator; without a `form`, its button does it at once.

    `title` opens the form, `button` is the text of the button, `url` where it is sent; `sends_text` says whether the
    fingerprint of the text that was read goes with it.
    """

    url: str
    button: str
    title: str = ""
    form: BaseForm | None = None
    sends_text: bool = False


def case_words(found: dict[str, Any], user: User) -> dict[str, Any]:
    """Return the words and the acts of the screen for `user`, made from the context `found` of the view."""
    case, sheet = found["case"], found.get("latest")
    return {
        "heading": sheet.title if sheet else f"{TRIED}, sous «{NBSP}{case.tried.practice.title}{NBSP}»",
        "standing": _standing(case, user),
        "comes": _comes(case),
        "two_readers": _two_readers(found) if sheet else "",
        "said_by": _said_by(sheet, found["author"]) if sheet else "",
        "around": list(_around(sheet)) if sheet else [],
        "links": list(_links(case.practice)) if case.practice else [],
        "another_reads": found.get("left", 0) > 1,
        "acts": [] if case.closed_at else list(_acts(case, found["forms"])),
        "messages_between": [(_sender(each), each) for each in found.get("conversation", ())],
    }


def _standing(case: ReviewCase, user: User) -> str:
    """Return since when it waits and who holds it, or when it ended."""
    if case.closed_at:
        return f"Terminé {day_words(case.closed_at)}."
    days = case.days_waiting
    since = f"{days}{NBSP}jours" if days > 1 else day_words(case.opened_at)
    return f"Attend depuis {since}. {_held_by(case, user)}"


def _comes(case: ReviewCase) -> str:
    """Return when a text of this sheet comes to the site, and what ends that; "" when no hour is set."""
    hour = set_hours.of(case.practice) if case.practice else None
    return f"{set_hours.said(hour)}. Une remarque, un refus ou un nouvel envoi annule cette heure." if hour else ""


def _held_by(case: ReviewCase, user: User) -> str:
    if case.held_by is None:
        return "Personne ne s’en occupe encore."
    return "Vous vous en occupez." if case.held_by == user else f"{case.held_by} s’en occupe."


def _two_readers(found: dict[str, Any]) -> str:
    """Return who has read a sheet about rights; nothing for another sheet, or once it is over."""
    if found["case"].closed_at or not found["needs_two"]:
        return ""
    return {0: BOTH_READ, 1: ONE_READ}.get(found["left"], NONE_READ)


def _said_by(sheet: PracticePage, author: User | None) -> str:
    signed = f"Signé «{NBSP}{sheet.signatures}{NBSP}»." if sheet.signatures else "Sans signature."
    second = getattr(sheet, "second_writer", None)
    by_two, unread = "", ""
    if second and second.is_present:
        by_two = f", à deux avec {second.user}"
        due = second.signature_due(sheet)
        later = f" Après l’avoir relu, sa signature sera «{NBSP}{due}{NBSP}»." if due else ""
        changed = f" {second.user} n’a pas signé ce texte, qui a changé depuis.{later}"
        unread = "" if second.has_signed(sheet) else changed
    proposed = f" Proposé par {author}{by_two}.{unread}" if author else unread
    return f"Pour{NBSP}: {sheet.get_audience_display()}. {signed}{proposed}"


def _around(sheet: PracticePage) -> Iterator[str]:
    """Yield what readers, or search engines, get with the text of a sheet: whoever publishes has read it too."""
    yield f"Adresse{NBSP}: {sheet.address}"
    skills = [str(skill) for skill in sheet.skills.all()]
    if skills:
        yield f"Compétences{NBSP}: {', '.join(skills)}"
    for source in sheet.cited():
        yield f"Source{NBSP}: {source['title']} {source['url']}".strip()
    for said in (sheet.seo_title, sheet.search_description):
        if said:
            yield f"Pour les moteurs de recherche{NBSP}: {said}"


def _links(sheet: PracticePage) -> Iterator[Link]:
    edit = Link(reverse("wagtailadmin_pages:edit", args=[sheet.pk]), "Corriger dans l’éditeur")
    if not sheet.live:
        yield edit
        return
    yield Link(sheet.address, "Voir la fiche publiée")
    yield edit
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[sheet.pk, "live", "latest"])
    yield Link(compare, "Comparer avec la version publiée")


def _acts(case: ReviewCase, forms: dict[str, BaseForm]) -> Iterator[CaseAct]:
    if case.practice_id:
        url, title = _address(case, "remarque"), "Demander un changement"
        yield CaseAct(url, "Envoyer la remarque", title, forms["remark"])
    yield CaseAct(_address(case, "refuser"), "Ne pas publier", "Ne pas publier", forms["refuse"], sends_text=True)
    if not case.held_by:
        yield CaseAct(_address(case, "prendre"), "Je m’en occupe")
    yield CaseAct(_address(case, "passer"), "Passer", "Passer à une autre personne", forms["hand_over"])


def _address(case: ReviewCase, name: str) -> str:
    return reverse("moderation:act", args=[case.pk, name])


def _sender(message: PracticeMessage) -> str:
    return "La personne qui a écrit" if message.from_author else str(message.sender or "La modération")
