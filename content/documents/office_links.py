"""The links between the parts of a Word or Excel document, and out of it: each kind that stays is known.

A link of another kind goes, with the part it leads to: extensions beside the text, buttons of the program, what a
server adds. Where the text itself needs it, the document is refused instead: it would not open without.
"""

import posixpath
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from content.documents.addresses import Leads, leads, waits_for_a_click
from content.documents.refusals import FETCHES, MACROS, NESTED, NOTES, SENDS, SIGNED, UNREADABLE, RefusedDocumentError
from content.documents.traces import is_local

# The last word of the kind of a link. Text and its dress, drawings, charts, sheets, pivot tables.
_KEPT = """
officeDocument styles stylesWithEffects settings webSettings fontTable font theme themeOverride numbering footnotes
endnotes header footer image hdphoto hyperlink glossaryDocument comments commentsExtended commentsIds
commentsExtensible chart chartEx chartsheet chartUserShapes chartStyle chartColorStyle drawing vmlDrawing
legacyDrawing diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing ink worksheet sharedStrings
calcChain sheetMetadata table tableSingleCells pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache
timeline timelineCache ctrlProp namedSheetView featurePropertyBag FeaturePropertyBag rdRichValue rdRichValueStructure
rdRichValueTypes rdArray richStyles rdSupportingPropertyBag rdSupportingPropertyBagStructure richValueRel xmlMaps
"""
KEPT = frozenset(_KEPT.split())
# Who wrote, when and for whom; the template, the source of a mailing: the text does not need them.
DROPPED = re.compile(
    r"/(?:(?:core|extended|custom)-properties|thumbnail|customXml(?:Props)?|people|person|printerSettings|recipientData"
    r"|attachedTemplate|mailMerge\w*|customProperty|volatileDependencies|documenttasks|keyMapCustomizations|(?:workbook|docs)metadata)\Z"
)
ON_A_CLICK = "/hyperlink"
FIRST = "_rels/.rels"  # the links of the document itself
LINK = re.compile(r"<(?:\w+:)?Relationship(?:\s[^<>]*?)?(?:/>|>\s*</(?:\w+:)?Relationship>)")
TYPE_OF_PART = re.compile(r"<(?:\w+:)?Override(?:\s[^<>]*?)?(?:/>|>\s*</(?:\w+:)?Override>)")
OPENED = re.compile(r"<(?:\w+:)?(?:Relationship|Override)[\s/>]")
OUTSIDE = re.compile(r"\sTargetMode=\"External\"", re.IGNORECASE)
OF_ATTRIBUTE = re.compile(r"=\"([^\"]*)\"")
TARGET = re.compile(r"(\sTarget=)\"[^\"]*\"")
# What a part is, whatever its name: said by the types of the parts and by the links between them.
REFUSED_KINDS = (
    (MACROS, re.compile(r"vbaProject|vbaData|macroEnabled|macrosheet|activeX|attachedToolbars", re.IGNORECASE)),
    (UNREADABLE, re.compile(r"/vnd\.ms-excel\.[\w.]+\"", re.IGNORECASE)),  # sheets in binary: nothing here reads them
    (NOTES, re.compile(r"spreadsheetml\.(?:comments|revision)|threadedComment", re.IGNORECASE)),
    (SIGNED, re.compile(r"digital-signature", re.IGNORECASE)),
    (
        NESTED,
        re.compile(
            r"/(?:oleObject|package|externalLink|externalLinkPath|connections|queryTable|aFChunk|subDocument)\"",
            re.IGNORECASE,
        ),
    ),
)
SAYING_KINDS = re.compile(r"<(?:\w+:)?(?:Relationship|Override|Default)\s[^<>]*+>")


def says_links(name: str) -> bool:
    """Return whether a part says links, whatever the case of its name: Word does not look at it."""
    return name.lower().endswith(".rels")


def refuse_kinds(texts: dict[str, str], types: str) -> None:
    """Refuse what types and links say of the parts, whatever these are called. Raises RefusedDocumentError."""
    saying = [text for name, text in texts.items() if name == types or says_links(name)]
    if any(len(OPENED.findall(text)) != len(LINK.findall(text)) + len(TYPE_OF_PART.findall(text)) for text in saying):
        raise RefusedDocumentError(UNREADABLE)  # something inside a link: it would not be seen here
    said = "".join(found[0] for text in saying for found in SAYING_KINDS.finditer(text))
    for reason, pattern in REFUSED_KINDS:
        if pattern.search(said):
            raise RefusedDocumentError(reason)


