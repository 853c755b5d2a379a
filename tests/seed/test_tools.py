"""The tools of the first content: every sum computed again, from the file that people download."""

from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from config.seeding.files import load
from config.seeding.lesson_blocks import SeedFileError, There, lesson_body
from config.seeding.tools import PARTS, tools
from content.documents.cleaning import cleaned
from content.models import ToolIndexPage, ToolPage
from content.tool_parts import amounts
from content.tool_parts.parts import Table, Timeline, Unready, read_all
from content.tools import spreadsheet
from content.tools.files import COUNTED, KINDS, REMEMBERED, WRITERS, kinds_of
from content.tools.shown import CALL_SHEET, shown_at
from courses.models import LessonPage
from tests.seed.key_figures import as_read
from tests.take_home.workbook import cells_of, sheets_of

FEWEST = 58


@pytest.fixture(scope="module")
def written():
    return load("tools")


def test_a_process_remembers_every_file_of_every_tool(written):
    assert len(written) * len(KINDS) * len({"blank", "filled"}) <= REMEMBERED


@pytest.fixture
def tools_of_the_site(seeded):
    return list(ToolPage.objects.live().order_by("path"))


def test_the_files_have_keys_and_addresses_of_their_own(written):
    assert len(written) >= FEWEST
    for name in ("key", "slug", "order", "title"):
        assert len({each[name] for each in written}) == len(written)


def test_what_a_tool_says_stands_on_facts_that_exist(written):
    known = {fact["key"] for fact in load("facts")}
    for each in written:
        assert each["facts"] and set(each["facts"]) <= known, each["key"]


def test_each_tool_has_its_steps_and_its_easy_version(written):
    for each in written:
        assert any("steps" in how for how in each["how"]), each["key"]
        sentences = [sentence for group in each["easy_read"] for sentence in group["sentences"]]
        assert len(sentences) >= 3 and all(len(sentence.split()) <= 12 for sentence in sentences), each["key"]


def test_each_tool_is_carried_by_a_lesson_and_each_that_is_carried_exists(written):
    keys = {each["key"] for each in written}
    lessons = [lesson for module in load("modules") for lesson in module["lessons"]]
    carried = [block["tool"] for lesson in lessons for block in lesson["body"] if block["block"] == "tool"]
    assert set(carried) == keys


def test_each_lesson_says_why_its_tool_stands_there():
    lessons = [lesson for module in load("modules") for lesson in module["lessons"]]
    blocks = [block for lesson in lessons for block in lesson["body"] if block["block"] == "tool"]
    assert [block["key"] for block in blocks if not block.get("words", "").endswith(".")] == []


def test_a_lesson_is_written_without_a_tool_that_people_deleted():
    body = [{"block": "tool", "key": "essai/1", "tool": "parti"}, {"block": "tool", "key": "essai/2", "tool": "la"}]
    assert [each["value"] for each in lesson_body(body, There({"la": 7}))] == [{"tool": 7, "words": ""}]


@pytest.mark.parametrize("changed", [{"kind": "dessin"}, {"txt": "a"}, {"text": None}])
def test_a_part_that_cannot_be_read_is_named(changed, monkeypatch):
    part = {"kind": "letter", "title": "Le mot", "text": "Bonjour"} | changed
    part = {name: value for name, value in part.items() if value is not None}
    tool = {"key": "essai", "slug": "essai", "title": "A", "intro": "B", "office": "board", "situation": "daily"}
    data = {"tools": [{**tool, "facts": [], "parts": [part]}], "pages": {"outils": {"title": "Outils"}}}
    monkeypatch.setattr("config.seeding.tools.load", data.get)
    with pytest.raises(SeedFileError, match="essai/0"):
        list(tools(None))
    assert set(PARTS) == {"letter", "table", "checklist", "form", "timeline"}


def test_every_tool_is_published_whole(tools_of_the_site, written):
    assert [tool.slug for tool in tools_of_the_site] == [each["slug"] for each in written]
    assert not [part for tool in tools_of_the_site for part in tool.read_parts() if isinstance(part, Unready)]


def test_the_sheet_of_pair_advocates_is_paper_alone_and_says_that_nothing_is_kept(tools_of_the_site, client):
    sheet = shown_at(CALL_SHEET)
    page = client.get(sheet.url).text
    assert "Rien n’est gardé par le site." in page
    assert "Cet outil n’a pas de fichier" in page
    assert "download" not in page
    assert f'href="{sheet.url}"' in client.get("/formations/pair-advocate-posture/savoir-passer-le-relais/").text


def shown(cell) -> Decimal | None:
    return amounts.read(cell.words) if cell.column.counts else None


def test_the_downloaded_example_computes_every_sum_that_the_page_shows(tools_of_the_site):
    """Balances, totals, products, reconciliations and votes: the formulas run, and agree with the page."""
    compared = 0
    for tool in tools_of_the_site:
        counted = [part for part in tool.read_parts() if part.kind in COUNTED]
        made = sheets_of(spreadsheet.written(tool.title, counted, True)) if counted else []
        for part, sheet in zip(counted, made, strict=True):
            if isinstance(part, Table):
                compared += _compare(tool.slug, part, cells_of(sheet))
    assert compared > 150


