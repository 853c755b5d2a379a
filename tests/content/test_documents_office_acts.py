"""Each thing by which a Word or Excel document leaves itself is refused in words or gone; an honest one stays whole."""

import pytest

from content.documents.cleaning import cleaned
from content.documents.refusals import (
    FETCHES,
    MACROS,
    NESTED,
    NOTES,
    SENDS,
    UNREADABLE,
    RefusedDocumentError,
    asks,
    leads_elsewhere,
)
from tests.content.documents import KINDS, RELATION, unzipped, zipped

AWAY = "https://exemple.org/CoucouAilleurs"
UNC = r"\\CoucouAilleurs\a"
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
TYPES = "[Content_Types].xml"
BODY, RELS, ROOT = "word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"
SHEET, SHEET_RELS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"


def links(*said: tuple[str, str], outside: bool = False, base: str = RELATION) -> str:
    """Return links, each of a kind and a target."""
    mode = ' TargetMode="External"' * outside
    each = (
        f'<Relationship Id="rId{n}" Type="{base}/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target) in enumerate(said, 50)
    )
    return f"<Relationships>{''.join(each)}</Relationships>"


def outer(kind: str, target: str) -> str:
    return links((kind, target), outside=True)


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(*words: str) -> str:
    runs = "".join(each if each.startswith("<") else f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in words)
    return mark("begin") + runs + mark("separate") + "<w:r><w:t>1</w:t></w:r>" + mark("end")


def refusal(name: str, more: dict[str, str]) -> str:
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned(name, zipped({**KINDS[name], **more}))
    return str(refused.value)


def kept(name: str, more: dict[str, str]) -> dict[str, bytes]:
    return unzipped(cleaned(name, zipped({**KINDS[name], **more})))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        *(
            (f" {each} x", each)
            for each in ("INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "RD", "DDE", "DDEAUTO", "IMPORT")
        ),
        *(
            (f" {each} x", each)
            for each in ("LINK", "DATABASE", "AUTOTEXT", "CONTROL", "EMBED", "PRINT", "MACROBUTTON")
        ),
        (" CoucouInconnu x", "COUCOUINCONNU"),
        ("rd x", "RD"),
    ],
)
def test_a_field_that_is_not_known_is_refused_however_it_is_said(word, said):
    for part in (
        field(word),
        field(word[:2], word[2:]),
        f'<w:fldSimple w:instr="{word}"/>',
        mark("begin") + f"<w:instrText>{word}</w:instrText>",
        f"<w:instrText>{word}</w:instrText>",
        field(" IF ", field(word), ' "oui" '),
        mark("begin") + mark("separate") + field(word) + mark("end"),
    ):
        assert refusal("a.docx", {"word/footer1.xml": f"<w:ftr>{part}</w:ftr>"}) == asks(said)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (field(f' HYPERLINK "{UNC}" '), leads_elsewhere(UNC)),
        (field(f' HYPERLINK \\o "bulle" "{UNC}" '), leads_elsewhere(UNC)),
        (field(" HYPERLINK file:///c:/a "), leads_elsewhere("file:///c:/a")),
        (field(' HYPER', 'LINK "ms-', 'msdt:/id" '), leads_elsewhere("ms-msdt:/id")),
        (field(' HYPERLINK "', field(" REF a "), '" '), leads_elsewhere("…")),
        (field(field(" QUOTE DDE "), " PAGE "), asks("…")),
        (field("D", field(" QUOTE 1 "), "DEAUTO x"), asks("D…DEAUTO")),
        ("<w:instrText>PA<w:x/>GE</w:instrText>", UNREADABLE),
    ],
)  # fmt: skip
def test_a_field_that_leads_elsewhere_is_refused(part, said):
    assert refusal("a.docx", {BODY: f"<w:p>{part}</w:p>"}) == said


