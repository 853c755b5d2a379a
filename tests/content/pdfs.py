"""PDFs made for the tests, key by key: whatever a program may write in one, in a page, a note or the catalog."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

AWAY = "https://exemple.org/CoucouAilleurs"


def text(words: str) -> TextStringObject:
    return TextStringObject(words)


def name(word: str) -> NameObject:
    return NameObject(f"/{word}")


def held(**values: object) -> DictionaryObject:
    return DictionaryObject({name(key): value for key, value in values.items()})


def stream(words: str = "CoucouScript") -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(words.encode())
    return made


def printed(**more: object) -> dict:
    """Return a page that draws what is for its printer."""
    drawn = stream()
    drawn.update(held(Type=name("XObject"), **more))
    return {"page": {"Resources": held(XObject=held(X=drawn))}}


def filespec(**more: object) -> DictionaryObject:
    return held(Type=name("Filespec"), FS=name("URL"), F=text(AWAY), **more)


def action(kind: str, **more: object) -> DictionaryObject:
    return held(S=name(kind), **more)


def stored(writer: PdfWriter, value: object) -> object:
    """Return a value whose streams are objects of the file, as each must be."""
    if isinstance(value, DecodedStreamObject):
        return writer._add_object(value)
    if isinstance(value, DictionaryObject):
        return held(**{key[1:]: stored(writer, each) for key, each in value.items()})
    return ArrayObject(stored(writer, each) for each in value) if isinstance(value, ArrayObject) else value


def made(note: DictionaryObject | None = None, page: dict | None = None, catalog: dict | None = None) -> bytes:
    """Return a PDF of one page with this note, and these keys of its page and its catalog."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(200, 200)
    if note is not None:
        note.setdefault(name("Rect"), ArrayObject([NumberObject(each) for each in (0, 0, 50, 50)]))
        sheet[name("Annots")] = ArrayObject([writer._add_object(stored(writer, note))])
    for place, more in ((sheet, page), (writer.root_object, catalog)):
        place.update({name(key): writer._add_object(stored(writer, value)) for key, value in (more or {}).items()})
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
