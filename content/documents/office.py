"""Documents of Word and Excel: DOCX, XLSX.

A part may be of any size and is read while nothing else runs: each expression here stops at the next « < », or takes
all that it has looked through, so that no text is read again from each of its tags.
"""

import posixpath
import re
from functools import partial

from content.documents import archives
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
WRITTEN_BY = re.compile(r"<[^<>]*\s\w+:author=")  # comments and tracked changes of Word
LINK = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
TYPE_OF_PART = re.compile(r"<(?:\w+:)?Override\s[^<>]*?(?:/>|>\s*</(?:\w+:)?Override>)")
TEMPLATE = re.compile(r"/attachedTemplate[\"']")
ON_A_CLICK = re.compile(r"/hyperlink[\"']", re.IGNORECASE)
# A field of Word, a formula of Excel that fetch something as the document opens.
BEGINNING = re.compile(r"<w:fldChar\b[^<>]*\sw:fldCharType=[\"']begin[\"']")
SAID = re.compile(r"<w:instrText\b[^<>]*+>([^<]*)|<w:fldSimple\b[^<>]*?\sw:instr=[\"']([^\"']*)")
FETCHING_FIELD = re.compile(r"\s*(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
FORMULA = re.compile(r"<(?:\w+:)?(?:f|definedName|formula\d?)\b[^<>]*+>([^<]*)")
FETCHING_FORMULA = re.compile(r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?)\s*\(", re.IGNORECASE)
# The path of a workbook; who locked it; the printer of a sheet, of a page; the source of a mailing.
OF_AN_ATTRIBUTE = (
    (re.compile(r"<\w+:absPath\b[^<>]*+>"), re.compile(r"(?<=\surl=)\"[^\"]*\""), '""'),
    (re.compile(r"<fileSharing\b[^<>]*+>"), re.compile(r"\suserName=\"[^\"]*\""), ""),
    (re.compile(r"<pageSetup\b[^<>]*+>"), re.compile(r"\sr:id=\"[^\"]*\""), ""),
)
TAKEN_OUT = (
    re.compile(r"<w:printerSettings\b[^<>]*+>(?:(?<=/>)|\s*</w:printerSettings>)"),
    re.compile(r"<w:docVars\b[^<>]*+>(?:(?<=/>)|.*?(?:</w:docVars>|\Z))", re.DOTALL),
    re.compile(r"<w:mailMerge\b[^<>]*+>(?:(?<=/>)|.*?(?:</w:mailMerge>|\Z))", re.DOTALL),
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
    archives.clean_pictures(kept)
    texts = {name: archives.text_of(part) for name, part in kept.items() if archives.is_text(name)}
    for name, text in texts.items():
        kept[name] = _clean_text(name, text).encode()
    return archives.write(kept, TYPES)


def _clean_text(name: str, text: str) -> str:
    if name == TYPES:
        return TYPE_OF_PART.sub(lambda found: "" if DROPPED.match(_value(found[0], "PartName")[1:]) else found[0], text)
    if name.endswith(".rels"):
        text = LINK.sub(lambda found: _clean_link(found[0], name), text)
    elif name.startswith("word/") and WRITTEN_BY.search(text):
        raise RefusedDocumentError(NOTES)
    _refuse_what_fetches(name, text)
    for element, attribute, instead in OF_AN_ATTRIBUTE:
        text = element.sub(partial(_without, attribute, instead), text)
    for pattern in TAKEN_OUT:
        text = pattern.sub("", text)
    return archives.without_paths(text)


def _refuse_what_fetches(name: str, text: str) -> None:
    said = []
    if name.startswith("word/"):
        for field in BEGINNING.split(text):  # Word often cuts what a field says in several runs
            simple = [found[2] for found in SAID.finditer(field) if found[2]]
            said += [*simple, "".join(found[1] or "" for found in SAID.finditer(field))]
    fetches = any(FETCHING_FIELD.match(each) for each in said)
    if name.startswith("xl/"):
        fetches = any(FETCHING_FORMULA.search(found[1]) for found in FORMULA.finditer(text))
    if fetches:
        raise RefusedDocumentError(FETCHES)


def _without(attribute: re.Pattern[str], instead: str, element: re.Match[str]) -> str:
    return attribute.sub(instead, element[0])


def _clean_link(link: str, rels: str) -> str:
    """Return a link between parts; nothing when it leads to a part that is dropped. No document names its template."""
    if TEMPLATE.search(link):
        return re.sub(r"(\sTarget=)(\"[^\"]*\"|'[^']*')", r'\1"Normal.dotm"', link)
    if archives.AWAY.match(_value(link, "Target")) and not ON_A_CLICK.search(link):
        raise RefusedDocumentError(FETCHES)
    folder = posixpath.dirname(posixpath.dirname(rels))
    target = posixpath.normpath(posixpath.join("/", folder, _value(link, "Target")))
    return "" if DROPPED.match(target[1:]) else link


def _value(element: str, attribute: str) -> str:
    found = re.search(rf"\s{attribute}=(?:\"([^\"]*)\"|'([^']*)')", element)
    return (found[1] or found[2] or "") if found else ""


def word(content: bytes) -> bytes:
    """Return a DOCX that names nobody. Raises RefusedDocumentError."""
    return cleaned(content, "word")


def excel(content: bytes) -> bytes:
    """Return an XLSX that names nobody. Raises RefusedDocumentError."""
    return cleaned(content, "xl")
