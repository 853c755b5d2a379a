"""The functions that a member may sign a sheet with: those of today, accepted."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Membership
from content.practices.sheets import signatures

pytestmark = pytest.mark.django_db


def test_whoever_left_every_group_has_no_function_and_speaks_for_no_team(people):
    assert signatures.functions_of(people.member) == [signatures.MEMBER]
    begun, left = (timezone.localdate() - datetime.timedelta(days=days) for days in (9, 1))
    Membership.objects.filter(user=people.member).update(starts_on=begun, ends_on=left)
    assert signatures.functions_of(people.member) == []
    assert [value for value, _ in signatures.choices(people.member)] == ["none", "name"]


def test_the_team_signs_as_the_team(people):
    assert signatures.functions_of(people.superuser) == [signatures.TEAM]


def test_a_place_that_its_holder_has_not_accepted_is_no_function(people):
    assert signatures.functions_of(people.facilitator) == [signatures.FACILITATOR]
    Membership.objects.filter(user=people.facilitator).update(role_accepted_at=None)
    assert signatures.functions_of(people.facilitator) == []
