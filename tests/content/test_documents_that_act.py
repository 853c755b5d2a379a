"""Documents that act as they open, or at a click: fetch a picture, run a script, send a form, start a program."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from content.documents.cleaning import cleaned
from content.documents.refusals import FETCHES, MACROS, NESTED, NOTES, UNREADABLE, RefusedDocumentError, asks, calls
from tests.content.documents import KINDS, RELATION, TEXT, unzipped, zipped

AWAY = "https://exemple.org/pixel.png"


def link(kind: str, target: str = AWAY) -> str:
    return (
        f'<Relationships><Relationship Id="rId9" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


def field(*runs: str) -> str:
    said = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("a.docx", {"word/_rels/document.xml.rels": link("image")}, FETCHES),
        ("a.docx", {"word/_rels/document.xml.rels": link("image", "//exemple.org/a.png")}, FETCHES),
        ("a.docx", {"word/_rels/webSettings.xml.rels": link("frame")}, FETCHES),
        ("a.docx", {"word/document.xml": field(f' INCLUDEPICTURE "{AWAY}" ')}, asks("INCLUDEPICTURE")),
        ("a.docx", {"word/document.xml": field(" DDE", "AUTO c:\\\\a.exe ")}, asks("DDEAUTO")),
        ("a.docx", {"word/header1.xml": f'<w:fldSimple w:instr=" INCLUDETEXT {AWAY}"/>'}, asks("INCLUDETEXT")),
        ("a.xlsx", {"xl/drawings/_rels/drawing1.xml.rels": link("image")}, FETCHES),
        ("a.xlsx", {"xl/worksheets/sheet1.xml": f'<c><f>_xlfn.WEBSERVICE("{AWAY}")</f></c>'}, calls("WEBSERVICE")),
        ("a.odt", {"content.xml": f'<draw:image xlink:type="simple" xlink:href="{AWAY}"/>'}, FETCHES),
        ("a.odt", {"content.xml": f'<text:section-source xlink:href="{AWAY}"/>'}, FETCHES),
        ("a.ods", {"content.xml": '<office:dde-source office:dde-topic="x"/>'}, FETCHES),
        ("a.odt", {"content.xml": '<script:event-listener script:language="ooo:script"/>'}, MACROS),
    ],
)
def test_a_document_that_acts_is_refused_in_words(name, more, said):
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned(name, zipped({**KINDS[name], **more}))
    assert str(refused.value) == said


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
DDE = ' DDEAUTO "c:\\\\a.exe" '
SPELLED = "".join(f"&#{ord(sign)};" for sign in DDE)


def said(runs: str, prefix: str = "w", attributes: str = "") -> str:
    """Return a field of Word whose tags are spelled by the test."""
    return (
        f'<{prefix}:p{attributes}><{prefix}:fldChar {prefix}:fldCharType="begin"/>{runs}'
        f'<{prefix}:fldChar {prefix}:fldCharType="end"/></{prefix}:p>'
    )


@pytest.mark.parametrize(
    ("name", "part", "content", "refused"),
    [
        ("a.docx", "word/document.xml", said(f"<w:instrText>{SPELLED}</w:instrText>"), asks("DDEAUTO")),
        ("a.docx", "word/document.xml", said(f"<w:instrText><![CDATA[{DDE}]]></w:instrText>"), asks("DDEAUTO")),
        ("a.docx", "word/document.xml", said("<w:instrText\n>D<!-- -->DE<?a?>AUTO a</w:instrText\n>"), asks("DDEAUTO")),
        ("a.docx", "word/document.xml", f"<w:fldSimple\tw:instr = '{SPELLED}'/>", asks("DDEAUTO")),
        ("a.docx", "word/document.xml", said(f"<z:instrText>{DDE}</z:instrText>", "z", f' xmlns:z="{W}"'), UNREADABLE),
        ("a.docx", "word/document.xml", f"<z:p xmlns:z = '{W[:-1]}&#110;'/>", UNREADABLE),
        ("a.docx", "word/document.xml", f'<p xmlns="{W}"/>', UNREADABLE),
        ("a.docx", "word/document.xml", '<a-b:p xmlns:a-b="urn:x"/>', UNREADABLE),
        ("a.docx", "word/document.bin", said(f"<w:instrText>{DDE}</w:instrText>"), asks("DDEAUTO")),
        ("a.docx", "part.txt", "\ufeff" + said(f"<w:instrText>{DDE}</w:instrText>"), asks("DDEAUTO")),
        ("a.docx", "word/document.xml", "<w:p><w:del w:author = 'Jeanne'/></w:p>", NOTES),
        ("a.docx", "elsewhere/document.xml", "<w:p><w:del w:author='Jeanne'/></w:p>", NOTES),
        ("a.docx", "word/_rels/document.xml.rels", link("image").replace("Target=", "Target\n=\t"), FETCHES),
        ("a.docx", "word/_rels/document.xml.rels", link("image", "htt&#112;:&#47;/exemple.org/a.png"), FETCHES),
        ("a.docx", "word/_rels/document.xml.rels", link("image", "mhtml:https://exemple.org/a"), FETCHES),
        ("a.docx", "word/_rels/document.xml.rels", link("image", "https:\\\\exemple.org\\a"), FETCHES),
        ("a.docx", "word/_rels/document.xml.rels", link("image").replace(" Id=", ' Foo="/hyperlink" Id='), FETCHES),
        ("a.docx", "word/_rels/document.xml.rels", link("oleObject", "a.bin"), NESTED),
        ("a.docx", "../../evil.txt", "Jeanne", UNREADABLE),
        ("a.docx", "word\\evil.txt", "Jeanne", UNREADABLE),
        ("a.docx", "word/_rels/document.xml.rels", link("vbaProject", "a.bin"), MACROS),
        ("a.docx", "word/document.xml", f'<v:imagedata src="{AWAY}"/>', FETCHES),
        ("a.docx", "word/document.xml", '<a:blip r:embed="rId1" r:link="rId2"/>', FETCHES),
        ("a.docx", "word/media/a.svg", f"<svg><image xlink:href = '{AWAY}'/></svg>", FETCHES),
        ("a.docx", "word/media/a.svg", f"<svg><style>rect {{fill: url({AWAY})}}</style></svg>", FETCHES),
        ("a.xlsx", "xl/worksheets/sheet1.xml", '<x:c><x:f>WEB&#83;ERVICE("a")</x:f></x:c>', calls("WEBSERVICE")),
        ("a.odt", "content.xml", "<draw:image a='b'\nxlink:href = '&#104;ttps://exemple.org'/>", FETCHES),
        ("a.odt", "content.xml", f'<z:dde-source xmlns:z="{ODF}office:1.0"/>', UNREADABLE),
        ("a.ods", "content.xml", '<table:c table:formula="of:=DDE(&quot;a&quot;)"/>', calls("DDE")),
        ("a.odt", "content.xml", "<office:meta><dc:creator>Jeanne</dc:creator></office:meta>", NOTES),
    ],
)  # fmt: skip
def test_the_same_word_in_another_spelling_is_refused_too(name, part, content, refused):
    with pytest.raises(RefusedDocumentError) as error:
        cleaned(name, zipped({**KINDS[name], part: content}))
    assert str(error.value) == refused


def test_what_a_part_is_counts_and_not_its_name():
    kinds = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            [
                ("officeDocument", "word/document.xml"),
                ("metadata/core-properties", "a/b.xml"),
                ("thumbnail", "/a/c.bin"),
            ]
        )
    )
    parts = {"_rels/.rels": f"<Relationships>{kinds}</Relationships>", "a/b.xml": "<p>Jeanne</p>", "a/c.bin": b"Jeanne"}
    parts["word/props.xml"] = "<p><dc:creator>Jeanne</dc:creator><t>Texte</t></p>"
    kept = unzipped(cleaned("a.docx", zipped({**KINDS["a.docx"], **parts})))
    assert not {"a/b.xml", "a/c.bin"} & kept.keys()
    assert kept["_rels/.rels"].count(b"<Relationship ") == 1
    assert kept["word/props.xml"] == b"<p><dc:creator></dc:creator><t>Texte</t></p>"


@pytest.mark.parametrize(
    ("name", "part", "content"),
    [
        ("a.docx", "word/_rels/document.xml.rels", link("hyperlink", "https://exemple.org/link")),
        ("a.docx", "word/document.xml", field(' HYPERLINK "https://exemple.org/link" ')),
        ("a.docx", "word/document.xml", f"<w:body>{field(' PAGE ')}<w:t>LINK, IMPORT</w:t></w:body>"),
        ("a.xlsx", "xl/worksheets/sheet1.xml", "<c><f>SUM(A1:A3)</f><v>IMAGE (bas)</v></c>"),
        ("a.odt", "content.xml", f'<text:a xlink:type="simple" xlink:href="{AWAY}">ici</text:a>'),
        ("a.odt", "content.xml", '<draw:image xlink:href="Pictures/a.jpg"/>'),
    ],
)
def test_a_link_waits_for_a_click_and_is_kept(name, part, content):
    assert unzipped(cleaned(name, zipped({**KINDS[name], part: content})))[part].decode() == content


def named(**values: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def action(kind: str, **more: object) -> DictionaryObject:
    return named(S=NameObject(f"/{kind}"), **more)


def script() -> DictionaryObject:
    return action("JavaScript", JS=TextStringObject("app.alert('CoucouScript')"))


def acting() -> bytes:
    """Return a PDF with each action that the format knows, on its page, its notes and itself."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    scripts = named(Names=ArrayObject([TextStringObject("a"), writer._add_object(script())]))
    writer._root_object[NameObject("/Names")] = named(JavaScript=writer._add_object(scripts))
    away = TextStringObject("https://exemple.org/a")
    notes = [
        action("Launch", F=TextStringObject("CoucouProgramme")),
        action("SubmitForm", F=TextStringObject("https://exemple.org/CoucouEnvoi")),
        action("GoToR", F=TextStringObject("CoucouFichier")),
        action("URI", URI=TextStringObject("javascript:CoucouScript")),
        action("URI", URI=away, Next=ArrayObject([writer._add_object(script())])),
        action("URI", URI=away),
        script(),
    ]
    page[NameObject("/Annots")] = ArrayObject(
        writer._add_object(named(Subtype=NameObject("/Link"), Rect=ArrayObject(), A=writer._add_object(each)))
        for each in notes
    )
    page[NameObject("/AA")] = named(O=script())
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(script())
    writer._root_object[NameObject("/AcroForm")] = named(XFA=TextStringObject("CoucouFormulaire"))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_a_pdf_keeps_its_links_and_does_nothing_else():
    content = acting()
    assert content.count(b"Coucou") >= 7
    result = cleaned("a.pdf", content)
    assert b"Coucou" not in result
    notes = [note.get_object() for note in PdfReader(BytesIO(result)).pages[0]["/Annots"]]
    assert [note["/A"]["/URI"] for note in notes if "/A" in note] == ["https://exemple.org/a"] * 2


