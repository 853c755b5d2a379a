"""The zip that an office document is: read within bounds, written again without dates nor comments."""

import zipfile
from io import BytesIO

from content.documents.pictures import is_drawing, without_metadata
from content.documents.refusals import NESTED, PROTECTED, TOO_LARGE, UNREADABLE, RefusedDocumentError
from content.documents.xml_text import is_xml, rewritten

Parts = dict[str, bytes]
MOST_PARTS = 2_000
MOST_BYTES = 64 * 1024 * 1024  # of all parts, once open
LONGEST_BEGINNING = 1_000  # signs before the first tag of a drawing, plainly written
OLE = b"\xd0\xcf\x11\xe0"  # Word before 2007, any object put in a document, and a protected document
ZIP = b"PK\x03\x04"


def read(content: bytes) -> Parts:
    """Return the parts of a zip by their names. Raises RefusedDocumentError."""
    if content.startswith(OLE):
        raise RefusedDocumentError(PROTECTED)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_PARTS:
            raise RefusedDocumentError(TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise RefusedDocumentError(PROTECTED)
        if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
            raise RefusedDocumentError(UNREADABLE)  # no office program uses another, and others open without bounds
        parts, left = Parts(), MOST_BYTES
        for entry in entries:
            with archive.open(entry) as part:
                parts[entry.filename] = part.read(left + 1)  # what the zip says of its size is not believed
            left -= len(parts[entry.filename])
            if left < 0:
                raise RefusedDocumentError(TOO_LARGE)
    if len({name.lower() for name in parts}) != len(entries) or any(_leads_outside(name) for name in parts):
        raise RefusedDocumentError(UNREADABLE)
    return parts


def _leads_outside(name: str) -> bool:
    """Return whether a careless program would write this part beside the folder it opens the document in."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def write(parts: Parts, first: str) -> bytes:
    """Return the zip of the parts, that named `first` before the others and not compressed."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in sorted(parts, key=lambda each: each != first):
            entry = zipfile.ZipInfo(name)  # of 1980
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return output.getvalue()


def texts_of(parts: Parts) -> dict[str, str]:
    """Take the metadata out of the pictures; return the parts that are XML, in one plain form.

    Raises RefusedDocumentError for a document inside the document, and for what is not well formed.
    """
    texts = {}
    for name, content in parts.items():
        if content.startswith((OLE, ZIP, b"%PDF")):
            raise RefusedDocumentError(NESTED)
        text = rewritten(content) if is_xml(name, content) and not is_drawing(content) else None
        if text is None or is_drawing(text[:LONGEST_BEGINNING].encode()):  # written in another encoding, it is one now
            parts[name] = without_metadata(content if text is None else text.encode())
        else:
            texts[name] = text
    return texts
