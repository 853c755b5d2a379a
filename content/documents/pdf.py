"""PDF documents: written again from what their pages hold, without what says who made them, when and where."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from content.documents import pdf_kinds, pdf_traces
from content.documents.pdf_kinds import value
from content.documents.pictures import CODE_STREAM, JPEG, JPEG_2000, without_metadata
from content.documents.refusals import NESTED, PICTURE, PROTECTED, SIGNED, RefusedDocumentError

SIGNATURE = frozenset({"/Filter", "/SubFilter", "/Contents"})
PICTURES = ("/DCTDecode", "/DCT", "/JPXDecode")
PICTURE_BEGINNINGS = (JPEG, JPEG_2000, CODE_STREAM)


def cleaned(content: bytes) -> bytes:
    """Return a PDF that names nobody. Raises RefusedDocumentError."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise RefusedDocumentError(PROTECTED)
    writer = PdfWriter(clone_from=reader)  # what an earlier version of the file held is not copied
    writer.metadata = None
    writer._ID = None  # made of the name of the first file, its day and its author, and the same in all drawn from it
    held = [each for top in writer._objects for each in _holders(top)]
    dictionaries = [each for each in held if isinstance(each, DictionaryObject)]
    for found in dictionaries:
        _refuse_what_stays(found)
    for each in held:
        if isinstance(each, DictionaryObject):
            _clean(each)
        else:
            pdf_kinds.clean_list(each)
    for found in dictionaries:
        pdf_kinds.clean_notes(found)
    pdf_kinds.clean_catalog(writer.root_object)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _holders(top: Any) -> Iterator[DictionaryObject | ArrayObject]:
    """Yield the dictionaries and lists that an object is or holds; those it only names are objects of their own."""
    waiting = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            yield each
            waiting += dict.values(each)
        elif isinstance(each, ArrayObject):
            yield each
            waiting += list.__iter__(each)


def _refuse_what_stays(found: DictionaryObject) -> None:
    if "/ByteRange" in found or value(found, "/Type") in {"/Sig", "/DocTimeStamp"} or found.keys() >= SIGNATURE:
        raise RefusedDocumentError(SIGNED)
    if "/EF" in found or (isinstance(found, StreamObject) and "/F" in found):  # a file inside, or a text kept elsewhere
        raise RefusedDocumentError(NESTED)


def _clean(found: DictionaryObject) -> None:
    pdf_kinds.clean(found)
    pdf_traces.clean(found)
    if isinstance(found, StreamObject):  # a picture need not say that it is one
        _clean_picture(found)


def _clean_picture(found: StreamObject) -> None:
    """Clean a JPEG in place; its stream is also unwrapped when it was compressed once more."""
    filters = value(found, "/Filter")
    names = [each.get_object() for each in filters] if isinstance(filters, ArrayObject) else [filters]
    if not names or names[-1] not in PICTURES:
        return
    content = found._data if len(names) == 1 else found.get_data()
    if not content.startswith(PICTURE_BEGINNINGS):  # what is no picture may be of any size once unwrapped
        raise RefusedDocumentError(PICTURE)
    found._data = without_metadata(content)
    if len(names) > 1:
        found[NameObject("/Filter")] = NameObject(names[-1])
        found.pop("/DecodeParms", None)
