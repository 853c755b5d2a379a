"""A contact that was taken off the page of a place, or changed, stays in no version that one can go back to."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Revision

from directory import editing
from directory.models import Collective, PeerGroup
from directory.tables import bulk

pytestmark = pytest.mark.django_db
FORMER, PRESENT = "06 12 34 56 78", "contact@exemple.org"


@pytest.fixture(params=[PeerGroup, Collective])
def place(request) -> PeerGroup | Collective:
    """Return a place with a contact, which was kept once."""
    place = request.param.objects.create(name="Un lieu", slug="un-lieu")
    write(place, FORMER)
    return place


def write(place: PeerGroup | Collective, contact: str) -> None:
    """Write the contact of a place as its own people do."""
    place.refresh_from_db()
    editing.keep(place, {"public_contact": contact}, editing.version_of(place), None, "Le groupe")


def kept(place: PeerGroup | Collective) -> list[str]:
    """Return the contact of each version, the first one first."""
    return [each.content["public_contact"] for each in Revision.objects.for_instance(place).order_by("pk")]


@pytest.mark.parametrize("contact", ["", PRESENT])
def test_a_contact_taken_off_leaves_every_version(place, contact):
    assert kept(place) == ["", FORMER]
    write(place, contact)
    assert kept(place) == ["", "", contact]


def test_the_present_contact_stays_while_something_else_changes(place):
    place.refresh_from_db()
    place.town = "Lyon"
    place.save()
    assert kept(place) == ["", FORMER]


def test_a_contact_that_the_admin_takes_off_goes_too(client_of, people, place):
    client, kind = client_of("superuser"), place._meta.model_name
    address = reverse(f"wagtailsnippets_directory_{kind}:edit", args=[place.pk])
    said = {"name": place.name, "slug": place.slug, "stage": "open", "public_contact": ""}
    assert client.post(address, said | opened(client, address)).status_code == 302
    assert set(kept(place)) == {""}
    first = Revision.objects.for_instance(place).earliest("pk")
    back = reverse(f"wagtailsnippets_directory_{kind}:revisions_revert", args=[place.pk, first.pk])
    assert FORMER not in client.get(back).text


def opened(client, address: str) -> dict[str, str]:
    """Return what the form of a place says of the version it was opened on."""
    page = client.get(address).text
    return dict(re.findall(r'name="(loaded_revision_\w+)" value="([^"]+)"', page))


@pytest.mark.parametrize("is_known", [True, False], ids=["kept before", "never kept before"])
def test_a_contact_comes_back_from_no_form_opened_before_it_was_taken_off(client_of, people, is_known):
    place = PeerGroup.objects.create(name="Un lieu", slug="un-lieu", public_contact=FORMER)
    if is_known:
        write(place, FORMER)
    client = client_of("superuser")
    address = reverse("wagtailsnippets_directory_peergroup:edit", args=[place.pk])
    said = {"name": "Un autre nom", "slug": place.slug, "stage": "open", "public_contact": FORMER}
    form = said | opened(client, address)
    write(place, "")
    answer = client.post(address, form)
    assert "a changé depuis que vous l’avez ouverte" in answer.text
    place.refresh_from_db()
    assert (place.name, place.public_contact) == ("Un lieu", "")
    assert client.post(address, said | {"public_contact": ""} | opened(client, address)).status_code == 302


def test_a_place_changed_before_its_first_version_keeps_no_former_contact(db):
    group = PeerGroup.objects.create(name="Un lieu", slug="un-lieu", public_contact=FORMER)
    write(group, PRESENT)
    assert kept(group) == ["", PRESENT]


def test_a_contact_that_a_file_of_the_coordination_changes_goes_too(db):
    group = PeerGroup.objects.create(name="Un lieu", slug="un-lieu", town="Caen", public_contact=FORMER)
    group.save_revision()
    bulk.correct([(group, {"public_contact": PRESENT})], None)
    assert kept(group) == ["", PRESENT]
