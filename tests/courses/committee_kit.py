"""A committee of lessons that sits, and subjects, for tests."""

import datetime

from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import CommitteeSeat, Subject
from directory.models import PeerGroup
from lib.secrets import draw_token
from tests.people import People, member_named


def seat_of(user: User, **later: object) -> CommitteeSeat:
    """Make a person sit, for a year from today."""
    today = timezone.localdate()
    fields = {"confirmed_at": timezone.now(), "ends_on": today + datetime.timedelta(days=365), **later}
    return CommitteeSeat.objects.create(user=user, **fields)


def subject_of(author: User, title: str = "Préparer une sortie") -> Subject:
    """Make a subject that waits."""
    return Subject.objects.create(author=author, title=title, words="Avec peu d’argent.", sent_as=draw_token()[:32])


def decided(title: str = "Tenir une caisse", state: str = Subject.State.CHOSEN, **fields: object) -> Subject:
    """Make a subject that the committee has decided."""
    row = {"title": title, "words": "Sans se tromper.", "state": state, "decided_on": timezone.localdate()}
    return Subject.objects.create(**row, sent_as=draw_token()[:32], **fields)


class Sitting:
    """Alice, Bruno and Chloé, members of three groups, sit together."""

    def __init__(self, people: People) -> None:
        third = PeerGroup.objects.create(slug="troisieme-groupe", name="Troisième groupe")
        self.alice, self.bruno = member_named(people.here, "Alice"), member_named(people.elsewhere, "Bruno")
        self.chloe = member_named(third, "Chloé")
        self.seats = [seat_of(each) for each in (self.alice, self.bruno, self.chloe)]


def browser_of(user: User) -> Client:
    """Return the browser of a person."""
    browser = Client()
    browser.force_login(user)
    return browser
