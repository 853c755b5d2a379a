"""Each thing by which a LibreOffice document leaves itself is refused in words or gone; an honest one stays whole."""

import pytest

from content.documents.cleaning import cleaned
from content.documents.refusals import (
    FETCHES,
    MACROS,
    SENDS,
    UNREADABLE,
    RefusedDocumentError,
    calls,
    leads_elsewhere,
)
from tests.content.documents import OPEN, unzipped, zipped

AWAY = "https://exemple.org/CoucouAilleurs"
UNC = r"\\CoucouAilleurs\a"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = "content.xml"


def refusal(more: dict[str, str | bytes]) -> str:
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.odt", zipped({**OPEN, **more}))
    return str(refused.value)


def kept(more: dict[str, str | bytes]) -> dict[str, bytes]:
    return unzipped(cleaned("a.odt", zipped({**OPEN, **more})))


def calculated(formula: str, attribute: str = "table:formula") -> dict[str, str | bytes]:
    said = formula.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return {CONTENT: f'<d><table:c {attribute}="{said}"/></d>'}


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (f'of:=WEBSERVICE("{AWAY}")', calls("WEBSERVICE")),
        (f'of:=COM.MICROSOFT.webservice("{AWAY}")', calls("webservice")),
        (f'of:=IMAGE("{AWAY}")', calls("IMAGE")),
        (f'of:=HYPERLINK("{UNC}")', leads_elsewhere(UNC)),
        ('of:=HYPERLINK("vnd.sun.star.script:a")', leads_elsewhere("vnd.sun.star.script:a")),
        ('of:=DDE("soffice";"a";"b")', calls("DDE")),
        ("of:=['file:///c:/a.ods'#$Feuil1.A1]", FETCHES),
        ("of:=[file:///c:/a.ods#$Feuil1.A1]", FETCHES),
        ('of:=INDIRECT("a")', calls("INDIRECT")),
        ("oooc:=SUM('b.ods'#Feuil1.A1)", FETCHES),
        ("msoxl:=cmd|'/c calc'!A0", FETCHES),
        ("of:=CoucouMacro([.A1])", calls("CoucouMacro")),
    ],
)
def test_a_formula_that_reaches_elsewhere_is_refused(formula, said):
    assert refusal(calculated(formula)) == said


@pytest.mark.parametrize(
    "attribute",
    [
        *("table:formula", "table:condition", "table:expression", "style:condition", "text:formula", "text:condition"),
        *("calcext:value", "calcext:condition", "z:formula", "formula", "table:cell-range-address"),
        *("table:base-cell-address", "chart:values-cell-range-address", "form:source-cell-range", "form:linked-cell"),
    ],
)
def test_a_formula_is_read_wherever_it_is(attribute):
    assert refusal(calculated(f'of:is-true-formula(WEBSERVICE("{AWAY}"))', attribute)) == calls("WEBSERVICE")
    assert refusal(calculated("'file:///c:/a.ods'#$Feuil1.$A$1", attribute)) == FETCHES


@pytest.mark.parametrize(
    ("attribute", "formula"),
    [
        ("table:formula", "of:=SUM([.A1:.B2])*N([$'Feuille (1)'.A1])"),
        ("table:formula", 'of:=IF([.A1]="l\'eau // |";{1;2|3;4};[.#REF!])'),
        ("table:formula", "of:=COM.MICROSOFT.CONCAT([.A1];ORG.OPENOFFICE.EASTERSUNDAY(2027))-SUM([.A2])"),
        ("table:formula", f'of:=HYPERLINK("{AWAY}";"ici")'),
        ("table:condition", 'of:cell-content-is-in-list("oui";"non")'),
        ("table:condition", "of:cell-content-is-decimal-number() and cell-content()>=0"),
        ("style:condition", "is-true-formula([.A1]>DATE(2027;1;1))"),
        ("style:condition", "value()>=0"),
        ("calcext:value", 'contains-text("l\'eau")'),
        ("text:formula", "ooow:sum(<A1:A3>)"),
        ("table:cell-range-address", "$'L''été'.$A$1:$B$2"),
        ("office:value", "12.5"),
    ],
)
def test_an_ordinary_formula_stays(attribute, formula):
    more = calculated(formula, attribute)
    assert kept(more)[CONTENT].decode().replace("&gt;", ">") == more[CONTENT]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({CONTENT: '<d><office:event-listeners><script:event-listener/></office:event-listeners></d>'}, MACROS),
        ({CONTENT: f'<z:event-listener xmlns:z="{ODF}script:1.0"/>'}, UNREADABLE),
        ({CONTENT: f'<z:event-listener xmlns:z="{ODF}script:1.7"/>'}, UNREADABLE),
        ({CONTENT: f'<z:annotation xmlns:z="{ODF}office:1.3"/>'}, UNREADABLE),
        ({CONTENT: '<presentation:event-listener presentation:action="execute"/>'}, MACROS),
        ({CONTENT: '<office:scripts><office:script>a</office:script></office:scripts>'}, MACROS),
        ({CONTENT: "<ooo:libraries/>"}, MACROS),
        ({CONTENT: '<text:script script:language="JavaScript">a</text:script>'}, MACROS),
        ({CONTENT: '<text:execute-macro text:name="a"/>'}, MACROS),
        ({CONTENT: '<draw:applet draw:code="a"/>'}, MACROS),
        ({"Object 1/Basic/a.xml": "<a/>"}, MACROS),
        ({"basic/a.xml": "<a/>"}, MACROS),
        ({"Dialogs/a.xml": "<a/>"}, MACROS),
        ({CONTENT: f'<xforms:model><xforms:submission action="{AWAY}"/></xforms:model>'}, SENDS),
        ({CONTENT: f'<z:submission action="{AWAY}"/>'}, SENDS),
        ({CONTENT: f'<form:form xlink:href="{AWAY}"/>'}, FETCHES),
        ({CONTENT: f'<form:button form:image-data="{AWAY}"/>'}, FETCHES),
        ({CONTENT: f'<form:image form:image-data="{AWAY}"/>'}, FETCHES),
        ({CONTENT: '<table:database-source-sql table:database-name="a"/>'}, FETCHES),
        ({CONTENT: '<z:dde-connection-decl/>'}, FETCHES),
        ({CONTENT: '<table:table-source xlink:href="a.ods"/>'}, FETCHES),
        ({CONTENT: '<table:cell-range-source xlink:href="a.ods"/>'}, FETCHES),
        *(
            ({CONTENT: f'<{element} xlink:href="{address}"/>'}, FETCHES)
            for element in ("draw:image", "draw:object", "draw:plugin", "style:background-image", "text:section-source")
            for address in ("//CoucouAilleurs/a", "smb://CoucouAilleurs/a", "vnd.sun.star.script:a", "macro:///a", AWAY)
        ),
        ({"Object 1/content.xml": f'<svg:font-face-uri a="1" z:href="{AWAY}"/>'}, FETCHES),
        ({"styles.xml": f'<draw:fill-image xlink:href="{AWAY}"/>'}, FETCHES),
        ({"mimetype": "application/vnd.oasis.opendocument.base"}, UNREADABLE),
    ],
)  # fmt: skip
def test_a_document_that_acts_or_fetches_is_refused(more, said):
    assert refusal(more) == said


