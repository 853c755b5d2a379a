"""Those who say that their group has read a module together."""

from django.http import HttpResponse
from django.test import Client

from accounts.models import Membership, User
from courses.group_readings import rules
from courses.models import GroupReading
from directory.models import PeerGroup
from tests.people import facilitates, person

DESK = "/admin/remarques-des-groupes/lectures/"
WHY = "Personne du groupe ne se souvient de cette lecture."
ASIDE = "La lecture est mise de côté."


def runs(group: PeerGroup, name: str, coordinator: User | None = None) -> User:
    """Return somebody who runs a group, their place confirmed by a coordinator of their own."""
    by = person(f"Coordination {name}") if coordinator is None else coordinator
    confirmed = {"role_confirmed_by": by, "role_confirmed_at": facilitates()["role_accepted_at"]}
    return Membership.objects.create(user=person(name), peer_group=group, **facilitates(), **confirmed).user


def confirm(reading: GroupReading, moderator: User) -> None:
    """Confirm a reading as its page shows it now."""
    shown = GroupReading.objects.get(pk=reading.pk)
    rules.confirm(shown.pk, moderator, shown.seen)


def now(reading: GroupReading) -> GroupReading:
    """Return a reading as the database holds it now."""
    return GroupReading.objects.get(pk=reading.pk)


def put_aside(reading: GroupReading, moderator: User, reason: str = WHY) -> None:
    """Set a reading aside as its page shows it now."""
    rules.set_aside(reading.pk, moderator, now(reading).seen, reason)


def press(browser: Client, reading: GroupReading, act: str, **data: object) -> HttpResponse:
    """Press a button of the page of a reading as it is now, unless `seen` says otherwise."""
    data = {"seen": now(reading).seen} | data
    return browser.post(f"{DESK}{reading.pk}/{act}/", data, follow=True)


def steps(reading: GroupReading) -> list[tuple]:
    """Return what happened to a reading: which act, by whom, why."""
    return list(reading.steps.values_list("act", "actor__display_name", "reason"))
