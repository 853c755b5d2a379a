"""Who may help with a forgotten code: a facilitator and a board member of a week at least, who are two people."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.mandates import continuity
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.secret_code.two_helpers import BOARD, FACILITATOR, Missing, helpers, missing
from tests.accounts.board import day, mandate_of, member_of
from tests.people import facilitates

WEEK = datetime.timedelta(days=7)


def kinds(together) -> dict[User, set[str]]:
    """Return those who may help the member, with what counts of each."""
    return {user: kinds for user, kinds in helpers(together.people.here, together.owner).kinds.items() if kinds}


def test_a_facilitator_and_a_board_member_help_together(together, people):
    found = helpers(people.here, together.owner)
    assert kinds(together) == {people.facilitator: {FACILITATOR}, people.board_member: {BOARD}}
    assert found.pairs_of(people.facilitator) == [people.board_member]
    assert found.pairs_of(people.board_member) == [people.facilitator]
    assert found.are_possible and not found.are_one


def test_both_kinds_that_may_be_one_person_are_said_so(together, people):
    """Nobody of the coordination knows the facilitator: nothing says that they are two."""
    Membership.objects.filter(user=people.facilitator).update(role_confirmed_by=None, role_confirmed_at=None)
    found = helpers(people.here, together.owner)
    assert found.are_one and not found.are_possible
    Mandate.objects.all().delete()
    found = helpers(people.here, together.owner)
    assert not found.are_one and not found.are_possible, "one kind alone"


def test_a_place_accepted_a_week_ago_to_the_minute_counts(together, people):
    with time_machine.travel(timezone.now(), tick=False):
        for ago, counts in ((WEEK, True), (WEEK - datetime.timedelta(minutes=1), False)):
            Membership.objects.filter(user=people.facilitator).update(role_accepted_at=timezone.now() - ago)
            Mandate.objects.update(accepted_at=timezone.now() - ago)
            assert set(kinds(together)) == ({people.facilitator, people.board_member} if counts else set())


@pytest.mark.parametrize("field", ["starts_on", "recorded_on"])
def test_a_mandate_begun_or_noted_this_week_does_not_count(field, together, people):
    Mandate.objects.update(**{field: day(-6)})
    assert people.board_member not in kinds(together)
    Mandate.objects.update(**{field: day(-7)})
    assert people.board_member in kinds(together)


def test_a_closed_account_helps_nobody(together, people):
    User.objects.filter(pk=people.facilitator.pk).update(is_active=False)
    assert people.facilitator not in kinds(together)


def test_a_facilitator_whose_mandate_is_over_is_not_of_the_board(together, people):
    mandate_of(people.facilitator, "chair", -300, -100, recorded_on=day(-300), accepted_at=timezone.now() - 9 * WEEK)
    assert kinds(together)[people.facilitator] == {FACILITATOR}


def test_a_mandate_in_another_group_gives_nothing_here(together, people):
    elsewhere = Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere, starts_on=day(-90))
    elsewhere.mandates.create(office="chair", starts_on=day(-60), recorded_on=day(-60), accepted_at=timezone.now())
    assert kinds(together)[people.facilitator] == {FACILITATOR}


def test_only_a_change_of_role_or_of_mandate_makes_a_helper_wait(together, people):
    people.here.acts.create(kind=GroupAct.Kind.CARD_PRINTED, actor=people.board_member, subject=people.facilitator)
    people.elsewhere.acts.create(kind=GroupAct.Kind.ROLE_CHANGED, actor=people.coordinator, subject=people.board_member)
    assert set(kinds(together)) == {people.facilitator, people.board_member}
    people.here.acts.create(kind=GroupAct.Kind.ROLE_CHANGED, actor=people.board_member, subject=people.facilitator)
    assert set(kinds(together)) == {people.board_member}
    GroupAct.objects.update(done_at=timezone.now() - WEEK)
    assert set(kinds(together)) == {people.facilitator, people.board_member}


def test_the_owner_and_who_runs_another_group_are_no_helpers(together, people):
    mandate_of(people.member, "chair")
    stranger = member_of(people.elsewhere, "Ailleurs", **facilitates())
    Membership.objects.filter(user=stranger).update(starts_on=day(-90), role_accepted_at=timezone.now() - 9 * WEEK)
    assert set(kinds(together)) == {people.facilitator, people.board_member}


def test_a_group_is_told_what_it_lacks_for_a_forgotten_code(together, people):
    def lacks() -> Missing | None:
        return missing(people.here, continuity.keyholders(people.here))

    assert lacks() is None
    Membership.objects.filter(user=people.facilitator).update(role_confirmed_by=None, role_confirmed_at=None)
    assert lacks() == Missing.CONFIRMED
    Mandate.objects.update(recorded_on=day(0))
    assert lacks() == Missing.WEEK
    Mandate.objects.all().delete()
    assert lacks() == Missing.BOARD
    Membership.objects.filter(user=people.facilitator).update(role_accepted_at=None)
    assert lacks() == Missing.FACILITATOR
