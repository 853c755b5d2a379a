"""Each thing by which a PDF leaves itself is gone once it is cleaned; what it draws, turns to and links stays."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
)

from content.documents.cleaning import cleaned
from content.documents.refusals import NESTED, RefusedDocumentError
from lib.pdf.typesetting import typeset
from tests.content.pdfs import AWAY, action, filespec, held, made, name, printed, stream, text


def link(act: DictionaryObject) -> dict:
    return {"note": held(Subtype=name("Link"), A=act)}


def note(kind: str, **more: object) -> dict:
    return {"note": held(Subtype=name(kind), **more)}


ACTING = {
    "a film": note("Movie", Movie=held(F=text(AWAY))),
    "a sound": note("Sound", Sound=filespec()),
    "a screen": note("Screen", A=action("Rendition", R=held(C=held(D=filespec())))),
    "a file on the page": note("FileAttachment", FS=filespec()),
    "a scene": note("3D", **{"3DD": held(OnInstantiate=stream())}),
    "a rich film": note("RichMedia", RichMediaContent=held(Assets=filespec())),
    "a note of no known kind": note("Coucou", A=action("URI", URI=text(AWAY))),
    "a program": link(action("Launch", F=text(AWAY))),
    "a program of Windows": link(action("Launch", Win=held(F=text(AWAY)))),
    "a page of another file": link(action("GoToR", F=filespec())),
    "a page of a file inside": link(action("GoToE", F=text(AWAY))),
    "a form that is sent": link(action("SubmitForm", F=filespec())),
    "data that come in": link(action("ImportData", F=text(AWAY))),
    "a script": link(action("JavaScript", JS=text("CoucouScript"))),
    "saving": link(action("Named", N=name("CoucouSaveAs"))),
    "an action of no kind": link(held(URI=text(AWAY))),
    "a program of no kind": link(held(F=text(AWAY))),
    "several at once": link(ArrayObject([action("Launch", F=text(AWAY))])),
    "after a turn": link(action("GoTo", Next=held(F=text(AWAY)))),
    "a network": link(action("URI", URI=text(r"http:\\CoucouAilleurs"))),
    "a network without scheme": link(action("URI", URI=text("//CoucouAilleurs"))),
    "another scheme": link(action("URI", URI=text("ms-msdt:/id CoucouAilleurs"))),
    "a mail with a file": link(action("URI", URI=text("mailto:a@exemple.org?attach=/CoucouAilleurs"))),
    "as the page opens": {"page": {"AA": held(O=action("URI", URI=text(AWAY)))}},
    "steps of a page": {"page": {"PresSteps": held(NA=action("Launch", F=text(AWAY)))}},
    "a joined file of the page": {"page": {"AF": ArrayObject([filespec()])}},
    "a joined file": {"catalog": {"AF": ArrayObject([filespec(AFRelationship=name("Data"))])}},
    "a file of another name": {"page": {"Coucou": held(UF=text(AWAY))}},
    "pictures of a printer": {"page": {"Group": held(OPI=held(**{"1.3": held(F=text(AWAY))}))}},
    "where pages came from": {"catalog": {"SpiderInfo": held(C=ArrayObject([held(S=text(AWAY))]))}},
    "as it opens": {"catalog": {"OpenAction": action("Launch", F=text(AWAY))}},
    "as it opens, in a list": {"catalog": {"OpenAction": ArrayObject([action("URI", URI=text(AWAY))])}},
    "an address before all": {"catalog": {"URI": held(Base=text(AWAY))}},
    "names of scripts": {"catalog": {"Names": held(JavaScript=held(Names=ArrayObject([text("Coucou"), held()])))}},
    "names of pages taken": {"catalog": {"Names": held(URLS=held(Names=ArrayObject([text(AWAY), held()])))}},
    "a program for its printer": printed(Subtype=name("PS")),
    "one more for its printer": printed(Subtype=name("Form"), Subtype2=name("PS")),
    "one for an old printer": printed(Subtype=name("PS"), Level1=stream()),
    "a form in XML": {"catalog": {"AcroForm": held(XFA=ArrayObject([text("Coucou"), stream()]))}},
    "what it asks of its reader": {"catalog": {"Requirements": ArrayObject([held(RH=held(Script=text("Coucou")))])}},
}


@pytest.mark.parametrize("what", ACTING)
def test_a_pdf_leaves_itself_no_more(what):
    content = made(**ACTING[what])
    assert b"Coucou" in content
    assert b"Coucou" not in cleaned("a.pdf", content)


@pytest.mark.parametrize("kind", ["Print", "SaveAs"])
def test_a_pdf_neither_prints_nor_saves_by_a_link(kind):
    result = PdfReader(BytesIO(cleaned("a.pdf", made(**link(action("Named", N=name(kind)))))))
    assert "/A" not in result.pages[0]["/Annots"][0].get_object()


@pytest.mark.parametrize("more", [{"EF": held(F=stream())}, {"EF": held()}])
def test_a_pdf_with_a_file_inside_is_refused(more):
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.pdf", made(page={"AF": ArrayObject([filespec(**more)])}))
    assert str(refused.value) == NESTED


@pytest.mark.parametrize(
    "act",
    [
        *(action("URI", URI=text(each)) for each in (AWAY, "http://exemple.org", "mailto:a@exemple.org", "tel:+33100")),
        action("Named", N=name("NextPage")),
        action("GoTo", D=text("annexe")),
    ],
)
def test_a_link_of_a_pdf_stays(act):
    result = PdfReader(BytesIO(cleaned("a.pdf", made(**link(act)))))
    assert result.pages[0]["/Annots"][0].get_object()["/A"] == act


def test_what_is_no_action_stays_in_a_pdf():
    """The same keys say how a tag looks, which letter of a font is drawn, which line of the contents follows."""
    letters = held(
        CharProcs=held(A=stream("0 0 m"), F=stream("1 1 m")), Resources=held(Font=held(A=held(Type=name("Font"))))
    )
    tag = held(Type=name("StructElem"), S=name("TH"), P=held(), A=held(O=name("Table"), Scope=name("Column")))
    lines = held(First=held(Title=text("Un"), Next=held(Title=text("Deux"))))
    places = held(Dests=held(Names=ArrayObject([text("annexe"), ArrayObject()])))
    content = made(
        note=held(Subtype=name("Highlight"), F=NumberObject(4), Contents=text("Bien")),
        page={"Resources": held(Font=held(F1=letters)), "Tag": tag},
        catalog={"Outlines": lines, "Names": places, "StructTreeRoot": held(K=tag), "Lang": text("fr")},
    )
    result = PdfReader(BytesIO(cleaned("a.pdf", content)))
    root, page = result.trailer["/Root"], result.pages[0]
    assert page["/Annots"][0].get_object()["/F"] == 4
    font = page["/Resources"]["/Font"]["/F1"]
    assert font["/CharProcs"].keys() == {"/A", "/F"}
    assert font["/Resources"]["/Font"]["/A"]["/Type"] == "/Font"
    assert root["/StructTreeRoot"]["/K"]["/A"]["/Scope"] == "/Column"
    assert root["/Outlines"]["/First"]["/Next"]["/Title"] == "Deux"
    assert root["/Names"]["/Dests"]["/Names"][0] == "annexe"
    assert root["/Lang"] == "fr"


def test_what_leads_to_nothing_in_a_pdf_is_nothing():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    missing = IndirectObject(99, 0, writer)
    page[name("Annots")] = ArrayObject([missing])
    writer.root_object[name("Coucou")] = missing
    output = BytesIO()
    writer.write(output)
    assert PdfReader(BytesIO(cleaned("a.pdf", output.getvalue()))).pages[0]["/Annots"] == []


def test_an_address_that_is_no_text_goes_too():
    address = ByteStringObject(b"\x9fCoucou")
    more = {"Other": held(F=address), "More": held(FS=address)}
    content = made(page=more, **link(action("URI", URI=address)))
    assert content.count(address.hex().encode()) == 3
    assert address.hex().encode() not in cleaned("a.pdf", content)


def test_what_the_site_prints_passes_whole(tmp_path):
    """Tags, language, title and links of a tagged PDF are what a screen reader reads."""
    template = tmp_path / "essai.typ"
    words = '#link("https://exemple.org")[ici], #link(<a>)[là]\n#table(columns: 2, table.header[Nom][Prix], [Thé], [1])'
    head = "#let data = json(bytes(sys.inputs.data))\n#set document(title: data.title, date: none)\n"
    template.write_text(f'{head}#set text(lang: "fr")\n= Titre <a>\n{words}')
    made_here = typeset(template, {"title": "Essai"})
    before, after = (PdfReader(BytesIO(each)) for each in (made_here, cleaned("a.pdf", made_here)))
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    assert after.root_object.keys() == before.root_object.keys() - {"/Metadata"}
    for kind, counted in ((b"/S /URI", 1), (b"/Scope", 2), (b"/StructElem", 8), (b"/O /Table", 2)):
        said = written(after)
        assert said.count(kind) >= counted
        assert said.count(kind) == written(before).count(kind)


def written(reader: PdfReader) -> bytes:
    """Return what a PDF holds, plainly written."""
    output = BytesIO()
    PdfWriter(clone_from=reader).write(output)
    return output.getvalue()
