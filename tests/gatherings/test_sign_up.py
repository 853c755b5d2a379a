"""Signing up and leaving: one place a person, the waiting list in order, and nobody reads who."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from gatherings.attending import rules
from gatherings.models import SignUp
from gatherings.programme import rules as programme
from gatherings.purge import purge
from tests.gatherings.factories import make_workshop
from tests.people import person

pytestmark = pytest.mark.django_db


def _there(group, *names):
    people = [person(name) for name in names]
    for user in people:
        Membership.objects.create(user=user, peer_group=group)
    return people


@pytest.fixture
def date(people):
    return make_workshop(people.here, places=2).dates.get()


def test_signed_up_twice_one_holds_one_place(people, date):
    assert not rules.sign_up(date, people.member).is_waiting
    assert not rules.sign_up(date, people.member).is_waiting
    date.refresh_from_db()
    assert date.places_taken == 1


def test_who_comes_late_waits_and_has_the_place_that_is_given_back(people, date):
    first, second, third, fourth = _there(people.here, *"ABCD")
    for user in (first, second, third, fourth):
        rules.sign_up(date, user)
    waiting = SignUp.objects.filter(date=date).in_line()
    assert [each.user for each in waiting] == [third, fourth]
    assert rules.leave(date, first)
    assert not rules.leave(date, first)
    assert [each.user for each in waiting.all()] == [fourth]
    date.refresh_from_db()
    assert date.places_taken == 2


@pytest.mark.parametrize(("more", "left"), [(3, ["D"]), (None, [])])
def test_more_places_in_a_workshop_go_to_those_who_wait(people, date, more, left):
    for user in _there(people.here, *"ABCD"):
        rules.sign_up(date, user)
    workshop = date.workshop
    names = ("title", "what", "place", "first_day", "begins_at", "minutes", "repeats", "last_day")
    programme.change(workshop, {name: getattr(workshop, name) for name in names} | {"places": more}, [])
    assert [str(each.user) for each in SignUp.objects.in_line()] == left
    date.refresh_from_db()
    assert (date.places, date.places_taken) == (more, 4 - len(left))


def test_leaving_the_waiting_list_takes_nobodys_place(people, date):
    first, second, third = _there(people.here, *"ABC")
    for user in (first, second, third):
        rules.sign_up(date, user)
    rules.leave(date, third)
    date.refresh_from_db()
    assert date.places_taken == SignUp.objects.holding_a_place().count() == 2


def test_an_erased_account_gives_its_place_to_who_waits(people, date):
    first, second, third = _there(people.here, *"ABC")
    for user in (first, second, third):
        rules.sign_up(date, user)
    first.delete()
    date.refresh_from_db()
    assert date.places_taken == SignUp.objects.holding_a_place().count() == 2
    assert not SignUp.objects.get(user=third).is_waiting


def test_who_leaves_the_group_gives_their_place_back(people, date):
    (user,) = _there(people.here, "A")
    rules.sign_up(date, user)
    Membership.objects.filter(user=user).update(ends_on=timezone.localdate(), left_at=timezone.now())
    assert purge() == 1
    date.refresh_from_db()
    assert date.places_taken == 0


def test_who_signed_up_is_forgotten_seven_days_after(people, date, time_machine):
    rules.sign_up(date, people.member)
    time_machine.move_to(date.ends_at + datetime.timedelta(days=6))
    purge()
    assert SignUp.objects.exists()
    time_machine.move_to(date.ends_at + datetime.timedelta(days=8))
    purge()
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("why", ["over", "cancelled"])
def test_nobody_signs_up_for_what_is_over_or_cancelled(people, client_of, date, time_machine, why):
    client = client_of("member")
    if why == "cancelled":
        programme.cancel(date, "")
    else:
        time_machine.move_to(date.ends_at + datetime.timedelta(minutes=1))
    page = client.post(reverse("gatherings:sign_up", args=[date.pk]), follow=True)
    assert "On ne s’inscrit plus" in page.text
    assert not SignUp.objects.exists()


def test_only_the_person_reads_that_they_signed_up(people, client_of, date):
    people.member.display_name = "Capucine"
    people.member.save()
    address = reverse("gatherings:sign_up", args=[date.pk])
    assert "Vous êtes inscrit" in client_of("member").post(address, follow=True).text
    for kind in ("facilitator", "board_member"):
        for name, args in (("index", []), ("date", [date.pk]), ("workshop", [date.workshop_id]), ("count", [date.pk])):
            page = client_of(kind).get(reverse(f"gatherings:{name}", args=args), follow=True)
            told = page.text.split("Qui pourrait l’animer")[0]  # then all the people of the group, whoever signed up
            assert "Capucine" not in told
    assert "1 place libre sur 2" in client_of("facilitator").get(reverse("gatherings:date", args=[date.pk])).text
