"""A document that opens into far more than it weighs: refused in words, and nothing else of the site is slower."""

import struct
import zlib
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject
from structlog.testing import capture_logs

from content.documents.cleaning_apart import cleaned_apart
from content.documents.refusals import NOTES, PICTURE, TOO_LARGE, UNREADABLE, RefusedDocumentError
from lib import apart
from tests.content.documents import NAME, TEXT, WORD, unzipped, zipped

ZEROS = zlib.compress(bytes(70_000_000))


def pictured(content: bytes, pictures: int = 1) -> bytes:
    """Return a PDF of pictures, each of them compressed once more than its kind is."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for n in range(pictures):
        picture = StreamObject()
        picture._data = content
        filters = ArrayObject([NameObject("/FlateDecode"), NameObject("/DCTDecode")])
        picture.update({NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): filters})
        picture[NameObject("/Number")] = NumberObject(n)
        writer._root_object[NameObject(f"/Picture{n}")] = writer._add_object(picture)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def packed(streams: int) -> bytes:
    """Return a PDF with objects in streams of their own (ISO 32000, 7.5.7), each of 70 MB once it is read."""
    numbers = range(10, 10 + streams)
    catalog = b"<</Type/Catalog/Pages 2 0 R%b>>" % b"".join(b"/K%d %d 0 R" % (n, n) for n in numbers)
    bodies = {1: catalog, 2: b"<</Type/Pages/Kids[]/Count 0>>"}
    for n in numbers:
        head = b"%d 0 " % n
        data = zlib.compress(head + b"<</A 1>>]" + b" " * 70_000_000)
        said = b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>" % (len(head), len(data))
        bodies[100 + n] = said + b"stream\n" + data + b"\nendstream"
    file, places = bytearray(b"%PDF-1.5\n"), {}
    for number, body in bodies.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = [(1, places[n], 0) if n in places else (2, 100 + n, 0) if n in numbers else (0, 0, 0) for n in range(200)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    start = b"<</Type/XRef/Size 200/W[1 4 2]/Root 1 0 R/Length %d>>stream\n%b\nendstream" % (len(table), table)
    return bytes(file) + b"199 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (start, len(file))


def crowded(parts: int) -> bytes:
    """Return a zip that names the same bytes under so many names."""
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0)
    entries = b"".join(entry + b"%05d" % n for n in range(parts))
    return local + entries + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, parts, parts, len(entries), len(local), 0)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(RefusedDocumentError) as refused:
        cleaned_apart(name, content)
    return str(refused.value)


def test_pictures_that_are_none_are_refused():
    assert refusal("a.pdf", pictured(ZEROS)) == PICTURE


def test_a_document_of_many_large_parts_is_refused():
    many = pictured(zlib.compress(b"\xff\xd8\xff" + bytes(70_000_000)), pictures=8)
    assert refusal("a.pdf", many) in {TOO_LARGE, PICTURE}


def test_objects_kept_in_large_streams_are_refused():
    assert refusal("a.pdf", packed(streams=10)) == TOO_LARGE


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt", "a.ods"])
def test_a_zip_of_too_many_parts_is_refused_before_any_is_opened(name):
    assert refusal(name, crowded(60_000)) == TOO_LARGE


def test_a_document_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0)
    assert refusal("a.docx", zipped(WORD)) == TOO_LARGE


def test_a_process_that_fails_is_said_to_who_runs_the_site(monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with capture_logs() as lines:
        assert refusal("a.docx", zipped(WORD)) == TOO_LARGE
    assert [line["event"] for line in lines] == ["a document was too large to clean"]


@pytest.mark.parametrize("name", ["a.exe", "a", "a.pd\0f", "--help"])
def test_another_kind_starts_nothing(monkeypatch, name):
    monkeypatch.setattr(apart.subprocess, "run", None)
    assert refusal(name, b"a") == UNREADABLE


def test_what_is_clean_comes_back_and_what_is_refused_says_why():
    kept = unzipped(cleaned_apart("Compte rendu é.docx", zipped(WORD)))
    assert any(TEXT.encode() in part for part in kept.values())
    assert not any(NAME.encode() in part for part in kept.values())
    commented = {**WORD, "word/comments.xml": f'<w:comments><w:comment w:author="{NAME}"/></w:comments>'}
    assert refusal("a.docx", zipped(commented)) == NOTES


def test_nothing_of_the_site_is_given_to_the_process(monkeypatch):
    given = {}

    def run(*_args, **options):
        given.update(options)
        raise apart.subprocess.TimeoutExpired("", 1)

    monkeypatch.setattr(apart.subprocess, "run", run)
    refusal("a.txt", b"a")
    assert set(given["env"]) == {"PYTHONPATH"}
