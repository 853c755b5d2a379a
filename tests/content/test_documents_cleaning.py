"""The cleaning of documents: nothing of who wrote it, when and where; the text and the pictures as they were."""

import re
import zipfile
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, DictionaryObject, NameObject, StreamObject

from content.documents import archives
from content.documents.cleaning import cleaned
from content.documents.pictures import without_metadata
from content.documents.refusals import (
    MACROS,
    NESTED,
    NOTES,
    OTHER_KIND,
    PICTURE,
    PROTECTED,
    SIGNED,
    TOO_LARGE,
    UNREADABLE,
    RefusedDocumentError,
)
from content.documents.xml_text import rewritten
from tests.content.documents import EXCEL, KINDS, NAME, OPEN, TEXT, WORD, pdf, unzipped, zipped
from tests.content.pictures import picture, with_gps


def refusal(name: str, content: bytes) -> str:
    """Return what the editor reads when a document is refused."""
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned(name, content)
    return str(refused.value)


@pytest.mark.parametrize("name", KINDS)
def test_an_office_document_names_nobody(name):
    result = cleaned(name, zipped(KINDS[name]))
    parts = unzipped(result)
    everything = result + b"".join(parts.values()) + "".join(parts).encode()
    for trace in (NAME.encode(), NAME.encode("utf-16-le"), b"Users", b"Marque"):
        assert trace not in everything
    assert any(TEXT.encode() in part for part in parts.values())


@pytest.mark.parametrize("name", KINDS)
def test_a_cleaned_document_is_whole(name):
    result = cleaned(name, zipped(KINDS[name]))
    parts = unzipped(result)
    with zipfile.ZipFile(BytesIO(result)) as archive:
        first = archive.infolist()[0]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert first.filename in {"mimetype", "[Content_Types].xml"}
    assert first.compress_type == zipfile.ZIP_STORED
    named = b"".join(part for name, part in parts.items() if name.endswith((".rels", "Types].xml", "manifest.xml")))
    for dropped in KINDS[name].keys() - parts.keys():
        assert dropped.rpartition("/")[2].encode() not in named
    again = unzipped(cleaned(name, result))
    assert {each: plain(part) for each, part in again.items()} == {each: plain(part) for each, part in parts.items()}


def plain(part: bytes) -> str | bytes:
    """Return a part of XML in one form, another as it is."""
    return rewritten(part) if part.startswith(b"<") else part


def test_a_document_keeps_its_links_and_forgets_its_template():
    parts = unzipped(cleaned("a.docx", zipped(WORD)))
    assert b'Target="media/image1.jpg"' in parts["word/_rels/document.xml.rels"]
    assert parts["word/_rels/settings.xml.rels"] == b"<Relationships></Relationships>"
    assert parts["word/settings.xml"] == b"<w:settings></w:settings>"


def test_a_sheet_asks_for_no_printer():
    parts = unzipped(cleaned("a.xlsx", zipped(EXCEL)))
    assert parts["xl/worksheets/sheet1.xml"] == b'<worksheet><pageSetup orientation="portrait"/></worksheet>'


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("a.docx", {"word/comments.xml": f'<w:comments><w:comment w:author="{NAME}"/></w:comments>'}, NOTES),
        ("a.docx", {"word/document.xml": f'<w:p><w:del w:id="1" w:author="{NAME}"/></w:p>'}, NOTES),
        ("a.docx", {"word/vbaProject.bin": b"x"}, MACROS),
        ("a.docx", {"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled</Types>"}, MACROS),
        ("a.docx", {"word/embeddings/a.xlsx": b"x"}, NESTED),
        ("a.docx", {"word/media/a.bin": zipped(WORD)}, NESTED),
        ("a.docx", {"_xmlsignatures/sig1.xml": "<s/>"}, SIGNED),
        ("a.docx", {"word/media/a.tiff": picture("TIFF")}, PICTURE),
        ("a.docx", {"word/media/a.webp": picture("WEBP")}, PICTURE),
        ("a.docx", {"word/media/a.jpg": with_gps()[:200]}, PICTURE),
        ("a.docx", {"word/document.xml": "<w:p>"}, UNREADABLE),
        ("a.xlsx", {"xl/comments1.xml": f"<author>{NAME}</author>"}, NOTES),
        ("a.xlsx", {"xl/externalLinks/externalLink1.xml": "<x/>"}, NESTED),
        ("a.odt", {"Basic/script-lc.xml": "<x/>"}, MACROS),
        ("a.odt", {"content.xml": f"<office:annotation><dc:creator>{NAME}</dc:creator></office:annotation>"}, NOTES),
        ("a.odt", {"content.xml": f"<office:change-info><dc:creator>{NAME}</dc:creator></office:change-info>"}, NOTES),
        ("a.odt", {"META-INF/documentsignatures.xml": "<x/>"}, SIGNED),
        (
            "a.odt",
            {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>", "content.xml": b"\xff\xfe"},
            PROTECTED,
        ),
        ("a.odt", {"Versions/Version1": b"x"}, NESTED),
        ("a.ods", {"Object 2": b"\xd0\xcf\x11\xe0x"}, NESTED),
        ("a.odt", {"content.xml": "<office:binary-data>x</office:binary-data>"}, PICTURE),
        ("a.odt", {"content.xml": "<!DOCTYPE c [<!ENTITY a 'aa'>]><c>&a;</c>"}, UNREADABLE),
        ("a.docx", {"word/document.xml": '<!DOCTYPE w:p [<!ENTITY a "aa">]><w:p>&a;</w:p>'}, UNREADABLE),
    ],
)
def test_what_cannot_be_cleaned_is_refused_in_words(name, more, said):
    assert refusal(name, zipped({**KINDS[name], **more})) == said


