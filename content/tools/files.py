"""The files of a tool: a spreadsheet with its formulas, a text to go on writing. Neither names anybody.

They are made of the published page alone, when somebody asks, and remembered until something is published.
"""

from dataclasses import dataclass

from django.urls import reverse

from content.documents.cleaning import cleaned
from content.models import ToolPage
from content.remembered import while_unchanged
from content.tool_parts.parts import Part
from content.tools import spreadsheet, text_file
from lib.text import writable
from lib.turns import Turns

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SUFFIX = "-exemple"  # of the name of the filled file
COUNTED = {"table", "timeline"}  # the parts that a spreadsheet holds
# Files of 35 KB, in each process: with fewer than the tools have, a stranger could have them made forever.
REMEMBERED = 400
# Seconds; a file takes a quarter of one. A second one of the same person is a link pressed twice.
turns = Turns(at_once=1, waiting=3, patience=10, of_one=2, of_network=3)
WRITERS = {"xlsx": spreadsheet.written, "docx": text_file.written}


@dataclass(frozen=True)
class FileLink:
    """A file to download: its kind, its words, its address."""

    kind: str
    label: str
    url: str


def kinds_of(parts: list[Part]) -> list[str]:
    """Return the kinds of files that these parts make: a spreadsheet where there is something to compute."""
    held = {part.kind for part in parts} - {"unready"}
    return [kind for kind, has in (("xlsx", bool(held & COUNTED)), ("docx", bool(held - {"table"}))) if has]


def links_of(page: ToolPage, parts: list[Part]) -> dict[str, list[FileLink]]:
    """Return the files of a tool, « blank » then « filled »; none before it has an address, or for paper alone."""
    kinds = kinds_of(parts) if page.slug and not page.on_paper_only else []
    words = {"xlsx": "Tableur", "docx": "Traitement de texte"}
    return {
        state: [FileLink(kind, words[kind], _address(page.slug, kind, state == "filled")) for kind in kinds]
        for state in ("blank", "filled")
    }


def _address(slug: str, kind: str, is_filled: bool) -> str:
    return reverse("tools:file", args=[slug, slug + SUFFIX * is_filled, kind])


@while_unchanged(REMEMBERED)
def file_of(pk: int, kind: str, is_filled: bool) -> bytes | None:
    """Return a file of the published tool, the same bytes for the same text; None when it has no such file.

    Raises TooBusyError when too many files are asked for at once.
    """
    page = ToolPage.objects.get(pk=pk)
    parts = page.read_parts()
    if page.on_paper_only or kind not in kinds_of(parts):
        return None
    with turns.one():
        return cleaned(f"outil.{kind}", WRITERS[kind](writable(page.title), parts, is_filled))
