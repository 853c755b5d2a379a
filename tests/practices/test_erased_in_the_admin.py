"""A person deleted in the admin, alone or in its list, is erased as they would be by themselves."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision

from accounts import personal_data
from accounts.models import Membership, User
from content.admin.journals import ERASED
from content.models import PracticePage
from tests.people import person
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import desk, in_the_admin, send_sheet
from tests.practices.two_writers import joined

pytestmark = pytest.mark.django_db
IN_A_LIST = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])


def alone(client: Client, *people: User) -> list:
    """Delete people on the page of each."""
    return [client.post(reverse("wagtailusers_users:delete", args=[each.pk])) for each in people]


def in_a_list(client: Client, *people: User) -> list:
    """Delete people by one press in the list."""
    return [client.post(f"{IN_A_LIST}?{urlencode([('id', each.pk) for each in people])}")]


DOORS = [alone, in_a_list]


@pytest.fixture
def jeanne(people) -> User:
    """Return a member of the group of people.member, made before them."""
    return Membership.objects.create(user=person("Jeanne"), peer_group=people.here).user


@pytest.mark.parametrize("door", DOORS)
def test_nothing_of_a_deleted_person_stays(client_of, second, index, jeanne, door, monkeypatch):
    asked = []
    monkeypatch.setitem(personal_data._erasers, "essai", lambda user: asked.append(user.pk))
    waiting, number = send_sheet(jeanne, credit="name"), jeanne.pk
    signed = make_practice(index, title="Deux clés", owner=jeanne, credit_as="name", credit="Jeanne")
    signed.save_revision(user=jeanne).publish()
    client = client_of("superuser")
    assert [answer.status_code for answer in door(client, jeanne)] == [302]
    assert asked == [number]
    assert not User.objects.filter(pk=number).exists()
    assert not PracticePage.objects.filter(pk=waiting.pk).exists()
    left = PracticePage.objects.get(pk=signed.pk)
    assert (left.live, left.signature, left.owner) == (True, "", None)
    assert {version.content["credit"] for version in Revision.objects.for_instance(left)} == {""}
    line = ModelLogEntry.objects.get(object_id=str(number), action="wagtail.delete")
    assert (line.label, line.user.is_superuser) == (ERASED, True)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("first", ["author", "second"])
def test_two_who_wrote_one_sheet_leave_it_without_a_name(client_of, people, second, index, jeanne, door, first):
    sheet = send_sheet(people.member if first == "author" else jeanne, credit="name")
    joined(sheet, jeanne if first == "author" else people.member)
    desk(in_the_admin(second), sheet, "publier")
    assert PracticePage.objects.get(pk=sheet.pk).signatures.count(" et ") == 1
    door(client_of("superuser"), people.member, jeanne)
    left = PracticePage.objects.get(pk=sheet.pk)
    assert (left.live, left.signatures, left.owner) == (True, "", None)
    assert {version.content["credit"] for version in Revision.objects.for_instance(left)} == {""}


def test_when_one_part_fails_nobody_is_erased(client_of, people, second, index, jeanne, monkeypatch):
    def fail(user: User) -> None:
        if user == jeanne:
            raise RuntimeError

    monkeypatch.setitem(personal_data._erasers, "essai", fail)
    sheet = send_sheet(people.member)
    with pytest.raises(RuntimeError):
        in_a_list(client_of("superuser"), people.member, jeanne)
    assert User.objects.filter(pk__in=[people.member.pk, jeanne.pk]).count() == 2
    assert PracticePage.objects.filter(pk=sheet.pk).exists()


def test_the_page_of_a_deletion_says_what_it_takes(client_of, jeanne):
    client = client_of("superuser")
    for address in (reverse("wagtailusers_users:delete", args=[jeanne.pk]), f"{IN_A_LIST}?id={jeanne.pk}"):
        assert "Rien ne revient." in client.get(address).text
