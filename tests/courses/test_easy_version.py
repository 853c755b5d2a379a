"""What the easy version takes of its lesson: a table told row by row, a scenario, a tool; not the text."""

import re

import pytest

from content.blocks import TableBlock
from tests.courses.factories import address, published, text_block
from tests.courses.scenarios import town_hall
from tests.courses.test_booklet_file import TABLE
from tests.take_home.factories import block, build_tools, make_tool

EASY = "m.normal.on.auto"


def told(rows, *, total=False, aloud="") -> str:
    """Return the easy form of a table « Quoi, Dépense, Recette », without its spaces."""
    kinds = zip(("Quoi", "Dépense", "Recette"), ("text", "amount", "amount"), strict=True)
    columns = [{"type": kind, "heading": name} for name, kind in kinds]
    cells = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}
    table, value = TableBlock(), {"title": "La caisse", "table": cells, "total": total, "aloud": aloud}
    return " ".join(table.render(table.to_python(value), {"is_easy": True}).split())


def test_a_table_is_a_short_list_for_each_row():
    html = told([["Pain", "2,00", ""], ["Total", "2,00", "0,00"]], total=True, aloud="Deux euros de pain.")
    assert "Le tableau&nbsp;: La caisse" in html and "<p>Deux euros de pain.</p>" in html and "<table" not in html
    assert re.findall(r"<strong>(.+?)</strong>", html) == ["Pain", "Total"]
    assert re.findall(r"<li>(.+?)</li>", html) == ["Dépense&nbsp;: 2,00", "Dépense&nbsp;: 2,00", "Recette&nbsp;: 0,00"]


def test_a_row_to_fill_in_has_its_name_alone():
    html = told([["Mon achat", "", ""]])
    assert "<strong>Mon achat</strong>" in html and "<ul>" not in html


def test_a_row_named_by_a_number_says_of_what():
    rows = [["1", "2,00", ""], ["–", "3,00", "4,00"], ["–", "", ""]]
    names = [name.replace("\N{NO-BREAK SPACE}", " ") for name in re.findall(r"<strong>(.+?)</strong>", told(rows))]
    assert names == ["Quoi : 1", "Dépense : 3,00"]


def test_what_an_editor_typed_is_never_markup():
    assert "<script>" not in told([["<script>", "<script>", ""]], aloud="<script>")


@pytest.fixture
def lesson(lessons):
    """Return a lesson with a text, a table, a scenario and a tool, and its easy version."""
    tool = make_tool(build_tools(), title="La feuille")
    carried = block("tool", {"tool": tool.pk, "words": "Pour ce soir."})
    lessons[0].body = [text_block("Un paragraphe."), TABLE, town_hall(), carried]
    lessons[0].easy_read = [{"type": "sentences", "id": "phrases", "value": ["On note tout."]}]
    lessons[0].save()
    published()
    return lessons[0]


def test_the_easy_version_tells_its_tables_and_keeps_its_scenarios_and_tools(visitor, lesson):
    whole = visitor.get(address(lesson)).text
    assert "<table" in whole and "easy-table" not in whole and "Lisez l’étape." not in whole
    visitor.cookies["confort"] = EASY
    for _ in range(2):  # drawn, then kept
        easy = visitor.get(address(lesson)).text
        assert "Un paragraphe." not in easy and "<table" not in easy
        places = [easy.index(words) for words in ("On note tout.", "Enveloppes", "Lisez l’étape.", "Pour ce soir.")]
        assert places == sorted(places)
        assert '<a class="choice"' in easy


def test_a_lesson_without_an_easy_version_keeps_its_table(visitor, lesson):
    lesson.easy_read = []
    lesson.save()
    published()
    visitor.cookies["confort"] = EASY
    assert "<table" in visitor.get(address(lesson)).text
