"""The sheets of the tools in a booklet: blank, one page each, after the lessons, and the lessons say where."""

import json

import pytest

from content.tool_parts.parts import read_all
from courses.booklet import files
from courses.booklet.document import booklet_of
from courses.booklet.together import sheet_of as together_of
from courses.booklet.tool_sheets import PRINTED, sheet_of
from courses.learning.lookup import contents_of, find_reading
from lib.pdf.typesetting import typeset
from tests.courses.factories import question_block, text_block
from tests.courses.test_booklet_file import pages_of, tags_of
from tests.lib.test_pdf import ODD
from tests.take_home.factories import CHECKLIST, block, build_tools, every_part, make_tool, table

EXAMPLES = ("Camille", "12 mai", "21,50", "31,50", "Gâteaux", "3 juin", "1 mars 2027", "dimanche")


def plain(pages: list[str]) -> str:
    return " ".join(pages).replace("\N{NO-BREAK SPACE}", " ")


def of_kind(kind: str) -> dict:
    return next(part for part in sheet_of(read_all(every_part())) if part["kind"] == kind)


@pytest.fixture
def carrying(module, lessons):
    """Return a module whose first two lessons carry the same tool of every part, and the second one another."""
    tools = build_tools()
    every = make_tool(tools, title="La pochette", slug="pochette")
    keys = make_tool(tools, title="Les clés du local", slug="cles", parts=[block("checklist", CHECKLIST)])
    lessons[0].body = [text_block("Un texte."), block("tool", {"tool": every.pk, "words": "Pour ce soir."})]
    lessons[1].body = [block("tool", {"tool": tool.pk, "words": ""}) for tool in (every, keys)]
    lessons[2].body = [question_block(("Oui", True), ("Non", False))]
    for lesson in lessons:
        lesson.save()
    return module


@pytest.fixture
def pages(carrying):
    return pages_of(typeset(files.TEMPLATE, booklet_of(contents_of(carrying))))


def test_every_kind_of_part_is_printed_blank():
    parts = read_all(every_part())
    assert {type(part) for part in parts} == set(PRINTED)
    printed = sheet_of(parts)
    assert [part["kind"] for part in printed] == [part.kind for part in parts]
    said = json.dumps(printed, ensure_ascii=False)
    assert not [words for words in EXAMPLES if words in said]
    for words in ("prénom", "Report", "La clé du local", "Remis le", "Date", "Déclarer.", "secrétariat"):
        assert words in said


def test_a_part_that_is_not_ready_is_left_out():
    assert sheet_of(read_all([block("table", {"title": "Sans colonne"})])) == []


def test_the_name_of_the_last_row_goes_over_the_cells_beside_it():
    assert of_kind("table")["totals"] == [{"words": "Totaux", "span": 2}] + [{"words": "", "span": 1}] * 3


def test_a_table_to_fill_in_has_as_many_rows_and_lines_as_the_sheet_of_the_tool():
    lines = [{"label": "En caisse", "formula": "dernier Solde", "unit": "amount", "expected": "at_least_zero"}]
    (whole,) = read_all([block("table", table(lines=lines))])
    (printed,) = sheet_of([whole])
    assert len(printed["rows"]) == len(whole.blank.rows) and printed["rows"][0][0] == "Report"
    assert len(printed["widths"]) == len(printed["columns"]) == 5
    assert printed["lines"] == [{"label": "A. En caisse", "how": "(dernier Solde)", "expected": "On attend 0 ou plus."}]


def test_each_tool_has_its_sheet_once_after_the_lessons_and_before_the_answers(pages):
    starts = [place for place, page in enumerate(pages) if page.startswith(("Les outils", "La pochette", "Les clés"))]
    answers = next(place for place, page in enumerate(pages) if page.startswith("Les réponses"))
    assert [pages[place].split(" ")[1] for place in starts] == ["outils", "pochette", "clés"]
    assert starts[-1] < answers
    sheets = plain(pages[starts[1] : answers])
    assert all(words in sheets for words in ("Bonjour", "prénom", "Totaux", "La clé du local", "Remis le", "J − 60"))
    assert not [words for words in EXAMPLES if words in sheets]
    assert "31,50" not in plain(pages)


def test_contents_and_lessons_say_the_page_of_a_sheet(pages):
    number = 1 + next(place for place, page in enumerate(pages) if page.startswith("La pochette"))
    assert f"La feuille à remplir, page {number}" in plain(pages[2:4])
    (contents,) = [page for page in pages if page.startswith("Sommaire")]
    assert "La pochette" in contents and contents.count("Les clés du local") == 1
    (listed,) = [page for page in pages if page.startswith("Les outils")]
    assert f"la feuille à remplir, page {number}" in plain([listed]) and "/outils/pochette/" in listed


def test_the_sheet_of_a_tool_names_no_module(pages):
    """It may be copied and sent; and nothing follows a letter that is sent."""
    place = next(place for place, page in enumerate(pages) if page.startswith("La pochette"))
    assert "Tenir la caisse" not in plain(pages[place : place + 3])
    assert "Totaux" not in pages[place] and "Totaux" in pages[place + 1]


def test_the_sheets_are_tagged(carrying):
    pdf = typeset(files.TEMPLATE, booklet_of(contents_of(carrying)))
    assert {"/H2", "/H3", "/P", "/L", "/Table", "/TH", "/TD", "/Caption", "/Link"} <= set(tags_of(pdf))


def test_a_sheet_to_read_together_says_where_the_tool_is_on_the_site(carrying, lessons):
    data = together_of(find_reading("caisse", lessons[0].slug), is_easy=False)
    text = plain(pages_of(typeset(files.SHEET, data)))
    assert "Sur le site : /outils/pochette/" in text and "La feuille à remplir" not in text


ODDLY, LOOKS = " ".join(ODD), ("title", "list", "plain")
LETTER = [{"name": "", "words": ODDLY}, {"name": ODDLY, "words": ""}]
ODD_PARTS = {
    **{
        look: {"kind": "letter", "paragraphs": [{"look": look, "lines": [LETTER]}]}
        for look in ("title", "list", "plain")
    },
    "form": {"kind": "form", "blanks": [{"name": ODDLY, "help": ODDLY, "lines": 2}]},
    "checklist": {"kind": "checklist", "when": ODDLY, "checks": [{"what": ODDLY, "help": ODDLY}]},
    "timeline": of_kind("timeline") | {"event": ODDLY, "rows": [[ODDLY] * 4]},
}


@pytest.mark.parametrize("which", ODD_PARTS)
def test_odd_text_is_printed_on_a_sheet(carrying, which):
    """Each apart: together they take most of the processor that one document may use."""
    data = booklet_of(contents_of(carrying))
    data["tools"][0] |= {"title": ODDLY, "parts": [ODD_PARTS[which] | {"title": title} for title in (ODDLY, "")]}
    assert typeset(files.TEMPLATE, data).startswith(b"%PDF")


def test_tools_cost_one_query_however_many(carrying, count_queries):
    booklet_of(contents_of(carrying))
    assert count_queries(lambda: booklet_of(contents_of(carrying))) <= 5
