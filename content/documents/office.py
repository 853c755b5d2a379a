"""Documents of Word and Excel: DOCX, XLSX.

A part may be of any size and is read while nothing else runs: each expression here stops at the next « < », or takes
all that it has looked through, so that no text is read again from each of its tags.
"""

import posixpath
import re
from collections.abc import Callable
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
WHO = re.compile(r"(<(?:\w+:)?(?:creator|lastModifiedBy|Company|Manager)\b[^<>]*+>)[^<]+")
LINK = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
TYPE_OF_PART = re.compile(r"<(?:\w+:)?Override\s[^<>]*?(?:/>|>\s*</(?:\w+:)?Override>)")
TEMPLATE, ON_A_CLICK = "/attachedTemplate", "/hyperlink"  # how the type of a link ends
OUTSIDE = re.compile(r"\sTargetMode=\"External\"", re.IGNORECASE)
# What a part is, whatever its name: said by the types of the parts and by the links between them.
REFUSED_KINDS = (
    (MACROS, re.compile(r"vbaProject|vbaData|macroEnabled|macrosheet|activeX|attachedToolbars", re.IGNORECASE)),
    (SIGNED, re.compile(r"digital-signature", re.IGNORECASE)),
    (
        NESTED,
        re.compile(
            r"/(?:oleObject|package|externalLink|externalLinkPath|connections|queryTable|aFChunk)\"", re.IGNORECASE
        ),
    ),
)
SAYING_KINDS = re.compile(r"<(?:\w+:)?(?:Relationship|Override|Default)\s[^<>]*+>")
DROPPED_KINDS = re.compile(
    r"/(?:(?:core|extended|custom)-properties|thumbnail|customXml(?:Props)?|people|person|printerSettings|recipientData)\Z"
)
# A field of Word, a formula of Excel that fetch something as the document opens.
BEGINNING = re.compile(r"<w:fldChar\b[^<>]*\sw:fldCharType=\"begin\"")
SAID = re.compile(r"<w:(?:instrText|delInstrText)\b[^<>]*+>([^<]*)|<w:fldSimple\b[^<>]*?\sw:instr=\"([^\"]*)")
FETCHING_FIELD = re.compile(r"\s*(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
FORMULA = re.compile(r"<(?:\w+:)?(?:f|definedName|formula\d?)\b[^<>]*+>([^<]*)")
FETCHING_FORMULA = re.compile(r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?)\s*\(", re.IGNORECASE)
# A drawing of former times whose picture is at an address; a picture that is linked, inside or not.
FETCHED_PICTURE = re.compile(
    rf"<v:\w+\s(?:[^<>]*?\s)?(?:src|o:href)=\"{archives.AWAY.pattern}|<\w+:blip\s(?:[^<>]*?\s)?\w+:link=\"[^\"]",
    re.IGNORECASE,
)
# The path of a workbook; who locked it; the printer of a sheet, of a page; the source of a mailing.
OF_AN_ATTRIBUTE = (
    (re.compile(r"<\w+:absPath\b[^<>]*+>"), re.compile(r"(?<=\surl=)\"[^\"]*\""), '""'),
    (re.compile(r"<(?:\w+:)?fileSharing\b[^<>]*+>"), re.compile(r"\suserName=\"[^\"]*\""), ""),
    (re.compile(r"<(?:\w+:)?pageSetup\b[^<>]*+>"), re.compile(r"\s\w+:id=\"[^\"]*\""), ""),
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
    texts = archives.texts_of(kept)
    _refuse_kinds(texts)
    dropped = {target for name, text in texts.items() for target in _dropped_by_kind(name, text)}
    for name, text in texts.items():
        kept[name] = _clean_text(name, text, dropped).encode()
    return archives.write({name: part for name, part in kept.items() if name not in dropped}, TYPES)


def _refuse_kinds(texts: dict[str, str]) -> None:
    """Refuse what types and links say of the parts, whatever they are called."""
    said = "".join(
        found[0]
        for name, text in texts.items()
        if name == TYPES or name.endswith(".rels")
        for found in SAYING_KINDS.finditer(text)
    )
    for reason, pattern in REFUSED_KINDS:
        if pattern.search(said):
            raise RefusedDocumentError(reason)


def _dropped_by_kind(rels: str, text: str) -> list[str]:
    """Return the parts that links of a dropped kind lead to."""
    if not rels.endswith(".rels"):
        return []
    links = (found[0] for found in LINK.finditer(text) if not OUTSIDE.search(found[0]))
    return [_target(link, rels) for link in links if DROPPED_KINDS.search(_value(link, "Type"))]


def _clean_text(name: str, text: str, dropped: set[str]) -> str:
    def goes(part: str) -> bool:
        return DROPPED.match(part) is not None or part in dropped

    if name == TYPES:
        return TYPE_OF_PART.sub(lambda found: "" if goes(_value(found[0], "PartName")[1:]) else found[0], text)
    if name.endswith(".rels"):
        text = LINK.sub(lambda found: _clean_link(found[0], name, goes), text)
    elif WRITTEN_BY.search(text):
        raise RefusedDocumentError(NOTES)
    _refuse_what_fetches(text)
    for element, attribute, instead in OF_AN_ATTRIBUTE:
        text = element.sub(partial(_without, attribute, instead), text)
    for pattern in TAKEN_OUT:
        text = pattern.sub("", text)
    return archives.without_paths(WHO.sub(r"\1", text))


def _refuse_what_fetches(text: str) -> None:
    said = []
    for field in BEGINNING.split(text):  # Word often cuts what a field says in several runs
        simple = [found[2] for found in SAID.finditer(field) if found[2]]
        said += [*simple, "".join(found[1] or "" for found in SAID.finditer(field))]
    fetches = any(FETCHING_FIELD.match(each) for each in said)
    fetches = fetches or any(FETCHING_FORMULA.search(found[1]) for found in FORMULA.finditer(text))
    if fetches or FETCHED_PICTURE.search(text):
        raise RefusedDocumentError(FETCHES)


def _without(attribute: re.Pattern[str], instead: str, element: re.Match[str]) -> str:
    return attribute.sub(instead, element[0])


def _clean_link(link: str, rels: str, goes: Callable[[str], bool]) -> str:
    """Return a link between parts; nothing when it leads to a part that is dropped. No document names its template."""
    kind = _value(link, "Type")
    if kind.endswith(TEMPLATE):
        return re.sub(r"(\sTarget=)\"[^\"]*\"", r'\1"Normal.dotm"', link)
    target = _value(link, "Target")
    leads_out = archives.AWAY.match(target) or (OUTSIDE.search(link) and not archives.LOCAL.search(link))
    if leads_out and not kind.endswith(ON_A_CLICK):
        raise RefusedDocumentError(FETCHES)
    return "" if goes(_target(link, rels)) else link


def _target(link: str, rels: str) -> str:
    """Return the name of the part that a link of a `.rels` leads to."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, _value(link, "Target")))[1:]


def _value(element: str, attribute: str) -> str:
    found = re.search(rf"\s{attribute}=\"([^\"]*)\"", element)
    return found[1] if found else ""


def word(content: bytes) -> bytes:
    """Return a DOCX that names nobody. Raises RefusedDocumentError."""
    return cleaned(content, "word")


def excel(content: bytes) -> bytes:
    """Return an XLSX that names nobody. Raises RefusedDocumentError."""
    return cleaned(content, "xl")
