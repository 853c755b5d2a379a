"""Places as people write them: the list finds them all the same."""

import pytest

from directory.spelling import asked, department_of, spelled
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

URL = "/annuaire/"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("St-Étienne", "Saint-Étienne"),
        ("ste foy", "Sainte-Foy"),
        ("Saint\N{NON-BREAKING HYPHEN}Étienne", "saint etienne"),
        ("saint – étienne", "Saint-Étienne"),
        ("ST ETIENNE DU ROUVRAY", "Saint-Étienne-du-Rouvray"),
        ("LE-HAVRE", "Le Havre"),
        ("rouen.", "Rouen"),
        ("Rouen CEDEX 2", "Rouen"),
        ("Rou\u00aden", "Rouen"),
        ("Club-House", "Clubhouse"),
        ("l’Isle-d’Abeau", "L'Isle d'Abeau"),
    ],
)
def test_two_spellings_of_a_place_are_one(typed, stored):
    assert spelled(typed) == spelled(stored)


@pytest.mark.parametrize(("typed", "same"), [("Stains", "Saint"), ("test", "tesaint"), ("Brest", "Bresaint")])
def test_a_word_that_holds_st_is_left_alone(typed, same):
    assert spelled(typed) != spelled(same)


@pytest.mark.parametrize(
    ("number", "code"),
    [("76000", "76"), ("01000", "01"), ("97400", "974"), ("20090", "2A"), ("20200", "2B"), ("1", "01"), ("2a", "2A")],
)
def test_a_number_names_its_departement(number, code):
    assert department_of(number) == code


@pytest.mark.parametrize("number", ["99", "00", "99999", "000", "20"])
def test_a_number_of_no_departement_names_none(number):
    assert department_of(number) == ""


@pytest.mark.parametrize("text", ["", "   ", "\x00", "٣٤", "9" * 500, "(76", "st", "cedex"])
def test_nothing_typed_breaks_the_reading(text):
    assert isinstance(asked(text).words, list)


@pytest.fixture
def places(db):
    seine = {"department_code": "76"}
    PeerGroupFactory(slug="rouen", name="GEM de Rouen", town="Rouen", **seine)
    PeerGroupFactory(slug="havre", name="Les Voiles", town="Le Havre", **seine)
    PeerGroupFactory(slug="loire", name="Le Lien", town="Saint-Étienne", department_code="42")
    CollectiveFactory(slug="rouvray", name="Clubhouse Rouen", town="ST ETIENNE DU ROUVRAY", **seine)


def shown(client, text) -> set[str]:
    return {place.slug for place in client.get(URL, {"q": text}).context["page_obj"]}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("St-Étienne", {"loire", "rouvray"}),
        ("saint étienne du rouvray", {"rouvray"}),
        ("LE-HAVRE", {"havre"}),
        ("Havre (Le)", {"havre"}),
        ("76000 Rouen", {"rouen", "rouvray"}),
        ("76 100 Rouen", {"rouen", "rouvray"}),
        ("Rouen CEDEX", {"rouen", "rouvray"}),
        ("Rouen (76)", {"rouen", "rouvray"}),
        ("rouen.", {"rouen", "rouvray"}),
        ("Rouen, Seine-Maritime", {"rouen", "rouvray"}),
        ("Seine-Maritime", {"rouen", "havre", "rouvray"}),
        ("Normandie", {"rouen", "havre", "rouvray"}),
        ("76", {"rouen", "havre", "rouvray"}),
        ("Club-House", {"rouvray"}),
        ("groupe d’entraide rouen", {"rouen"}),
        ("collectif", {"rouvray"}),
        ("42000 Rouen", set()),
        ("Lyon", set()),
    ],
)
def test_the_list_finds_a_place_as_people_write_it(client, places, typed, found):
    assert shown(client, typed) == found


def test_a_town_without_a_place_leads_to_those_of_its_departement(client, places):
    answer = client.get(URL, {"q": "76500 Elbeuf"})
    assert [place.slug for place in answer.context["near"]] == ["havre", "rouen", "rouvray"]
    assert "/annuaire/gem/rouen/" in answer.text


def test_a_departement_without_a_place_leads_to_those_of_its_region(client, places):
    assert {place.slug for place in client.get(URL, {"q": "Caen (14)"}).context["near"]} == {
        "rouen",
        "havre",
        "rouvray",
    }


def test_a_slip_in_a_town_is_offered_to_be_mended(client, places):
    answer = client.get(URL, {"q": "ruoen"})
    assert not answer.context["total"]
    assert 'href="/annuaire/?q=rouen"' in answer.text
    assert "Cherchiez-vous" not in client.get(URL, {"q": "zzzz"}).text
