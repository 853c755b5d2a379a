"""Whose members a workshop is for: one condition says so, and every reader of it follows."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Exists

from accounts.models import Membership
from directory.models import PeerGroup
from gatherings.models import SignUp, Workshop, WorkshopDate
from gatherings.permissions import belongs_to
from tests.gatherings.factories import make_workshop

pytestmark = pytest.mark.django_db

# A row of a workshop compared with the groups of a person: what decides who comes to it, written somewhere else.
COMPARED = re.compile(r"workshop__peer_group(__in)?=|OuterRef\(.(\w+__)*workshop__peer_group.\)|peer_group__in=groups")
# What is of the group that holds the workshop, and of no other: who leads it, and what its figures count.
OF_ITS_OWN_GROUP = {
    "gatherings/models/workshop.py": "the condition itself",
    "gatherings/models/workshop_date.py": "`held_by`: what a group writes, and its figures count",
    "gatherings/permissions.py": "`leadings_of`: one leads in one's own group",
    "gatherings/programme/leaders.py": "`forget_strangers`: the same",
}


@pytest.fixture
def three(people) -> dict[str, Workshop]:
    """A shown workshop of a group, of another one, and of the network."""
    return {
        "here": make_workshop(people.here),
        "elsewhere": make_workshop(people.elsewhere),
        "network": make_workshop(None),
    }


def _called(three: dict[str, Workshop], found) -> set[str]:
    return {name for name, workshop in three.items() if workshop in found}


def test_a_member_comes_to_what_is_of_their_group_and_of_the_network(people, three):
    assert _called(three, Workshop.objects.open_to(people.member)) == {"here", "network"}
    assert {name for name, each in three.items() if belongs_to(people.member, each)} == {"here", "network"}
    dates = WorkshopDate.objects.readable_by(people.member).select_related("workshop")
    assert _called(three, {date.workshop for date in dates}) == {"here", "network"}


def test_who_left_comes_to_what_is_of_the_network_alone(people, three):
    Membership.objects.filter(user=people.member).delete()
    assert _called(three, Workshop.objects.open_to(people.member)) == {"network"}


def test_what_is_not_shown_has_no_date_to_read(people, three):
    Workshop.objects.update(state=Workshop.State.SET_ASIDE)
    assert _called(three, Workshop.objects.open_to(people.member)) == {"here", "network"}
    assert not WorkshopDate.objects.readable_by(people.member).exists()
    assert not WorkshopDate.objects.readable_by_all().exists()
    assert not WorkshopDate.objects.for_members_of(people.here).exists()


def test_the_members_of_a_group_come_to_its_own_and_its_list_leaves_out_the_network(people, three):
    assert _called(three, Workshop.objects.for_members_of([people.here])) == {"here"}
    assert _called(three, Workshop.objects.for_members_of(PeerGroup.objects.all())) == {"here", "elsewhere"}


def test_inside_a_query_each_row_is_compared_with_its_own_person(people, three):
    for workshop in three.values():
        SignUp.objects.create(date=workshop.dates.get(), user=people.member)
    is_open = Exists(Workshop.objects.open_to_person_of("date__workshop"))
    rows = SignUp.objects.filter(is_open).select_related("date__workshop")
    assert _called(three, {row.date.workshop for row in rows}) == {"here", "network"}


def test_nothing_else_compares_a_workshop_with_the_groups_of_a_person():
    site = Path(settings.BASE_DIR) / "site"
    comparing = {
        path.relative_to(site).as_posix()
        for path in (site / "gatherings").rglob("*.py")
        if "migrations" not in path.parts and COMPARED.search(path.read_text())
    }
    assert comparing == set(OF_ITS_OWN_GROUP)
