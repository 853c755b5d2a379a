"""A part of XML written again in one plain form, so that what is looked for cannot be spelled in another.

Names, attributes and texts stay, declarations of prefixes too. Entities are decoded, sections of raw text and comments
are gone, each attribute stands after one space, between double quotes.
"""

import re
from xml.parsers import expat
from xml.sax.saxutils import escape

from content.documents.refusals import TOO_LARGE, UNREADABLE, RefusedDocumentError

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_IN_TEXT = {"\r": "&#13;"}
_IN_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
# The prefix that every office program writes for the words looked for; under another they would not be found.
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    f"{_OPEN}drawing:1.0": "draw",
    **{f"{_OPEN}{name}:1.0": name for name in ("office", "text", "table", "script", "config", "manifest", "meta")},
}
# The prefix of equations, whose fractions have the name of a formula: nothing else may have it.
EQUATIONS = ("m", ("/math", "/1998/Math/MathML"))
_MINOR = re.compile(rf"({_OPEN}[\w-]+:1)\.\d+")  # LibreOffice reads each as the first one
MOST_TEXT = 64 * 1024 * 1024  # signs of a part, once its entities are open
LONGEST_ENTITY = 200  # signs: drawing programs declare addresses of prefixes, « ns_svg »
_BEGINNING = re.compile(rb"[\xef\xbb\xbf\xff\xfe\0 \t\r\n]*+<")  # of any length: a program reads past it
_PREFIX = re.compile(r"\w*")


class _Writer:
    def __init__(self, *, is_drawing: bool) -> None:
        self.is_drawing = is_drawing
        self.said: list[str] = []
        self.left = MOST_TEXT
        self.waits = False  # a tag whose end is not written yet: it may be empty

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.ordered_attributes = parser.buffer_text = True
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.document_type
        parser.EntityDeclHandler = self.entity
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        return parser

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        alone = {0: ' standalone="no"', 1: ' standalone="yes"'}.get(standalone, "")
        self.said.append(f'<?xml version="1.0" encoding="UTF-8"{alone}?>')

    def document_type(self, name: str, system: str | None, public: str | None, has_entities: int) -> None:
        """Refuse a document type, which no part of an office document has; a drawing may, of bounded size."""
        if not self.is_drawing:
            raise RefusedDocumentError(UNREADABLE)

    def entity(self, name: str, is_parameter: int, value: str | None, *_: object) -> None:
        """Refuse an entity that is long or made of others: opened inside an attribute, it is nowhere counted before."""
        if len(value or "") > LONGEST_ENTITY or "&" in (value or "") or "%" in (value or ""):
            raise RefusedDocumentError(TOO_LARGE)

    def start(self, name: str, attributes: list[str]) -> None:
        self._close()
        self._count(name, *attributes)
        self.said.append(f"<{name}")
        for each, value in zip(attributes[::2], attributes[1::2], strict=True):
            if each == "xmlns" or each.startswith("xmlns:"):
                _check_prefix(each[6:], value)
            self.said.append(f' {each}="{escape(value, _IN_ATTRIBUTE)}"')
        self.waits = True

    def end(self, name: str) -> None:
        self.said.append("/>" if self.waits else f"</{name}>")
        self.waits = False

    def text(self, data: str) -> None:
        self._close()
        self._count(data)
        self.said.append(escape(data, _IN_TEXT))

    def _count(self, *parts: str) -> None:
        self.left -= sum(map(len, parts))
        if self.left < 0:
            raise RefusedDocumentError(TOO_LARGE)

    def _close(self) -> None:
        if self.waits:
            self.said.append(">")
            self.waits = False


def _check_prefix(prefix: str, meaning: str) -> None:
    meaning = _MINOR.sub(r"\1.0", meaning.strip())
    equations, ends = EQUATIONS
    if PREFIXES.get(meaning, prefix) != prefix or not _PREFIX.fullmatch(prefix):
        raise RefusedDocumentError(UNREADABLE)
    if prefix == equations and not meaning.endswith(ends):
        raise RefusedDocumentError(UNREADABLE)


def rewritten(content: bytes, *, is_drawing: bool = False) -> str:
    """Return the XML of a part in its plain form. Raises RefusedDocumentError for what is not well formed.

    >>> rewritten(b"<a  b = '1'><![CDATA[x]]>&#65;<c></c></a>")
    '<a b="1">xA<c/></a>'
    """
    writer = _Writer(is_drawing=is_drawing)
    if b"<!ENTITY" in content.replace(b"\0", b"") and content.count(b"&") * LONGEST_ENTITY > MOST_TEXT:
        raise RefusedDocumentError(TOO_LARGE)
    try:
        writer.parser().Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, RefusedDocumentError):
            raise
        raise RefusedDocumentError(UNREADABLE) from error
    return "".join(writer.said)


def is_xml(name: str, content: bytes) -> bool:
    """Return whether a part is XML: by its name, or by how it begins, whatever its name."""
    return name.lower().endswith((".xml", ".rels", ".rdf", ".vml")) or _BEGINNING.match(content) is not None
