"""A table: as readers and screen readers have it, as its editor's form gives it, and what is refused."""

import json
import re

import pytest
from django.core.exceptions import BadRequest, ValidationError

from content.blocks import TableBlock
from content.blocks.table import MOST_COLUMNS, MOST_ROWS, CellsBlock
from lib.text import NBSP

COLUMNS = [{"type": "text", "heading": "Quoi"}, {"type": "amount", "heading": "Dépense"}]


def table(*rows, columns=COLUMNS, **fields):
    """Return the value of a table, as the database keeps it."""
    cells = {"columns": columns, "rows": [{"values": list(row)} for row in rows], "caption": ""}
    return {"title": "La caisse", "table": cells, "total": False, "aloud": "", **fields}


def shown(value) -> str:
    block = TableBlock()
    return re.sub(r">\s+", ">", block.render(block.to_python(value)))


def refusal(value) -> str:
    """Return what the editor reads of a table that is refused."""
    block = TableBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(value))
    return json.dumps(refused.value.as_json_data(), ensure_ascii=False)


def posted(**changes):
    """Return the fields of a form with one column and one row, some changed; None takes one away."""
    fields = {
        "t-caption": "Autre titre",
        "t-column-count": "1",
        "t-row-count": "1",
        "t-column-0-type": "text",
        "t-column-0-order": "0",
        "t-column-0-heading": "Quoi",
        "t-column-0-deleted": "",
        "t-row-0-order": "0",
        "t-row-0-deleted": "",
        "t-cell-0-0": "Pain",
    }
    fields |= {f"t-{name.replace('_', '-')}": value for name, value in changes.items()}
    return {name: value for name, value in fields.items() if value is not None}


def test_a_table_has_its_caption_its_columns_and_its_rows():
    html = shown(table(["Pain", "2,40"]))
    assert "<caption>La caisse</caption>" in html
    assert '<th scope="col" role="columnheader">Quoi</th>' in html
    assert '<th scope="col" role="columnheader" class="amount">Dépense</th>' in html
    assert re.search(
        r'<th scope="row" role="rowheader"><span class="cell-column" aria-hidden="true">Quoi</span>Pain', html
    )
    assert re.search(
        r'<td role="cell" class="amount"><span class="cell-column" aria-hidden="true">Dépense</span>2,40', html
    )
    assert "<tfoot" not in html
    assert "haute" not in html


def test_the_last_row_is_a_foot_when_it_is_a_total():
    html = shown(table(["Pain", "2,40"], ["Total", "2,40"], total=True, aloud="Pour le pain, 2 euros 40."))
    foot = html[html.index("<tfoot") :]
    assert "Total" in foot
    assert "Pain" not in foot
    assert "Total" not in html[: html.index("<tfoot")]
    assert "Pour le pain, 2 euros 40." in foot


def test_an_empty_cell_says_nothing_and_the_next_names_the_row():
    html = shown(table(["", "2,40"], ["Pain", ""]))
    assert html.count('<td role="cell" class="cell-empty"></td>') == 2
    assert '<th scope="row" role="rowheader" class="amount">' in html


def test_a_column_without_a_word_is_one_to_write_in():
    html = shown(table(["Pain", ""], ["Thé", ""]))
    assert html.count('<td role="cell" class="cell-to-fill"><span class="cell-column" aria-hidden="true">Dépense') == 2
    assert "cell-empty" not in html


def test_words_are_never_markup():
    assert "<script>" not in shown(table(["<script>", ""], title="<script>", aloud="<script>"))


def test_a_row_kept_too_short_or_too_long_is_shown():
    assert "Pain" in shown(table(["Pain"], ["Thé", "1,20", "de trop"]))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (table(["Pain", "1"], title=""), "À remplir"),
        (table(), "au moins une colonne et une ligne"),
        (table([], columns=[]), "au moins une colonne et une ligne"),
        (table(["Pain", "1"], ["", " "]), "La ligne 2 est vide"),
        (table(["Pain"], columns=[{"type": "text", "heading": " "}]), "un nom à la colonne 1"),
        (table(["Pain"], columns=[{"type": "text", "heading": "a" * 61}]), "Nom de colonne"),
        (table(["Pain"], columns=[{"type": "text", "heading": "a\x00"}]), "Nom de colonne"),
        (table(["a" * 301, "1"]), "blockErrors"),
        (table(*[["Pain", "1"]] * (MOST_ROWS + 1)), f"{MOST_ROWS} lignes"),
        (table(["a"] * (MOST_COLUMNS + 1), columns=COLUMNS[:1] * (MOST_COLUMNS + 1)), f"{MOST_COLUMNS} colonnes"),
    ],
)
def test_a_table_nobody_could_read_is_refused(value, message):
    said = refusal(value)
    assert message.replace(" :", f"{NBSP}:") in said or message in said


def test_a_ragged_table_is_refused():
    block = CellsBlock()
    value = block.to_python(table(["Pain", "1"])["table"])
    value.row_data[0]["values"].pop()
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert "La ligne 1 n’a pas autant de cases" in json.dumps(refused.value.as_json_data(), ensure_ascii=False)


def test_a_draft_is_saved_with_gaps():
    block = TableBlock()
    block.defer_required_validation()
    try:
        kept = block.clean(block.to_python(table(["", ""], title="")))
    finally:
        block.restore_deferred_validation()
    assert block.get_prep_value(kept)["table"]["rows"] == [{"values": ["", ""]}]


def test_the_form_gives_the_table_without_a_second_title():
    block = CellsBlock()
    kept = block.get_prep_value(block.clean(block.value_from_datadict(posted(), {}, "t")))
    assert kept == {
        "columns": [{"type": "text", "heading": "Quoi"}],
        "rows": [{"values": ["Pain"]}],
        "caption": "",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {},
        posted(column_count=None),
        posted(column_count="beaucoup"),
        posted(column_count="1000000000"),
        posted(column_0_type="script"),
        posted(row_count="7"),
        posted(row_0_order="premier"),
    ],
)
def test_a_form_that_no_editor_writes_is_a_bad_request(fields):
    with pytest.raises(BadRequest):
        CellsBlock().value_from_datadict(fields, {}, "t")


def test_a_cell_missing_from_the_form_is_empty():
    block = CellsBlock()
    value = block.value_from_datadict(posted(cell_0_0=None), {}, "t")
    with pytest.raises(ValidationError):
        block.clean(value)


def test_the_editor_hides_the_caption_of_wagtail():
    from wagtail.admin.telepath import JSContext

    assert '"table-cells"' in json.dumps(JSContext().pack(CellsBlock()))