@pytest.mark.parametrize(
    "words",
    [
        [" PAGE "], [" NUMPAGES \\* MERGEFORMAT "], [' DATE \\@ "d MMMM yyyy" '], [' TOC \\o "1-3" \\h \\z \\u '],
        [" SEQ Figure \\* ARABIC "], [" REF _Ref1 \\h "], [" =SUM(ABOVE) "], [" = 1 + 1 "], [" MERGEFIELD Prénom "],
        [" IF ", field(" PAGE "), ' &gt; 1 "suite" '], [" = ", field(" PAGE "), " - 1 "], [" FORMTEXT "],
        [' HYPERLINK "https://exemple.org/a" \\o "bulle" \\t "_blank" '], [' HYPERLINK \\l "_Toc1" '],
        [" HYPERLINK mailto:a@exemple.org "], [" HYPER", 'LINK "tel:+33100" '], [" MACROBUTTON NoMacro [à écrire] "],
        [""],
    ],
)  # fmt: skip
def test_a_field_of_the_document_itself_stays(words):
    part = f"<w:p>{field(*words)}</w:p>"
    assert kept("a.docx", {BODY: part})[BODY].decode() == part.replace("<w:instrText></w:instrText>", "<w:instrText/>")


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        *(("a.docx", {RELS: outer(kind, AWAY)}, FETCHES) for kind in ("image", "header", "video", "frame", "theme")),
        *(("a.docx", {RELS: outer(kind, AWAY)}, NESTED) for kind in ("oleObject", "package", "aFChunk", "subDocument")),
        *(("a.docx", {RELS: links((kind, "a.xml"))}, NESTED) for kind in ("oleObject", "package", "aFChunk")),
        ("a.docx", {RELS: outer("activeXControl", AWAY)}, MACROS),
        ("a.docx", {RELS: links(("control", "activeX/a.xml"))}, MACROS),
        ("a.docx", {"word/_rels/DOCUMENT.XML.RELS": outer("image", AWAY)}, UNREADABLE),
        ("a.docx", {"word/_rels/header1.xml.RELS": outer("image", AWAY)}, FETCHES),
        ("a.docx", {RELS: links(("image", "&#9;file:///a"))}, "#"),
        ("a.docx", {RELS: links(("image", "data:image/png;base64,a"))}, FETCHES),
        ("a.docx", {RELS: links(("image", "&#9;ms-x:a"))}, FETCHES),
        ("a.docx", {RELS: outer("image", "a.png")}, FETCHES),
        ("a.docx", {RELS: outer("image", AWAY).replace("/></", "><b/></Relationship></")}, UNREADABLE),
        ("a.docx", {RELS: links(("webextension", "a.xml")), BODY: '<we:ref r:id="rId50"/>'}, SENDS),
        ("a.docx", {RELS: links(("video", "media/a.mp4")), BODY: '<a:videoFile r:link="rId50"/>'}, SENDS),
        ("a.docx", {"word/d.vml": f'<xml><v:fill src="{AWAY}"/></xml>'}, FETCHES),
        ("a.docx", {"word/d.vml": '<xml><v:fill o:href="ms-x:a"/></xml>'}, FETCHES),
        ("a.xlsx", {SHEET_RELS: outer("externalLink", UNC)}, NESTED),
        ("a.xlsx", {SHEET_RELS: outer("externalLinkPath", UNC)}, NESTED),
        ("a.xlsx", {SHEET_RELS: outer("queryTable", UNC)}, NESTED),
        ("a.xlsx", {"xl/_rels/workbook.xml.rels": links(("connections", "a.xml"))}, NESTED),
        ("a.xlsx", {"xl/p.xml": '<cacheSource connectionId="1" type="external"/>'}, NESTED),
        ("a.xlsx", {"xl/p.xml": '<x:ddeLink ddeService="cmd" ddeTopic="/c calc"/>'}, NESTED),
        ("a.xlsx", {"xl/_rels/workbook.xml.rels": outer("rdRichValueWebImage", AWAY)}, FETCHES),
        ("a.xlsx", {"xl/n.xml": "<comments><authors><author>Jeanne</author></authors></comments>"}, NOTES),
        ("a.xlsx", {SHEET_RELS: links(("threadedComment", "../n.xml"))}, NOTES),
        ("a.xlsx", {"xl/workbook.xml": '<definedName function="1" name="a">Feuil1!A1</definedName>'}, MACROS),
        ("a.xlsx", {SHEET: "<c><f>SUM(<x/>A1)</f></c>"}, UNREADABLE),
        ("a.xlsx", {TYPES: '<Types><Default ContentType="application/vnd.ms-excel.worksheet"/></Types>'}, UNREADABLE),
        ("a.docx", {"word/document.bin": " " * 100 + f"<w:p>{field(' RD a ')}</w:p>"}, asks("RD")),
        ("a.xlsx", {SHEET: f'<c xmlns:m="urn:x"><m:f><m:num/>WEBSERVICE("{AWAY}")</m:f></c>'}, UNREADABLE),
    ],
)  # fmt: skip
def test_a_document_that_needs_something_elsewhere_is_refused(name, more, said):
    if said == "#":
        assert b'Target="#"' in kept(name, more)[RELS]
    else:
        assert refusal(name, more) == said


@pytest.mark.parametrize(
    ("name", "rels", "target"),
    [
        ("a.docx", RELS, "//CoucouAilleurs/a"), ("a.docx", RELS, "ms-msdt:/id"), ("a.docx", RELS, UNC),
        ("a.docx", RELS, r"http:\\CoucouAilleurs"), ("a.docx", RELS, "javascript:a()"), ("a.docx", RELS, "a.exe"),
        ("a.docx", RELS, "search-ms:query=a"), ("a.docx", RELS, "&#9;vbscript:a"), ("a.xlsx", SHEET_RELS, "smb://a/b"),
        ("a.xlsx", SHEET_RELS, "mailto:a@exemple.org?attach=a"),
    ],
)  # fmt: skip
def test_a_link_to_anything_but_a_site_leads_nowhere(name, rels, target):
    result = kept(name, {rels: outer("hyperlink", target)})[rels].decode()
    assert result == outer("hyperlink", "#")


