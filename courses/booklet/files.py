"""The file of a booklet, or of a sheet: made when somebody asks for it, remembered until something is published."""

from pathlib import Path

from content.remembered import while_unchanged
from courses.booklet.document import booklet_of
from courses.booklet.together import sheet_of
from courses.learning.lookup import find_contents, find_reading
from lib.pdf.typesetting import typeset

TEMPLATE = Path(__file__).with_name("booklet.typ")
# Files of half a megabyte, in each process: with fewer than there are modules, a stranger could have them made forever.
REMEMBERED = 40
SHEET = Path(__file__).with_name("together.typ")
SHEETS_REMEMBERED = 400  # some forty kilobytes each: more than there are lessons, in both versions


@while_unchanged(REMEMBERED)
def file_of(slug: str) -> bytes:
    """Return the booklet of a published module as a PDF, the same bytes for the same texts.

    Raises Http404 for no such module, TooBusyError when too many documents are asked for at once, TypesettingError.
    """
    return typeset(TEMPLATE, booklet_of(find_contents(slug)))


@while_unchanged(SHEETS_REMEMBERED)
def sheet_file_of(module: str, lesson: str, is_easy: bool) -> bytes:
    """Return the sheet to read a published lesson together as a PDF. Raises as `file_of` does.

    Raises Http404 also for a lesson without an easy version, when that one is asked for.
    """
    return typeset(SHEET, sheet_of(find_reading(module, lesson), is_easy=is_easy))
