"""Leaving a group takes effect at once; coming back; being found there or not."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import permissions
from accounts.groups import joining, leaving
from accounts.models import GroupAct, Mandate, Membership
from tests.people import facilitates, sign_in

KEY = "k" * 22
INVITE = "groupe-ailleurs"


def url(name, *args):
    return reverse(f"accounts:{name}", args=args)


def leave(client, membership):
    return client.post(url("leave_group", membership.pk))


def test_leaving_takes_effect_at_once_and_the_account_stays(people, client_of):
    membership = people.member.memberships.get()
    client = client_of("member")
    page = client.get(url("leave_group", membership.pk)).content.decode()
    assert "Vous quittez ce groupe. Votre passeport reste à vous." in page
    assert leave(client, membership).url == url("home")
    assert "Votre passeport reste à vous" in client.get(url("home")).content.decode()
    assert not joining.belongs(people.member, people.here)
    names = sign_in(Client(), people, "facilitator").get(reverse("groups:people", args=["groupe-ici"]))
    assert f">{people.member}<" not in names.content.decode()


def test_rights_and_mandates_end_too(people, client_of):
    membership = people.board_member.memberships.get()
    client = client_of("board_member")
    to_come = Mandate.objects.create(
        membership=membership, office="chair", starts_on=timezone.localdate() + datetime.timedelta(days=9)
    )
    assert permissions.runs(people.board_member, people.here)
    leave(client, membership)
    assert not permissions.runs(people.board_member, people.here)
    assert not Mandate.objects.current().filter(membership=membership).exists()
    assert not Mandate.objects.filter(pk=to_come.pk).exists()
    assert Mandate.objects.get(membership=membership).ends_on == timezone.localdate()
    said = [act.detail for act in GroupAct.objects.filter(kind=GroupAct.Kind.MANDATE_ENDED)]
    assert said[0] == "Trésorerie"
    assert said[1].startswith("retiré avant de commencer : Présidence, à partir du ")
    assert len(said) == 2
    assert client.get(reverse("groups:people", args=["groupe-ici"])).status_code == 404


def test_a_person_who_joined_today_may_leave_today_and_return(people, client_of):
    client = client_of("member")
    Membership.objects.filter(user=people.other_member).update(**facilitates())
    for place in range(3):
        invitation, _ = joining.invite(people.elsewhere, people.other_member, f"key-{place}")
        membership = joining.join(people.member, invitation)
        assert joining.belongs(people.member, people.elsewhere)
        leave(client, membership)
        assert not joining.belongs(people.member, people.elsewhere)


def test_former_rights_do_not_come_back_with_the_person(people):
    membership = people.board_member.memberships.get()
    assert leaving.leave(membership)
    assert not leaving.leave(membership)
    Membership.objects.create(user=people.board_member, peer_group=people.here)
    assert not permissions.runs(people.board_member, people.here)


def test_pressed_twice_leaving_ends_at_home_both_times(people, client_of):
    membership = people.member.memberships.get()
    client = client_of("member")
    assert [leave(client, membership).url for _ in range(2)] == [url("home")] * 2
    assert client.get(url("leave_group", membership.pk)).status_code == 404


def test_the_last_keyholder_is_warned_and_may_leave(people, client_of):
    people.member  # noqa: B018 - is there
    address = url("leave_group", people.facilitator.memberships.get().pk)
    client = client_of("facilitator")
    assert "Plus personne ne s’occuperait" in client.get(address).content.decode()
    people.board_member  # noqa: B018 - now they are two
    assert "Une seule personne s’occuperait" in client.get(address).content.decode()
    assert client.post(address).url == url("home")
    own = url("leave_group", people.member.memberships.get().pk)
    assert "s’occuperait" not in client_of("member").get(own).content.decode()


@pytest.mark.parametrize("name", ["my_group", "leave_group"])
def test_the_membership_of_another_person_is_not_found(name, people, client_of):
    address = url(name, people.member.memberships.get().pk)
    for kind in ("other_member", "facilitator", "coordinator"):
        client = client_of(kind)
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert joining.belongs(people.member, people.here)


def test_being_findable_is_off_at_first_and_set_for_each_group(people, client_of):
    other = Membership.objects.create(user=people.member, peer_group=people.elsewhere)
    membership = people.member.memberships.get(peer_group=people.here)
    client = client_of("member")
    found = []
    for data in ({"findable": "on"}, {}):
        client.post(url("my_group", membership.pk), data)
        membership.refresh_from_db()
        found.append(membership.findable)
    other.refresh_from_db()
    assert (found, other.findable) == ([True, False], False)


def test_a_person_who_left_cannot_be_found(people, client_of):
    membership = people.member.memberships.get()
    Membership.objects.filter(pk=membership.pk).update(findable=True)
    leave(client_of("member"), membership)
    membership.refresh_from_db()
    assert not membership.findable


@time_machine.travel("2028-02-29T23:30:00+01:00", tick=False)
def test_left_on_the_29th_of_february_just_before_midnight(people):
    membership = people.member.memberships.get()
    leaving.leave(membership)
    membership.refresh_from_db()
    assert membership.ends_on == datetime.date(2028, 2, 29)
    assert not Membership.objects.current().filter(pk=membership.pk).exists()
    assert Membership.objects.current(datetime.date(2028, 2, 28)).count() == 0, "it began on the 29th"
