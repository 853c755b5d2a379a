"""Documents of LibreOffice: ODT, ODS."""

import re

from content.documents import archives
from content.documents.refusals import (
    FETCHES,
    MACROS,
    NESTED,
    NOTES,
    PICTURE,
    PROTECTED,
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
    (MACROS, re.compile(r"^(?:Basic|Scripts)/")),
    (SIGNED, re.compile(r"^META-INF/\w*signatures\.xml")),
    (NESTED, re.compile(r"^(?:Versions/|VersionList\.xml)")),  # former states of the document, with who wrote them
)
REFUSED_WORDS = (
    (
        NOTES,
        re.compile(r"<office:(?:annotation|change-info|meta)\b|<(?:dc:creator|meta:(?:initial-creator|printed-by))\b"),
    ),
    (PICTURE, re.compile(r"<office:binary-data\b")),
    (MACROS, re.compile(r"<script:event-listener\b")),
    (FETCHES, re.compile(r"<(?:office|text|table):dde-\w|\stable:formula=\"[^\"]*\b(?:WEBSERVICE|DDE)\s*\(")),
)
LINKING = re.compile(r"<(?!(?:text|draw):a\s|meta:)[\w:-]+\s(?:[^<>]*?\s)?xlink:href=\"([^\"<>]*)")
DROPPED = re.compile(r"^Thumbnails/")
# As in `office`: each stops at the next « < », whatever the text.
ENTRY = re.compile(r"<manifest:file-entry\s[^<>]*+>(?:(?<=/>)|\s*</manifest:file-entry>)")
OF_ENTRY = re.compile(r"\smanifest:full-path=\"([^\"]*)\"")
SETTING = re.compile(r"(<config:config-item\s[^<>]*+>)[^<]*+(?=</)")
OF_PRINTER = re.compile(r"\sconfig:name=\"Printer(?:Name|Setup)\"")


def cleaned(content: bytes) -> bytes:
    """Return a document that names nobody. Raises RefusedDocumentError."""
    parts = archives.read(content)
    if not {KIND, "content.xml", MANIFEST} <= parts.keys():
        raise RefusedDocumentError(UNREADABLE)
    for reason, pattern in REFUSED_PARTS:
        if any(pattern.match(name) for name in parts):
            raise RefusedDocumentError(reason)
    if "<manifest:encryption-data" in rewritten(parts[MANIFEST]):
        raise RefusedDocumentError(PROTECTED)  # its parts are no XML at all
    kept = {name: part for name, part in parts.items() if not DROPPED.match(name)}
    for name, text in archives.texts_of(kept).items():
        is_meta = name.rpartition("/")[2] == "meta.xml"  # a chart has one of its own
        kept[name] = META if is_meta else _clean_text(name, text).encode()
    return archives.write(kept, KIND)


def _clean_text(name: str, text: str) -> str:
    for reason, pattern in REFUSED_WORDS:
        if pattern.search(text):
            raise RefusedDocumentError(reason)
    if any(archives.AWAY.match(found[1]) for found in LINKING.finditer(text)):
        raise RefusedDocumentError(FETCHES)
    if name == MANIFEST:
        text = ENTRY.sub(lambda found: "" if _is_dropped(found[0]) else found[0], text)
    return archives.without_paths(
        SETTING.sub(lambda found: found[1] if OF_PRINTER.search(found[1]) else found[0], text)
    )


def _is_dropped(entry: str) -> bool:
    path = OF_ENTRY.search(entry)
    return path is not None and DROPPED.match(path[1]) is not None
