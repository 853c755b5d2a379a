"""A formula of a spreadsheet, or a condition: what it calls is known to compute, nothing of it is in another file."""

import re
from collections.abc import Iterable
from html import unescape

from content.documents.functions import COMPUTING, CONDITIONS
from content.documents.refusals import FETCHES, UNREADABLE, RefusedDocumentError, calls, leads_elsewhere

# One at a time: words between quotes, a name between apostrophes, the columns of a table, a call, a way outside.
PIECE = re.compile(
    rf"""(?P<condition>(?<![\w.-])(?:{"|".join(sorted(CONDITIONS))})\s*+\()"""
    r"""|(?P<words>"(?:[^"]|"")*+")"""
    r"""|(?P<quoted>'(?:[^']|'')*+'(?P<file>\#)?)"""
    r"""|(?<=[\w.])\[(?P<columns>(?:'.|\[(?:'.|[^\[\]'])*+\]|[^\[\]'])*+)\]"""
    r"""|(?P<call>[^\W\d][\w.]*+)\s*+\("""
    r"""|(?P<array>\{[^{}"(]*+(?:"(?:[^"]|"")*+"[^{}"(]*+)*+\})"""
    r"""|(?P<outside>\||\\\\|//|\[\d*[1-9]\d*\]|\[[^\[\]'"]*\.(?:xl|od|csv)\w*\]|["'])"""
    r"""|(?P<name>[^\W\d][\w.]*+)""",
    re.IGNORECASE,
)
PREFIX = re.compile(r"(?:_xlfn\.|_xlws\.|COM\.MICROSOFT\.|ORG\.(?:OPENOFFICE|LIBREOFFICE)\.)+", re.IGNORECASE)
OF_THE_PROGRAM = re.compile(
    r"_xlpm\.\w+|com\.sun\.star\.sheet\.addin\.(?:analysis|datefunctions)\.get\w+", re.IGNORECASE
)
OF_A_FILE = re.compile(r"[\\/|\[\]]")  # no sheet has these in its name
ROW = re.compile(r"(?<=[A-Za-z$])[1-9]\d*+(?!\s*\(|[\w.])")  # of a cell, not of a function, « LOG10( »
LINK = re.compile(r"\s*\"((?:[^\"]|\"\")*)\"")
WEB = re.compile(r"https?://|mailto:|tel:|#", re.IGNORECASE)  # what follows may be computed


def refuse_what_acts(formulas: Iterable[str]) -> None:
    """Raise RefusedDocumentError for a formula, as a part of XML writes it, that leaves its document.

    A column holds the same one a hundred thousand times, but for the row: it is read once.
    """
    for formula in {ROW.sub("1", formula) for formula in formulas}:
        _check(unescape(formula))


def _check(said: str) -> None:
    for piece in PIECE.finditer(said):
        if piece["outside"] or piece["file"] or OF_A_FILE.search(piece["quoted"] or ""):
            raise RefusedDocumentError(UNREADABLE if piece["outside"] in {'"', "'"} else FETCHES)
        if piece["call"]:
            _check_call(piece["call"], said[piece.end() :])


def _check_call(name: str, after: str) -> None:
    bare = PREFIX.sub("", name, count=1)
    if bare.upper() == "HYPERLINK":
        _check_link(after)
    elif bare.upper() not in COMPUTING and not OF_THE_PROGRAM.fullmatch(name):
        raise RefusedDocumentError(calls(bare))


def _check_link(after: str) -> None:
    first = LINK.match(after)
    if not (first and WEB.match(first[1])):
        raise RefusedDocumentError(leads_elsewhere(first[1] if first else "une adresse calculée"))