def _compare(slug, part, cells) -> int:
    """Compare each number of the page with that of the file; return how many there were."""
    found = 0
    rows = [*part.filled.rows, *([part.filled.totals] if part.filled.totals else [])]
    places = [*range(4, 4 + len(part.filled.rows)), 4 + len(part.filled.rows) + part.grid.spare]
    for row, place in zip(rows, places, strict=False):
        for column, cell in zip("ABCDEFGH", row, strict=False):
            if (number := shown(cell)) is not None:
                assert cells[f"{column}{place}"] == number, (slug, column, place)
                found += 1
    below = 3 + len(part.filled.rows) + part.grid.spare + 2 + part.grid.has_totals
    for place, line in enumerate(part.filled.lines, below):
        assert cells[f"B{place}"] == amounts.read(line.words), (slug, line.line.letter)
        found += 1
    return found


def test_every_file_passes_the_cleaning_of_documents_whole(tools_of_the_site):
    """The site takes back what it gives: whoever fills one in may offer it here."""
    compared = 0
    for tool in tools_of_the_site:
        parts = tool.read_parts()
        for kind in [] if tool.on_paper_only else kinds_of(parts):
            made = WRITERS[kind](tool.title, parts, True)
            assert _read(kind, cleaned(f"a.{kind}", made)) == _read(kind, made), tool.slug
            compared += 1
    assert compared > FEWEST


def _read(kind: str, content: bytes) -> list:
    if kind == "docx":
        text = Document(BytesIO(content))
        cells = [cell.text for table in text.tables for row in table.rows for cell in row.cells]
        return [(each.text, each.style.name) for each in text.paragraphs] + cells
    sheets = load_workbook(BytesIO(content)).worksheets
    return [(cell.value, cell.number_format, cell.fill.fgColor.rgb) for each in sheets for row in each for cell in row]


def test_a_reconciliation_comes_to_nothing_and_says_so(tools_of_the_site):
    proofs = [
        (tool.slug, line.verdict)
        for tool in tools_of_the_site
        for part in tool.read_parts()
        if isinstance(part, Table)
        for line in part.filled.lines
        if line.line.expected
    ]
    assert len(proofs) >= 7
    assert {verdict for _, verdict in proofs} == {"C’est juste."}


def test_the_votes_of_a_decision_are_those_that_were_cast(tools_of_the_site):
    counted = next(tool for tool in tools_of_the_site if tool.slug == "decompte-des-votes").read_parts()[0]
    for row in counted.filled.rows:
        number, _, *votes, total, _margin, result = [cell.words for cell in row]
        assert sum(map(int, votes)) == int(total) == 12, number
        assert (int(votes[0]) > int(votes[1])) == (result == "adopté"), number


def test_the_days_of_the_assembly_are_those_of_the_calendar(tools_of_the_site):
    part = next(tool for tool in tools_of_the_site if tool.slug == "retroplanning-ag").read_parts()[0]
    assert isinstance(part, Timeline)
    days = {stage.days: stage.written.replace("\u00a0", " ") for stage in part.stages}
    assert days[-60] == "mardi 13 avril 2027" and days[-21] == "samedi 22 mai 2027"
    assert days[85] == "dimanche 5 septembre 2027", "eighty-five days are never beyond three months"


def test_a_tool_people_edited_is_kept_and_named(seeded, seed, monkeypatch):
    tool = ToolPage.objects.get(slug="livre-de-comptes")
    tool.intro = "Notre phrase à nous."
    tool.save_revision().publish()
    changed = [{**each, "title": f"{each['title']} !"} for each in load("tools")[:2]]
    monkeypatch.setattr("config.seeding.tools.load", lambda name: changed if name == "tools" else load(name))
    said = seed()
    assert "gardé comme des personnes l’ont fait : page:outils/livre-de-comptes" in said
    assert ToolPage.objects.get(slug="livre-de-comptes").intro == "Notre phrase à nous."
    assert ToolPage.objects.get(slug="feuille-de-caisse").title.endswith("!")


def test_a_deleted_tool_stays_deleted_and_leaves_its_lessons(seeded, seed):
    ToolPage.objects.get(slug="livre-de-comptes").delete()
    seed()
    assert not ToolPage.objects.filter(slug="livre-de-comptes").exists()
    lesson = LessonPage.objects.get(slug="recettes-et-depenses")
    assert [block.value["tool"].slug for block in lesson.body if block.block_type == "tool"] == ["ticket-perdu"]


def test_the_parts_of_the_list_are_read_once(tools_of_the_site):
    assert ToolIndexPage.objects.get().get_children().count() == len(tools_of_the_site)
    assert all(read_all(as_read(tool.parts.get_prep_value())) == tool.read_parts() for tool in tools_of_the_site)
