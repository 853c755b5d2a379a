"""A seat in the committee: offered with one's own code, named by the coordination, confirmed by a second person."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import home_blocks
from courses.models import CommitteeSeat
from courses.subjects import seats
from tests.courses.committee_kit import Sitting, subject_of
from tests.people import person

SEAT, SEATS, INDEX = reverse("courses:seat"), reverse("courses:seats"), reverse("courses:subjects")


@pytest.fixture
def offered(people) -> CommitteeSeat:
    return seats.offer(people.member)


@pytest.fixture
def second(people):
    """Another coordinator."""
    user = person("Seconde")
    user.groups.add(*people.coordinator.groups.all())
    return user


def _seen(seat: CommitteeSeat) -> str:
    return seats.seen_of(CommitteeSeat.objects.select_related("user").get(pk=seat.pk))


def test_offering_asks_for_ones_own_code(client_of):
    answer = client_of("member").post(SEAT, {"answer": "oui"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not CommitteeSeat.objects.exists()


def test_whoever_offered_leaves_without_a_word(client_of, offered):
    for _ in range(2):
        assert client_of("member").post(SEAT, {"answer": "non"}).status_code == 302
    assert not CommitteeSeat.objects.exists()


def test_one_names_and_another_confirms(people, offered, second):
    seats.name(offered.pk, people.coordinator, _seen(offered))
    assert not CommitteeSeat.objects.in_force().exists()
    seats.confirm(offered.pk, second, _seen(offered))
    seat = CommitteeSeat.objects.in_force().get()
    assert (seat.named_by, seat.confirmed_by) == (people.coordinator, second)
    assert (seat.ends_on - timezone.localdate()).days in (365, 366)


def test_a_moderator_may_be_the_second_person(people, offered):
    seats.name(offered.pk, people.coordinator, _seen(offered))
    seats.confirm(offered.pk, people.moderator, _seen(offered))
    assert CommitteeSeat.objects.in_force().exists()


def test_one_person_never_does_both_nor_speaks_for_themselves(people, offered, second):
    with pytest.raises(seats.NotTwoPeopleError):
        seats.confirm(offered.pk, people.coordinator, _seen(offered))  # nobody named yet
    seats.name(offered.pk, people.coordinator, _seen(offered))
    with pytest.raises(seats.NotTwoPeopleError):
        seats.confirm(offered.pk, people.coordinator, _seen(offered))
    own = seats.offer(people.coordinator)
    with pytest.raises(seats.NotTwoPeopleError):
        seats.name(own.pk, people.coordinator, _seen(own))
    seats.name(own.pk, second, _seen(own))
    with pytest.raises(seats.NotTwoPeopleError):
        seats.confirm(own.pk, people.coordinator, _seen(own))
    assert not CommitteeSeat.objects.in_force().exists()


@pytest.mark.parametrize("field", ["named_by", "confirmed_by"])
def test_the_database_refuses_who_speaks_for_themselves(people, offered, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeSeat.objects.filter(pk=offered.pk).update(**{field: people.member})


def test_the_database_refuses_one_person_twice(people, offered):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeSeat.objects.filter(pk=offered.pk).update(named_by=people.coordinator, confirmed_by=people.coordinator)


def test_when_who_named_is_erased_somebody_names_again(people, offered, second):
    seats.name(offered.pk, second, _seen(offered))
    second.delete()
    with pytest.raises(seats.NotTwoPeopleError):
        seats.confirm(offered.pk, people.coordinator, _seen(offered))
    seats.name(offered.pk, people.coordinator, _seen(offered))
    assert CommitteeSeat.objects.get().named_by == people.coordinator


def test_a_name_that_changed_is_read_again(people, offered):
    seen = _seen(offered)
    people.member.display_name = "Autre nom"
    people.member.save()
    with pytest.raises(seats.ChangedError):
        seats.name(offered.pk, people.coordinator, seen)


def test_the_coordination_reads_names_and_groups_and_acts(client_of, people, offered):
    browser = client_of("coordinator")
    page = browser.get(SEATS).text
    assert str(people.member) in page
    assert people.here.name in page
    browser.post(reverse("courses:name_seat", args=[offered.pk]), {"seen": _seen(offered)})
    assert "attend une seconde personne" in browser.get(SEATS).text
    browser.post(reverse("courses:confirm_seat", args=[offered.pk]), {"seen": _seen(offered)})
    assert CommitteeSeat.objects.get().confirmed_at is None
    browser.post(reverse("courses:end_seat", args=[offered.pk]))
    assert not CommitteeSeat.objects.exists()


@pytest.mark.parametrize("kind", ["member", "facilitator", "board_member", "editor", "referent"])
def test_nobody_else_reads_who_offers(client_of, offered, kind):
    assert client_of(kind).get(SEATS).status_code == 404


def test_those_who_sit_are_named_on_no_page_of_members(client_of, people):
    sitting = Sitting(people)
    subject_of(people.other_member)
    text = client_of("member").get(INDEX).text
    assert not any(str(each) in text for each in (sitting.alice, sitting.bruno, sitting.chloe))


def test_the_coordination_is_told_that_somebody_waits_and_the_home_of_who_sits(client_of, people, offered):
    assert "Le comité des leçons" in client_of("coordinator").get(reverse("accounts:awaited")).text
    sitting = Sitting(people)
    assert _has_its_block(sitting.alice)
    assert not _has_its_block(people.member)


def _has_its_block(user) -> bool:
    makers = home_blocks._parts_and_makers(user)[1]
    return any(each.__module__ == "courses.subjects.home_block" for each in makers)


def test_the_list_of_seats_costs_the_same_however_long(people, django_assert_num_queries):
    reader = people.coordinator
    seats.offer(people.member)
    with django_assert_num_queries(3):
        seats.listed_for(reader, coordinates=True)
    Sitting(people)
    with django_assert_num_queries(3):
        seats.listed_for(reader, coordinates=True)
