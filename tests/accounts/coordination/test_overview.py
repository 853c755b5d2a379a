"""Every group for the coordination: what waits there, by state and département; never a person."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import journal
from accounts.coordination import overview
from accounts.coordination.overview import Waits
from accounts.models import GroupAct, Mandate, Membership
from directory.models import PeerGroup
from tests.accounts.board import mandate_of
from tests.directory.factories import PeerGroupFactory
from tests.people import facilitates, person, sign_in

pytestmark = pytest.mark.django_db
LIST = "coordination:groups"


def waits(slug):
    return next(group.waits for group in overview.groups() if group.slug == slug)


def last_act(slug):
    return next(group.last_act for group in overview.groups() if group.slug == slug)


def belongs(group, **fields):
    return Membership.objects.create(user=person("Lou"), peer_group=group, **fields)


def runs(group, **fields):
    return belongs(group, **facilitates(), **fields)


def ends_in(group, days, **fields):
    membership = belongs(group)
    ends = timezone.localdate() + datetime.timedelta(days)
    return Mandate.objects.create(membership=membership, office="chair", ends_on=ends, **fields)


def test_a_group_without_any_account_waits_for_the_first():
    group = PeerGroupFactory()
    assert waits(group.slug) == (Waits.NO_ACCOUNT,)
    left = belongs(group, ends_on=timezone.localdate(), left_at=timezone.now())
    assert waits(group.slug) == (Waits.NO_ACCOUNT,)
    Membership.objects.filter(pk=left.pk).update(ends_on=None, left_at=None)
    assert waits(group.slug) == (Waits.NOBODY,)


def test_one_keyholder_alone_is_said_and_two_are_not():
    group = PeerGroupFactory()
    alone = runs(group)
    assert waits(group.slug) == (Waits.ALONE,)
    mandate_of(alone.user)
    assert waits(group.slug) == (Waits.ALONE,), "one person with two places is one"
    second = runs(group)
    assert Waits.ALONE not in waits(group.slug)
    second.user.is_active = False
    second.user.save()
    assert waits(group.slug) == (Waits.ALONE,)


@pytest.mark.parametrize(("days", "said"), [(0, True), (60, True), (61, False), (-1, False)])
def test_a_mandate_that_ends_within_sixty_days_is_said(days, said):
    group = PeerGroupFactory()
    membership = belongs(group)
    today = timezone.localdate()
    Mandate.objects.create(
        membership=membership,
        office="chair",
        starts_on=today - datetime.timedelta(100),
        ends_on=today + datetime.timedelta(days),
    )
    assert (Waits.ENDING in waits(group.slug)) is said


def test_a_first_account_that_nobody_entered_is_said_and_holds_no_key():
    group = PeerGroupFactory()
    alone = runs(group)
    Membership.objects.filter(pk=alone.pk).update(role_accepted_at=None)
    assert waits(group.slug) == (Waits.FIRST,)


def test_two_people_in_charge_wait_until_two_coordinators_confirmed_them(people):
    group, second = PeerGroupFactory(), person("Coordination bis")
    one, other = runs(group), runs(group)
    Membership.objects.filter(pk=one.pk).update(role_confirmed_by=people.coordinator, role_confirmed_at=timezone.now())
    assert waits(group.slug) == (Waits.TO_CONFIRM,)
    Membership.objects.filter(pk=other.pk).update(role_confirmed_by=people.coordinator)
    assert waits(group.slug) == (Waits.TO_CONFIRM,), "one person behind both"
    Membership.objects.filter(pk=other.pk).update(role_confirmed_by=second, role_confirmed_at=timezone.now())
    assert waits(group.slug) == ()


def test_a_place_that_a_coordinator_gave_alone_waits_for_another(people):
    group = PeerGroupFactory()
    alone = runs(group)
    mandate = mandate_of(belongs(group).user, recorded_by=people.coordinator, accepted_at=None)
    assert waits(group.slug) == (Waits.ALONE, Waits.TO_CONFIRM)
    Mandate.objects.filter(pk=mandate.pk).update(recorded_by=alone.user)
    assert waits(group.slug) == (Waits.ALONE,), "the group itself gave it: its holder accepts"


def test_a_mandate_whose_successor_is_noted_no_longer_waits():
    group = PeerGroupFactory()
    mandate = ends_in(group, 10)
    assert Waits.ENDING in waits(group.slug)
    starts = timezone.localdate() + datetime.timedelta(11)
    Mandate.objects.create(membership=belongs(group), office="chair", starts_on=starts, replaces=mandate)
    assert Waits.ENDING not in waits(group.slug)


def test_the_last_act_of_the_group_is_a_month_and_never_one_of_the_coordination(people):
    group, actor = PeerGroupFactory(), person("Lou")
    assert last_act(group.slug) == ""
    for kind, by, at in (
        (GroupAct.Kind.CARD_PRINTED, actor, datetime.datetime(2026, 9, 3, 12, tzinfo=datetime.UTC)),
        (GroupAct.Kind.INVITED, None, datetime.datetime(2026, 9, 30, 23, tzinfo=datetime.UTC)),
        (GroupAct.Kind.PAGE_CHANGED, people.coordinator, datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)),
        (GroupAct.Kind.PLACE_CONFIRMED, None, datetime.datetime(2026, 11, 3, 12, tzinfo=datetime.UTC)),
    ):
        GroupAct.objects.create(peer_group=group, kind=kind, actor=by, done_at=at)
    assert last_act(group.slug) == "en octobre 2026", "one o’clock in Paris, on the first of October"


def test_the_list_is_in_the_order_of_the_directory_whatever_groups_do():
    places = (("a", "Évreux", "Zèbre"), ("b", "", "Abeille"), ("c", "Dijon", "Merle"), ("d", "Évreux", "Âne"))
    for slug, town, name in places:
        group = PeerGroupFactory(slug=slug, town=town, name=name)
        journal.record(group, GroupAct.Kind.INVITED, person("Lou"))
    PeerGroup.objects.get(slug="c").acts.all().delete()
    assert [group.slug for group in overview.groups()] == ["c", "d", "a", "b"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["b", "c", "a"]),
        ({"q": "ST etienne"}, ["a"]),
        ({"q": "seine maritime"}, ["c", "a"]),
        ({"departement": "14"}, ["b"]),
        ({"etat": "creation"}, ["c"]),
        ({"etat": "sans-compte", "departement": "76"}, ["c"]),
        ({"etat": "une-seule"}, ["a"]),
        ({"etat": "fin-de-mandat"}, []),
    ],
)
def test_groups_are_found_by_town_departement_and_what_waits(client_of, asked, found):
    runs(PeerGroupFactory(slug="a", town="Saint-Étienne-du-Rouvray", department_code="76"))
    PeerGroupFactory(slug="b", town="Caen", department_code="14")
    PeerGroupFactory(slug="c", town="Rouen", department_code="76", stage="creation", is_listed=False)
    answer = client_of("coordinator").get(reverse(LIST), asked)
    assert [group.slug for group in answer.context.get("page_obj")] == found if found else "Aucun groupe" in answer.text
    assert answer.context["total"] == len(found)


def test_a_filter_that_nobody_offered_is_refused_beside_its_field(client_of):
    answer = client_of("coordinator").get(reverse(LIST), {"etat": "classement", "departement": "zz"})
    assert answer.status_code == 422
    assert "etat" in answer.context["form"].errors


def test_the_page_names_nobody_and_counts_nobody(client_of, people):
    for user in (people.member, people.facilitator, people.board_member):
        journal.record(people.here, GroupAct.Kind.CARD_PRINTED, user, people.member)
    page = client_of("coordinator").get(reverse(LIST)).text
    for user in (people.member, people.facilitator, people.board_member):
        assert user.display_name not in page
        assert user.username not in page
    month = overview.groups()[0].last_act
    assert month and month in page
    assert f"{timezone.localdate():%d}/" not in page


def test_the_second_factor_is_asked_first(client, people):
    sign_in(client, people, "coordinator", second_factor=False)
    people.coordinator.power_used_on = timezone.localdate() - datetime.timedelta(days=15)
    people.coordinator.save()
    answer = client.get(reverse(LIST))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("mfa_index"))


@pytest.mark.one_database
def test_sixty_groups_cost_as_many_queries_as_three(client_of, people, django_assert_num_queries):
    client = client_of("coordinator")

    def make(number):
        for _ in range(number):
            group = PeerGroupFactory(department_code="76")
            runs(group)
            ends_in(group, 10)
            journal.record(group, GroupAct.Kind.INVITED, person("Lou"))

    make(3)
    with django_assert_num_queries(9):
        assert len(overview.groups()) == 3
    client.get(reverse(LIST))
    with django_assert_num_queries(14):
        client.get(reverse(LIST))
    make(57)
    with django_assert_num_queries(9):
        assert len(overview.groups()) == 60
    with django_assert_num_queries(14):
        answer = client.get(reverse(LIST))
    assert answer.context["page_obj"].paginator.num_pages == 2
    assert client.get(reverse(LIST), {"page": 3}).status_code == 404
