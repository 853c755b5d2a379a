"""Three hundred files that no spreadsheet should have made: always the same ones."""

import io
import itertools
import random
import zipfile
from collections.abc import Iterator

from tests.directory.tables.kit import HEAD, workbook

GOOD = f"{HEAD}Les Ébènes;Rouen;76;autisme;02 35 00 00 00;exemple.fr;lundi\nSt Éloi;Caen;1;;;;\n"
CELLS = (
    *("", " ", "\x00", "\x01", "\x1a", "\ud800", "\u202e", "\u200b" * 3000, "=1+1", "@SUM(A1)", "'=x", '"', '""', '"x'),
    *("²", "٣", "１", "9" * 400, "1e308", "NaN", "-0", "2A", "2c", "971", "99", "null", "é" * 5000, "{{ 7*7 }}"),
    *("a\tb", "a;b", "a,b", "a\nb", "a\rb", "a\u2028b", "http://", "http://[::1", "javascript:alert(1)", "//x", "a@b"),
    *("marie.durand@gmail.com", "06 00 00 00 00", "\N{COMBINING ACUTE ACCENT}" * 4000, "İı", "ﬁ", "М", "../../etc"),
    *("<script>alert(1)</script>", "%s%n", "\ufeff", "\uffff"),
)
COLUMNS = HEAD.strip().split(";")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp037", "mac-roman")


def odd_files() -> Iterator[bytes]:
    """Yield three hundred files."""
    made = (*_cells(), *_texts(), *_encoded(), *_workbooks(), *_cut(workbook(COLUMNS, ["Les Ébènes", "Rouen", 76])))
    yield from itertools.islice(itertools.chain(made, _noise()), 300)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _cells() -> Iterator[bytes]:
    """Yield each odd text in a cell of a CSV, first by itself, then in a heading; and in a workbook where it can be."""
    for text in CELLS:
        quoted = '"' + text.replace('"', '""') + '"'
        for place in (0, 2, 4, 5):
            cells = ["Les Ébènes", "Rouen", "76", "", "", "", ""]
            cells[place] = quoted if place else text
            yield _bytes(HEAD + ";".join(cells))
    for text in CELLS[:12]:
        yield _bytes(f"{text};{HEAD}x;Les Ébènes;Rouen")


def _texts() -> Iterator[bytes]:
    """Yield odd shapes of text: no row, no column, too many of them, every end of line at once."""
    yield from (
        b"",
        b"\n",
        b";",
        b'"',
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff\x00",
        b"Nom",
        b"Nom\n;",
    )
    yield _bytes(";".join(["Nom"] * 10_000) + "\n" + ";".join(["x"] * 10_000))
    yield _bytes(";".join(f"colonne {number}" for number in range(10_000)) + ";Nom\nx")
    yield _bytes(HEAD + "x" * 390_000)
    yield _bytes(HEAD + ";" * 390_000)
    yield _bytes(HEAD + "x" + ";" * 390_000 + "\nx;Rouen")
    yield _bytes(HEAD + "\n" * 390_000)
    yield _bytes(HEAD + '"' * 390_001)
    yield _bytes(HEAD + "x;y\n" * 90_000)
    yield _bytes(GOOD.replace("\n", "\r", 1).replace("Caen", "Ca\r\nen"))
    yield _bytes(GOOD.replace(";", ",").replace("Rouen", '"Rou,\ren"'))
    yield _bytes(GOOD.replace("\n", "\r\r\n") + "\x1a")
    yield _bytes("<html><table><tr><td>Nom</td></tr></table>")
    yield _bytes('{"Nom": "Les Ébènes"}')
    yield _bytes(HEAD + ";".join(["a;b"] * 40))
    yield GOOD.encode() + b"\x81\x8d\x8f\x90\x9d"
    yield b"PK\x05\x06" + b"\0" * 18


def _encoded() -> Iterator[bytes]:
    """Yield a good file in the letters of other machines, each cut in the middle too."""
    for encoding in ENCODINGS:
        yield GOOD.encode(encoding, "replace")
        yield GOOD.encode(encoding, "replace")[:101]


def _zip(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def _workbooks() -> Iterator[bytes]:
    """Yield workbooks: formulas, far cells, bombs, entities, links to elsewhere, no sheet."""
    yield workbook(COLUMNS, ["=1+1", '=HYPERLINK("http://exemple.fr")', "=WEBSERVICE(A1)", "#REF!", True, 1e300, -1])
    yield workbook(COLUMNS, *[["x" * 30_000]] * 3)
    yield workbook([None] * 16_383 + ["Nom"], ["x"])
    yield workbook(*[[]] * 30_000, ["Nom"])
    yield workbook()
    good = zipfile.ZipFile(io.BytesIO(workbook(COLUMNS, ["Les Ébènes", "Rouen", 76])))
    parts = {name: good.read(name) for name in good.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    entities = b'<!DOCTYPE x [<!ENTITY a "%s"><!ENTITY b "%s">]><worksheet>&b;</worksheet>' % (b"x" * 999, b"&a;" * 999)
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    for content in (b"", b"<", b"\x00", entities, outside, b"0" * 20_000_000, parts[sheet][:200], b"<worksheet/>"):
        yield _zip({**parts, sheet: content})
    for name in parts:
        yield _zip({each: content for each, content in parts.items() if each != name})
    yield _zip({**parts, "xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<x/>"})
    yield _zip(parts, zipfile.ZIP_LZMA)
    yield _zip({f"{number}.xml": b"" for number in range(3_000)})


def _cut(good: bytes) -> Iterator[bytes]:
    """Yield a workbook cut short, then with bytes changed."""
    for part in range(1, 8):
        yield good[: len(good) * part // 8]
    chance = random.Random(7)
    for _ in range(8):
        changed = bytearray(good)
        for _ in range(20):
            changed[chance.randrange(4, len(changed))] = chance.randrange(256)
        yield bytes(changed)


def _noise() -> Iterator[bytes]:
    chance = random.Random(300)
    while True:
        yield chance.randbytes(chance.randrange(1, 3_000))
