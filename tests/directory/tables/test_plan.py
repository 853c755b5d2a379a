"""What a file would do: which group each line means, what it changes, what it leaves alone."""

import pytest
from django.utils import timezone

from directory.models import PeerGroup
from directory.tables import personal, plan
from tests.directory.factories import PeerGroupFactory
from tests.directory.tables.kit import HEAD, planned, told

pytestmark = pytest.mark.django_db


def group(**fields):
    return PeerGroupFactory(**{"slug": "ici", "name": "Les Ébènes", "town": "Rouen", **fields})


def changes(found):
    return [[tuple(change) for change in step.changes] for step in found.steps]


def sentences(found):
    return [(fault.line, fault.heading, fault.sentence) for fault in found.faults]


@pytest.mark.parametrize(
    ("name", "town"),
    [
        *[("les ebenes", "ROUEN"), ("GEM Les Ébènes", "Rouen CEDEX"), ("Groupe d’entraide mutuelle Ébènes", "rouen")],
        ("Les Ébènes", ""),
    ],
)
def test_a_known_group_is_met_however_it_is_written_and_keeps_its_name(name, town):
    group(opening_hours="lundi")
    found = planned(f"{HEAD}{name};{town};;;;;mardi")
    assert told(found) == [("changed", "ici")]
    assert changes(found) == [[("Horaires", "lundi", "mardi")]]


def test_a_saint_is_the_same_written_short():
    group(name="GEM Saint-Éloi", town="Sainte-Foy-lès-Lyon", public_contact="02 00 00 00 00")
    assert told(planned(f"{HEAD}St Eloi;Ste Foy les Lyon;;;02 00 00 00 00")) == [("same", "ici")]


def test_the_same_name_elsewhere_is_another_group():
    group(department_code="76")
    assert told(planned(f"{HEAD}Les Ébènes;Caen")) == [("added", "")]
    assert told(planned(f"{HEAD}Les Ébènes;;14")) == [("added", "")]


def test_names_without_any_word_are_told_apart_all_the_same():
    assert told(planned(f"{HEAD}☀;Rouen\n☂;Rouen\n日本;Rouen")) == [("added", "")] * 3


def test_what_is_not_known_yet_is_filled_in():
    group(town="")
    found = planned(f"{HEAD}Les Ébènes;Rouen;76;psychique")
    assert changes(found) == [
        [
            ("Ville", "", "Rouen"),
            ("Département", "", "76"),
            ("Public", "", "Personnes vivant avec un trouble psychique"),
        ]
    ]


def test_by_its_identifier_a_group_changes_its_name_and_an_unknown_one_is_said():
    group()
    assert changes(planned("Identifiant;Nom;Ville\nici;Les Érables;Caen")) == [
        [("Nom", "Les Ébènes", "Les Érables"), ("Ville", "Rouen", "Caen")]
    ]
    assert sentences(planned("Identifiant;Nom\nla-bas;Les Érables")) == [(2, "Identifiant", plan.NO_SLUG)]


def test_a_page_that_its_group_keeps_is_left_as_it_is_even_where_it_is_empty():
    group(kept_on=timezone.localdate(), website="")
    found = planned(f"{HEAD}Les Ébènes;Rouen;76;;06 00 00 00 00;exemple.fr;lundi")
    assert told(found) == [("kept", "ici")]
    assert not found.faults and not found.to_write


def test_two_lines_of_one_group_and_two_groups_of_one_line_are_faults():
    assert sentences(planned(f"{HEAD}Les Ébènes;Rouen\nles ebenes;ROUEN")) == [(3, "Nom", plan.AGAIN.format(line=2))]
    group()
    group(slug="encore")
    assert sentences(planned(f"{HEAD}Les Ébènes;Rouen")) == [(2, "Nom", plan.SEVERAL)]


def test_a_fault_names_the_column_as_the_file_calls_it():
    head = "Nom du groupe;Commune;Tél.;Courriel\n"
    refused = planned(f"{head}Les Ébènes;Rouen;01 99 00 20 02;prenom.nom@gmail.com")
    assert [(each.heading, each.said) for each in refused.faults] == [("Courriel", "prenom.nom@gmail.com")]
    refused = planned(f"{head}Les Ébènes;Rouen;06 00 00 00 00;accueil@ebenes.example")
    assert [(each.heading, each.said) for each in refused.faults] == [("Tél.", "06 00 00 00 00")]
    both = planned(f"{head}Les Ébènes;Rouen;06 00 00 00 00;prenom.nom@gmail.com")
    assert [each.heading for each in both.faults] == ["Tél., Courriel"]


def test_a_personal_contact_is_refused_unless_the_directory_says_it_already():
    refused = planned(f"{HEAD}Les Ébènes;Rouen;;;06 00 00 00 00")
    assert sentences(refused) == [(2, "Contact", personal.MOBILE)]
    group(public_contact="06 00 00 00 00")
    assert told(planned(f"{HEAD}Les Ébènes;Rouen;;;06 00 00 00 00")) == [("same", "ici")]


def test_a_text_that_is_too_long_and_a_name_of_two_alphabets_are_refused():
    found = planned(f"{HEAD}Les \u0410mis;Rouen;;;;;{'x' * 301}")
    assert sentences(found) == [(2, "Nom", plan.MIXED), (2, "Horaires", plan.TOO_LONG.format(most=300))]


def test_an_empty_cell_changes_nothing():
    group(opening_hours="lundi", website="https://exemple.fr", kind=PeerGroup.Kind.OTHER)
    assert told(planned(f"{HEAD}Les Ébènes;Rouen;;;;;")) == [("same", "ici")]
