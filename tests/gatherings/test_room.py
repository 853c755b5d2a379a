"""How many workshops a group holds at once: what is over takes no room, for the week and the network alike."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from gatherings.models import Workshop
from gatherings.programme import room, rules
from gatherings.repeats import Repeats
from tests.gatherings.factories import in_days, make_workshop, typed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PROPOSE = reverse("gatherings:propose")
FULL = "Il y a déjà beaucoup d’ateliers à venir"


@pytest.fixture(autouse=True)
def two_at_most(monkeypatch):
    monkeypatch.setattr(room, "MOST_SHOWN", 2)


def test_what_is_over_or_cancelled_takes_no_room(people, client_of, time_machine):
    for title in ("Café", "Jeux"):
        make_workshop(people.here, title=title)
    assert FULL in client_of("facilitator").post(PROPOSE, typed()).text
    time_machine.move_to(timezone.now() + datetime.timedelta(days=4))
    assert client_of("facilitator").post(PROPOSE, typed()).status_code == 302
    make_workshop(people.here, title="Sortie")
    rules.cancel(Workshop.objects.get(title="Sortie").dates.get(), "")
    assert room.to_come(people.here).count() == 1


def test_what_comes_back_takes_room_until_its_last_day(people, time_machine):
    make_workshop(people.here, repeats=Repeats.WEEKLY, last_day=in_days(12))
    make_workshop(people.here, repeats=Repeats.WEEKLY)
    make_workshop(people.elsewhere)
    make_workshop(people.here, title="Proposé", is_shown=False)
    assert room.to_come(people.here).count() == 2
    time_machine.move_to(timezone.now() + datetime.timedelta(days=14))
    assert room.to_come(people.here).count() == 1


def test_one_too_many_is_not_made_visible_and_says_why(people, client_of):
    proposal = make_workshop(people.here, title="Vélo", is_shown=False)
    for title in ("Café", "Jeux"):
        make_workshop(people.here, title=title)
    page = client_of("facilitator").post(reverse("gatherings:show", args=[proposal.pk]), follow=True)
    assert FULL in page.text
    proposal.refresh_from_db()
    assert (proposal.state, proposal.dates.count()) == (Workshop.State.PROPOSED, 0)


def test_the_network_has_its_own_room(people, client_of):
    for title in ("Journée", "Rencontre"):
        make_workshop(None, title=title)
    assert FULL in client_of("coordinator").post(PROPOSE, typed()).text
    assert client_of("facilitator").post(PROPOSE, typed()).status_code == 302
