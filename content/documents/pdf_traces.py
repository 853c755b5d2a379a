"""What programs note in a PDF of who made it, when, with what and from which file: taken out of each of its parts.

Programs add keys of their own to pages, drawings, pictures and layers: there the keys of ISO 32000-2 that are needed to
draw are listed (tables 31, 87, 93 and 96), and no other stays. Elsewhere, what its other tables say of people goes.
"""

from typing import Any

from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from content.documents.pdf_kinds import value
from content.documents.traces import is_local

# Of any part: descriptions, days, a small picture of the page as it was, what drew it, the file it was before.
ABOUT = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate"),
    *("/Thumb", "/CreatorInfo", "/SpiderInfo", "/OPI", "/DOS", "/Mac", "/Unix", "/ContactInfo", "/AF"),
    "/Ref",  # a page of another file, drawn in its place
)
PRIVATE = ("/PTEX.", "/AAPL:")  # what pdfTeX and Preview write of the files they put in and of who marks
ABOUT_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")  # who wrote it and when
ABOUT_A_FIELD = ("/M", "/NM", "/SV", "/Lock")  # /T is its name; what is asked of whoever would sign
STREAM = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL", "/Type", "/Subtype", "/OC", "/StructParent"})
PAGE = frozenset(
    {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"}
    | {"/BoxColorInfo", "/Contents", "/Rotate", "/Group", "/B", "/Dur", "/Trans", "/Annots", "/StructParents", "/Tabs"}
    | {"/UserUnit", "/OutputIntents"}
)
DRAWING = STREAM | {"/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/StructParents", "/Name"}
PICTURE = STREAM | frozenset(
    {"/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask", "/Decode", "/Name"}
    | {"/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/Alternates"}
)
KINDS = {
    "/Type": {"/Page": PAGE, "/Pages": PAGE, "/OCG": frozenset({"/Type", "/Name", "/Intent", "/Usage"})},
    "/Subtype": {"/Form": DRAWING, "/Image": PICTURE},
}
SHOWN = frozenset({"/Contents", "/RC", "/V", "/DV", "/CA", "/Title", "/TU"})  # words of a note, a field, the contents


def clean(found: DictionaryObject) -> None:
    """Take out of a dictionary what a program notes of people, files and days."""
    _keep_the_known(found)
    for key in (*ABOUT, *_of_a_note(found)):
        found.pop(key, None)
    for key in [key for key, held in dict.items(found) if key.startswith(PRIVATE) or _is_path(key, held)]:
        found.pop(key)
    usage = value(found, "/Usage")
    if isinstance(usage, DictionaryObject):
        usage.pop("/User", None)  # whose layer it is
    if "/F" in found and _is_plain(value(found, "/I")):
        found.pop("/I")  # the title and the author of a thread
    if value(found, "/O") == "/UserProperties" and "/P" in found:
        found[NameObject("/P")] = ArrayObject()  # what a program of drawing knows of each piece


def _keep_the_known(found: DictionaryObject) -> None:
    if "/Rect" in found:  # a note
        return
    for key, kinds in KINDS.items():
        kind = value(found, key)
        known = kinds.get(kind) if isinstance(kind, str) else None
        for each in found.keys() - known if known else ():
            found.pop(each)


def _of_a_note(found: DictionaryObject) -> tuple[str, ...]:
    kind = value(found, "/Subtype") if "/Rect" in found else None
    if kind is None:
        return ABOUT_A_FIELD if "/FT" in found else ()
    return ABOUT_A_FIELD if kind == "/Widget" else ABOUT_A_NOTE


def _is_path(key: str, held: Any) -> bool:
    """Whether words are the place of a file on somebody's computer, where no reader is shown them."""
    if key in SHOWN or not isinstance(held, TextStringObject | ByteStringObject):
        return False
    return is_local(held if isinstance(held, str) else held.decode("latin-1"))


def _is_plain(held: Any) -> bool:
    return isinstance(held, DictionaryObject) and not isinstance(held, StreamObject)
