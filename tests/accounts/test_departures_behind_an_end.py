"""Nobody is sent away behind the end of their mandate: the days run from when the key was lost, not from the act."""

import pytest
from django.utils import timezone

from accounts.groups import leaving
from accounts.groups.leaving import DepartureRefusedError, Refusal
from accounts.mandates import rules as mandates
from accounts.models import GroupAct, Mandate, Membership, User
from tests.accounts.board import day, mandate_of, member_of
from tests.accounts.together import later, settle


@pytest.fixture
def other(people):
    """The membership of the second of two elected people; with no employee, no two others would stay."""
    mandate, treasurer = mandate_of(people.member, "chair"), people.board_member
    settle()
    User.objects.filter(pk__in=[people.member.pk, treasurer.pk]).update(last_login=timezone.now())
    return Membership.objects.select_related("user", "peer_group").get(pk=mandate.membership_id)


def ended_far_ahead(people, other):
    mandates.end(other.mandates.get(), day(60), people.board_member)


def replaced_far_ahead(people, other):
    successor = member_of(people.here, "Lou")
    User.objects.filter(pk=successor.pk).update(last_login=timezone.now())
    new = Mandate(
        membership=Membership.objects.select_related("user", "peer_group").get(user=successor),
        office="chair",
        starts_on=day(61),
        replaces=other.mandates.get(),
    )
    mandates.record(new, people.board_member)


@pytest.mark.parametrize("ends", [ended_far_ahead, replaced_far_ahead])
def test_an_end_noted_long_before_it_comes_opens_no_way(people, other, ends):
    ends(people, other)
    assert other.mandates.get().ends_on == day(60)
    for days in (59, 61, 90):
        with later(days=days):
            assert leaving.refusal_of(other, timezone.localdate()) == Refusal.TOO_FEW, days
    with later(days=91):
        assert leaving.refusal_of(other, timezone.localdate()) is None


def test_the_day_of_the_departure_does_not_count_either(people, other):
    ended_far_ahead(people, other)
    with later(days=40), pytest.raises(DepartureRefusedError, match="too_few"):
        leaving.note(other, day(300), people.board_member)


@pytest.mark.parametrize("accepted", [True, False])
def test_whoever_is_named_to_a_mandate_to_come_has_a_key(people, other, accepted):
    other.mandates.all().delete()
    GroupAct.objects.all().delete()
    assert leaving.refusal_of(other, day(0)) is None
    mandate_of(people.member, "secretary", 50, accepted_at=timezone.now() if accepted else None)
    assert leaving.refusal_of(other, day(0)) == Refusal.TOO_FEW


def test_a_mandate_that_its_holder_never_accepted_was_no_key(people, other):
    other.mandates.update(ends_on=day(-1), accepted_at=None)
    assert leaving.refusal_of(other, day(0)) is None
    other.mandates.update(accepted_at=timezone.now())
    assert leaving.refusal_of(other, day(0)) == Refusal.TOO_FEW


def test_a_key_held_before_one_came_back_to_the_group_counts(people, other):
    Membership.objects.filter(pk=other.pk).update(ends_on=day(-2))
    other.mandates.update(ends_on=day(-2))
    back = Membership.objects.create(user=people.member, peer_group=people.here)
    assert leaving.refusal_of(back, day(0)) == Refusal.TOO_FEW


def test_each_mandate_to_come_that_a_departure_takes_away_is_in_the_journal(people, other):
    settle()
    people.facilitator, mandate_of(member_of(people.here, "Lou"), "chair")
    settle()
    Mandate.objects.filter(membership__user__display_name="Lou").update(confirmed_by=people.coordinator)
    mandate_of(people.member, "secretary", 50)
    mandate_of(people.member, "treasurer", 60, 90)
    leaving.note(other, day(3), people.board_member)
    acts = people.here.acts.filter(kind=GroupAct.Kind.MANDATE_ENDED, subject=people.member, actor=people.board_member)
    said = sorted(act.detail.split(",")[0] for act in acts)
    assert said == [
        "Présidence",
        "retiré avant de commencer : Secrétariat",
        "retiré avant de commencer : Trésorerie",
    ]
    assert not Mandate.objects.filter(membership=other, starts_on__gt=day(3)).exists()
