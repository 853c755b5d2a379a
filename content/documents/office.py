"""Documents of Word and Excel: DOCX, XLSX.

A part may be of any size and is read while nothing else runs: each expression here stops at the next « < », or takes
all that it has looked through, so that no text is read again from each of its tags.
"""

import re
from collections.abc import Callable
from functools import partial
from html import unescape

from content.documents import archives, fields, formulas, office_links, traces
from content.documents.addresses import Leads, leads, waits_for_a_click
from content.documents.refusals import FETCHES, MACROS, NESTED, NOTES, SIGNED, UNREADABLE, RefusedDocumentError

TYPES = "[Content_Types].xml"
REFUSED = (
    (MACROS, re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/", re.IGNORECASE)),
    (SIGNED, re.compile(r"^_xmlsignatures/", re.IGNORECASE)),
    (NESTED, re.compile(r"/embeddings/|^xl/externalLinks/|^xl/connections\.xml|^xl/queryTables/", re.IGNORECASE)),
    (NOTES, re.compile(r"^xl/(?:comments|threadedComments|revisions)", re.IGNORECASE)),
)
# Author, dates, company, template, thumbnail; what a server added; people; printers; addresses of a mailing.
DROPPED = re.compile(
    r"^(?:docProps/|customXml/|word/people\.xml|xl/persons/|word/recipientData|(?:word|xl)/(?:.*/)?printerSettings)",
    re.IGNORECASE,
)
# Comments and tracked changes of Word, comments of Excel whatever their part is called.
WRITTEN_BY = re.compile(r"<[^<>]*\s\w+:author=|<(?:\w+:)?author(?=[\s>])[^<>]*+>[^<]")
# The same where nobody is named: what was deleted is still in the file.
CORRECTED = re.compile(
    r"<w:(?:ins|del(?:Text|InstrText)?|move(?:From|To)(?:RangeStart)?|cell(?:Ins|Del|Merge)|\w+Change"
    r"|comment(?:RangeStart|Reference)?|customXml(?:Ins|Del|MoveFrom|MoveTo)RangeStart)[\s/>]"
)
# A formula: in a cell, a name, a rule, a chart, a control. The same word is a fraction of an equation.
FORMULA = re.compile(
    r"<(?!m:)(?:\w+:)?(?:f|definedName|\w*[fF]ormula\d?|Fmla\w*)(?=[\s>])[^<>]*+(?<!/)>"
    r"(?:\s*+(?:<xm:f/>|<xm:f>([^<]*)</xm:f>)\s*+(</)|([^<]*)(</)?)"
)
WITH_FORMULA = re.compile(r"<[\w:.-]+\s(?:[^<>]*?\s)?(?:formula|textlink|fmla\w*)=\"[^<>]*+>", re.IGNORECASE)
OF_FORMULA = re.compile(r"\s(?:formula|textlink|fmla\w*)=\"([^\"]+)\"", re.IGNORECASE)
THRESHOLD = re.compile(r"<(?:\w+:)?cfvo\b[^<>]*?\sval=\"([^\"]+)\"")
MACRO_NAME = re.compile(r"<(?:\w+:)?definedName\b[^<>]*?\s(?:function|vbProcedure|xlm)=\"(?!0|false)")
OUTER_SOURCE = re.compile(r"<(?:\w+:)?(?:cacheSource\b[^<>]*?\stype=\"external\"|(?:ddeLink|oleLink|externalBook)\b)")
# A drawing of former times whose picture is at an address; a picture that is linked, inside or not.
LINKED_PICTURE = re.compile(r"<\w+:blip\s(?:[^<>]*?\s)?\w+:link=\"[^\"]", re.IGNORECASE)
DRAWN = re.compile(r"<v:\w+\s[^<>]*+>")
FETCHED = re.compile(r"\s(?:src|o:href|o:althref)=\"([^\"]*)\"", re.IGNORECASE)
CLICKED = re.compile(r"(\shref=)\"([^\"]*)\"", re.IGNORECASE)
# The path of a workbook; the printer of a sheet, of a page; what a click does.
OF_AN_ATTRIBUTE = (
    (re.compile(r"<(?:\w+:)?smartTagType\b[^<>]*+>"), re.compile(r"\s(?:\w+:)?url=\"[^\"]*\""), ""),
    # What a click does in a drawing, but for a link: a program, a macro.
    (re.compile(r"<[\w:]+\s(?:[^<>]*?\s)?macro=[^<>]*+>"), re.compile(r"(?<=\smacro=)\"[^\"]*\""), '""'),
    (re.compile(r"<\w+:hlink\w+\b[^<>]*+>"), re.compile(r"(?<=\saction=)\"[^\"]*\""), '""'),
    # A place of the workbook, not of another one.
    (re.compile(r"<(?:\w+:)?hyperlink\b[^<>]*+>"), re.compile(r"(?<=\slocation=)\"[^\"]*(?:\\\\|\[|\|)[^\"]*\""), '""'),
    (re.compile(r"<\w+:absPath\b[^<>]*+>"), re.compile(r"(?<=\surl=)\"[^\"]*\""), '""'),
    (re.compile(r"<(?:\w+:)?pageSetup\b[^<>]*+>"), re.compile(r"\s\w+:id=\"[^\"]*\""), ""),
)
TAKEN_OUT = (
    re.compile(r"<w:attachedTemplate\b[^<>]*+>(?:(?<=/>)|\s*</w:attachedTemplate>)"),
    re.compile(r"<(?:\w+:)?FmlaMacro\b[^<>]*+>(?:(?<=/>)|[^<]*</(?:\w+:)?FmlaMacro>)"),
    re.compile(r"<go:\w+\b[^<>]*+>(?:(?<=/>)|\s*</go:\w+>)"),  # what Google keeps of its own editing
    re.compile(r"<\w+:webVideoPr\b[^<>]*+>(?:(?<=/>)|\s*</\w+:webVideoPr>)"),
    re.compile(r"<w:printerSettings\b[^<>]*+>(?:(?<=/>)|\s*</w:printerSettings>)"),
)


def cleaned(content: bytes, folder: str) -> bytes:
    """Return a document of `folder` ("word", "xl") that names nobody. Raises RefusedDocumentError."""
    parts = archives.read(content)
    if TYPES not in parts or not any(name.startswith(f"{folder}/") for name in parts):
        raise RefusedDocumentError(UNREADABLE)
    for reason, pattern in REFUSED:
        if any(pattern.search(name) for name in parts):
            raise RefusedDocumentError(reason)
    if b"macroEnabled" in parts[TYPES]:
        raise RefusedDocumentError(MACROS)
    kept = {name: part for name, part in parts.items() if not DROPPED.match(name)}
    texts = archives.texts_of(kept)
    office_links.refuse_kinds(texts, TYPES)
    dropped = office_links.dropped_parts(texts)

    def goes(part: str) -> bool:
        if office_links.says_links(part) and goes(office_links.source(part)):
            return True
        return DROPPED.match(part) is not None or part.lower() in dropped

    types = texts.pop(TYPES)
    texts = {name: _clean_text(name, text, goes) for name, text in texts.items()}
    is_reached = office_links.reached({name: text for name, text in texts.items() if office_links.says_links(name)})
    texts[TYPES] = _clean_text(TYPES, types, lambda part: goes(part) or not is_reached(part))
    kept |= {name: text.encode() for name, text in texts.items()}
    kept = {name: part for name, part in kept.items() if name == TYPES or (is_reached(name) and not goes(name))}
    if not any(name.startswith(f"{folder}/") for name in kept):
        raise RefusedDocumentError(UNREADABLE)
    return archives.write(kept, TYPES)


def _clean_text(name: str, text: str, goes: Callable[[str], bool]) -> str:
    if name == TYPES:
        return office_links.cleaned_types(text, goes)
    if office_links.says_links(name):
        text = office_links.cleaned_links(name, text, goes)
    elif WRITTEN_BY.search(text) or CORRECTED.search(text):
        raise RefusedDocumentError(NOTES)
    _refuse_what_acts(text)
    for element, attribute, instead in OF_AN_ATTRIBUTE:
        text = element.sub(partial(_without, attribute, instead), text)
    for pattern in TAKEN_OUT:
        text = pattern.sub("", text)
    return traces.without_paths(traces.of_office(DRAWN.sub(_clean_drawn, text)))


def _refuse_what_acts(text: str) -> None:
    fields.refuse_what_acts(text)
    said = list(FORMULA.finditer(text))
    if not all(found[2] or found[4] for found in said):
        raise RefusedDocumentError(UNREADABLE)  # a tag inside a formula: each program would read another one
    tags = "".join(found[0] for found in WITH_FORMULA.finditer(text))
    more = (*OF_FORMULA.finditer(tags), *THRESHOLD.finditer(text))
    formulas.refuse_what_acts(found[1] or found[3] or "" for found in said)
    formulas.refuse_what_acts(found[1] for found in more)
    if MACRO_NAME.search(text):
        raise RefusedDocumentError(MACROS)
    if OUTER_SOURCE.search(text):
        raise RefusedDocumentError(NESTED)
    if LINKED_PICTURE.search(text):
        raise RefusedDocumentError(FETCHES)


def _clean_drawn(drawn: re.Match[str]) -> str:
    """Return a drawing of former times whose link waits for a click. Raises RefusedDocumentError when it fetches."""
    for found in FETCHED.finditer(drawn[0]):
        address = unescape(found[1])
        if not traces.is_local(address) and leads(address) not in {Leads.INSIDE, Leads.BESIDE}:
            raise RefusedDocumentError(FETCHES)
    return CLICKED.sub(lambda link: link[0] if waits_for_a_click(unescape(link[2])) else f'{link[1]}"#"', drawn[0])


def _without(attribute: re.Pattern[str], instead: str, element: re.Match[str]) -> str:
    return attribute.sub(instead, element[0])


def word(content: bytes) -> bytes:
    """Return a DOCX that names nobody. Raises RefusedDocumentError."""
    return cleaned(content, "word")


def excel(content: bytes) -> bytes:
    """Return an XLSX that names nobody. Raises RefusedDocumentError."""
    return cleaned(content, "xl")
