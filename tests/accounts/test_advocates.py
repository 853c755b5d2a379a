"""Pair-advocates are two when their groups differ and nobody stands behind both."""

import pytest

from accounts.groups.leaving import leave
from accounts.models import Membership
from accounts.two_people import Advocates
from directory.models import PeerGroup
from tests.accounts.board import day, mandate_of
from tests.people import person
from tests.practices.peer_advocates import make_peer_advocate

pytestmark = pytest.mark.django_db


def test_only_who_is_confirmed_and_present_is_one(people):
    advocate, proposed, left = make_peer_advocate("Alix"), make_peer_advocate("Dominique"), make_peer_advocate("Sacha")
    Membership.objects.filter(user=proposed).update(advocate_confirmed_at=None)
    Membership.objects.filter(user=left).update(starts_on=day(-9), ends_on=day(-1))
    found = Advocates()
    assert [each in found for each in (advocate, proposed, left, people.member)] == [True, False, False, False]


def test_two_of_one_group_are_one():
    one, other, group = (
        make_peer_advocate("Alix"),
        make_peer_advocate("Dominique"),
        PeerGroup.objects.create(slug="g", name="G"),
    )
    assert Advocates().are_two(one, other) and Advocates().are_two(other, one)
    Membership.objects.filter(user__in=[one, other]).update(peer_group=group)
    assert not Advocates().are_two(one, other)


@pytest.mark.parametrize("by", ["advocate_given_by", "advocate_confirmed_by"])
def test_two_whom_the_same_person_proposed_or_confirmed_are_one(by):
    one, other, same = make_peer_advocate("Alix"), make_peer_advocate("Dominique"), person("Marraine")
    assert Advocates().are_two(one, other)
    Membership.objects.filter(user__in=[one, other]).update(**{by: same})
    assert not Advocates().are_two(one, other)
    Membership.objects.update(**{by: None})
    assert not Advocates().are_two(one, other), "who is gone may be the same person each time"


@pytest.mark.parametrize(("days", "may_be"), [((-900, -400), False), ((-90, -30), True), ((-90, None), True)])
def test_who_left_a_group_long_ago_is_not_taken_for_its_pair_advocate(people, days, may_be):
    """Neither that group nor who named them there says anything of today. Who left lately might come back at once."""
    advocate, giver = make_peer_advocate("Alix"), person("Marraine")
    place = advocate.memberships.get()
    place.advocate_given_by = giver
    place.save(update_fields=["advocate_given_by"])
    first, last = (day(each) if each else None for each in days)
    Membership.objects.create(user=people.member, peer_group=place.peer_group, starts_on=first, ends_on=last)
    assert Advocates().may_be_one(people.member, advocate) == may_be


def test_two_pair_advocates_are_one_for_a_year_after_one_left_the_group_of_the_other():
    one, other = make_peer_advocate("Alix"), make_peer_advocate("Dominique")
    there = other.memberships.get().peer_group
    held = Membership.objects.create(user=one, peer_group=there, starts_on=day(-500), ends_on=day(0))
    assert leave(held), "at once: today is over for them"
    assert not Advocates().are_two(one, other) and not Advocates().are_two(other, one)
    Membership.objects.filter(pk=held.pk).update(ends_on=day(-366))
    assert Advocates().are_two(one, other)


@pytest.mark.parametrize(("days", "may_be"), [((-900, -400), False), ((-90, -30), True), ((-90, None), True)])
def test_a_mandate_that_the_proposer_recorded_tells_for_a_year_after_its_end(days, may_be, people):
    advocate, giver = make_peer_advocate("Alix"), person("Marraine")
    Membership.objects.filter(user=advocate).update(advocate_given_by=giver)
    mandate_of(people.member, first=days[0], last=days[1], recorded_by=giver)
    assert Advocates().may_be_one(people.member, advocate) == may_be
