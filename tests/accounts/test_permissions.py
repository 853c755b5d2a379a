"""Who opens accounts and prints cards, and until when."""

import datetime

import pytest
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
    first = Membership.objects.create(user=person("Une"), peer_group=people.here, **facilitates())
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
