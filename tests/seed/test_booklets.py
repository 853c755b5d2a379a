"""The booklets of the first content: each is made, with all its words, and fits a bad line."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from content.models import ToolPage
from courses.booklet.document import booklet_of
from courses.booklet.files import REMEMBERED, TEMPLATE
from courses.booklet.tool_sheets import sheet_of
from courses.learning.lookup import contents_of
from courses.models import ModulePage
from lib.pdf.letters import LACKING, known
from lib.pdf.typesetting import typeset

LARGEST = 2_000_000  # bytes


def texts_in(value):
    """Yield every text of the data of a booklet."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


@pytest.fixture
def modules(seeded):
    return list(ModulePage.objects.live().order_by("minutes"))


def test_the_letters_of_every_booklet_are_in_the_fonts(modules):
    data = [booklet_of(contents_of(module)) for module in modules]
    assert 15 < len(data) <= REMEMBERED, "a process remembers each"
    assert not [text for text in texts_in(data) if LACKING in known(text)]


def test_the_longest_the_shortest_and_the_one_with_most_tools_are_made(modules):
    fullest = max(modules, key=lambda module: len(booklet_of(contents_of(module))["tools"]))
    for module in {modules[0], modules[-1], fullest}:
        data = booklet_of(contents_of(module))
        made = typeset(TEMPLATE, data)
        assert len(made) < LARGEST
        assert len(PdfReader(BytesIO(made)).pages) > 2 * len(data["sections"]) + len(data["tools"])


def test_every_part_of_every_tool_has_its_sheet(modules):
    """A part that a booklet would leave out is one that no published tool has."""
    for tool in ToolPage.objects.live():
        assert [part["kind"] for part in sheet_of(tool.read_parts())] == [part.kind for part in tool.read_parts()]
