"""The lines of a file: headings and cells as people write them, and what is wrong said beside its line and column."""

import pytest

from directory.models import PeerGroup
from directory.tables import columns, files, reading, refusals, rows
from directory.tables.refusals import FileRefusedError
from tests.directory.tables.kit import HEAD, lines_of, workbook

Kind = PeerGroup.Kind


def values(content):
    return [line.values for line in lines_of(content)]


def faults(content):
    found = reading.read(rows.rows_of(content.encode()))
    return [(fault.line, fault.heading, fault.said, fault.sentence) for fault in found.faults]


def test_columns_are_known_by_their_headings_whatever_their_order_capitals_and_accents():
    headings = "HORAIRES D’OUVERTURE;  dEPARTEMENT ;Âge;Téléphone;Nom du groupe;E-mail"
    content = f"{headings}\nlundi;76;12;02 35 00 00 00;Amis;gem@exemple.fr"
    found = reading.read(rows.rows_of(content.encode()))
    assert found.lines[0].values == {
        "opening_hours": "lundi",
        "department_code": "76",
        "public_contact": "02 35 00 00 00, gem@exemple.fr",
        "name": "Amis",
    }
    assert found.left_aside == ["Âge"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Âge;Taille\n1;2", refusals.NO_HEADINGS),
        ("Ville;Contact\nRouen;x", refusals.NO_NAME),
        ("Nom;Ville;Commune\nA;B;C", refusals.TWICE.format(heading="Ville")),
        (HEAD, refusals.NO_ROWS),
        ("Nom;Ville\n;;\n ; ", refusals.NO_ROWS),
    ],
)
def test_a_file_without_the_columns_it_needs_is_refused(content, sentence):
    with pytest.raises(FileRefusedError) as refused:
        lines_of(content)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *[("1", "01"), ("01", "01"), ("2a", "2A"), ("2B", "2B"), ("971", "971"), ("976", "976"), ("76", "76")],
        *[("seine maritime", "76"), ("Corse du Sud", "2A"), ("La Réunion", "974"), ("Côte d'Or", "21")],
        *[("76 – Seine-Maritime", "76"), ("Seine-Maritime (76)", "76"), ("2B Haute-Corse", "2B")],
        *[("750", ""), ("20", ""), ("76000", ""), ("Atlantide", ""), ("76 – Eure", ""), ("0", "")],
    ],
)
def test_a_departement_is_a_number_or_a_name(cell, code):
    assert columns.department_of(cell) == code


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        *[(label, value) for value, label in Kind.choices],
        *[
            ("psychique", Kind.PSYCHIC),
            ("Cérébro-lésés", Kind.BRAIN_INJURY),
            ("traumatisés crâniens", Kind.BRAIN_INJURY),
        ],
        *[("TSA", Kind.AUTISM), ("psychique et autisme", ""), ("tous", "")],
    ],
)
def test_a_public_is_told_in_words(cell, kind):
    assert columns.kind_of(cell) == kind


def test_each_fault_is_said_with_its_line_and_its_column():
    content = HEAD.strip() + ";État\nA;Rouen;750;tous;;http://;;fermé\n;Caen;14;;;contact@exemple.fr;;"
    assert faults(content) == [
        (2, "Département", "750", reading.NO_DEPARTMENT),
        (2, "Public", "tous", reading.NO_KIND),
        (2, "Site internet", "http://", reading.NO_SITE),
        (2, "État", "fermé", reading.NO_STAGE),
        (3, "Nom", "", reading.NO_NAME),
        (3, "Site internet", "contact@exemple.fr", reading.NO_SITE),
    ]


def test_a_cell_is_one_line_without_what_nobody_sees():
    content = 'Nom;Horaires;Site internet\n"  Les\u200b  Amis ";"lundi 9 h\r\n\r\nmardi";exemple.fr'
    assert values(content) == [
        {"name": "Les Amis", "opening_hours": "lundi 9 h, mardi", "website": "https://exemple.fr"}
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_model_can_be_filled_in_under_its_explanations(kind):
    model = files.model_rows()
    filled = ["", "Les Amis", "Rouen", "76", "Autre public"]
    if kind == "xlsx":
        assert files.as_workbook(model)
        content = workbook(*model, filled)
    else:
        content = "".join(files.as_csv([*model, filled])).encode()
    assert [(line.number, line.values) for line in lines_of(content)] == [
        (3, {"name": "Les Amis", "town": "Rouen", "department_code": "76", "kind": Kind.OTHER})
    ]
    with pytest.raises(FileRefusedError) as refused:
        lines_of("".join(files.as_csv(model)))
    assert str(refused.value) == refusals.NO_ROWS


def test_a_cell_of_a_hundred_thousand_spaces_is_read_at_once():
    """Each line end was looked for from each space: a press held the whole process for minutes."""
    assert reading.plain("a" + " " * 150_000 + "b") == "a b"
    assert reading.plain("a \r\n\r\n  b\n") == "a, b"


def test_a_missing_name_is_said_under_the_heading_of_the_file():
    found = reading.read(rows.rows_of(b"Groupe;Commune\n;Rouen"))
    assert [(each.line, each.heading, each.sentence) for each in found.faults] == [(2, "Groupe", reading.NO_NAME)]
