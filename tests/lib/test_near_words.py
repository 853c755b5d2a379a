"""The nearest word to a slip; never the opposite one."""

import re

import pytest

from lib.near_words import NearWords, are_opposite
from lib.text import WORD

KNOWN = WORD.findall("""
budget tresorier tresorerie tresoriere assemblee reunion president adherent curatelle tutelle facture cotisation
subvention animateur formation comptabilite remboursement convocation assurance telephone fatigue rouen evreux
legal present presence normal possible regulier licite lisible moral majeur charge interet accord inscription
insertion adhesion mission complet utile connu
""")
NEAR = NearWords({word: word for word in KNOWN})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("budjet", "budget"),
        ("tresorie", "tresorier"),
        ("asemblee", "assemblee"),
        ("reunnion", "reunion"),
        ("prezident", "president"),
        ("adheran", "adherent"),
        ("curatele", "curatelle"),
        ("tutel", "tutelle"),
        ("facturre", "facture"),
        ("cotisassion", "cotisation"),
        ("subvansion", "subvention"),
        ("annimateur", "animateur"),
        ("conptabilite", "comptabilite"),
        ("rembourcement", "remboursement"),
        ("asurance", "assurance"),
        ("ruoen", "rouen"),
        ("inscripsion", "inscription"),
    ],
)
def test_a_slip_of_the_finger_or_of_the_ear_is_mended(typed, meant):
    assert NEAR.nearest(typed) == meant


@pytest.mark.parametrize("typed", ["zebre", "xylophone", "abc", "12345", "", "a" * 400, "etoile", "bouen"])
def test_a_word_that_is_near_none_stays_as_it_is(typed):
    assert NEAR.nearest(typed) is None


OPPOSITES = re.findall(
    r"\S+",
    """
illegal/legal ilegal/legal absence/presence absent/present anormal/normal impossible/possible irregulier/regulier
illicite/licite illisible/lisible immoral/moral mineur/majeur decharge/charge desinteret/interet desaccord/accord
desinscription/inscription demission/mission incomplet/complet inutile/utile inconnu/connu avec/sans
""",
)


@pytest.mark.parametrize("pair", OPPOSITES)
def test_a_word_never_passes_for_its_opposite(pair):
    one, other = pair.split("/")
    assert are_opposite(one, other)
    assert are_opposite(other, one)
    assert NearWords({one: one}).nearest(other) is None
    assert NearWords({other: other}).nearest(one) is None


@pytest.mark.parametrize(
    "pair", ["budjet/budget", "insertion/inscription", "reunion/union", "detail/taille", "mes/mesure"]
)
def test_other_words_are_no_opposites(pair):
    assert not are_opposite(*pair.split("/"))
