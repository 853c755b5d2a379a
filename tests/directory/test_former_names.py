"""The names that a place has borne are kept, whoever renamed it and by whatever way."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Revision

from directory import editing, former_names, purge
from directory.former_names import FormerName
from directory.models import Collective, PeerGroup
from directory.tables import bulk
from tests.people import person

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("model", [PeerGroup, Collective])


def place_of(model, name="Le Phare", town="Vire") -> PeerGroup | Collective:
    return model.objects.create(name=name, slug="un-lieu", town=town)


def known(place) -> list[tuple[str, str]]:
    """Return the former names of a place with their towns, the first one first."""
    return list(place.former_names.order_by("pk").values_list("name", "town"))


@KINDS
def test_its_own_people_rename_a_place(model):
    place = place_of(model)
    editing.keep(place, {"name": "L’Escale"}, editing.version_of(place), person("Lou"), "Le lieu")
    assert known(place) == [("Le Phare", "Vire")]


@KINDS
def test_a_moderator_renames_a_place_that_nobody_had_kept(client_of, people, model):
    place, client = place_of(model), client_of("superuser")
    address = reverse(f"wagtailsnippets_directory_{model._meta.model_name}:edit", args=[place.pk])
    said = {"name": "L’Escale", "slug": place.slug, "stage": "open"}
    assert client.post(address, said).status_code == 302
    assert known(place) == [("Le Phare", "Vire")]


def test_a_file_of_the_coordination_renames_a_group():
    group = place_of(PeerGroup)
    bulk.correct([(group, {"name": "L’Escale"})], person("Lou"))
    bulk.correct([(group, {"name": "L’Escale", "website": ""})], person("Alix"))
    assert known(group) == [("Le Phare", "Vire")]
    group.refresh_from_db()
    bulk.correct([(group, {"town": "Caen"})], person("Sacha"))
    assert known(group)[1:] == [("L’Escale", "Vire")]


@KINDS
def test_what_changes_no_name_keeps_none(model):
    place = place_of(model)
    place.website = "https://exemple.org"
    place.save()
    place.save(update_fields=["website"])
    assert known(place) == []


def test_the_fields_that_are_not_written_change_no_name():
    group = place_of(PeerGroup)
    group.name = "L’Escale"
    group.save(update_fields=["website"])
    assert known(group) == []
    group.save(update_fields=["name"])
    assert known(group) == [("Le Phare", "Vire")]


def test_a_name_taken_again_is_kept_once():
    group = place_of(PeerGroup)
    for name in ("L’Escale", "Le Phare", "L’Escale"):
        group.name = name
        group.save()
    assert known(group) == [("Le Phare", "Vire"), ("L’Escale", "Vire")]


@KINDS
def test_the_names_of_a_place_that_is_deleted_stay(model):
    place = place_of(model)
    place.name = "L’Escale"
    place.save()
    model.objects.all().delete()
    assert set(FormerName.objects.values_list("name", "peer_group", "collective")) == {
        ("Le Phare", None, None),
        ("L’Escale", None, None),
    }


def test_the_oldest_of_too_many_are_forgotten(monkeypatch):
    monkeypatch.setattr(former_names, "MOST_KEPT", 2)
    monkeypatch.setattr(former_names, "MOST_OF_GONE", 1)
    group, other = place_of(PeerGroup), PeerGroup.objects.create(name="La Boussole", slug="autre")
    former_names.note((group, f"Nom {number}", "") for number in range(4))
    former_names.note([(other, "Le Cap", "")])
    FormerName.objects.bulk_create(FormerName(name=name) for name in ("Parti", "Parti ensuite"))
    assert purge.purge() == 3
    assert (known(group), known(other)) == ([("Nom 2", ""), ("Nom 3", "")], [("Le Cap", "")])
    assert list(FormerName.objects.filter(peer_group=None).values_list("name", flat=True)) == ["Parti ensuite"]


def test_a_name_is_of_one_place_at_most():
    places = {"peer_group": place_of(PeerGroup), "collective": place_of(Collective)}
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerName.objects.create(name="Le Phare", **places)


@KINDS
def test_the_names_of_before_the_upgrade_are_read_in_the_versions(model):
    place = place_of(model)
    for name in ("L’Escale", "Le Cap"):
        editing.keep(place, {"name": name}, editing.version_of(place), person(name), "Le lieu")
        place.refresh_from_db()
    Revision.objects.create(
        content_type=place.get_content_type(), base_content_type=place.get_content_type(), object_id="0", content={}
    )
    FormerName.objects.all().delete()
    import_module("directory.migrations.0007_names_borne_so_far").keep(apps, None)
    assert known(place) == [("Le Phare", "Vire"), ("L’Escale", "Vire")]
