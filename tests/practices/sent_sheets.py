"""Sheets that members send and moderators read, for the tests of writing and of review."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction

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
    """Send a sheet of `user`, written as in WORDS but for `changed`; return it."""
    drafts.keep(user, None, **{**WORDS, **changed})
    sheet = actions.send(user, None)
    return PracticePage.objects.get(pk=sheet.pk)


def send_rights_sheet(user: User) -> PracticePage:
    """Send a sheet that two people must read; return it."""
    return send_sheet(user, title="Déclarer un changement", audience="rights", about_rights=True)


def alias_of(sheet: PracticePage, user: User) -> PracticePage:
    """Make the alias of a sheet, as moderators could before the admin refused it."""
    return CreatePageAliasAction(sheet, update_slug="alias", user=user).execute(skip_permission_checks=True)


def case_of(sheet: PracticePage) -> ReviewCase:
    """Return the latest case about a sheet."""
    return ReviewCase.objects.filter(practice=sheet).latest("pk")


def acts_of(sheet: PracticePage) -> list[str]:
    """Return the acts in the history of a sheet."""
    return [step.act for case in sheet.cases.order_by("pk") for step in case.steps.all()]


def moderator(name: str) -> User:
    """Make one more moderator; the roles exist already."""
    user = person(name)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def in_the_admin(user: User) -> Client:
    """Return the browser of a member who gave their second factor."""
    client = Client()
    client.force_login(user)
    mark_second_factor(client)
    return client


def desk(client: Client, sheet: PracticePage, act: str, **data: Any):
    """Open the case of a sheet on the desk, and do one of its actions; return the answer."""
    case = case_of(sheet)
    shown = client.get(reverse("moderation:case", args=[case.pk]))
    data = {"text": shown.context["text"], **data}
    return client.post(reverse("moderation:act", args=[case.pk, act]), data)


def is_live(sheet: PracticePage) -> bool:
    """Return whether the sheet is on the site."""
    return PracticePage.objects.filter(pk=sheet.pk, live=True).exists()
