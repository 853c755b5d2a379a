"""The cleaning of documents: what is offered for download says nothing of who wrote it, when, where or on what.

Author, company, template, dates, comments, places of the pictures inside: taken out when nothing of the text is lost,
or refused with a sentence. A file whose inside cannot be looked at is refused too.
"""

from collections.abc import Callable
from pathlib import PurePath

from content.documents import office, open_document, pdf, plain
from content.documents.refusals import TOO_LARGE, UNREADABLE, RefusedDocumentError

CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    ".pdf": pdf.cleaned,
    ".docx": office.word,
    ".xlsx": office.excel,
    ".odt": open_document.cleaned,
    ".ods": open_document.cleaned,
    ".txt": plain.cleaned,
}


def cleaned(name: str, content: bytes) -> bytes:
    """Return a document of this name without what it says of people. Raises RefusedDocumentError."""
    cleaner = CLEANERS.get(PurePath(name).suffix.lower())
    if cleaner is None:
        raise RefusedDocumentError(UNREADABLE)
    try:
        return cleaner(content)
    except RefusedDocumentError:
        raise
    except MemoryError as error:
        raise RefusedDocumentError(TOO_LARGE) from error
    except Exception as error:  # a damaged file makes the readers raise about any exception there is
        raise RefusedDocumentError(UNREADABLE) from error
