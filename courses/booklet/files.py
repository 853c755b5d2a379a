"""The file of a booklet, made when somebody asks for it and remembered until something is published."""

from pathlib import Path

from content.remembered import while_unchanged
from courses.booklet.document import booklet_of
from courses.learning.lookup import find_contents
from lib.pdf.typesetting import typeset

TEMPLATE = Path(__file__).with_name("booklet.typ")
# Files of half a megabyte, in each process: with fewer than there are modules, a stranger could have them made forever.
REMEMBERED = 40


@while_unchanged(REMEMBERED)
def file_of(slug: str) -> bytes:
    """Return the booklet of a published module as a PDF, the same bytes for the same texts.

    Raises Http404 for no such module, TooBusyError when too many documents are asked for at once, TypesettingError.
    """
    return typeset(TEMPLATE, booklet_of(find_contents(slug)))
