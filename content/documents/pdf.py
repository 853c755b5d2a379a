"""PDF documents: written again from what their pages hold, without what says who made them, when and where."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from content.documents.pictures import JPEG, JPEG_2000, without_metadata
from content.documents.refusals import NESTED, PICTURE, PROTECTED, SIGNED, RefusedDocumentError

ABOUT = ("/Metadata", "/PieceInfo", "/LastModified", "/Author", "/Creator", "/Producer")  # of any part
ELSEWHERE = ("/Ref",)  # a page of another file, drawn in its place
ABOUT_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")  # who wrote it and when; /T is the name of a field in a form
ACTIONS = ("/A", "/PA", "/Next", "/OpenAction")  # on a click, on the next one, as the document opens
HARMLESS = {"/GoTo", "/URI", "/Named"}  # of those; a script, a program, a form that is sent, another file are not
SCRIPTS = ("/AA", "/JS", "/JavaScript", "/XFA", "/RichMediaContent")
PICTURES = ("/DCTDecode", "/JPXDecode")
PICTURE_BEGINNINGS = (JPEG, JPEG_2000, b"\xff\x4f\xff\x51")  # the last one: a JPEG 2000 without its boxes


def cleaned(content: bytes) -> bytes:
    """Return a PDF that names nobody. Raises RefusedDocumentError."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise RefusedDocumentError(PROTECTED)
    writer = PdfWriter(clone_from=reader)  # what an earlier version of the file held is not copied
    writer.metadata = None
    for found in [each for top in writer._objects for each in _dictionaries(top)]:
        _refuse_what_stays(found)
        _clean(found)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _dictionaries(top: Any) -> Iterator[DictionaryObject]:
    """Yield the dictionaries that an object is or holds; those it only names are objects of their own."""
    waiting = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            yield each
            waiting += dict.values(each)
        elif isinstance(each, ArrayObject):
            waiting += list.__iter__(each)


def _value(found: DictionaryObject, key: str) -> Any:
    """Return the value of a key, itself or by its number; None without the key."""
    return found[key] if key in found else None  # noqa: SIM401 - `get` leaves the number


def _refuse_what_stays(found: DictionaryObject) -> None:
    if "/ByteRange" in found or _value(found, "/Type") == "/Sig":
        raise RefusedDocumentError(SIGNED)
    if "/EF" in found or (isinstance(found, StreamObject) and "/F" in found):  # a file inside, or a text kept elsewhere
        raise RefusedDocumentError(NESTED)


def _clean(found: DictionaryObject) -> None:
    is_note = "/Rect" in found and _value(found, "/Subtype") not in {None, "/Widget"}
    for key in (*ABOUT, *ELSEWHERE, *(ABOUT_A_NOTE if is_note else ())):
        found.pop(key, None)
    if isinstance(_value(found, "/URI"), DictionaryObject):  # the address before every address
        found.pop("/URI")
    for key in (*SCRIPTS, *(key for key in ACTIONS if not _is_harmless(_value(found, key)))):
        found.pop(key, None)
    if _follows_a_link(_value(found, "/OpenAction")):
        found.pop("/OpenAction")
    if isinstance(found, StreamObject) and _value(found, "/Subtype") == "/Image":
        _clean_picture(found)


def _is_harmless(action: Any) -> bool:
    """Whether what a click or the opening does is to turn a page or follow a link. A place in the text is a list."""
    return all(_is_one_harmless(each) for each in _parts(action))


def _is_one_harmless(action: DictionaryObject) -> bool:
    if "/S" not in action:
        return True
    address = str(_value(action, "/URI") or "").strip().lower()
    leads_out = not address or address.startswith(("http:", "https:", "mailto:", "tel:"))
    return leads_out and str(_value(action, "/S")) in HARMLESS


def _follows_a_link(action: Any) -> bool:
    """Whether an action, or one that comes after it, leads to an address: nobody has clicked as a document opens."""
    return any(_value(each, "/S") == "/URI" for each in _parts(action, "/Next"))


def _parts(action: Any, *followed: str) -> Iterator[DictionaryObject]:
    """Yield the dictionaries of an action, each once, and those its `followed` keys name: ways cross without end."""
    waiting, seen = [action], dict[int, Any]()  # held, so that no other takes its number
    while waiting:
        each = waiting.pop()
        each = each.get_object() if each is not None else None
        if id(each) in seen:
            continue
        seen[id(each)] = each
        if isinstance(each, ArrayObject):
            waiting += list.__iter__(each)
        elif isinstance(each, DictionaryObject):
            yield each
            waiting += [_value(each, key) for key in followed]


def _clean_picture(found: StreamObject) -> None:
    """Clean a JPEG in place; its stream is also unwrapped when it was compressed once more."""
    filters = _value(found, "/Filter")
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