@pytest.mark.parametrize(
    "target", ["https://exemple.org/a?b=1", "http://exemple.org", "mailto:a@exemple.org", "tel:+33", "#a"]
)
def test_a_link_to_a_site_stays(target):
    assert kept("a.docx", {RELS: outer("hyperlink", target)})[RELS].decode() == outer("hyperlink", target)


MAIN = ("officeDocument", "word/document.xml")
GONE = {
    "extensions beside the text": {
        ROOT: links(MAIN, ("webextensiontaskpanes", "word/webextensions/taskpanes.xml"), base=MICROSOFT),
        "word/webextensions/taskpanes.xml": '<wetp:taskpane dockstate="Coucou"><we:ref r:id="rId50"/></wetp:taskpane>',
        "word/webextensions/_rels/taskpanes.xml.rels": links(("webextension", "webextension1.xml"), base=MICROSOFT),
        "word/webextensions/webextension1.xml": f'<we:reference store="{AWAY}"/>',
    },
    "buttons of the program": {
        ROOT: links(MAIN, ("ui/extensibility", "customUI/customUI14.xml")),
        "customUI/customUI14.xml": f'<customUI onLoad="{AWAY}"/>',
    },
    "a film of a site": {BODY: f'<a:ext><wp15:webVideoPr embeddedHtml="&lt;iframe src={AWAY}/&gt;" h="1"/></a:ext>'},
    "a template": {
        "word/settings.xml": '<w:settings><w:attachedTemplate r:id="rId50"/></w:settings>',
        "word/_rels/settings.xml.rels": outer("attachedTemplate", AWAY),
    },
    "a mailing": {
        "word/settings.xml": f'<w:mailMerge><w:query w:val="{AWAY}"/><w:dataSource r:id="rId50"/></w:mailMerge>',
        "word/_rels/settings.xml.rels": outer("mailMergeSource", AWAY),
    },
    "what a click runs": {BODY: '<a:hlinkClick r:id="" action="ppaction://program?CoucouAilleurs"/>'},
    "a macro of a shape": {BODY: "<xdr:sp macro=\"'CoucouAilleurs.xlsm'!a\" textlink=\"\"/>"},
    "a macro of a button": {"word/d.vml": "<xml><x:FmlaMacro>CoucouAilleurs.xlsm!a</x:FmlaMacro></xml>"},
    "a link of a drawing": {"word/d.vml": '<xml><v:shape href="//CoucouAilleurs/a"/></xml>'},
    "a place of another workbook": {SHEET: f"<hyperlink ref=\"A1\" location=\"'{UNC}'!A1\"/>"},
    "who may change a piece": {BODY: '<w:permStart w:id="1" w:ed="Coucou@exemple.org"/>'},
    "what Google keeps": {
        "xl/workbook.xml": '<ext><go:sheetsCustomData r:id="rId50" roundtripDataSignature="Coucou"/></ext>',
        "xl/_rels/workbook.xml.rels": links(("workbookmetadata", "metadata")),
        "xl/metadata": "Coucou",
    },
    "where a sheet is published": {SHEET: f'<d><webPublishItems><a destinationFile="{AWAY}"/></webPublishItems></d>'},
    "where words of a kind are explained": {BODY: f'<w:smartTagType w:url="{AWAY}"/>'},
    "the views of each person": {
        "xl/workbook.xml": '<d><customWorkbookViews><customWorkbookView name="Coucou"/></customWorkbookViews></d>',
        SHEET: '<d><customSheetViews><a name="Coucou"/></customSheetViews></d>',
    },
    "who may write in a range": {SHEET: '<protectedRange name="a" securityDescriptor="Coucou"/>'},
    "who counted": {"xl/pivotCache/a.xml": '<pivotCacheDefinition refreshedBy="Coucou" r:id="rId1"/>'},
}  # fmt: skip


@pytest.mark.parametrize("what", GONE)
def test_what_the_text_does_not_need_is_taken_out(what):
    name = "a.xlsx" if any(each.startswith("xl/") for each in GONE[what]) else "a.docx"
    content = zipped({**KINDS[name], **GONE[what]})
    assert b"Coucou" in b"".join(unzipped(content).values())
    result = unzipped(cleaned(name, content))
    assert b"Coucou" not in b"".join(result.values())
    assert not [each for each in result if "webext" in each.lower() or "customUI" in each]
    assert not [each for each, part in result.items() if b"webextension" in part or b"extensibility" in part]


def test_the_honest_parts_of_a_document_stay():
    kinds = {"header": "header1", "footnotes": "footnotes", "numbering": "numbering", "chart": "charts/chart1"}
    said = links(*((kind, f"{part}.xml") for kind, part in kinds.items()), ("image", "media/image2.png"))
    equations = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    fraction = f'<w:p xmlns:m="{equations}"><m:f><m:num/><m:den/></m:f></w:p>'
    words = "<w:p><w:t>LINK (RD), WEBSERVICE(a)</w:t></w:p>"
    more = {**{f"word/{part}.xml": words for part in kinds.values()}, RELS: said, BODY: fraction}
    result = kept("a.docx", more)
    assert {part: result[part].decode() for part in more} == more
