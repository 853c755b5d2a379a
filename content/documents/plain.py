"""Plain text: there is nothing to clean in it, but another kind of file must not pass for it."""

from content.documents.refusals import OTHER_KIND, RefusedDocumentError

# PDF; DOCX, XLSX, ODT, ODS; Word before 2007; RTF; PNG, JPEG, GIF. Any other binary file holds a NUL.
OTHERS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def cleaned(content: bytes) -> bytes:
    """Return the text as it is. Raises RefusedDocumentError for a file that is no text."""
    if content.startswith(OTHERS) or (b"\0" in content and not content.startswith(UTF_16)):
        raise RefusedDocumentError(OTHER_KIND)
    return content
