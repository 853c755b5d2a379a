"""The coordination gives no place the name of another one of its town, in the admin, by a file, or at its opening."""

import pytest
from django.urls import reverse

from accounts.coordination import rules
from directory.borne_names import TAKEN_HERE
from directory.models import Collective, PeerGroup
from directory.tables import plan, writing
from tests.directory.factories import CollectiveFactory, PeerGroupFactory
from tests.directory.tables.kit import HEAD, lines_of

pytestmark = pytest.mark.django_db
MODELS = pytest.mark.parametrize("model", [PeerGroup, Collective])
BY_KEY = HEAD.replace("Nom;", "Identifiant;Nom;")


@pytest.fixture(params=["group", "collective", "former"])
def borne(request):
    """Make a place of Rouen that bears, or bore, « Saint Éloi »."""
    if request.param == "collective":
        return CollectiveFactory(name="Saint Éloi", town="Rouen")
    place = PeerGroupFactory(name="GEM St-Éloi", town="ROUEN")
    if request.param == "former":
        place.name = "Le Phare"
        place.save()
    return place


def form_of(model, place=None) -> str:
    name = f"wagtailsnippets_directory_{model._meta.model_name}"
    return reverse(f"{name}:edit", args=[place.pk]) if place else reverse(f"{name}:add")


def faults(rows: str, head: str = HEAD) -> list[tuple[int, str]]:
    return [(each.line, each.sentence) for each in writing.planned(lines_of(head + rows)).faults]


@MODELS
@pytest.mark.parametrize("is_new", [True, False])
def test_the_admin_says_it_beside_the_name(client_of, borne, model, is_new):
    place = None if is_new else model.objects.create(slug="autre", name="Autre")
    said = {"name": "St Eloi", "slug": "autre", "town": "rouen", "stage": "open"}
    client = client_of("superuser")
    answer = client.post(form_of(model, place), said)
    assert answer.context["form"].errors["name"] == [TAKEN_HERE]
    assert not model.objects.filter(name="St Eloi").exists()
    assert client.post(form_of(model, place), {**said, "town": "Caen"}).status_code == 302
    assert model.objects.filter(name="St Eloi", town="Caen").exists()


def test_places_that_share_a_name_already_are_written_all_the_same(client_of, borne):
    other = PeerGroup.objects.create(slug="autre", name="Saint Éloi", town="Rouen")
    said = {"name": "Saint Éloi", "slug": "autre", "town": "Rouen", "stage": "open", "opening_hours": "lundi"}
    assert client_of("superuser").post(form_of(PeerGroup, other), said).status_code == 302


def test_the_same_town_of_another_departement_is_another_place(client_of):
    PeerGroupFactory(name="Le Phare", town="Saint-Denis", department_code="93")
    said = {"name": "Le Phare", "slug": "p", "town": "Saint Denis", "department_code": "974", "stage": "open"}
    assert client_of("superuser").post(form_of(PeerGroup), said).status_code == 302


def test_a_line_that_renames_a_group_after_another_of_its_town_is_a_fault(borne):
    PeerGroupFactory(slug="autre", name="Autre", town="Rouen")
    assert faults("autre;St Eloi;Rouen", BY_KEY) == [(2, plan.TAKEN)]
    assert faults("autre;St Eloi;Caen", BY_KEY) == []


def test_two_lines_that_take_one_name_are_a_fault():
    for slug in ("un", "deux"):
        PeerGroupFactory(slug=slug, town="Rouen")
    assert faults("un;Le Phare;Rouen\ndeux;GEM Le Phare;Rouen", BY_KEY) == [(3, plan.TAKEN)]


def test_a_line_does_not_add_the_group_that_a_former_name_meant():
    place = PeerGroupFactory(name="Le Phare", town="Vire")
    place.name = "L’Escale"
    place.save()
    assert faults("Le Phare;Vire") == [(2, plan.TAKEN)]
    assert faults("Le Phare;Caen") == []
    place.delete()
    assert faults("Le Phare;Vire") == [], "a place that is gone may be written again"


def test_a_group_takes_its_former_name_again_by_a_file():
    place = PeerGroupFactory(slug="un", name="Le Phare", town="Vire")
    place.name = "L’Escale"
    place.save()
    assert faults("un;Le Phare;Vire", BY_KEY) == []


def test_who_opens_a_group_under_a_former_name_is_asked_whether_it_is_another(people):
    place = PeerGroupFactory(name="Le Phare", town="Vire")
    place.name = "L’Escale"
    place.save()
    new = PeerGroup(name="GEM Le Phare", town="VIRE")
    with pytest.raises(rules.SameGroupError) as same:
        rules.add_group(new, people.coordinator, is_sure=False)
    assert same.value.groups == [place]
    rules.add_group(new, people.coordinator, is_sure=True)
    rules.add_group(PeerGroup(name="GEM Le Phare", town="Caen"), people.coordinator, is_sure=False)
