"""The tables of the seed files, and the groups of an easy version: what is kept of them, what is refused."""

import pytest

from config.seeding.lesson_blocks import SeedFileError, id_of, lesson_body
from courses.blocks import LessonBodyBlock

CASH = {"block": "table", "key": "essai/8", "title": "La caisse", "columns": ["Quoi", "> Dépense"]}


def test_a_table_is_read_with_its_columns_of_amounts():
    (table,) = lesson_body([CASH | {"rows": [["Pain", "2,40"], ["Total", "2,40"]], "total": True}])
    kept = table["value"]
    assert table["id"] == id_of("essai/8")
    assert kept["table"]["columns"] == [{"type": "text", "heading": "Quoi"}, {"type": "amount", "heading": "Dépense"}]
    assert kept["table"]["rows"] == [{"values": ["Pain", "2,40"]}, {"values": ["Total", "2,40"]}]
    assert (kept["title"], kept["total"], kept["aloud"]) == ("La caisse", True, "")
    block = LessonBodyBlock().child_blocks["table"]
    assert block.get_prep_value(block.clean(block.to_python(kept))) == kept


def test_a_table_with_a_cell_missing_is_named():
    with pytest.raises(SeedFileError, match=r"essai/8.*Pain"):
        lesson_body([CASH | {"rows": [["Pain"]]}])
