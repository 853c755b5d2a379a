"""A formula of a spreadsheet computes from what the document holds; each that reaches elsewhere is refused in words."""

import pytest

from content.documents.cleaning import cleaned
from content.documents.refusals import FETCHES, RefusedDocumentError, calls, leads_elsewhere
from tests.content.documents import EXCEL, unzipped, zipped

AWAY = "https://exemple.org/CoucouAilleurs"
UNC = r"\\CoucouAilleurs\a"
SHEET = "xl/worksheets/sheet1.xml"
REACHING = [
    (f'WEBSERVICE("{AWAY}")', calls("WEBSERVICE")),
    (f'_xlfn.webservice("{AWAY}")', calls("webservice")),
    (f'_xlfn.IMAGE("{AWAY}")', calls("IMAGE")),
    (f'1+_xlfn._xlws.STOCKHISTORY("{AWAY}")', calls("STOCKHISTORY")),
    ('IF(A1=1,RTD("a",,"b"),0)', calls("RTD")),
    ('CALL("Kernel32","WinExec","JCJ","calc",0)', calls("CALL")),
    ('REGISTER.ID("a","b")', calls("REGISTER.ID")),
    ('CUBEVALUE("a","b")', calls("CUBEVALUE")),
    ("INDIRECT(A1)", calls("INDIRECT")),
    ('EVALUATE("a")', calls("EVALUATE")),
    ("CoucouInconnu (A1)", calls("CoucouInconnu")),
    (f'HYPERLINK("{UNC}","ici")', leads_elsewhere(UNC)),
    ('HYPERLINK("file:///c:/a")', leads_elsewhere("file:///c:/a")),
    ('hyperlink("ms-msdt:/id")', leads_elsewhere("ms-msdt:/id")),
    ("HYPERLINK(A1)", leads_elsewhere("une adresse calculée")),
    ("cmd|'/c calc'!A0", FETCHES),
    ("[1]Feuil1!A1", FETCHES),
    ("'[2]Feuil1'!A1", FETCHES),
    ("'C:\\a\\[b.xlsx]Feuil1'!A1", FETCHES),
    (f"'{UNC}'!A1", FETCHES),
    ("[b.xlsx]Feuil1!A1", FETCHES),
    ("A1+'file:///c:/a.ods'#$Feuil1.A1", FETCHES),
    ('{WEBSERVICE("a")}', calls("WEBSERVICE")),
]
PLACES = {
    "a cell": "<c><f>{}</f></c>",
    "a cell under a prefix": '<x:c><x:f t="shared">{}</x:f></x:c>',
    "a name": '<definedNames><definedName name="a">{}</definedName></definedNames>',
    "a validation": "<dataValidation><formula1>{}</formula1></dataValidation>",
    "a newer validation": "<x14:dataValidation><x14:formula2><xm:f>{}</xm:f></x14:formula2></x14:dataValidation>",
    "a format": "<cfRule><formula>{}</formula></cfRule>",
    "a table": "<tableColumn><calculatedColumnFormula>{}</calculatedColumnFormula></tableColumn>",
    "a control": "<x:ClientData><x:FmlaLink>{}</x:FmlaLink></x:ClientData>",
    "a threshold": '<cfvo type="formula" val="{}"/>',
    "a pivot table": '<cacheField name="a" formula="{}"/>',
    "a shape": '<xdr:sp macro="" textlink="{}"/>',
    "a list": '<formControlPr fmlaLink="$A$1" fmlaRange="{}"/>',
}


def refusal(formula: str, place: str = "a cell") -> str:
    part = f"<d>{PLACES[place].format(formula)}</d>"
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned("a.xlsx", zipped({**EXCEL, SHEET: part}))
    return str(refused.value)


def kept(part: str) -> str:
    return unzipped(cleaned("a.xlsx", zipped({**EXCEL, SHEET: part})))[SHEET].decode()


@pytest.mark.parametrize(("formula", "said"), REACHING)
def test_a_formula_that_reaches_elsewhere_is_refused(formula, said):
    assert refusal(formula) == said


@pytest.mark.parametrize("place", PLACES)
def test_a_formula_is_read_wherever_it_is(place):
    formula = f"WEBSERVICE({'&quot;'}{AWAY}{'&quot;'})"
    assert refusal(formula, place) == calls("WEBSERVICE")


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:A3)", "$A$1", "Feuil1!A1:B2", "'Mon tableau'!$A$1", "'Janvier:Mars'!A1", "[0]!nom", "#REF!",
        "A1-SUM(A2)",
        '"oui,non"', 'IF(A1="","[1]|\\\\ l\'eau",2)', "Tableau1[[#This Row],[Prix (€)]]*Tableau1[L''eau]", "{1,2;3,4}",
        "_xlfn.XLOOKUP(A1,B:B,C:C)", "_xlfn._xlws.SORT(A1:A3)", "_xlfn.LET(_xlpm.a,1,_xlpm.a(2))",
        "LOG10 (A1)+ATAN2(1,2)", "HEX2DEC(A1)-SUMX2PY2(A1:A9,B1:B9)",
        'HYPERLINK("https://exemple.org/?a="&amp;B1,"ici")', 'HYPERLINK("mailto:a@exemple.org")',
        'HYPERLINK("#Feuil2!A1")',
        "OFFSET(A1,0,0,COUNTA(A:A),1)", 'TEXT(A1,"dddd d mmmm")', "NETWORKDAYS.INTL(A1,B1)",
    ],
)  # fmt: skip
def test_an_ordinary_formula_stays(formula):
    part = f"<c><f>{formula}</f></c>"
    assert kept(part) == part


def test_a_column_of_one_formula_is_read_once(monkeypatch):
    """The same formula stands on each row: a large sheet would take longer than it may."""
    rows = "".join(f"<c><f>SUM(A{n}:B{n})*LOG10(C{n})</f></c>" for n in range(1, 50_000))
    read = []
    monkeypatch.setattr("content.documents.formulas._check", read.append)
    assert kept(f"<d>{rows}</d>")
    assert read == ["SUM(A1:B1)*LOG10(C1)"]
