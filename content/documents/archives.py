"""The zip that an office document is: read within bounds, written again without dates nor comments."""

import re
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
# An attribute that names a file of somebody's computer or network: the name of the account is often in it.
LOCAL = re.compile(r"""(\s[\w:.-]+)=(["'])\s*(?:file:|[A-Za-z]:[\\/]|\\\\)(?:(?!\2).)*\2""", re.IGNORECASE)
_LOCAL_ADDRESS = re.compile(r"\s*(?:file:|[A-Za-z]:[\\/]|\\\\)", re.IGNORECASE)


def is_local(address: str) -> bool:
    """Return whether an address is a file of somebody's computer or network."""
    return _LOCAL_ADDRESS.match(address) is not None


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


def without_paths(text: str) -> str:
    """Return XML whose attributes name no file of a computer; a link leads nowhere instead."""
    return LOCAL.sub(lambda found: f'{found[1]}="{_instead_of(found[1])}"', text)


def _instead_of(attribute: str) -> str:
    return "#" if attribute.endswith(("Target", "href")) else ""


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
