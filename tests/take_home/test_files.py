"""The files of a tool: formulas that compute what the page shows, words that stay words, nobody's name."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

from content.documents.cleaning import cleaned
from content.tool_parts.parts import read, read_all
from content.tools import spreadsheet, text_file
from content.tools.files import kinds_of
from tests.take_home.factories import LETTER, ROWS, TIMELINE, every_part, table
from tests.take_home.test_parts import COINS, LINES
from tests.take_home.workbook import cells_of, sheets_of

MADE = {"xlsx": spreadsheet.written, "docx": text_file.written}


def sheet(value, is_filled=True, kind="table"):
    return sheets_of(spreadsheet.written("Outil", [read(kind, value)], is_filled))[0]


def test_the_spreadsheet_computes_what_the_page_shows():
    cells = cells_of(sheet(table(lines=LINES)))
    assert [cells[f"E{row}"] for row in (4, 5, 6)] == [Decimal("10"), Decimal("31.50"), Decimal("17.95")]
    assert [cells[f"{column}10"] for column in "CDE"] == [Decimal("21.50"), Decimal("13.55"), Decimal("17.95")]
    assert [cells[f"B{row}"] for row in (12, 13, 14)] == [Decimal("10"), Decimal("17.95"), Decimal("0")]
    assert cells["C14"] == "C’est juste"


def test_a_blank_spreadsheet_has_formulas_that_show_nothing_yet():
    made = sheet(table(lines=LINES), is_filled=False)
    cells = cells_of(made)
    assert cells["A4"] == "Report" and "E4" not in cells
    assert {cells[f"E{row}"] for row in (5, 6, 7)} == {""}
    assert cells["B11"] == 0
    assert cells["C12"] == "", "a proof says nothing of an empty sheet"


def test_a_blank_spreadsheet_computes_once_it_is_filled_in():
    made = sheet(table(), is_filled=False)
    made["E4"], made["C5"], made["D7"] = 10, 21.5, 13.55
    cells = cells_of(made)
    assert (cells["E5"], cells["E6"], cells["E7"]) == (Decimal("31.50"), "", Decimal("17.95"))
    assert cells["E8"] == Decimal("17.95"), "the total is the last balance, whatever rows are empty"


def test_a_product_is_a_formula():
    cells = cells_of(sheet(table(**COINS, kept=["Pièce"], spare=0)))
    assert [cells[f"D{row}"] for row in (4, 5, 6, 7)] == [Decimal("6.00"), Decimal("0.70"), "", Decimal("6.70")]


def test_the_days_of_a_timeline_follow_from_one_cell():
    made = sheet(TIMELINE, kind="timeline")
    assert (made["B5"].value, made["B6"].value) == ('=IF($B$2="","",$B$2-60)', '=IF($B$2="","",$B$2+90)')
    assert made["B2"].value.isoformat().startswith("2027-03-01")
    assert sheet(TIMELINE, is_filled=False, kind="timeline")["B2"].value is None


@pytest.mark.parametrize("sign", list("=+-@"))
def test_what_an_editor_wrote_is_never_a_formula(sign):
    evil = f'{sign}HYPERLINK("https://exemple.org")'
    rows = [[evil, evil, "1,00", "", ""]]
    made = sheet(table(rows=rows, opens=False, title=evil, lines=[{"label": evil, "example": "1,00"}]))
    typed = [cell for row in made for cell in row if isinstance(cell.value, str) and "HYPERLINK" in cell.value]
    assert len(typed) == 4
    assert {cell.data_type for cell in typed} == {"s"}


@pytest.mark.parametrize("title", ["A/B: [c]?*", "x" * 80, "'"])
def test_a_sheet_has_a_name_that_programs_accept(title):
    value = table(title=title)
    made = sheets_of(spreadsheet.written("Outil", [read("table", value)] * 2, False))
    names = [each.title for each in made]
    assert len({name.lower() for name in names}) == 2
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("is_filled", [True, False])
def test_a_file_names_nobody_and_is_the_same_bytes_each_time(kind, is_filled):
    parts = read_all(every_part())
    first, second = (cleaned(f"outil.{kind}", MADE[kind]("Outil", parts, is_filled)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if name.startswith("docProps/")]
    assert not re.search(rb"openpyxl|python-docx|<dc:creator>[^<]", whole)


def text_of(is_filled, blocks=None) -> str:
    document = Document(BytesIO(text_file.written("Outil", read_all(blocks or every_part()), is_filled)))
    said = [paragraph.text for paragraph in document.paragraphs]
    return "\n".join(said + [cell.text for each in document.tables for row in each.rows for cell in row.cells])


def test_the_text_has_blanks_to_fill_in_or_the_example():
    blank, filled = text_of(False), text_of(True)
    assert "Bonjour [prénom]," in blank and "Camille" not in blank
    assert "Bonjour Camille," in filled and "[prénom]" not in filled
    assert "☐ La clé du local" in blank and "☑ La clé du local" in filled and "☐ La caisse" in filled
    assert "jeudi 31 décembre 2026" in filled and "2026" not in blank
    assert "31,50" in filled and "31,50" not in blank


def test_a_letter_alone_has_its_own_title_alone():
    document = Document(BytesIO(text_file.written("Outil", [read("letter", LETTER)], False)))
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == ["Le mot"]
    both = Document(BytesIO(text_file.written("Outil", [read("letter", LETTER)] * 2, False)))
    assert [each.text for each in both.paragraphs if each.style.name == "Heading 1"] == ["Outil"]


def test_a_blank_is_highlighted():
    document = Document(BytesIO(text_file.written("Outil", [read("letter", LETTER)], False)))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.highlight_color] == ["[prénom]", "[jour]"]


def test_a_tool_has_a_spreadsheet_when_it_counts_and_a_text_when_it_says():
    letter, counted, *_, timeline = every_part()
    assert kinds_of(read_all([letter])) == ["docx"]
    assert kinds_of(read_all([counted])) == ["xlsx"]
    assert kinds_of(read_all([timeline])) == ["xlsx", "docx"]
    assert kinds_of(read_all([])) == kinds_of([read("letter", {"title": "A", "text": "{{a"})]) == []


def test_a_table_of_many_rows_stays_one_sheet():
    rows = [ROWS[0], *[[f"Achat {n}", "", "", "1,01", ""] for n in range(58)]]
    cells = cells_of(sheet(table(rows=rows)))
    assert cells["E62"] == Decimal("10.00") - Decimal("1.01") * 58


def test_the_files_fit_their_words():
    """Opened in LibreOffice, long words once lay over the next row and a wide table stood on an upright sheet."""
    made = sheet(table(rows=[["mot " * 40, "", "1,00", "", ""]], opens=False))
    assert made.row_dimensions[4].height >= 30 and made.row_dimensions[6].height is None
    assert sheet(TIMELINE, kind="timeline")["B5"].number_format.startswith("[$-40C]"), "days are in French everywhere"
    document = Document(BytesIO(text_file.written("Outil", read_all(every_part()), True)))
    assert [each.page_width > each.page_height for each in document.sections] == [False, True, False, True]
