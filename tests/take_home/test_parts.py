"""The parts of a tool by themselves: blanks, sums, days; what is refused, and how it is said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.tool_parts import amounts, blanks, calendar, grid_drawing
from content.tool_parts.formulas import FormulaError, parse
from content.tool_parts.parts import Unready, read
from tests.take_home.factories import CHECKLIST, COLUMNS, FORM, LETTER, ROWS, TIMELINE, table


def words(rows):
    return [[cell.words for cell in row] for row in rows]


def reasons(**fields) -> str:
    part = read("table", table(**fields))
    assert isinstance(part, Unready)
    return " ".join(part.reasons)


@given(st.decimals(min_value=-999999, max_value=999999, places=2))
def test_an_amount_is_read_as_it_was_written(value):
    assert amounts.read(amounts.money(value)) == value
    assert amounts.read(amounts.number(value)) == value


@pytest.mark.parametrize("typed", ["", "douze", "1.50", "12,", ",5", "=1+1", "1e5", "--2", "1,2,3", "9" * 12])
def test_what_is_no_amount_is_none(typed):
    assert amounts.read(typed) is None


def test_half_a_cent_goes_up():
    assert amounts.money(Decimal("0.125")) == "0,13"


def test_a_letter_has_a_blank_and_an_example_of_it():
    hello, title, listed = read("letter", LETTER).paragraphs
    assert hello.lines == ((blanks.Run("Bonjour "), blanks.Run("Camille", "prénom"), blanks.Run(",")),)
    assert title.is_title and listed.is_list
    assert [run.words for run in listed.lines[0]] == ["le ", "12 mai"]


@pytest.mark.parametrize(
    "text", ["{{prénom}}", "{{|Camille}}", "{{prénom|}}", "{{a|b", "a|b}}", "{{a\n|b}}", "{{a|b|c}}"]
)
def test_a_blank_that_is_not_finished_is_said(text):
    part = read("letter", {"title": "Le mot", "text": text})
    assert isinstance(part, Unready) and "blanc" in part.reasons[0]


def test_a_title_may_have_a_blank():
    assert read("letter", {**LETTER, "title": "Note {{numéro|5}}"}).title.filled == "Note 5"
    assert "(numéro)" in read("letter", {**LETTER, "title": "Note {{numéro|5}}"}).title.blank


def test_a_balance_goes_from_row_to_row():
    part = read("table", table())
    assert [row[4] for row in words(part.filled.rows)] == ["10,00", "31,50", "17,95"]
    assert words([part.filled.totals]) == [["Totaux", "", "21,50", "13,55", "17,95"]]


def test_the_blank_sheet_keeps_the_words_of_what_is_brought_forward_and_no_sum():
    part = read("table", table())
    assert words(part.blank.rows) == [["Report", "", "", "", ""], *[[""] * 5] * 3]
    assert (part.blank.first_spare, part.blank.spare) == (1, 2)
    assert words([part.blank.totals]) == [["Totaux", "", "", "", ""]]


COINS = {
    "columns": [
        {"type": "text", "heading": "Pièce"},
        {"type": "amount", "heading": "Valeur"},
        {"type": "number", "heading": "Combien"},
        {"type": "amount", "heading": "Somme"},
    ],
    "rows": [["2 €", "2,00", "3", ""], ["10 centimes", "0,10", "7", ""], ["1 €", "1,00", "", ""]],
    "formulas": [{"column": "Somme", "formula": "Valeur × Combien"}],
    "opens": False,
}


def test_a_product_is_counted_and_what_is_multiplied_has_no_total():
    part = read("table", table(**COINS, kept=["Pièce", "Valeur"], spare=0))
    assert [row[3] for row in words(part.filled.rows)] == ["6,00", "0,70", ""]
    assert words([part.filled.totals]) == [["Totaux", "", "", "6,70"]]
    assert words(part.blank.rows) == [["2 €", "2,00", "", ""], ["10 centimes", "0,10", "", ""], ["1 €", "1,00", "", ""]]


LINES = [
    {"label": "Report", "example": "10,00"},
    {"label": "Preuve", "formula": "A + total Recette − total Dépense"},
    {"label": "Écart", "formula": "B − dernier Solde", "expected": "zero"},
]


def test_lines_below_a_table_add_up_and_prove_it():
    lines = read("table", table(lines=LINES)).filled.lines
    assert [(each.line.letter, each.words, each.verdict) for each in lines] == [
        ("A", "10,00", ""), ("B", "17,95", ""), ("C", "0,00", "C’est juste."),
    ]  # fmt: skip
    blank = read("table", table(lines=LINES)).blank.lines
    assert [each.words for each in blank] == ["", "", ""] and blank[2].verdict == "On attend 0."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"formulas": [{"column": "Reste", "formula": "Recette"}]}, "Aucune colonne ne s’appelle « Reste »"),
        ({"formulas": [{"column": "Solde", "formula": "avant + Rentrée"}]}, "demande « Rentrée »"),
        ({"formulas": [{"column": "Recette", "formula": "avant + Solde"}]}, "demande « Solde »"),
        ({"formulas": [{"column": "Quoi", "formula": "Recette"}]}, "« Quoi » se calcule"),
        ({"formulas": [{"column": "Solde", "formula": "Recette × Dépense − 2"}]}, "ne se mélange pas"),
        ({"formulas": [{"column": "Solde", "formula": "Recette + avant"}]}, "vient en premier"),
        ({"formulas": [{"column": "Solde", "formula": "Recette + "}]}, "Il manque un nom"),
        ({"rows": [["Pain", "", "douze", "", ""]], "opens": False}, "« douze » n’est pas un nombre"),
        ({"rows": [["Pain", "", "12,00", "", "9,00"]], "opens": False}, "laissez la case vide"),
        (
            {"rows": [["Pain", "", "999999999,99", "", ""], ["Lait", "", "1,00", "", ""]], "opens": False},
            "trop grand",
        ),
        (
            {
                "columns": [*COLUMNS[:4], {**COLUMNS[3], "heading": "Produit"}],
                "rows": [["Pain", "", "999999999,00", "", ""]],
                "formulas": [{"column": "Produit", "formula": " × ".join(["Recette"] * 9)}],
                "opens": False,
            },
            "trop grand",
        ),
        ({"kept": ["Autre"]}, "Aucune colonne ne s’appelle « Autre »"),
        ({"spare": 0}, "au moins une ligne vide"),
        ({"columns": [*COLUMNS[:4], {**COLUMNS[3]}], "formulas": []}, "Deux colonnes"),
        ({"lines": [{"label": "Seule"}]}, "écrivez un nombre en exemple"),
        ({"lines": [{"label": "B avant A", "formula": "B + total Recette"}]}, "« B » n’est ni"),
        ({"lines": [{"label": "Le solde", "formula": "total Solde"}]}, "« total Solde » n’est ni"),
        ({"lines": [{"label": "Avant", "formula": "avant + total Recette"}]}, "ne sert que dans une colonne"),
        (
            {"lines": [LINES[0], {"label": "Écart", "formula": "A − total Recette", "expected": "zero"}]},
            "devrait être 0",
        ),
    ],
)
def test_a_table_that_cannot_be_computed_says_why(changed, said):
    assert said in reasons(**changed)


@pytest.mark.parametrize("words_", ["", "+", "a +", "+ a", "avant", "a × avant", "a + b × c"])
def test_a_formula_that_means_nothing_is_refused(words_):
    with pytest.raises(FormulaError):
        parse(words_)


def test_the_stages_of_a_timeline_are_in_the_order_of_their_days():
    first, last = read("timeline", TIMELINE).stages
    assert (first.written, last.written) == ("jeudi 31 décembre 2026", "dimanche 30 mai 2027")
    assert first.said == calendar.said(-60)


@pytest.mark.parametrize("kind", ["letter", "table", "checklist", "form", "timeline"])
def test_an_unfinished_part_is_no_error(kind):
    for value in ({}, {"title": None}, {"title": "A", "table": None, "stages": [{}], "day": None, "text": None}):
        part = read(kind, value)
        assert part.title.filled in {"", "A"}


def test_lists_are_read_with_the_ids_of_their_items_or_without():
    with_ids = [{"type": "item", "id": "1", "value": each} for each in CHECKLIST["checks"]]
    assert read("checklist", {**CHECKLIST, "checks": with_ids}) == read("checklist", CHECKLIST)
    assert list(read("form", FORM).blanks[0].rows) == [0, 1]


def test_a_row_that_holds_nothing_keeps_the_balance_for_the_next():
    part = read("table", table(rows=[*ROWS[:2], ["", "", "", "", ""], ROWS[2]]))
    assert isinstance(part.filled, grid_drawing.DrawnGrid)
    assert [row[4] for row in words(part.filled.rows)][-1] == "17,95"
