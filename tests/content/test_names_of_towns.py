"""A town typed with a hyphen, or a saint, is one name: nothing found answers the half of it."""

import pytest

from content.finding.ranking import find
from tests.directory.factories import PeerGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]


@pytest.fixture
def towns():
    PeerGroupFactory(name="Les Ébènes", town="St-Lô")
    PeerGroupFactory(name="Les Ormes", town="Saint-Étienne")
    PeerGroupFactory(name="Le Bain", town="Évian")
    PeerGroupFactory(name="Les Tilleuls", town="Aix-les-Bains")


def found(text: str) -> dict[str, tuple[str, ...]]:
    return {hit.thing.title: hit.missing for hit in find(text).hits}


@pytest.mark.parametrize("typed", ["saint-lo", "Saint-Lô", "saint lo", "St Lo", "SAINT‑LO"])
def test_a_saint_is_looked_for_with_its_name(towns, typed):
    assert found(typed) == {"Les Ébènes": ()}


def test_a_town_of_several_words_is_looked_for_whole(towns):
    assert found("aix-les-bains") == {"Les Tilleuls": ()}


def test_where_no_place_has_the_whole_name_its_parts_still_lead_somewhere(towns):
    assert found("saint-zzyzx") == {"Les Ébènes": ("zzyzx",), "Les Ormes": ("zzyzx",)}
    assert "Les Ormes" in found("saint"), "alone, it begins a name"


def test_what_answers_the_rest_of_the_question_says_that_it_lacks_the_name(towns):
    PeerGroupFactory(name="La Caisse", town="Saint-Étienne")
    assert found("caisse saint-lo")["La Caisse"] == ("saint", "lo")