def test_a_pdf_still_opens_at_the_place_it_says():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer._root_object[NameObject("/OpenAction")] = ArrayObject([page.indirect_reference, NameObject("/Fit")])
    output = BytesIO()
    writer.write(output)
    assert "/OpenAction" in PdfReader(BytesIO(cleaned("a.pdf", output.getvalue()))).trailer["/Root"]


def test_a_pdf_leads_to_no_other_file_and_names_nobody_on_its_pages():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    page[NameObject("/Author")] = TextStringObject("Jeanne")
    page[NameObject("/Ref")] = named(F=TextStringObject(AWAY))
    writer._root_object[NameObject("/URI")] = named(Base=TextStringObject(AWAY))
    output = BytesIO()
    writer.write(output)
    result = cleaned("a.pdf", output.getvalue())
    assert b"exemple.org" not in result
    assert b"Jeanne" not in result


@pytest.mark.parametrize("after", [False, True])
def test_a_pdf_follows_no_link_as_it_opens(after):
    link = action("URI", URI=TextStringObject(AWAY))
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    named_first = action("Named", N=NameObject("/NextPage"), Next=ArrayObject([writer._add_object(link)]))
    opening = named_first if after else link
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(opening)
    output = BytesIO()
    writer.write(output)
    assert b"exemple.org" not in cleaned("a.pdf", output.getvalue())


def test_actions_whose_ways_cross_are_read_once_each():
    """Each of forty steps leads to the next one twice: there are a million million ways from the first to the last."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    step = writer._add_object(action("URI", URI=TextStringObject(AWAY)))
    for _ in range(40):
        step = writer._add_object(action("GoTo", Next=ArrayObject([step, step])))
    writer._root_object[NameObject("/OpenAction")] = step
    output = BytesIO()
    writer.write(output)
    assert b"exemple.org" not in cleaned("a.pdf", output.getvalue())


def test_a_pdf_whose_text_is_kept_elsewhere_is_refused():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream[NameObject("/F")] = named(FS=NameObject("/URL"), F=TextStringObject(AWAY))
    page[NameObject("/Contents")] = writer._add_object(stream)
    output = BytesIO()
    writer.write(output)
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.pdf", output.getvalue())
    assert str(refused.value) == NESTED


def test_the_text_of_a_document_that_does_nothing_stays():
    assert any(TEXT.encode() in part for part in unzipped(cleaned("a.docx", zipped(KINDS["a.docx"]))).values())
