"""A tool as a text to go on writing: the blanks are highlighted, so that none is forgotten. Pure."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Text
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from content.tool_parts.blanks import Paragraph, Run
from content.tool_parts.parts import Checklist, Form, Letter, Part, Table, Timeline
from content.tools import widths
from lib.text import NBSP

FONT, SIZE = "Verdana", Pt(11)
SHORT, LONG, MARGIN = Cm(21), Cm(29.7), Cm(2)
LETTER = Cm(0.24)  # of this font, on average
TICKED, UNTICKED = "☑", "☐"
DOTS = "…" * 12


def written(title: str, parts: list[Part], is_filled: bool) -> bytes:
    """Return the text of these parts on A4 sheets, blank or filled in with the example.

    The title of a part that stands alone is that of the sheet; nothing follows a letter on its sheet, for it is sent.
    """
    text = Document()
    _set_paper(text)
    for number, part in enumerate(parts):
        _turn(text, part.is_wide)
        if number == 0 and len(parts) > 1:
            text.add_heading(title, level=1)
        head = text.add_heading(part.title.filled if is_filled else part.title.blank, level=2 if len(parts) > 1 else 1)
        head.paragraph_format.page_break_before = number > 0 and isinstance(parts[number - 1], Letter)
        _part(text, part, is_filled)
    kept = BytesIO()
    text.save(kept)
    return kept.getvalue()


def _part(text: Text, part: Part, is_filled: bool) -> None:
    if isinstance(part, Letter):
        for paragraph in part.paragraphs:
            _paragraph(text, paragraph, is_filled)
    elif isinstance(part, Checklist):
        for check in part.checks:
            _check(text, part.when, check.what, check.help, check.example if is_filled else None)
    elif isinstance(part, Form):
        _form(text, part, is_filled)
    elif isinstance(part, Timeline):
        _timeline(text, part, is_filled)
    elif isinstance(part, Table):
        _table(text, part, is_filled)


def _set_paper(text: Text) -> None:
    section = text.sections[0]
    section.page_width, section.page_height = SHORT, LONG
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    normal = text.styles["Normal"]
    normal.font.name, normal.font.size = FONT, SIZE
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        text.styles[name].font.name = FONT
        text.styles[name].font.color.rgb = None
        fonts = text.styles[name].element.rPr.rFonts
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    _say_french(text)


def _turn(text: Text, is_wide: bool) -> None:
    """Lay the sheet down for what is wide, on a new sheet when this one is begun; stand it up again after."""
    wanted = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section = text.sections[-1]
    if section.orientation == wanted:
        return
    if text.paragraphs:
        section = text.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = wanted
    section.page_width, section.page_height = (LONG, SHORT) if is_wide else (SHORT, LONG)


def _say_french(text: Text) -> None:
    """Say that the words are French: a screen reader and the spelling then read them so."""
    properties = text.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "fr-FR")


def _paragraph(text: Text, paragraph: Paragraph, is_filled: bool) -> None:
    if paragraph.is_title:
        _runs(text.add_heading(level=3), paragraph.lines[0], is_filled)
    elif paragraph.is_list:
        for line in paragraph.lines:
            _runs(text.add_paragraph(style="List Bullet"), line, is_filled)
    else:
        whole = text.add_paragraph()
        for number, line in enumerate(paragraph.lines):
            if number:
                whole.add_run().add_break()
            _runs(whole, line, is_filled)


def _runs(paragraph: WordParagraph, runs: tuple[Run, ...], is_filled: bool) -> None:
    for run in runs:
        if not run.name:
            paragraph.add_run(run.words)
        elif is_filled:
            paragraph.add_run(run.words).bold = True
        else:
            _to_fill(paragraph, run.name)


def _to_fill(paragraph: WordParagraph, name: str) -> None:
    """Write a blank: its name in square brackets, highlighted."""
    paragraph.add_run(f"[{name}]").font.highlight_color = WD_COLOR_INDEX.YELLOW


def _check(text: Text, when: str, what: str, help_: str, day: str | None) -> None:
    """Write a line to tick; `day` is None on the blank sheet, empty for what is not done yet in the example."""
    line = text.add_paragraph()
    line.add_run(f"{TICKED if day else UNTICKED} {what}").bold = True
    if help_:
        line.add_run().add_break()
        line.add_run(help_)
    line.add_run().add_break()
    line.add_run(f"{when}{NBSP}: {DOTS if day is None else day or 'pas encore'}")


def _form(text: Text, part: Form, is_filled: bool) -> None:
    for blank in part.blanks:
        line = text.add_paragraph()
        line.add_run(f"{blank.name}{NBSP}: ").bold = True
        if blank.help:
            line.add_run(f"({blank.help}) ")
        if is_filled:
            line.add_run(blank.example)
        else:
            _to_fill(line, "à écrire")


def _timeline(text: Text, part: Timeline, is_filled: bool) -> None:
    line = text.add_paragraph()
    line.add_run(f"{part.event}{NBSP}: ").bold = True
    if is_filled:
        line.add_run(part.written)
    else:
        _to_fill(line, "le jour")
    rows = [[stage.said, stage.written if is_filled else "", stage.what, stage.who, UNTICKED] for stage in part.stages]
    asked = [(stage.said, stage.written, stage.what, stage.who, UNTICKED) for stage in part.stages]
    _grid(text, ["Quand", "Date", "Quoi", "Qui", "Fait"], rows, asked)


def _table(text: Text, part: Table, is_filled: bool) -> None:
    drawn = part.filled if is_filled else part.blank
    rows = [[cell.words for cell in row] for row in drawn.rows]
    if drawn.totals:
        rows.append([cell.words for cell in drawn.totals])
    _grid(text, [column.name for column in drawn.columns], rows, part.grid.rows)
    for line in drawn.lines:
        said = text.add_paragraph()
        how = f" ({line.line.words})" if line.line.words else ""
        said.add_run(f"{line.line.letter}. {line.line.label}{how}{NBSP}: ")
        said.add_run(" ".join(filter(None, [line.words or DOTS, line.verdict]))).bold = True


def _grid(text: Text, heads: list[str], rows: list[list[str]], asked: Iterable[Sequence[str]]) -> None:
    """Write a table: its head is said again on each sheet, no row is cut in two.

    The widths are those that the words of the example ask for, `asked`, on the blank sheet too.
    """
    table = text.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    _say_of(table.rows[0], "w:tblHeader")
    for words in rows:
        for cell, said in zip(table.add_row().cells, words, strict=True):
            cell.text = said
    _widen(table, (text.sections[-1].page_width or SHORT) - 2 * MARGIN, list(zip(heads, *asked, strict=True)))


def _widen(table: WordTable, room: int, columns: list[tuple[str, ...]]) -> None:
    """Give each column its width, and keep each row whole."""
    table.autofit = False
    across = [Emu(round(width * LETTER)) for width in widths.shares(columns, room / LETTER)]
    for row in table.rows:
        _say_of(row, "w:cantSplit")
        for cell, width in zip(row.cells, across, strict=True):
            cell.width = width
    for column, width in zip(table.columns, across, strict=True):
        column.width = width


def _say_of(row: WordRow, name: str) -> None:
    said = OxmlElement(name)
    said.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(said)
