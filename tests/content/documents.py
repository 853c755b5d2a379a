"""Documents made for the tests, each of which names « Jeanne Secret » wherever a document of its kind may."""

import zipfile
from io import BytesIO

from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from tests.content.pictures import with_gps

NAME = "Jeanne Secret"
PATH = f"C:\\Users\\{NAME}\\modele.dotx"
TEXT = "Le compte rendu"
Parts = dict[str, str | bytes]
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# To parts that some tests add: a part that nothing leads to does not stay.
LINKS_OF_WORD, LINKS_OF_EXCEL = (
    "".join(f'<Relationship Id="more{n}" Type="{RELATION}/image" Target="{part}"/>' for n, part in enumerate(parts))
    for parts in (
        ["styles.xml", "ink/ink1.xml", "d.vml", "media/a.emf", "props.xml"],
        ["drawings/drawing1.xml", "xmlMaps.xml", "pivotCache/pivotCacheDefinition1.xml", "pivotCache/a.xml"],
    )
)
WORD: Parts = {
    "[Content_Types].xml": '<Types><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="core"/>'
    '<Override PartName="/word/document.xml" ContentType="main"/></Types>',
    "_rels/.rels": "<Relationships>"
    f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATION}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    "docProps/core.xml": f"<p><creator>{NAME}</creator><lastModifiedBy>{NAME}</lastModifiedBy></p>",
    "docProps/app.xml": f"<p><Company>{NAME}</Company><Template>{PATH}</Template></p>",
    "docProps/custom.xml": f"<p>{NAME}</p>",
    "docProps/thumbnail.jpeg": with_gps(),
    "customXml/item1.xml": f"<p>{NAME}</p>",
    "word/people.xml": f'<w15:people><w15:person w15:author="{NAME}"/></w15:people>',
    "word/document.xml": f'<w:document><w:p><w:t>{TEXT}</w:t><pic descr="{PATH}"/></w:p></w:document>',
    "word/settings.xml": '<w:settings><w:attachedTemplate r:id="rId1"/>'
    f'<w:mailMerge><w:connectString w:val="x={NAME}"/></w:mailMerge>'
    f'<w:docVars><w:docVar w:name="a" w:val="{NAME}"/></w:docVars></w:settings>',
    "word/drawings/vmlDrawing1.vml": f'<xml><v:imagedata src="file:///home/{NAME}/a.png"/></xml>',
    "word/media/image1.jpg": with_gps(),
    "word/media/image2.png": with_gps("PNG"),
    "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{RELATION}/image" '
    f'Target="media/image1.jpg"/><Relationship Id="rId4" Type="{RELATION}/image" Target="/word/media/image2.png"/>'
    f'<Relationship Id="rId5" Type="{RELATION}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId6" Type="{RELATION}/vmlDrawing" Target="drawings/vmlDrawing1.vml"/>'
    f"{LINKS_OF_WORD}"
    f'<Relationship Id="rId2" Type="{RELATION}/customXml" Target="../customXml/item1.xml"/>'
    f'<Relationship Id="rId3" Type="{RELATION}/hyperlink" Target="file:///home/{NAME}/a" TargetMode="External"/>'
    "</Relationships>",
    "word/_rels/settings.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{RELATION}/attachedTemplate" '
    f'Target="file:///{PATH}" TargetMode="External"/></Relationships>',
}
EXCEL: Parts = {
    **{name: content for name, content in WORD.items() if not name.startswith("word/")},
    "_rels/.rels": "<Relationships>"
    f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATION}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{RELATION}/sharedStrings" '
    f'Target="sharedStrings.xml"/><Relationship Id="rId2" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId3" Type="{RELATION}/image" Target="media/image1.jpeg"/>{LINKS_OF_EXCEL}</Relationships>',
    "xl/workbook.xml": f'<workbook><fileSharing readOnlyRecommended="1" userName="{NAME}"/>'
    f'<x15ac:absPath url="https://d.docs.live.net/{NAME}/"/></workbook>',
    "xl/sharedStrings.xml": f"<sst><si><t>{TEXT}</t></si></sst>",
    "xl/worksheets/sheet1.xml": '<worksheet><pageSetup orientation="portrait" r:id="rId1"/></worksheet>',
    "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{RELATION}/printerSettings" '
    'Target="../printerSettings/printerSettings1.bin"/></Relationships>',
    "xl/printerSettings/printerSettings1.bin": f"\\\\BUREAU\\{NAME}".encode("utf-16-le"),
    "xl/persons/person.xml": f'<person displayName="{NAME}"/>',
    "xl/media/image1.jpeg": with_gps(),
}
OPEN: Parts = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"/>'
    '<manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/>'
    "</manifest:manifest>",
    "meta.xml": f"<m><dc:creator>{NAME}</dc:creator><meta:template xlink:href='{PATH}'/></m>",
    "content.xml": f'<c><text:p>{TEXT}</text:p><draw:image xlink:href="file:///home/{NAME}/a.png"/>'
    '<text:tracked-changes text:track-changes="false"/></c>',
    "settings.xml": '<s><config:config-item config:name="PrinterName" config:type="string">'
    f"Bureau de {NAME}</config:config-item></s>",
    "Object 1/meta.xml": f"<m>{NAME}</m>",
    "Object 1/content.xml": "<c/>",
    "Pictures/a.jpg": with_gps(),
    "Thumbnails/thumbnail.png": with_gps("PNG"),
}
KINDS: dict[str, Parts] = {"a.docx": WORD, "a.xlsx": EXCEL, "a.odt": OPEN, "a.ods": OPEN}


def zipped(parts: Parts) -> bytes:
    """Return a document of these parts, in a zip whose comment and dates tell of somebody."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = NAME.encode()
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content)
    return output.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the parts of a document."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pdf(*, password: str = "", attached: bool = False) -> bytes:
    """Return a page of text with a photo, a note and metadata."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    photo = DecodedStreamObject()
    photo.set_data(with_gps())
    photo.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(64),
            NameObject("/Height"): NumberObject(48),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    images = DictionaryObject({NameObject("/Im0"): writer._add_object(photo)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    text = DecodedStreamObject()
    text.set_data(f"BT ({TEXT}) Tj ET /Im0 Do".encode())
    page[NameObject("/Contents")] = writer._add_object(text)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/App"): TextStringObject(NAME)})
    note = writer.add_annotation(0, FreeText(text="Bien", rect=(0, 0, 50, 50)))
    note[NameObject("/T")] = TextStringObject(NAME)
    writer.add_metadata({"/Author": NAME, "/Creator": NAME})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    if attached:
        writer.add_attachment("a.txt", b"a")
    if password:
        writer.encrypt(password)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