@pytest.mark.parametrize("name", [*KINDS, "a.pdf"])
def test_a_file_of_another_kind_is_refused(name):
    for content in (b"", b"Bonjour", zipped({"a.xml": "<a/>"}), b"%PDF-1.4", picture()):
        assert refusal(name, content) == UNREADABLE
    assert refusal(name.replace("pdf", "docx"), b"\xd0\xcf\x11\xe0" * 9) == PROTECTED


def test_a_document_that_grows_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000)
    assert refusal("a.docx", zipped({**WORD, "word/a.xml": "x" * 20_000})) == TOO_LARGE
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000_000)
    monkeypatch.setattr(archives, "MOST_PARTS", 5)
    assert refusal("a.docx", zipped(WORD)) == TOO_LARGE


@pytest.mark.parametrize("name", [*KINDS, "a.pdf"])
def test_a_damaged_document_is_cleaned_or_refused_and_nothing_else(name):
    whole = pdf() if name == "a.pdf" else zipped(KINDS[name])
    rng = Random(5)
    for _ in range(40):
        broken = bytearray(whole[: rng.randrange(1, len(whole) + 1)] if rng.random() < 0.5 else whole)
        for _ in range(3):
            broken[rng.randrange(len(broken))] ^= rng.randrange(1, 256)
        try:
            cleaned(name, bytes(broken))
        except RefusedDocumentError as error:
            assert str(error).endswith(".")


def test_a_compression_that_opens_without_bounds_is_refused():
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in WORD.items():
            archive.writestr(name, content)
    assert refusal("a.docx", output.getvalue()) == UNREADABLE


def test_a_long_document_is_read_in_one_go():
    """The patterns that look for names must not begin again at each sign: this would take hours."""
    long = f"<d>{'&lt;' * 300_000}</d>"
    assert cleaned("a.docx", zipped({**WORD, "word/a.xml": long, "word/_rels/a.xml.rels": long}))
    assert refusal("a.docx", zipped({**WORD, "word/a.xml": "<" * 300_000})) == UNREADABLE
    assert without_metadata(b" " * 300_000) == b" " * 300_000


def test_another_encoding_of_the_same_words_is_read():
    parts = unzipped(cleaned("a.docx", zipped({**WORD, "word/document.xml": "<w:p>été</w:p>".encode("utf-16")})))
    assert parts["word/document.xml"].decode() == "<w:p>été</w:p>"


@pytest.mark.parametrize("content", ["é".encode(), "é\n".encode("cp1252"), "é".encode("utf-16"), b"PK, le prix kilo"])
def test_a_text_is_kept_as_it_is(content):
    assert cleaned("a.txt", content) == content


@pytest.mark.parametrize(
    "content", [pdf(), zipped(WORD), picture(), b"\xd0\xcf\x11\xe0" * 9, b"{\\rtf1 Bonjour}", b"MZ\x90\0", b"\x7fELF\0"]
)
def test_another_kind_of_file_is_no_text_whatever_its_name(content):
    assert refusal("a.txt", content) == OTHER_KIND


