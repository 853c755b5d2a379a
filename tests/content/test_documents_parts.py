"""What a document is made of stays; what nothing leads to goes, as do corrections that name nobody."""

import pytest

from content.documents.cleaning import cleaned
from content.documents.refusals import NOTES, UNREADABLE, RefusedDocumentError
from tests.content.documents import KINDS, RELATION, unzipped, zipped
from tests.content.pictures import with_gps

TYPES, RELS = "[Content_Types].xml", {"a.docx": "word/_rels/document.xml.rels", "a.xlsx": "xl/_rels/workbook.xml.rels"}
OFFICE = pytest.mark.parametrize("name", RELS)
LEFT = "Coucou ancien"


def links(*of: tuple[str, str]) -> str:
    said = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(of)
    )
    return f"<Relationships>{said}</Relationships>"


def clean(name: str, parts: dict[str, str | bytes]) -> dict[str, bytes]:
    return unzipped(cleaned(name, zipped({**KINDS[name], **parts})))


@OFFICE
@pytest.mark.parametrize(
    "part",
    [
        "[trash]/0000.dat",
        "note.txt",
        "__MACOSX/word/._x",
        ".DS_Store",
        "word/old.xml",
        "xl/oldSheet9.xml",
        "word/.rels",
        "_rels/old.xml.rels",
        "word/%64ocument.xml",
    ],
)
def test_a_part_that_nothing_leads_to_goes(name, part):
    content = f"<Relationships><!-- --><a b='{LEFT}'/></Relationships>" if part.endswith(".rels") else f"<a>{LEFT}</a>"
    types = f'<Types><Override PartName="/{part}" ContentType="a"/></Types>'
    result = clean(name, {part: content, TYPES: types})
    assert part not in result and LEFT.encode() not in b"".join(result.values())
    assert b"Override" not in result[TYPES]


@OFFICE
def test_a_picture_that_nothing_leads_to_goes(name):
    assert "photo.dat" not in clean(name, {"photo.dat": with_gps()})


@OFFICE
def test_links_lead_from_part_to_part_whatever_their_letters(name):
    folder = RELS[name].partition("/")[0]
    more = {
        RELS[name]: links(
            ("worksheet", "Sheets/Sheet9.xml"), ("image", "media/une%20image.png"), ("chart", "a%20b.xml")
        ),
        f"{folder}/sheets/sheet9.xml": "<a/>",
        f"{folder}/sheets/_rels/sheet9.xml.rels": links(("drawing", "/drawings/d.xml"), ("worksheet", "sheet9.xml")),
        "drawings/d.xml": "<a/>",
        f"{folder}/media/une image.png": with_gps("PNG"),
        f"{folder}/a%20b.xml": "<a/>",
    }
    assert more.keys() <= clean(name, more).keys()


@OFFICE
@pytest.mark.parametrize(
    "to",
    [
        links(("hyperlink", "old.xml")),
        links(("people", "old.xml")),
        links(("image", "old.xml")).replace("/>", ' TargetMode="External"/>').replace("image", "hyperlink"),
    ],
)
def test_what_is_clicked_or_dropped_leads_to_no_part(name, to):
    folder = RELS[name].partition("/")[0]
    assert f"{folder}/old.xml" not in clean(name, {RELS[name]: to, f"{folder}/old.xml": "<a/>"})


@OFFICE
def test_the_links_of_a_part_that_goes_lead_nowhere(name):
    more = {"a/old.xml": "<a/>", "a/_rels/old.xml.rels": links(("image", "older.xml")), "a/older.xml": "<a/>"}
    assert not more.keys() & clean(name, more).keys()


@OFFICE
@pytest.mark.parametrize("first", [links(), links(("officeDocument", "elsewhere.xml"))])
def test_a_document_that_its_first_links_do_not_lead_to_is_refused(name, first):
    with pytest.raises(RefusedDocumentError) as refused:
        clean(name, {"_rels/.rels": first, "elsewhere.xml": "<a/>"})
    assert str(refused.value) == UNREADABLE


CORRECTIONS = [
    ("a.docx", "<w:del><w:r><w:delText>ancien</w:delText></w:r></w:del>"),
    ("a.docx", "<w:r><w:delText>ancien</w:delText></w:r>"),
    ("a.docx", '<w:ins w:id="1"/>'),
    ("a.docx", "<w:moveFrom><w:t>ancien</w:t></w:moveFrom>"),
    ("a.docx", '<w:moveToRangeStart w:id="1"/>'),
    ("a.docx", "<w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>"),
    ("a.docx", "<w:tcPr><w:cellDel/></w:tcPr>"),
    ("a.docx", '<w:customXmlDelRangeStart w:id="1"/>'),
    ("a.docx", '<w:commentRangeStart w:id="0"/>'),
    ("a.docx", '<w:r><w:commentReference w:id="0"/></w:r>'),
    ("a.docx", '<w:comment w:id="0"><w:t>ancien</w:t></w:comment>'),
    ("a.odt", "<text:tracked-changes><text:changed-region/></text:tracked-changes>"),
    ("a.odt", "<text:deletion><text:p>ancien</text:p></text:deletion>"),
    ("a.odt", '<text:change-start text:change-id="a"/>'),
    ("a.ods", "<table:cell-content-change/>"),
    ("a.ods", '<table:deletion table:type="row"/>'),
]


@pytest.mark.parametrize(("name", "said"), CORRECTIONS)
def test_a_correction_or_a_comment_of_nobody_is_refused(name, said):
    part = "word/document.xml" if name == "a.docx" else "content.xml"
    with pytest.raises(RefusedDocumentError) as refused:
        clean(name, {part: f"<d>{said}</d>"})
    assert str(refused.value) == NOTES


@pytest.mark.parametrize("said", ["<w:delimiter/>", "<w:insideH/>", "<w:moveFromThis/>", "<w:comments/>", "<d:del/>"])
def test_other_words_that_begin_alike_are_kept(said):
    assert (
        said in clean("a.docx", {"word/document.xml": f"<w:document>{said}</w:document>"})["word/document.xml"].decode()
    )
