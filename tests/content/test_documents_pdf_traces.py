"""What programs note in a PDF of people, files and days goes; what its pages draw, and the words of its notes, stay."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from content.documents.cleaning import cleaned
from content.documents.refusals import SIGNED, RefusedDocumentError
from tests.content.documents import NAME
from tests.content.pdfs import held, made, name, stream, text
from tests.content.pictures import with_gps

DAY = "20240506070810"
PATH = f"/home/{NAME}/these/figure.pdf"


def key(word: str) -> NameObject:
    return NameObject(f"/{word}")


def drawn(kind: str = "Form", **more: object) -> dict:
    """Return a page that draws something with these keys of its own."""
    thing = stream("0 0 m")
    thing.update(held(Type=name("XObject"), Subtype=name(kind), **more))
    return {"page": {"Resources": held(XObject=held(X=thing))}}


def figure() -> dict:
    """Return a page with a figure, as pdfTeX puts one in."""
    info = held(Title=text(NAME), CreationDate=text(DAY), Company=text(NAME))
    return drawn(**{"PTEX.FileName": text(PATH), "PTEX.InfoDict": info, "PTEX.PageNumber": NumberObject(1)})


def layer() -> dict:
    usage = held(
        User=held(Type=name("Ind"), Name=text(NAME)),
        CreatorInfo=held(Creator=text(NAME), Subtype=name("Artwork")),
        Print=held(PrintState=name("ON")),
    )
    group = held(Type=name("OCG"), Name=text("Calque"), Usage=usage, Coucou=text(NAME))
    return {"catalog": {"OCProperties": held(OCGs=ArrayObject([group]), D=held(Creator=text(NAME)))}}


def photo(**more: object) -> StreamObject:
    """Return a picture in JPEG, with what its camera wrote; nothing says that it is a picture."""
    found = stream()
    found.set_data(with_gps())
    found.update(held(Width=NumberObject(64), Height=NumberObject(48), Filter=name("DCTDecode"), **more))
    return found


NOTED = {
    "a figure of pdfTeX": figure(),
    "a layer": layer(),
    "a small picture of the page": {"page": {"Thumb": photo()}},
    "a picture that does not say so": {"page": {"Resources": held(Pattern=held(X=photo()))}},
    "the picture of a printing house": drawn("Image", OPI=held(**{"2.0": held(MainImage=text(NAME))})),
    "what a program adds to a drawing": drawn(Coucou=text(NAME), LastModified=text(DAY)),
    "what a program adds to a page": {"page": {"Coucou": text(NAME), "ID": text(NAME), "VP": held(GPTS=text(NAME))}},
    "a day anywhere": {"catalog": {"AcroForm": held(DR=held(CreationDate=text(DAY), ModDate=text(DAY)))}},
    "a thread": {"catalog": {"Threads": ArrayObject([held(F=held(), I=held(Title=text(NAME), Author=text(NAME)))])}},
    "what draws a plan": {"catalog": {"StructTreeRoot": held(
        K=held(S=name("Figure"), A=held(O=name("UserProperties"), P=ArrayObject([held(N=text(NAME))]))))}},
    "the file of a picture": {"catalog": {"StructTreeRoot": held(K=held(S=name("Figure"), Alt=text(PATH)))}},
    "a file of another system": {"catalog": {"StructTreeRoot": held(A=held(DOS=text(NAME), Unix=text(NAME)))}},
    "a path in bytes": {"page": {"Resources": held(X=held(X=ByteStringObject(PATH.encode())))}},
    "a mark of Preview": {"note": held(Subtype=name("Square"), **{"AAPL:AKExtras": held(X=text(NAME))})},
    "who may sign": {"note": held(Subtype=name("Widget"), FT=name("Sig"), T=text("a"), M=text(DAY),
                                  SV=held(Reasons=ArrayObject([text(NAME)])), Lock=held(X=text(NAME)))},
    "how to reach who signs": {"page": {"Resources": held(X=held(ContactInfo=text(NAME)))}},
}  # fmt: skip


@pytest.mark.parametrize("what", NOTED)
def test_what_a_program_notes_goes(what):
    content = made(**NOTED[what])
    traces = (NAME.encode(), DAY.encode(), b"Marque", NAME.encode().hex().encode())
    assert any(each in content for each in traces)
    assert not any(each in cleaned("a.pdf", content) for each in traces)


def test_what_stays_of_a_layer_and_of_a_figure_draws_it():
    reader = PdfReader(BytesIO(cleaned("a.pdf", made(**layer()))))
    group = reader.root_object["/OCProperties"]["/OCGs"][0].get_object()
    assert group == {"/Type": "/OCG", "/Name": "Calque", "/Usage": {"/Print": {"/PrintState": "/ON"}}}
    page = PdfReader(BytesIO(cleaned("a.pdf", made(**figure())))).pages[0]
    assert page["/Resources"]["/XObject"]["/X"].get_data() == b"0 0 m"


def test_a_picture_keeps_all_that_draws_it():
    said = {"Width": NumberObject(1), "Height": NumberObject(1), "ColorSpace": name("DeviceGray"),
            "BitsPerComponent": NumberObject(8), "Decode": ArrayObject([NumberObject(1), NumberObject(0)])}  # fmt: skip
    page = PdfReader(BytesIO(cleaned("a.pdf", made(**drawn("Image", **said))))).pages[0]
    picture = page["/Resources"]["/XObject"]["/X"].get_object()
    assert {each: picture[key(each)] for each in said} == said


@pytest.mark.parametrize(
    "note",
    [
        held(Subtype=name("Text"), Contents=text(PATH)),
        held(Subtype=name("Widget"), FT=name("Tx"), T=text("nom"), V=text(PATH), DV=text(NAME)),
    ],
)
def test_the_words_of_a_note_and_of_a_field_stay(note):
    page = PdfReader(BytesIO(cleaned("a.pdf", made(note)))).pages[0]
    assert {each: page["/Annots"][0].get_object()[each] for each in note} == note


def test_a_pdf_no_longer_has_the_number_of_the_file_it_was():
    writer = PdfWriter(clone_from=BytesIO(made()))
    writer._ID = ArrayObject([ByteStringObject(b"numero-du-fichier")] * 2)
    output = BytesIO()
    writer.write(output)
    number = b"numero-du-fichier".hex().encode()
    assert number in output.getvalue().lower()
    assert number not in cleaned("a.pdf", output.getvalue()).lower()


@pytest.mark.parametrize(
    "signature",
    [
        held(Type=name("DocTimeStamp"), Name=text(NAME)),
        held(Filter=name("Adobe.PPKLite"), SubFilter=name("adbe.pkcs7.detached"), Contents=text("a"), Name=text(NAME)),
    ],
)
def test_a_signature_that_does_not_say_its_kind_is_one(signature):
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.pdf", made(held(Subtype=name("Widget"), FT=name("Sig"), V=signature)))
    assert str(refused.value) == SIGNED
