"""Pictures drawn in XML inside a document: nothing of who drew them, and nothing fetched."""

import pytest

from content.documents import xml_text
from content.documents.pictures import without_metadata
from content.documents.refusals import RefusedDocumentError
from tests.content.documents import NAME


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
