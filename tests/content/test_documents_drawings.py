"""Pictures drawn in XML inside a document: nothing of who drew them, and nothing fetched."""

import pytest

from content.documents import xml_text
from content.documents.cleaning import cleaned
from content.documents.pictures import without_metadata
from content.documents.refusals import FETCHES, PICTURE, RefusedDocumentError, calls
from tests.content.documents import EXCEL, NAME, WORD, unzipped, zipped

AWAY = "https://exemple.org/CoucouAilleurs"


@pytest.mark.parametrize("piece", [b"<!---->", b"<metadata/>", b"<metadata></metadata>"])
def test_a_drawing_is_read_in_one_go(piece):
    assert without_metadata(piece * 100_000) == piece * 100_000
    assert without_metadata(b"<svg>" + piece * 100_000 + b"</svg>").startswith(b"<svg")
    with pytest.raises(RefusedDocumentError):
        without_metadata(b"<svg>" + piece * 100_000)


def test_a_drawing_loses_its_notes():
    drawing = (
        f'<?xml version="1.0"?><!-- {NAME} --><svg sodipodi:docname="{NAME}.svg">'
        f'<metadata id="m"><dc:creator>{NAME}</dc:creator></metadata><path d="M0 0"/></svg>'
    ).encode()
    plain = b'<?xml version="1.0" encoding="UTF-8"?><svg><path d="M0 0"/></svg>'
    assert without_metadata(drawing) == plain


@pytest.mark.parametrize("kind", ["", '<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY ns "c"> ]>'])
def test_a_drawing_loses_all_its_metadata(kind):
    """What Inkscape writes holds empty elements, before the name of the author."""
    metadata = f'<metadata/><metadata><dc:type rdf:resource="a" /><dc:creator>{NAME}</dc:creator></metadata >'
    assert without_metadata(f"{kind}<svg>{metadata}<path/></svg>".encode()) == b"<svg><path/></svg>"


def test_a_drawing_that_grows_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(xml_text, "MOST_TEXT", 1_000)
    tens = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(3))
    bomb = f'<!DOCTYPE svg [<!ENTITY e0 "aa">{tens}]><svg><text>&e3;</text></svg>'
    with pytest.raises(RefusedDocumentError):
        without_metadata(bomb.encode())


def test_a_drawing_whose_attributes_open_into_more_is_refused():
    nested = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&#38;a;&#38;a;">]><svg><a y="&b;"/></svg>'
    long = f'<!DOCTYPE svg [<!ENTITY a "{"a" * 201}">]><svg><a y="&a;"/></svg>'
    many = f'<!DOCTYPE svg [<!ENTITY a "aa">]><svg><a y="{"&a;" * 340_000}"/></svg>'
    for drawing in (nested, long, many):
        with pytest.raises(RefusedDocumentError):
            xml_text.rewritten(drawing.encode(), is_drawing=True)
        with pytest.raises(RefusedDocumentError):
            xml_text.rewritten(drawing.encode("utf-16"), is_drawing=True)


@pytest.mark.parametrize(
    "piece",
    [
        *(f'<image {attribute}="{{}}"/>' for attribute in ("href", "xlink:href", "src")),
        '<use x="1" xlink:href="{}#a"/>',
        "<style>rect {{ fill: url({}) }}</style>",
        "<style>@import '{}';</style>",
        "<rect style='fill: url(&quot;{}&quot;)'/>",
        "<script>fetch('{}')</script>",
        "<svg:script href='{}'/>",
        '<z:image z:href="{}"/>',
        "<foreignObject><p>{}</p></foreignObject>",
        '<rect width="1" onload="a(\'{}\')"/>',
    ],
)
@pytest.mark.parametrize("address", [AWAY, "//a/b", "\\\\a\\b", "file:///a", "smb:a", "../a.png"])
def test_a_drawing_that_fetches_or_runs_is_refused(piece, address):
    with pytest.raises(RefusedDocumentError) as refused:
        without_metadata(f"<svg>{piece.format(address)}</svg>".encode())
    assert str(refused.value) == FETCHES


@pytest.mark.parametrize("piece", ["<a {}/>", "<style>url({}#a)</style>", "<rect style='url({}#a)'/>"])
def test_a_long_word_of_a_drawing_is_read_in_one_go(piece):
    """What looks for an address must not begin again at each sign: this would take hours."""
    long = "x" * 400_000 + '="1"' if piece.startswith("<a") else " " * 400_000
    assert without_metadata(f"<svg>{piece.format(long)}</svg>".encode())


def test_a_drawing_keeps_what_is_inside_and_its_links_to_sites():
    drawing = (
        f'<svg><a href="{AWAY}"><path/></a><use xlink:href="#a"/><rect style="fill: url(#b)"/>'
        "<style>@font-face { src: url(data:font/woff;base64,a) }</style></svg>"
    )
    assert without_metadata(drawing.encode()).decode() == drawing


@pytest.mark.parametrize("address", ["javascript:a()", "//a/b", "file:///a", "ms-msdt:/id"])
def test_a_link_of_a_drawing_to_anything_but_a_site_leads_nowhere(address):
    drawing = f'<svg xml:base="{AWAY}"><a target="_top" href="#b" xlink:href="{address}"/></svg>'
    assert without_metadata(drawing.encode()) == b'<svg><a target="_top" href="#b" xlink:href="#"/></svg>'


@pytest.mark.parametrize(
    "drawing",
    [f'<svg><image href="{AWAY}"/></svg>'.encode("utf-16"), f'<z:svg><z:image href="{AWAY}"/></z:svg>'.encode()],
)
def test_a_drawing_in_another_form_is_one_too(drawing):
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.docx", zipped({**WORD, "word/media/a.svg": drawing}))
    assert str(refused.value) == FETCHES


@pytest.mark.parametrize(
    "meaning",
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    ],
)
def test_a_drawing_that_a_program_could_read_as_text_is_refused(meaning):
    drawing = f'<svg><a:b xmlns:a="{meaning}"/></svg>'.replace(":a=", ":w=" if "word" in meaning else ":script=")
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.docx", zipped({**WORD, "word/media/a.svg": drawing}))
    assert str(refused.value) == PICTURE


def test_a_sheet_whose_prefix_is_that_of_drawings_is_none():
    sheet = f'<svg:worksheet><svg:f>WEBSERVICE("{AWAY}")</svg:f></svg:worksheet>'
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.xlsx", zipped({**EXCEL, "xl/worksheets/sheet1.xml": sheet}))
    assert str(refused.value) == calls("WEBSERVICE")


@pytest.mark.parametrize("beginning", [b"\x1f\x8b\x08", b"%!PS-Adobe-3.0 EPSF-3.0", b"\xc5\xd0\xd3\xc6"])
def test_a_drawing_nobody_reads_here_is_refused(beginning):
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.docx", zipped({**WORD, "word/media/a.bin": beginning + bytes(100)}))
    assert str(refused.value) == PICTURE


def test_a_drawing_of_windows_says_nothing_of_who_made_it():
    said = f"Dessin\0C:\\Users\\{NAME}\\a\0\0"
    head = (
        b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(16) + len(said).to_bytes(4, "little") + (108).to_bytes(4, "little")
    )
    drawing = head + bytes(108 - len(head)) + said.encode("utf-16-le") + b"Suite"
    result = unzipped(cleaned("a.docx", zipped({**WORD, "word/media/a.emf": drawing})))["word/media/a.emf"]
    assert (len(result), result[:108], result[-5:]) == (len(drawing), drawing[:108], b"Suite")
    assert NAME.encode("utf-16-le") not in result
