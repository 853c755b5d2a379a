"""Who opens accounts and prints cards, and until when."""

import datetime

import pytest
from django.http import Http404
from django.utils import timezone

from accounts import permissions
from accounts.models import Mandate, Membership
from tests.people import facilitates, person

TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)
RUN_IT = {"facilitator", "board_member"}
KINDS = ["member", "other_member", "facilitator", "board_member", "editor", "coordinator", "referent"]


@pytest.mark.parametrize("kind", KINDS)
def test_those_who_run_a_group_open_accounts_there(kind, people):
    people.facilitator  # noqa: B018 - the group is run by somebody
    assert permissions.can_open_account(people.of(kind), people.here) is (kind in RUN_IT)
    assert permissions.runs(people.of(kind), people.here) is (kind in RUN_IT)
    assert not permissions.runs(people.of(kind), people.elsewhere)


def test_a_coordinator_opens_the_first_account_only(people):
    assert permissions.can_open_account(people.coordinator, people.here)
    given = facilitates() | {"role_given_by": people.coordinator}
    first = Membership.objects.create(user=person("Une"), peer_group=people.here, **given)
    assert not permissions.can_open_account(people.coordinator, people.here)
    assert permissions.can_print_card(people.coordinator, first), "nobody else could replace a lost card"
    assert permissions.can_see_group(people.coordinator, people.here)
    second = Membership.objects.create(user=person("Deux"), peer_group=people.here, **facilitates())
    for membership in (first, second):
        assert not permissions.can_print_card(people.coordinator, membership)
    assert not permissions.can_see_group(people.coordinator, people.here)


def test_a_coordinator_prints_no_card_of_a_member(people):
    membership = people.member.memberships.get()
    assert not permissions.can_print_card(people.coordinator, membership)


@pytest.mark.parametrize("kind", sorted(RUN_IT))
def test_rights_end_with_the_mandate_or_the_work(kind, people):
    user = people.of(kind)
    if kind == "board_member":
        Mandate.objects.filter(membership__user=user).update(ends_on=YESTERDAY)
    else:
        user.memberships.update(starts_on=YESTERDAY, ends_on=YESTERDAY)
    assert not permissions.runs(user, people.here)
    assert not permissions.can_print_card(user, people.member.memberships.get())


def test_a_mandate_to_come_gives_no_right_yet(people):
    Mandate.objects.filter(membership__user=people.board_member).update(starts_on=TODAY + datetime.timedelta(days=1))
    assert not permissions.runs(people.board_member, people.here)


def test_no_card_for_someone_who_left_the_group(people):
    membership = people.member.memberships.get()
    assert permissions.can_print_card(people.facilitator, membership)
    Membership.objects.filter(pk=membership.pk).update(starts_on=YESTERDAY, ends_on=YESTERDAY)
    assert not permissions.can_print_card(people.facilitator, membership)


BOARD = {"board_member"}
HOLDERS = {
    "runs": RUN_IT,
    "can_see_group": RUN_IT,
    "can_open_account": RUN_IT,
    "can_enter_group": {*RUN_IT, "coordinator"},
    "can_read_acts": {*RUN_IT, "member"},
    "in_mandate": BOARD,
    "can_name_facilitator": BOARD,
    "can_record_mandate": {*BOARD, "coordinator"},
}


@pytest.fixture
def everybody(people):
    """Make them all, and two people who run the other group: nobody has a right for want of anybody else."""
    for kind in KINDS:
        people.of(kind)
    for name in ("Une", "Deux"):
        Membership.objects.create(user=person(name), peer_group=people.elsewhere, **facilitates())
    return people


@pytest.mark.parametrize("name", HOLDERS)
def test_each_right_is_of_those_it_names_and_in_their_group(name, everybody):
    may = getattr(permissions, name)
    assert {kind for kind in KINDS if may(everybody.of(kind), everybody.here)} == HOLDERS[name]
    of_the_other = {kind for kind in KINDS if may(everybody.of(kind), everybody.elsewhere)}
    assert of_the_other == (HOLDERS[name] & {"coordinator"}) | ({"other_member"} if name == "can_read_acts" else set())


def test_the_groups_a_person_runs_are_theirs(everybody):
    assert {kind for kind in KINDS if permissions.groups_run_by(everybody.of(kind))} == RUN_IT
    assert list(permissions.groups_run_by(everybody.facilitator)) == [everybody.here]


def test_those_named_in_a_group_are_named_there_only(everybody):
    named = {membership.user for membership in permissions.appointed_memberships(everybody.here)}
    assert named == {everybody.facilitator, everybody.board_member}


def test_a_coordinator_prints_for_the_only_person_named_and_nobody_else_does(people):
    given = facilitates() | {"role_given_by": people.coordinator}
    alone = Membership.objects.create(user=person("Une"), peer_group=people.here, **given)
    others = people.member.memberships.get()
    assert not permissions.printable(people.coordinator, people.here).exists(), "another coordinator confirms first"
    Membership.objects.filter(pk=alone.pk).update(role_confirmed_at=timezone.now())
    for kind in ("editor", "referent", "other_member"):
        assert not permissions.printable(people.of(kind), people.here).exists(), kind
    assert list(permissions.printable(people.coordinator, people.here)) == [alone]
    assert not permissions.can_print_card(people.coordinator, others)


def test_a_collective_is_kept_by_its_referents_alone(everybody):
    collective = everybody.collective
    assert {kind for kind in KINDS if permissions.keeps_collective(everybody.of(kind), collective)} == {"referent"}
    assert permissions.collective_for(everybody.referent, collective.slug) == collective
    with pytest.raises(Http404):
        permissions.collective_for(everybody.facilitator, collective.slug)


def test_a_membership_is_found_by_those_who_may_and_by_nobody_else(people):
    there = people.member.memberships.get()
    who = people.here.slug, there.pk
    assert permissions.membership_for(people.facilitator, *who, permissions.can_print_card) == there
    with pytest.raises(Http404):
        permissions.membership_for(people.other_member, *who, permissions.can_print_card)


def test_nobody_is_no_account(people):
    assert permissions.nobody().pk < min(user.pk for user in (people.member, people.facilitator, person("Une")))
    assert permissions.nobody().pk == 0, "no account ever has this number"
