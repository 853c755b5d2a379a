"""Wishes that fit, one who puts people in touch, and a moment proposed, for tests."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from directory.models import PeerGroup
from gatherings.exchange import meetings, pairs, wishes
from gatherings.models import Mediator, Meeting, Side
from passport.models import Skill
from tests.passport.factories import make_skill
from tests.people import People, member_named

IN_THREE_DAYS = datetime.timedelta(days=3)


def place_of(user: User) -> Membership:
    """Return the only membership of a person."""
    return user.memberships.get()


def here(name: str, group: PeerGroup, *args: object) -> str:
    """Return an address of the exchange of a group."""
    return reverse(f"group_life:{name}", args=[group.slug, *args])


def browser_of(user: User) -> Client:
    """Return the browser of a person."""
    client = Client()
    client.force_login(user)
    return client


def mediator_of(user: User) -> Mediator:
    """Make a person one who puts people in touch, confirmed and accepted."""
    now = timezone.now()
    return Mediator.objects.create(membership=place_of(user), accepted_at=now, confirmed_at=now)


@dataclass
class Exchange:
    """Alice shows what Bruno would like to learn; Maude puts people in touch. All three are of `people.here`."""

    people: People

    def __post_init__(self) -> None:
        self.group = self.people.here
        self.skill: Skill = make_skill("Faire du pain")
        self.alice, self.bruno = member_named(self.group, "Alice"), member_named(self.group, "Bruno")
        self.maude = member_named(self.group, "Maude")
        wishes.add(place_of(self.alice), self.skill, Side.SHOWS)
        wishes.add(place_of(self.bruno), self.skill, Side.LEARNS)
        mediator_of(self.maude)

    @cached_property
    def pair(self) -> pairs.Pair:
        """The pair that fits."""
        return pairs.fitting(self.group)[0]

    def propose(self, **later: float) -> Meeting:
        """Propose them a moment in three days."""
        delay = datetime.timedelta(**later) if later else IN_THREE_DAYS
        return meetings.propose(self.pair, timezone.now() + delay, "La cuisine")

    def agreed(self) -> Meeting:
        """Return a meeting to which both said yes."""
        meeting = self.propose()
        for user in (self.alice, self.bruno):
            assert meetings.say_yes(meeting.pk, user)
        meeting.refresh_from_db()
        return meeting

    def reads(self, user: User, meeting: Meeting) -> str:
        """Return what a person reads of a meeting on its page, on « Demandes » and in their wishes."""
        addresses = (reverse("gatherings:meeting", args=[meeting.pk]), reverse("accounts:awaited"))
        client = browser_of(user)
        pages = [client.get(address) for address in (*addresses, here("wishes", self.group))]
        return "\n".join(page.text for page in pages)

    def answers(self, user: User, meeting: Meeting, answer: str) -> Any:
        """Send an answer of a person; return what comes back."""
        return browser_of(user).post(reverse("gatherings:meeting", args=[meeting.pk]), {"answer": answer}, follow=True)
