"""The national list of départements: chosen once, its name and its region follow, what stood before is read."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from config.seeding.files import load
from directory.departments import DEPARTMENTS, code_of, region_of
from directory.models import Collective, PeerGroup
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

normalise = import_module("directory.migrations.0002_departments").normalise


def test_the_list_is_the_national_one():
    mainland = {f"{number:02d}" for number in range(1, 96) if number != 20}
    assert set(DEPARTMENTS) == mainland | {"2A", "2B"} | {str(number) for number in range(971, 979)} | {
        *("986", "987", "988"),
    }
    assert len({each.region for each in DEPARTMENTS.values()}) == 13 + 11
    assert list(DEPARTMENTS) == sorted(DEPARTMENTS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("1", "01"), ("01", "01"), ("2a", "2A"), ("2B", "2B"), ("974", "974"), ("Corse du Sud", "2A")),
        *(("cote d'or", "21"), ("ILE-ET-VILAINE", ""), ("750", ""), ("20", ""), ("96", ""), ("0", ""), ("", "")),
    ],
)
def test_a_code_or_a_name_is_read_however_it_is_spelt(text, code):
    assert code_of(text) == code


def test_a_former_or_misspelt_region_is_read():
    assert region_of("Ile-de-France") == "Île-de-France"
    assert region_of("HAUTE NORMANDIE") == "Normandie"
    assert region_of("Atlantide") == ""


def test_the_first_places_say_what_the_list_says():
    for place in (*load("groups"), *load("collectives")):
        if place["department_code"]:
            said = (place["department_code"], place["department"], place["region"])
            assert said == DEPARTMENTS[place["department_code"]], place["slug"]


@pytest.mark.django_db
def test_the_name_and_the_region_follow_the_code():
    place = PeerGroupFactory(department_code="2A", department="Corse du Sud", region="Bretagne")
    assert (place.department, place.region) == ("Corse-du-Sud", "Corse")
    place.department_code = "76"
    place.save(update_fields=["department_code"])
    place.refresh_from_db()
    assert (place.department, place.region) == ("Seine-Maritime", "Normandie")
    place.department_code = ""
    place.save()
    assert (place.department, place.region) == ("", "Normandie")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["1", "750", "2a", "20", "99", "97"])
def test_what_is_no_departement_is_refused(code):
    place = CollectiveFactory.build(department_code=code)
    with pytest.raises(ValidationError) as refused:
        place.full_clean()
    assert "department_code" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        place.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("01", "Ain (01)", "Rhone-Alpes"), ("01", "Ain", "Auvergne-Rhône-Alpes")),
        (("", "Corse du Sud", ""), ("2A", "Corse-du-Sud", "Corse")),
        (("", "", "Ile-de-France"), ("", "", "Île-de-France")),
        (("", "Ailleurs", "Atlantide"), ("", "Ailleurs", "Atlantide")),
    ],
)
def test_what_stood_before_is_normalised(before, after):
    columns = ("department_code", "department", "region")
    for model, factory in ((PeerGroup, PeerGroupFactory), (Collective, CollectiveFactory)):
        place = factory()
        model.objects.filter(pk=place.pk).update(**dict(zip(columns, before, strict=True)))
        normalise(apps, None)
        assert model.objects.values_list(*columns).get(pk=place.pk) == after
