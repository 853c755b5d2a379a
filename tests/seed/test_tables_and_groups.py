"""The tables of the seed files, and the groups of an easy version: what is kept of them, what is refused."""

import pytest

from config.seeding.lesson_blocks import SeedFileError, easy_body, id_of, lesson_body
from content.blocks import EasyReadBodyBlock
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


GROUP = {
    "key": "essai/9",
    "title": "Le cahier",
    "picture": "1F4D2",
    "says": "un cahier",
    "sentences": ["Une.", "Deux."],
}


def test_a_group_of_an_easy_version_keeps_its_drawing():
    (group,) = easy_body([GROUP])
    kept = group["value"]
    assert (group["type"], group["id"]) == ("group", id_of("essai/9"))
    assert (kept["title"], kept["pictogram"], kept["says"]) == ("Le cahier", "1F4D2", "un cahier")
    assert [each["id"] for each in kept["sentences"]] == [id_of("essai/9/item/0"), id_of("essai/9/item/1")]
    block = EasyReadBodyBlock().child_blocks["group"]
    assert block.get_prep_value(block.clean(block.to_python(kept))) == kept


def test_sentences_without_a_title_keep_their_form_and_their_ids():
    (group,) = easy_body([{"key": "essai/9", "sentences": ["Une."]}])
    items = [{"type": "item", "id": id_of("essai/9/item/0"), "value": "Une."}]
    assert group == {"type": "sentences", "id": id_of("essai/9"), "value": items}


@pytest.mark.parametrize("lacks", ["title", "picture", "says"])
def test_a_group_that_lacks_something_is_named(lacks):
    with pytest.raises(SeedFileError, match=rf"essai/9.*{lacks}"):
        easy_body([{name: value for name, value in GROUP.items() if name != lacks}])


def test_a_drawing_that_is_not_there_is_named():
    with pytest.raises(SeedFileError, match=r"essai/9.*1F9A9"):
        easy_body([GROUP | {"picture": "1F9A9"}])
