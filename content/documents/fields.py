"""The fields of Word: each is known to say something of its own document, whatever runs its words are cut in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from content.documents.addresses import waits_for_a_click
from content.documents.refusals import UNREADABLE, RefusedDocumentError, asks, leads_elsewhere

# Those that show pages, days, numbers, titles, answers. Not here: a file, an address, a program, a template.
_KNOWN = """
= ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BARCODE BIBLIOGRAPHY CITATION COMMENTS COMPARE
CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN
FORMTEXT GOTOBUTTON GREETINGLINE IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ
NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE SECTION
SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS
USERNAME XE
"""
KNOWN = frozenset(_KNOWN.split())
MARK = re.compile(
    r"<w:fldChar\b[^<>]*?\sw:fldCharType=\"(\w*)\"|<w:(?:instrText|delInstrText)\b[^<>]*+(?<!/)>([^<]*)"
    r"|<w:fldSimple\b[^<>]*?\sw:instr=\"([^\"]*)"
)
# Words of a field cut by a tag inside of them: no office program writes so, and each would read something else.
CUT = re.compile(r"<w:(?:instrText|delInstrText)\b[^<>]*+(?<!/)>[^<]*<(?!/)")
NAME = re.compile(r"\s*(=|[^\s\"\\]+)?")
NO_MACRO = re.compile(r"\s*MACROBUTTON\s+\"?(?:NoMacro|AucuneMacro)\b", re.IGNORECASE)  # words to type over
# What follows HYPERLINK: an option that has words of its own, one that has none, an address in quotes or not.
OF_A_LINK = re.compile(
    r"\\[lot*@#]\s*(?:[\"“”][^\"“”]*[\"“”]?|[^\s\"]*)"
    r"|\\[a-z](?![^\s\"])|[\"“”]([^\"“”]*)[\"“”]?|([^\s\"“”]+)",
    re.IGNORECASE,
)
ANOTHER = "…"  # a field inside the words of another: nobody knows what it will say


@dataclass
class _Field:
    words: list[str] = field(default_factory=list)
    shows: bool = False  # what it shows has begun: what follows is no part of its words


def refuse_what_acts(text: str) -> None:
    """Raise RefusedDocumentError for a field, in the plain XML of a part, that asks outside of its document."""
    if CUT.search(text):
        raise RefusedDocumentError(UNREADABLE)
    for words in _fields(text):
        _check(words)


def _fields(text: str) -> Iterator[str]:
    """Yield the words of each field."""
    opened: list[_Field] = []
    for found in MARK.finditer(text):
        mark, words, simple = found.groups()
        inner = opened[-1] if opened and not opened[-1].shows else None
        if mark == "begin":
            if inner:
                inner.words.append(ANOTHER)
            opened.append(_Field())
        elif mark == "separate" and inner:
            inner.shows = True
        elif mark == "end" and opened:
            yield "".join(opened.pop().words)
        elif simple or (words and not inner):
            yield unescape(simple or words)
        elif words and inner:
            inner.words.append(unescape(words))
    yield from ("".join(each.words) for each in opened)


def _check(words: str) -> None:
    found = NAME.match(words)
    name = (found[1] or "").upper() if found else ""
    if name == "HYPERLINK":
        _check_link(words[words.upper().index(name) + len(name) :])
    elif words.strip() and name not in KNOWN and not NO_MACRO.match(words):
        raise RefusedDocumentError(asks(name or words))


def _check_link(words: str) -> None:
    for found in OF_A_LINK.finditer(words):
        address = found[1] or found[2] or ""
        if not waits_for_a_click(address):
            raise RefusedDocumentError(leads_elsewhere(address))
