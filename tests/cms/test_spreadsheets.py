"""What the admin gives away as CSV or XLSX runs nothing in the spreadsheet that opens it."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lib.cells import FORMULAS
from tests.courses.factories import build_site, module_with
from tests.people import sign_in

REPORTS = ["site_history", "aging_pages"]
DANGEROUS = [f'{sign}HYPERLINK("x")' for sign in FORMULAS] + ["  =1+1"]


@pytest.fixture
def lesson(db):
    return module_with(build_site(), lessons=1).get_children().get().specific


@pytest.fixture
def moderator(client, people, lesson):
    return sign_in(client, people, "moderator")


def _file(client, name: str, kind: str) -> bytes:
    answer = client.get(reverse(f"wagtailadmin_reports:{name}"), {"export": kind})
    return b"".join(answer.streaming_content)


def _titled(lesson, title: str) -> None:
    type(lesson).objects.filter(pk=lesson.pk).update(title=title, draft_title=title)
    lesson.refresh_from_db()
    lesson.save_revision(log_action=True).publish()


@pytest.mark.parametrize("title", DANGEROUS)
@pytest.mark.parametrize("name", REPORTS)
def test_no_cell_of_a_csv_begins_as_a_formula(moderator, lesson, name, title):
    _titled(lesson, title)
    rows = list(csv.reader(StringIO(_file(moderator, name, "csv").decode(), newline="")))
    cells = [cell for row in rows for cell in row]
    assert f"'{title}" in cells
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULAS)]


@pytest.mark.parametrize("name", REPORTS)
def test_a_cell_of_an_xlsx_is_text_as_it_stands(moderator, lesson, name):
    _titled(lesson, "=1+1")
    sheet = load_workbook(BytesIO(_file(moderator, name, "xlsx"))).active
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert found and {cell.data_type for cell in found} <= {"s", "inlineStr"}


def test_an_ordinary_title_stays_as_it_is(moderator, lesson):
    _titled(lesson, "La caisse - jour 1")
    assert "La caisse - jour 1" in _file(moderator, "site_history", "csv").decode()
