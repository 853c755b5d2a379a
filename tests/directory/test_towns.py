"""Places as people write them."""

import pytest

from directory.spelling import is_named

ETIENNE = "Les Amis Saint-Étienne-du-Rouvray Seine-Maritime 76 Normandie"
HAVRE = "Le Phare Le Havre Seine-Maritime 76 Normandie"


@pytest.mark.parametrize(
    "asked",
    [
        "St-Étienne",
        "ST ETIENNE DU ROUVRAY",
        "saint\u2011étienne",
        "76800 St Etienne",
        "Saint-Étienne CEDEX",
        "rouvray.",
    ],
)
def test_a_saint_is_found_however_it_is_written(asked):
    assert is_named(asked, ETIENNE)
    assert is_named(asked, ETIENNE.replace("Saint-É", "ST E"))
    assert not is_named(asked + " x", ETIENNE)


@pytest.mark.parametrize("asked", ["LE-HAVRE", "Havre (Le)", "76600 Le Havre", "Havre, Seine-Maritime", "76", "norm"])
def test_a_town_is_found_by_its_words_in_any_order(asked):
    assert is_named(asked, HAVRE)


@pytest.mark.parametrize("asked", ["7", "27000", "Havre 27", "avre", "Ste Adresse"])
def test_another_place_is_not_found(asked):
    assert not is_named(asked, HAVRE)