@pytest.mark.parametrize(
    "address",
    [
        "macro:///Standard.a.b", "vnd.sun.star.script:a.b?language=Basic", "smb://a/b", "//a/b", UNC, r"http:\\a",
        "ms-msdt:/id", "javascript:a()", "&#9;file:///a", "file:///a", "a.exe", "../a.odt", ".uno:Quit", "slot:1",
    ],
)  # fmt: skip
def test_a_link_to_anything_but_a_site_leads_nowhere(address):
    for element in ("text:a", "draw:a", "draw:area-rectangle", "form:button"):
        said = f'<{element} xlink:type="simple" xlink:href="{{}}"/>'
        assert kept({CONTENT: said.format(address)})[CONTENT].decode() == said.format("#")


@pytest.mark.parametrize("address", [AWAY, "mailto:a@exemple.org?subject=a", "tel:+33", "#annexe|outline", ""])
def test_a_link_to_a_site_or_inside_stays(address):
    for element in ("text:a", "draw:a", "draw:area-circle"):
        said = f'<{element} xlink:type="simple" xlink:href="{address}"/>'
        assert kept({CONTENT: said})[CONTENT].decode() == said


@pytest.mark.parametrize("address", ["Pictures/a.jpg", "./Pictures/a.jpg", "./Object%201", "Object 1", "", "#a"])
def test_what_is_inside_stays_where_it_is_shown(address):
    said = f'<draw:object xlink:href="{address}" xlink:show="embed"/>'
    assert kept({CONTENT: said})[CONTENT].decode() == said


@pytest.mark.parametrize("address", ["../a.png", "a.png", ".", "./", "file:///a.png", "C:\\a.png"])
def test_a_picture_of_a_computer_leads_nowhere(address):
    assert b'xlink:href="#"' in kept({CONTENT: f'<draw:image xlink:href="{address}"/>'})[CONTENT]


def test_what_comes_before_each_address_and_the_database_of_a_form_go():
    said = f'<c xml:base="{AWAY}"><form:form form:datasource="{AWAY}" form:name="a" xlink:href=""/></c>'
    assert kept({CONTENT: said})[CONTENT] == b'<c><form:form form:name="a" xlink:href=""/></c>'


def test_only_the_parts_of_a_document_stay():
    """LibreOffice writes an empty list of keys in each document, and a folder for each bar of the program."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}"/>'
        for path in (
            "/",
            CONTENT,
            "Object 1/",
            "Configurations2/",
            "Configurations2/accelerator/current.xml",
            "Coucou/a",
        )
    )
    more: dict[str, str | bytes] = {
        "Configurations2/accelerator/current.xml": b"",
        "Configurations2/toolbar/a.xml": '<a xlink:href="vnd.sun.star.script:a"/>',
        "Object 1/Configurations2/a.xml": "<a/>",
        "Coucou/a": b"a",
        "media/a.mp4": b"a",
        "coucou.rdf": "<a/>",
        "images/a.jpg": OPEN["Pictures/a.jpg"],
        "layout-cache": b"a",
        "manifest.rdf": "<a/>",
        "META-INF/manifest.xml": f"<manifest:manifest>{entries}</manifest:manifest>",
    }
    result = kept(more)
    honest = {"images/a.jpg", "layout-cache", "manifest.rdf"}
    assert result.keys() == (OPEN.keys() | honest) - {"Thumbnails/thumbnail.png"}
    manifest = result["META-INF/manifest.xml"].decode()
    assert [path for path in ("/", CONTENT, "Object 1/", "Configurations2", "Coucou") if f'"{path}' in manifest] == [
        "/",
        CONTENT,
        "Object 1/",
    ]


def test_two_parts_whose_names_differ_by_their_capitals_are_refused():
    assert refusal({"Content.xml": "<a/>"}) == UNREADABLE


def test_a_long_name_is_read_in_one_go():
    """What looks for a formula must not begin again at each sign: this would take hours."""
    more: dict[str, str | bytes] = {CONTENT: f"<text:p> {'address' * 60_000} {'a-' * 200_000}</text:p>"}
    assert kept(more)[CONTENT].decode() == more[CONTENT]
