"""A workshop that takes place now, and what one does there."""

import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from directory.models import PeerGroup
from gatherings import codes
from gatherings.models import Leader, Workshop, WorkshopDate
from passport.models import Skill

NOW = datetime.datetime(2026, 12, 8, 14, 30, tzinfo=ZoneInfo("Europe/Paris"))
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


def make_date(
    group: PeerGroup | None,
    leader: User | None = None,
    skills: tuple[Skill, ...] = (),
    starts_at: datetime.datetime | None = None,
    **fields: Any,
) -> WorkshopDate:
    """Make a shown workshop of two hours, begun half an hour ago unless `starts_at` says otherwise."""
    starts_at = starts_at or timezone.now() - datetime.timedelta(minutes=30)
    day = starts_at.astimezone(ZoneInfo("Europe/Paris"))
    workshop = Workshop.objects.create(
        peer_group=group,
        title="Cuisine du mardi",
        place="La salle",
        first_day=day.date(),
        begins_at=day.time(),
        minutes=120,
        state=Workshop.State.SHOWN,
    )
    workshop.skills.set(skills)
    if leader:
        Leader.objects.create(workshop=workshop, user=leader, accepted_at=starts_at - datetime.timedelta(hours=2))
    return WorkshopDate.objects.create(
        workshop=workshop,
        original_day=day.date(),
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
        **fields,
    )


def confirmed(user: User) -> User:
    """Have the coordination confirm that this person is the facilitator of their group, some time ago."""
    roles = Membership.objects.filter(user=user, role=Membership.Role.FACILITATOR)
    roles.update(role_confirmed_at=F("role_accepted_at"))
    return user


def signed_in(user: User) -> Client:
    """Return the browser of a person."""
    client = Client(headers=FROM_HERE)
    client.force_login(user)
    return client


def scan(client: Client, address: str, how: str = "named") -> Any:
    """Open the address of a code and press one of its two buttons; return the answer."""
    return client.post(urlsplit(address).path, {how: "1"}, headers=FROM_HERE)


def scan_screen(client: Client, date: WorkshopDate, how: str = "named") -> Any:
    """Scan the code of the moment on the leader's screen."""
    return scan(client, codes.screen_address(date), how)


def paper_of(date: WorkshopDate) -> str:
    """Return the address that the paper of its day prints."""
    return codes.paper_address(date.workshop.peer_group, date.begins.date())


def at(name: str, date: WorkshopDate) -> str:
    """Return the address of a page of a date."""
    return reverse(f"gatherings:{name}", args=[date.pk])


def close(client: Client, date: WorkshopDate, came: int = 5, **more: Any) -> Any:
    """Say « C'est fait », on the page as it is now."""
    shown = WorkshopDate.objects.get(pk=date.pk).written_numbers
    return client.post(at("presences", date), {"came": came, "close": "1", "shown": shown, **more})


def number_of(date: WorkshopDate) -> int | None:
    """Return how many the date says there were, read anew."""
    return WorkshopDate.objects.get(pk=date.pk).number
