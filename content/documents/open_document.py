"""Documents of LibreOffice: ODT, ODS."""

import posixpath
import re
from functools import partial
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from content.documents import archives, formulas, traces
from content.documents.addresses import Leads, leads, waits_for_a_click
from content.documents.refusals import (
    FETCHES,
    MACROS,
    NESTED,
    NOTES,
    PICTURE,
    PROTECTED,
    SENDS,
    SIGNED,
    UNREADABLE,
    RefusedDocumentError,
)
from content.documents.xml_text import rewritten

KIND = "mimetype"
MANIFEST = "META-INF/manifest.xml"
META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>"
)
REFUSED_PARTS = (
    (MACROS, re.compile(r"(?:^|/)(?:Basic|Scripts|Dialogs)/", re.IGNORECASE)),
    (SIGNED, re.compile(r"^META-INF/\w*signatures\.xml", re.IGNORECASE)),
    (
        NESTED,
        re.compile(r"(?:^|/)(?:Versions/|VersionList\.xml)"),
    ),  # former states, with who wrote them
)
# What a document is made of, inside an object of it too; a picture is one wherever it lies.
KEPT = re.compile(
    r"mimetype|META-INF/manifest\.xml|(?:.*/)?(?:(?:content|styles|meta|settings)\.xml|manifest\.rdf|layout-cache"
    r"|(?:Pictures|Fonts|ObjectReplacements)/[^/]+)"
)
PICTURE_BYTES = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a", re.DOTALL)
# By the last word of their names: an office program reads some under other prefixes.
REFUSED_WORDS = (
    (
        NOTES,
        re.compile(
            r"<office:(?:annotation|change-info|meta)\b|<(?:dc:creator|meta:(?:initial-creator|printed-by))\b"
            # Corrections, whoever made them: what was deleted is still in the file.
            r"|<(?:\w+:)?(?:changed-region|format-change|cell-content-change|change-track-table-cell)[\s/>]"
            r"|<(?:text|table):(?:insertion|deletion|movement|change(?:-start|-end)?)[\s/>]"
        ),
    ),
    (PICTURE, re.compile(r"<(?:\w+:)?binary-data\b")),
    (MACROS, re.compile(r"<(?:\w+:)?(?:event-listener|script|execute-macro|macro|applet|libraries)[\s/>]|<script:")),
    (FETCHES, re.compile(r"<(?:\w+:)?(?:dde-|(?:table|cell-range)-source[\s/>]|source-service\b|database-source-)")),
    (SENDS, re.compile(r"<(?:\w+:)?(?:submission|instance|model)[\s/>]|<xforms:")),
)
FORMULA = re.compile(
    r"\s(?:\w+:)?(?:formula|condition|expression|(?<=calcext:)value|(?=[\w-]*?(?:address|range|criteria|linked-cell))[\w-]++)=\"([^\"]+)\""
)
DROPPED = re.compile(r"(?:^|/)(?:Thumbnails|Configurations2)/")  # the bars and keys of the program, with what they run
KIND_OF_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(?:text|spreadsheet)(?:-template)?\s*")
ADDRESS = r"\s(?:\w+:)?(?:href|src|base|image-data|datasource)"
WITH_ADDRESS = re.compile(rf"<(?:\w+:)?(?P<name>[\w.-]+)(?:(?=\s)[^<>]*?)??{ADDRESS}=\"[^<>]*+>")
OF_ADDRESS = re.compile(rf"({ADDRESS})=\"([^\"]*)\"")
ON_A_CLICK = frozenset({"a", "area-rectangle", "area-circle", "area-polygon", "button"})
NEVER = ("base", "datasource")  # what comes before each address, the database of a form
# As in `office`: each stops at the next « < », whatever the text.
ENTRY = re.compile(r"<manifest:file-entry\s[^<>]*+>(?:(?<=/>)|\s*</manifest:file-entry>)")
OF_ENTRY = re.compile(r"\smanifest:full-path=\"([^\"]*)\"")


def cleaned(content: bytes) -> bytes:
    """Return a document that names nobody. Raises RefusedDocumentError."""
    parts = archives.read(content)
    if not {KIND, "content.xml", MANIFEST} <= parts.keys():
        raise RefusedDocumentError(UNREADABLE)
    if not KIND_OF_DOCUMENT.fullmatch(parts[KIND]):
        raise RefusedDocumentError(UNREADABLE)
    for reason, pattern in REFUSED_PARTS:
        if any(pattern.search(name) for name in parts):
            raise RefusedDocumentError(reason)
    if "<manifest:encryption-data" in rewritten(parts[MANIFEST]):
        raise RefusedDocumentError(PROTECTED)  # its parts are no XML at all
    kept = {name: part for name, part in parts.items() if not DROPPED.search(name)}
    texts = archives.texts_of(kept)
    kept = {name: part for name, part in kept.items() if KEPT.fullmatch(name) or PICTURE_BYTES.match(part)}
    places = _places(kept)
    for name, text in texts.items():
        cleaned_text = _clean_text(name, text, places).encode()
        if name in kept:
            kept[name] = META if _is_meta(name) else cleaned_text
    return archives.write(kept, KIND)


def _is_meta(name: str) -> bool:
    return name.rpartition("/")[2] == "meta.xml"  # a chart has one of its own


def _places(kept: archives.Parts) -> set[str]:
    """Return the parts that stay and the folders they are in, that of an object too."""
    return {*kept, *(str(folder) for name in kept for folder in PurePosixPath(name).parents)} - {"."}


def _clean_text(name: str, text: str, places: set[str]) -> str:
    if _is_meta(name):
        return ""
    for reason, pattern in REFUSED_WORDS:
        if pattern.search(text):
            raise RefusedDocumentError(reason)
    formulas.refuse_what_acts(found[1] for found in FORMULA.finditer(text))
    if name == MANIFEST:
        text = ENTRY.sub(lambda found: found[0] if _stays(found[0], places) else "", text)
    else:
        text = WITH_ADDRESS.sub(partial(_clean_addresses, posixpath.dirname(name), places), text)
    return traces.without_paths(traces.of_libre_office(text))


def _clean_addresses(folder: str, places: set[str], tag: re.Match[str]) -> str:
    def cleaned_one(found: re.Match[str]) -> str:
        if found[1].endswith(NEVER):
            return ""
        address, is_clicked = unescape(found[2]), tag["name"] in ON_A_CLICK and found[1].endswith("href")
        stays = _clicked(address) if is_clicked else _shown(address, folder, places)
        return found[0] if stays == address else f'{found[1]}="#"'

    return OF_ADDRESS.sub(cleaned_one, tag[0])


def _clicked(address: str) -> str:
    return address if waits_for_a_click(address) else "#"


def _shown(address: str, folder: str, places: set[str]) -> str:
    """Return the address of what is shown when it is inside, else nowhere. Raises RefusedDocumentError when fetched."""
    where = leads(address)
    if where is Leads.INSIDE or (where is Leads.BESIDE and _is_part(address, folder, places)):
        return address
    if where is Leads.BESIDE or traces.is_local(address):
        return "#"  # a file of somebody's computer: nobody else has it
    raise RefusedDocumentError(FETCHES)


def _is_part(address: str, folder: str, places: set[str]) -> bool:
    return any(posixpath.normpath(posixpath.join(start, unquote(address))) in places for start in ("", folder))


def _stays(entry: str, places: set[str]) -> bool:
    """Whether an entry of the manifest names what the document still holds."""
    path = OF_ENTRY.search(entry)
    return path is None or path[1] == "/" or unescape(path[1]).rstrip("/") in places