@pytest.mark.parametrize(
    ("kind", "part", "name"),
    [
        ("a.docx", "word/long.xml", "w:mailMerge"),
        ("a.docx", "word/long.xml", "w:printerSettings"),
        ("a.docx", "word/_rels/long.xml.rels", "Relationship"),
        ("a.xlsx", "xl/long.xml", "x15ac:absPath"),
        ("a.xlsx", "xl/long.xml", "fileSharing"),
        ("a.xlsx", "xl/long.xml", "f"),
        ("a.xlsx", "xl/long.xml", "customProperties"),
        ("a.xlsx", "xl/long.xml", "cfvo"),
        ("a.docx", "word/long.xml", "w:fldChar"),
        ("a.docx", "word/long.xml", "v:shape"),
        ("a.odt", "content.xml", "draw:image"),
        ("a.odt", "long.xml", "config:config-item"),
        ("a.odt", "META-INF/manifest.xml", "manifest:file-entry"),
    ],
)
def test_a_tag_repeated_in_a_document_is_read_in_one_go(kind, part, name):
    """A process that reads hears nothing else: it would be stopped, with all that it was answering."""
    many = 100_000
    attributes = "".join(f' a{n}="x"' for n in range(many))
    for text in (f"<{name}/>" * many, f"<{name}>" * many + f"</{name}>" * many, f"<{name}{attributes}/>"):
        try:
            assert cleaned(kind, zipped({**KINDS[kind], part: f"<d>{text}</d>"}))
        except RefusedDocumentError as refused:  # a link or a formula holds no other tag
            assert str(refused) == UNREADABLE
            assert name in {"Relationship", "f"}
            assert text.startswith(f"<{name}><")


def everything_in(reader: PdfReader) -> str:
    """Return all that the objects of a PDF hold, streams included."""
    said = [str(reader.trailer)]
    for number in sorted(reader.xref[0]):
        found = reader.get_object(number)
        said += [repr(found), repr(found._data) if isinstance(found, StreamObject) else ""]
    return "".join(said)


def test_a_pdf_names_nobody():
    assert everything_in(PdfReader(BytesIO(pdf()))).count(NAME) >= 4
    result = cleaned("a.pdf", pdf())
    reader = PdfReader(BytesIO(result))
    assert not reader.metadata
    assert reader.xmp_metadata is None
    said = everything_in(reader)
    assert NAME not in said
    assert "Marque" not in said
    assert NAME.encode() not in result
    page = reader.pages[0]
    assert TEXT in page.extract_text()
    assert page.images[0].image.size == (64, 48)
    assert page["/Annots"][0].get_object()["/Contents"] == "Bien"


def test_a_photo_compressed_twice_in_a_pdf_is_cleaned_too():
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    photo = writer.pages[0]["/Resources"]["/XObject"]["/Im0"]
    twice = photo.flate_encode()
    photo._data = twice._data
    photo[NameObject("/Filter")] = twice["/Filter"]
    output = BytesIO()
    writer.write(output)
    reader = PdfReader(BytesIO(cleaned("a.pdf", output.getvalue())))
    assert "Marque" not in everything_in(reader)
    assert reader.pages[0].images[0].image.size == (64, 48)


def test_a_former_state_of_a_pdf_is_not_kept():
    writer = PdfWriter(BytesIO(pdf()), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(StreamObject())
    output = BytesIO()
    writer.write(output)
    assert TEXT.encode() in output.getvalue()
    assert TEXT.encode() not in cleaned("a.pdf", output.getvalue())


def test_a_pdf_that_cannot_be_cleaned_is_refused_in_words():
    assert refusal("a.pdf", pdf(password="1234")) == PROTECTED
    assert refusal("a.pdf", pdf(attached=True)) == NESTED
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    signature = DictionaryObject({NameObject("/Type"): NameObject("/Sig"), NameObject("/C"): ByteStringObject(b"x")})
    writer.root_object[NameObject("/Perms")] = writer._add_object(signature)
    output = BytesIO()
    writer.write(output)
    assert refusal("a.pdf", output.getvalue()) == SIGNED


def test_the_fixtures_name_somebody():
    """What the cleaning takes out must be there first."""
    for parts in (WORD, EXCEL, OPEN):
        assert len(re.findall(NAME.encode(), b"".join(unzipped(zipped(parts)).values()))) >= 5
