"""Sheets being written, sent and read, for the tests of proposing and of moderation."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from content.admin.roles import MODERATORS
from content.models import PracticePage, ReviewCase
from content.practices.sheets import actions, drafts
from tests.people import mark_second_factor, person

STEPS: dict[int, dict[str, Any]] = {
    1: {"title": "Deux trousseaux de clés", "situation": "Une seule personne avait les clés.", "audience": "everyone"},
    2: {"what_we_did": "Nous avons fait deux trousseaux."},
    3: {"what_helped": "Un cahier à l’entrée.", "limits": "Pas les jours de marché."},
    4: {"credit": "none"},
}
WORDS = {name: value for step in STEPS.values() for name, value in step.items()}


def send_sheet(user: User, **changed: Any) -> PracticePage:
    """A sheet that `user` has just sent; `changed`: what is not as in WORDS."""
    drafts.keep(user, None, **{**WORDS, **changed})
    sheet = actions.send(user, None)
    return PracticePage.objects.get(pk=sheet.pk)


def send_rights_sheet(user: User) -> PracticePage:
    """A sheet that two people must read."""
    return send_sheet(user, title="Déclarer un changement", audience="rights", about_rights=True)


def case_of(sheet: PracticePage) -> ReviewCase:
    """The latest case about a sheet."""
    return ReviewCase.objects.filter(practice=sheet).latest("pk")


def acts_of(sheet: PracticePage) -> list[str]:
    """The history of a sheet."""
    return [step.act for case in sheet.cases.order_by("pk") for step in case.steps.all()]


def moderator(name: str) -> User:
    """One more moderator; the roles exist already."""
    user = person(name)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def in_the_admin(user: User) -> Client:
    """The browser of somebody who gave their second factor."""
    client = Client()
    client.force_login(user)
    mark_second_factor(client)
    return client


def desk(client: Client, sheet: PracticePage, act: str, **data: Any):
    """What a moderator sends from the desk about a sheet, having opened its case."""
    case = case_of(sheet)
    shown = client.get(reverse("moderation:case", args=[case.pk]))
    data = {"text": shown.context["text"], **data}
    return client.post(reverse("moderation:act", args=[case.pk, act]), data)


def is_live(sheet: PracticePage) -> bool:
    """Whether the sheet is on the site."""
    return PracticePage.objects.filter(pk=sheet.pk, live=True).exists()