def dropped_parts(texts: dict[str, str]) -> set[str]:
    """Return the parts that links of a kind that goes lead to, in small letters.

    Raises RefusedDocumentError for a document that needs one: a picture of somewhere else, a module in the text.
    """
    going = [(name, found[0]) for name in texts if says_links(name) for found in LINK.finditer(texts[name])]
    going = [(rels, link) for rels, link in going if _goes(value(link, "Type"))]
    said = {rels: set(OF_ATTRIBUTE.findall(texts.get(source(rels), ""))) for rels in {rels for rels, _ in going}}
    needed = {(rels, link) for rels, link in going if _is_needed(link, said[rels])}
    free = set(going) - needed
    dropped = {target(link, rels).lower() for rels, link in free if not OUTSIDE.search(link)}
    for rels, link in needed:
        if source(rels).lower() not in dropped:
            raise RefusedDocumentError(FETCHES if OUTSIDE.search(link) else SENDS)
    return dropped | {target(link, rels).lower() for rels, link in needed}


def _is_needed(link: str, said: set[str]) -> bool:
    """Whether the text names a link that must not stay, or the link leads to another place: a picture, a frame."""
    if DROPPED.search(value(link, "Type")):
        return False
    return OUTSIDE.search(link) is not None or value(link, "Id") in said


def reached(links: dict[str, str]) -> Callable[[str], bool]:
    """Return what says whether links, once cleaned, lead to a part from the first ones of the document.

    `links`: the texts of the `.rels` by their names. What is reached by nothing is no part of the document: a former
    save, what a program or somebody left beside. A link to click leads to no part.
    """
    of_source = {source(rels).lower(): (rels, text) for rels, text in links.items() if _is_read(rels)}
    found, ahead = set[str](), [""]  # the document itself has no name
    while ahead:
        rels, text = of_source.get(ahead.pop(), ("", ""))
        parts = {part for link in LINK.finditer(text) for part in _parts_of(link[0], rels)} - found
        found |= parts
        ahead.extend(parts)
    return lambda part: part.lower() == FIRST or (source(part) if _is_read(part) else part).lower() in found


def _is_read(rels: str) -> bool:
    """Whether a part says links where the programs look for them."""
    return says_links(rels) and posixpath.basename(posixpath.dirname(rels)).lower() == "_rels"


def _parts_of(link: str, rels: str) -> set[str]:
    """Return the part that a link leads to, in small letters, as the link writes it and as it is read."""
    if OUTSIDE.search(link) or value(link, "Type").endswith(ON_A_CLICK):
        return set()
    return {target(link, rels).lower(), _joined(value(link, "Target"), rels).lower()}


def cleaned_links(rels: str, text: str, goes: Callable[[str], bool]) -> str:
    """Return the links of a `.rels` that stay; `goes` says which parts do not. Raises RefusedDocumentError."""
    return LINK.sub(lambda found: _cleaned(found[0], rels, goes), text)


def cleaned_types(text: str, goes: Callable[[str], bool]) -> str:
    """Return the types of the parts that stay."""
    return TYPE_OF_PART.sub(lambda found: "" if goes(value(found[0], "PartName")[1:]) else found[0], text)


def _cleaned(link: str, rels: str, goes: Callable[[str], bool]) -> str:
    kind, address, is_outside = value(link, "Type"), value(link, "Target"), OUTSIDE.search(link) is not None
    if _goes(kind) or (goes(target(link, rels)) and not is_outside):
        return ""
    if kind.endswith(ON_A_CLICK):
        return link if _waits(address, is_outside=is_outside) else TARGET.sub(r'\1"#"', link)
    if is_local(address):
        return TARGET.sub(r'\1"#"', link)  # a picture of somebody's computer: nobody else has it
    if is_outside or not _is_inside(address):
        raise RefusedDocumentError(FETCHES)
    return link


def _waits(address: str, *, is_outside: bool) -> bool:
    """Whether a click leads to a site or inside the document; a name is a part, or else a file near the document."""
    return waits_for_a_click(address) or (not is_outside and _is_inside(address))


def _is_inside(address: str) -> bool:
    return leads(address.removeprefix("/")) in {Leads.INSIDE, Leads.BESIDE}


def _goes(kind: str) -> bool:
    return DROPPED.search(kind) is not None or kind.rpartition("/")[2] not in KEPT


def source(rels: str) -> str:
    """Return the name of the part whose links a `.rels` says."""
    folder, _, name = rels.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])


def target(link: str, rels: str) -> str:
    """Return the name of the part that a link of a `.rels` leads to."""
    return _joined(unquote(value(link, "Target")), rels)


def _joined(address: str, rels: str) -> str:
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, address))[1:]


def value(element: str, attribute: str) -> str:
    """Return an attribute of an element; nothing without it."""
    found = re.search(rf"\s{attribute}=\"([^\"]*)\"", element)
    return unescape(found[1]) if found else ""
