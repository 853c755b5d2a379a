"""Files as spreadsheets write them: letters, separators, ends of lines, quotes, workbooks."""

import io
import zipfile

import pytest

from directory.tables import refusals, workbook_apart
from directory.tables.refusals import FileRefusedError
from directory.tables.rows import rows_of
from lib.apart import StoppedError
from lib.turns import TooBusyError
from tests.directory.tables.kit import workbook

LINES = [["Nom", "Ville"], ["Les Ébènes", "Évreux"]]


def texts(content):
    return [cells for _, cells in rows_of(content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("parter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_however_it_is_written(encoding, parter, end):
    text = end.join(parter.join(cells) for cells in LINES)
    assert texts(text.encode(encoding)) == LINES


def test_quotes_hold_ends_of_lines_and_separators_and_lines_keep_their_numbers():
    content = 'Nom;Horaires\r\n"Les ""Amis""";"lundi ; mardi\r\nde 9 h à 12 h"\n\n\rAutre;x'
    assert rows_of(content.encode()) == [
        (1, ["Nom", "Horaires"]),
        (2, ['Les "Amis"', "lundi ; mardi\r\nde 9 h à 12 h"]),
        (5, ["Autre", "x"]),
    ]


def test_a_workbook_is_read_as_it_shows():
    rows = rows_of(workbook(["Nom", "Département"], ["Les Ébènes", 1], [None, None], ["Autre", "2A"]))
    assert rows == [(1, ["Nom", "Département"]), (2, ["Les Ébènes", "1"]), (4, ["Autre", "2A"])]


def test_a_formula_is_never_computed_nor_shown():
    assert texts(workbook(["Nom", "Ville"], ["Amis", "=1+1"], ["Autres", '=HYPERLINK("http://exemple.fr")'])) == [
        ["Nom", "Ville"],
        ["Amis"],
        ["Autres"],
    ]


def zipped(**parts):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", refusals.EMPTY),
        (b" \r\n ", refusals.EMPTY),
        (b"x" * (refusals.LARGEST + 1), refusals.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0rest", refusals.OLD_KIND),
        (b"%PDF-1.7", refusals.UNREADABLE),
        (b"PK\x03\x04 cut", refusals.UNREADABLE),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), refusals.UNREADABLE),
        (zipped(a=b"0" * (33 * 1024 * 1024)), refusals.TOO_LARGE),
        (workbook(["Nom"])[:-200], refusals.UNREADABLE),
        (b"Nom;Ville\nA\0B;C", refusals.UNREADABLE),
        (b"Nom;Ville\nA\x81B;C", refusals.UNREADABLE),
        (b"Nom\n" + b"x\n" * 1_200, refusals.TOO_LARGE),
        (";".join(["Nom"] * 61).encode(), refusals.TOO_LARGE),
        (workbook(["Nom"], *[["x"]] * 1_200), refusals.TOO_LARGE),
        (workbook(["Nom"] * 61), refusals.TOO_LARGE),
        (b'Nom;Ville\nA;"B\nC;D', refusals.OPEN_QUOTE.format(line=2)),
        (b'Nom;Ville\nA;B\n"A"B;C\n', refusals.OPEN_QUOTE.format(line=3)),
        (b"Nom\n" + b"x" * 150_000, refusals.OPEN_QUOTE.format(line=2)),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(FileRefusedError) as refused:
        rows_of(content)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("error", "sentence"), [(StoppedError("time"), refusals.TOO_LARGE), (TooBusyError(), refusals.BUSY)]
)
def test_a_workbook_that_stops_its_process_or_waits_too_long_is_refused(monkeypatch, error, sentence):
    def stop(*words, **bounds):
        raise error

    monkeypatch.setattr(workbook_apart, "run_apart", stop)
    with pytest.raises(FileRefusedError) as refused:
        rows_of(workbook(["Nom"]))
    assert str(refused.value) == sentence


def test_a_workbook_with_a_cell_longer_than_any_text_is_refused():
    with pytest.raises(FileRefusedError) as refused:
        rows_of(workbook(["Nom"], ["x" * 20_001]))
    assert str(refused.value) == refusals.TOO_LARGE
