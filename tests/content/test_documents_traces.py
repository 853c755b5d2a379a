"""What an office program notes by itself of people and machines goes; the text of the page stays."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList

from content.documents import traces
from content.documents.cleaning import cleaned
from tests.content.documents import KINDS, NAME, unzipped, zipped

BODY, SETTINGS = "word/document.xml", "word/settings.xml"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
DAY = "2024-05-06T07:08:10"


def kept(name: str, part: str, said: str) -> str:
    return unzipped(cleaned(name, zipped({**KINDS[name], part: said})))[part].decode()


def workbook() -> bytes:
    """Return a workbook whose scenario names who made it, as Excel does by itself."""
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    made = Scenario(name="Haut", user=NAME, comment=f"Créé par {NAME}", inputCells=[InputCells(r="A1", val="2")])
    book.active.scenarios = ScenarioList(scenario=[made])
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def test_a_scenario_of_excel_names_nobody_and_still_computes():
    assert NAME.encode() in unzipped(workbook())[SHEET]
    result = cleaned("a.xlsx", workbook())
    assert NAME.encode() not in b"".join(unzipped(result).values())
    scenario = openpyxl.load_workbook(BytesIO(result)).active.scenarios.scenario[0]
    assert (scenario.name, scenario.user, scenario.comment) == ("Haut", None, None)
    assert (scenario.inputCells[0].r, scenario.inputCells[0].val) == ("A1", "2")


def test_a_scenario_of_libre_office_names_nobody():
    said = '<c><table:scenario table:is-active="true" {}table:scenario-ranges="F.A1"/></c>'
    comment = f'table:comment="Créé par {NAME}, le 3/3/2020" '
    assert kept("a.ods", "content.xml", said.format(comment)) == said.format("")


@pytest.mark.parametrize(
    ("part", "said", "left"),
    [
        (SHEET, f'<scenario name="a" user="{NAME}" count="1"/>', '<scenario name="a" count="1"/>'),
        (SHEET, f'<x14:protectedRange name="a" securityDescriptor="{NAME}"/>', '<x14:protectedRange name="a"/>'),
        (SHEET, f"<protectedRange><securityDescriptor>{NAME}</securityDescriptor></protectedRange>",
         "<protectedRange></protectedRange>"),
        (SHEET, f'<smartTags><cellSmartTags r="A1"><cellSmartTagPr val="{NAME}"/></cellSmartTags></smartTags>', ""),
        (SHEET, f'<z:later lastModifiedBy="{NAME}" z:savedBy="{NAME}" a="1"/>', '<z:later a="1"/>'),
        (SHEET, '<groupLevel user="1" uniqueName="a"/>', '<groupLevel user="1" uniqueName="a"/>'),
        (BOOK, f'<fileVersion appName="xl" rupBuild="1"/><fileSharing userName="{NAME}" a="1"/>',
         '<fileSharing a="1"/>'),
        (BOOK, f'<xr:revisionPtr revIDLastSave="9" documentId="{NAME}"/>', ""),
        (BOOK, f'<webPublishObjects><webPublishObject destinationFile="{NAME}"/></webPublishObjects>', ""),
        ("xl/xmlMaps.xml", f'<Map ID="1"><DataBinding FileBindingName="{NAME}"/></Map>', '<Map ID="1"></Map>'),
        ("xl/pivotCache/pivotCacheDefinition1.xml",
         f'<pivotCacheDefinition refreshedBy="{NAME}" refreshedDate="45000.5" refreshedDateIso="{DAY}" a="1"/>',
         '<pivotCacheDefinition a="1"/>'),
        ("xl/drawings/drawing1.xml", f'<a15:signatureLine isSignatureLine="1" suggestedSignerEmail="{NAME}"/>',
         '<a15:signatureLine isSignatureLine="1"/>'),
        ("xl/drawings/drawing1.xml", f'<xdr:cNvPr id="2" name="Image 1" descr="Disque dur:Users:{NAME}:a.png"/>',
         '<xdr:cNvPr id="2" name="Image 1" descr=""/>'),
        ("xl/drawings/drawing1.xml", f'<xdr:cNvPr id="2" descr="/Users/{NAME}/a.png"/>',
         '<xdr:cNvPr id="2" descr=""/>'),
    ],
)  # fmt: skip
def test_what_excel_notes_goes(part, said, left):
    assert kept("a.xlsx", part, f"<d>{said}</d>") == f"<d>{left}</d>"


@pytest.mark.parametrize(
    ("part", "said", "left"),
    [
        (BODY, '<w:p w:rsidR="00A1" w14:paraId="3" w:rsidRDefault="00B2"><w:r w:rsidRPr="00C3"/></w:p>',
         '<w:p w14:paraId="3"><w:r/></w:p>'),
        (BODY, f'<w:sdt w:id="1" w:date="{DAY}" w16du:dateUtc="{DAY}"/>', '<w:sdt w:id="1"/>'),
        (BODY, f'<w:permStart w:id="1" w:ed="{NAME}"/>', '<w:permStart w:id="1"/>'),
        (BODY, f'<w:smartTag><w:smartTagPr><w:attr w:val="{NAME}"/></w:smartTagPr><w:r/></w:smartTag>',
         "<w:smartTag><w:r/></w:smartTag>"),
        (BODY, f"<w:fldChar><w:fldData>{NAME}</w:fldData></w:fldChar>", "<w:fldChar></w:fldChar>"),
        (BODY, f'<pic:cNvPr id="1" name="CV {NAME}.jpg" descr="Une affiche"/>',
         '<pic:cNvPr id="1" name="" descr="Une affiche"/>'),
        (BODY, f'<v:shape o:gfxdata="{NAME}" equationxml="{NAME}"><v:imagedata o:title="{NAME}" r:id="a"/></v:shape>',
         '<v:shape><v:imagedata r:id="a"/></v:shape>'),
        (BODY, f'<o:signatureline o:suggestedsigner="{NAME}" o:suggestedsigner2="{NAME}" o:addlxml="{NAME}" id="1"/>',
         '<o:signatureline id="1"/>'),
        (SETTINGS, '<w:rsids><w:rsidRoot w:val="00A1"/></w:rsids><w15:docId w15:val="{A}"/><w:zoom/>', "<w:zoom/>"),
        ("word/styles.xml", '<w:style w:styleId="a"><w:rsid w:val="00A1"/></w:style>',
         '<w:style w:styleId="a"></w:style>'),
        ("word/ink/ink1.xml", f'<inkml:inkSource xml:id="a" serialNo="{NAME}" manufacturer="a" model="b"/>',
         '<inkml:inkSource xml:id="a"/>'),
        ("word/ink/ink1.xml", f'<inkml:timestamp xml:id="a" timeString="{DAY}"/>', '<inkml:timestamp xml:id="a"/>'),
    ],
)  # fmt: skip
def test_what_word_notes_goes(part, said, left):
    assert kept("a.docx", part, f"<d>{said}</d>") == f"<d>{left}</d>"


@pytest.mark.parametrize(
    ("part", "said", "left"),
    [
        ("styles.xml", '<style:text-properties officeooo:rsid="1" officeooo:paragraph-rsid="2" a="1"/>',
         '<style:text-properties a="1"/>'),
        ("styles.xml", f'<style:page-layout-properties style:paper-tray-name="{NAME}"/>',
         "<style:page-layout-properties/>"),
        ("content.xml", f'<z:later loext:sender-initials="{NAME}" z:user-name="{NAME}"/>', "<z:later/>"),
        ("content.xml", f'<text:creation-date text:fixed="true" text:date-value="{DAY}">6 mai</text:creation-date>',
         '<text:creation-date text:fixed="true">6 mai</text:creation-date>'),
        ("content.xml", f'<text:print-time text:time-value="{DAY}">7 h</text:print-time>',
         "<text:print-time>7 h</text:print-time>"),
        ("content.xml", f'<text:database-display text:database-name="{NAME}" text:column-name="a"/>',
         '<text:database-display text:database-name="" text:column-name="a"/>'),
        *(
            ("settings.xml", f'<config:config-item config:name="{name}">{said}</config:config-item>', "")
            for name, said in (
                ("PrintFaxName", NAME), ("CurrentDatabaseDataSource", NAME), ("RsidRoot", "12"),
                ("Later", f"file:///home/{NAME}/a.soc"), ("ColorTableURL", "$(user)/a.soc"), ("PrinterSetup", "eJw="),
            )
        ),
    ],
)  # fmt: skip
def test_what_libre_office_notes_goes(part, said, left):
    assert kept("a.odt", part, f"<d>{said}</d>") == f"<d>{left}</d>"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.docx", '<w:t>Ceci : w:rsidR="00A1" est un numéro</w:t><w:r/>'),
        ("a.docx", f'<w:t>user="{NAME}" C:\\Users\\{NAME}</w:t>'),
        ("a.docx", f'<w:tag w:val=" user=" w:author2="a" w:b=" comment="/><w:t>{NAME}</w:t>'),
        ("a.docx", f'<w:date w:fullDate="{DAY}"/>'),
        ("a.docx", '<w:p xmlns:user="urn:a" user:a="b"/>'),
        ("a.docx", '<a:blip descr="À/home/ : une affiche"/>'),
        ("a.odt", f'<text:p>table:comment="{NAME}" file:///home/</text:p>'),
        ("a.odt", f'<text:bibliography-mark text:author="{NAME}" text:title="Le livre"/>'),
        ("a.odt", f"<text:author-name>{NAME}</text:author-name><text:sender-street>1, rue</text:sender-street>"),
        ("a.odt", f'<text:date text:date-value="{DAY}">6 mai</text:date>'),
        ("a.odt", '<config:config-item config:name="ShowGrid">true</config:config-item>'),
    ],
)  # fmt: skip
def test_what_the_page_says_stays(name, said):
    part = BODY if name == "a.docx" else "content.xml"
    assert kept(name, part, f"<d>{said}</d>") == f"<d>{said}</d>"


@pytest.mark.parametrize("name", ["scenario", "w:rsids", "w:p", "w:date", "v:imagedata", "inkml:timestamp"])
def test_what_repeats_is_read_in_one_go(name):
    """What looks for a name must not begin again at each sign: this would take hours."""
    many = 100_000
    values = (" user=" * many, "a" * many * 4, "user" * many, "a-" * many, "x:" * many, "a author" * many)
    for value in values:
        for said in (f'<{name} a="{value}"/>', f"<d>{value}</d>", f'<{name} userName="{value}"/>'):
            assert traces.without_paths(traces.of_office(said)) in {said, f"<{name}/>", ""}
            assert traces.of_libre_office(said) in {said, f"<{name}/>"}
    tags = "".join(f' a{n}:user="x"' for n in range(many))
    assert traces.of_office(f"<{name}{tags}/>") in {f"<{name}/>", ""}
    sessions = "".join(f' w:rsid{n}="0"' for n in range(many))
    assert len(traces.of_office(f"<{name}{sessions}/>")) < len(sessions)
