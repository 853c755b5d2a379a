"""The holder of a mandate does not stay on the board after the day that somebody else noted."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import permissions
from accounts.groups import leaving
from accounts.mandates import rules
from accounts.models import Mandate, User
from tests.accounts.board import day, mandate_of, typed
from tests.accounts.test_places_upgrade import migrate
from tests.people import sign_in

__all__ = ["migrate"]


@pytest.fixture
def two_chairs(people):
    """A member who holds the presidency without an end, beside the treasurer of `people.here`."""
    mandate, treasurer = mandate_of(people.member, "chair", recorded_on=day(-30)), people.board_member
    User.objects.filter(pk__in=[people.member.pk, treasurer.pk]).update(last_login=timezone.now())
    return Mandate.objects.select_related("membership__user").get(pk=mandate.pk)


def again(mandate):
    return Mandate.objects.get(pk=mandate.pk)


def last(mandate, on, by):
    """Correct the last day of a mandate."""
    corrected = again(mandate)
    corrected.ends_on = on
    rules.correct(corrected, by, ["ends_on"])


WAYS = {
    "end": lambda mandate, by: rules.end(again(mandate), day(40), by),
    "correct": lambda mandate, by: last(mandate, day(40), by),
    "endless": lambda mandate, by: last(mandate, None, by),
    "another office": lambda mandate, by: rules.record(
        Mandate(membership=mandate.membership, office="secretary", starts_on=day(0)), by
    ),
    "the same office, next": lambda mandate, by: rules.record(
        Mandate(membership=mandate.membership, office="chair", starts_on=day(6), ends_on=day(90)), by
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_somebody_else_ended_its_holder_does_not_prolong(people, two_chairs, way):
    rules.end(again(two_chairs), day(5), people.board_member)
    with pytest.raises(ValidationError) as refused:
        way(two_chairs, people.member)
    assert set(refused.value.message_dict) == {"ends_on"}
    assert list(Mandate.objects.filter(membership__user=people.member).values_list("ends_on")) == [(day(5),)]


def test_an_end_that_came_with_the_mandate_or_with_a_departure_is_one_too(people, two_chairs):
    Mandate.objects.filter(pk=two_chairs.pk).delete()
    new = Mandate(membership=two_chairs.membership, office="chair", starts_on=day(0), ends_on=day(5))
    rules.record(new, people.board_member)
    with pytest.raises(ValidationError):
        last(new, day(6), people.member)
    rules.end_with_membership(new.membership, day(3), people.board_member)
    with pytest.raises(ValidationError):
        last(new, day(4), people.member)


def test_the_holder_puts_back_what_they_made_shorter_and_no_more(people, two_chairs):
    rules.end(again(two_chairs), day(50), people.board_member)
    rules.end(again(two_chairs), day(5), people.member)
    rules.end(again(two_chairs), day(50), people.member)
    with pytest.raises(ValidationError):
        rules.end(again(two_chairs), day(51), people.member)
    rules.end(again(two_chairs), day(-1), people.member)
    with pytest.raises(ValidationError):
        rules.end(again(two_chairs), day(51), people.member)


def test_another_office_of_theirs_goes_no_further_even_once_the_first_is_taken_back(people, two_chairs):
    rules.end(again(two_chairs), day(5), people.board_member)
    other = Mandate(membership=two_chairs.membership, office="secretary", starts_on=day(0), ends_on=day(5))
    rules.record(other, people.member)
    again(two_chairs).delete()
    with pytest.raises(ValidationError):
        rules.end(again(other), day(9), people.member)


def test_a_holder_corrects_what_they_noted_themselves(people, two_chairs):
    rules.end(again(two_chairs), day(5), people.member)
    rules.end(again(two_chairs), day(40), people.member)
    last(two_chairs, None, people.member)
    assert again(two_chairs).ends_on is None
    assert permissions.in_mandate(people.member, people.here)


def test_somebody_else_prolongs_it_and_the_holder_accepts_anew(people, two_chairs):
    rules.end(again(two_chairs), day(5), people.board_member)
    rules.end(again(two_chairs), day(40), people.board_member)
    assert (again(two_chairs).ends_on, again(two_chairs).accepted_at) == (day(40), None)


def test_a_stale_row_does_not_hide_the_end_noted_meanwhile(people, two_chairs):
    stale = again(two_chairs)
    rules.end(again(two_chairs), day(5), people.board_member)
    rules.end(stale, day(3), people.member)
    with pytest.raises(ValidationError):
        rules.end(stale, day(9), people.member)


def test_leaving_by_oneself_is_never_refused(people, two_chairs):
    rules.end(again(two_chairs), day(5), people.board_member)
    assert leaving.leave(two_chairs.membership)
    assert again(two_chairs).ends_on == day(0)


@pytest.mark.parametrize("name", ["mandate_end", "mandate"])
def test_the_page_says_so_beside_the_day_and_keeps_what_was_typed(people, two_chairs, name):
    rules.end(again(two_chairs), day(5), people.board_member)
    client = sign_in(Client(), people, "member")
    page = reverse(f"groups:{name}", args=[people.here.slug, two_chairs.pk])
    answer = client.post(page, {"office": "chair", "starts_on": day(-30), "ends_on": day(40), "go_on": "on"})
    assert answer.status_code == 422
    assert "Vous ne le prolongez pas vous-même" in str(answer.context["form"].errors["ends_on"])
    assert str(day(40)) in answer.text


def test_the_page_of_a_new_mandate_says_so_too(people, two_chairs):
    rules.end(again(two_chairs), day(5), people.board_member)
    client = sign_in(Client(), people, "member")
    data = typed(people.member, "secretary", last=40, go_on="on")
    answer = client.post(reverse("groups:mandate_new", args=[people.here.slug]), data)
    assert answer.status_code == 422
    assert "ends_on" in answer.context["form"].errors


def test_the_days_that_others_noted_before_are_read_in_the_journal(migrate):
    old = migrate([("accounts", "0019_departures"), ("directory", "0004_kept_pages")])
    group = old.get_model("directory", "PeerGroup").objects.create(slug="ici", name="Groupe d’ici")
    users = old.get_model("accounts", "User").objects
    board, holder = (users.create(username=name, display_name=name, password="!") for name in ("conseil", "personne"))
    membership = old.get_model("accounts", "Membership").objects.create(user=holder, peer_group=group)
    mandates = old.get_model("accounts", "Mandate").objects

    def ending(office, days, recorded_by):
        return mandates.create(
            membership=membership,
            office=office,
            starts_on=datetime.date(2026, 1, 15),
            ends_on=timezone.localdate() + datetime.timedelta(days=days),
            recorded_by=recorded_by,
        ).pk

    ended = ending("chair", 5, holder)
    given = ending("treasurer", 50, board)
    own = ending("secretary", 50, holder)
    over = ending("board_member", -5, board)
    acts = old.get_model("accounts", "GroupAct").objects
    acts.create(peer_group=group, kind="mandate_ended", actor=board, subject=holder, detail="Présidence, jusqu’au 1")
    new = migrate([("accounts", "0020_last_day_by_others"), ("directory", "0004_kept_pages")])
    kept = dict(new.get_model("accounts", "Mandate").objects.values_list("pk", "last_day_by_others"))
    assert kept == {ended: day(5), given: day(50), own: None, over: None}
