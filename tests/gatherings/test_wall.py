"""/groupe/<slug>/mur/: the week on one sheet, on a page and as a PDF that names nobody."""

import datetime
import io
import re

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from directory import closings
from gatherings import codes
from gatherings.group_page import wall
from gatherings.models import Leader
from gatherings.programme import rules
from tests.gatherings.group_kit import MONDAY, date_of, many_dates, workshop_of
from tests.performance.test_query_counts import counts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE, PDF = (reverse(f"group_life:{name}", args=["groupe-ici"]) for name in ("wall", "wall_pdf"))
WEEK = "?du=2026-12-07"


@pytest.fixture(autouse=True)
def monday():
    """It is a Monday morning: the whole week is to come."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def pdf_of(client_of) -> PdfReader:
    return PdfReader(io.BytesIO(client_of("member").get(f"{PDF}{WEEK}").content))


def words_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\xa0", " ").split())


@pytest.fixture
def written(people):
    """A week with a workshop, one that is cancelled, and a closing."""
    workshop = workshop_of(people.here, "Cuisine", 1, place="La grande salle")
    Leader.objects.create(workshop=workshop, user=people.member, accepted_at=MONDAY)
    rules.cancel(date_of(workshop_of(people.here, "Chorale", 2)), "Lou est loin.")
    closings.write(people.here, datetime.date(2026, 12, 12), datetime.date(2026, 12, 27))
    workshop_of(people.here, "La semaine d’après", 8)


def test_the_sheet_says_the_week_day_by_day_and_names_nobody(client_of, people, written):
    page = client_of("member").get(f"{PAGE}{WEEK}").text
    sheet = (
        page[page.index('class="sheet wall"') : page.index("</section>")].replace("&nbsp;", " ").replace("\xa0", " ")
    )
    said = words_of(pdf_of(client_of))
    for words in ("La semaine du 7 au 13 décembre 2026", "Lundi 7 décembre", "Dimanche 13 décembre", "La grande salle"):
        assert words in sheet
        assert words in said
    assert "<strong>de 14 h à 15 h 30</strong>, Cuisine" in sheet
    assert "14 h – 15 h 30 Cuisine" in said
    assert "<strong>Annulé</strong> : <strong>de 14 h à 15 h 30</strong>, Chorale" in sheet
    assert "Annulé : 14 h – 15 h 30 Chorale" in said
    assert sheet.count("Fermé") == said.count("Fermé") == 2
    for text in (sheet, said):
        assert not any(words in text for words in ("d’après", "Lou", str(people.member), people.here.name))


def test_a_week_without_a_word_still_has_its_seven_days_and_its_lines(client_of, people):
    page = client_of("member").get(f"{PAGE}{WEEK}").text
    assert page.count('class="wall-day"') == 7
    assert page.count('class="wall-line"') == 21
    assert words_of(pdf_of(client_of)).count("décembre") == 8


def test_the_pdf_is_one_sheet_with_a_neutral_name_and_says_nothing_of_who_made_it(client_of, people, written):
    answer = client_of("member").get(f"{PDF}{WEEK}")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="semaine.pdf"'
    pdf = PdfReader(io.BytesIO(answer.content))
    assert len(pdf.pages) == 1
    told = {name: value for name, value in pdf.metadata.items() if name != "/Creator"}
    assert told.pop("/Title") == "La semaine du 7 au 13 décembre 2026"
    assert not any(people.here.name in str(value) for value in told.values())
    assert not {"/Author", "/CreationDate", "/ModDate"} & told.keys()


def squares(page: str) -> list[str]:
    return [name.replace("\xa0", " ") for name in re.findall("<title>Carré à scanner.: ([^<]*)", page)]


def test_who_runs_the_group_prints_a_square_for_each_day_to_come_where_something_takes_place(client_of, written):
    running = client_of("facilitator")
    page = running.get(f"{PAGE}{WEEK}").text
    assert squares(page) == ["Mardi 8 décembre"] and wall.SCAN in page
    pdf = PdfReader(io.BytesIO(running.get(f"{PDF}{WEEK}").content))
    assert wall.SCAN in words_of(pdf)
    before = running.get(f"{PAGE}?du=2026-11-30").text
    assert not squares(before) and wall.SCAN not in before


def test_a_member_prints_the_week_without_its_squares(client_of, written):
    assert not squares(client_of("member").get(f"{PAGE}{WEEK}").text)
    assert wall.SCAN not in words_of(pdf_of(client_of))


def test_the_square_of_a_day_that_has_passed_or_is_far_is_not_drawn(client_of, people, written):
    workshop_of(people.here, "Plus tard", 15)
    running = client_of("facilitator")
    assert squares(running.get(f"{PAGE}?du=2026-12-15").text) == ["Mardi 15 décembre"]
    assert not squares(running.get(f"{PAGE}?du=2026-12-22").text)
    with time_machine.travel(MONDAY + datetime.timedelta(days=2), tick=False):
        assert not squares(client_of("facilitator").get(f"{PAGE}{WEEK}").text)


def test_the_square_leads_to_the_paper_of_the_day(client_of, people, written, monkeypatch):
    drawn = []
    monkeypatch.setattr(wall.qr, "svg", lambda text, *_rest, **_more: drawn.append(text) or "")
    client_of("facilitator").get(f"{PAGE}{WEEK}")
    assert drawn == [codes.paper_address(people.here, datetime.date(2026, 12, 8))]


def test_a_full_week_stays_on_one_sheet(client_of, people):
    for day in range(7):
        for hour in (9, 11, 14, 16, 18):
            workshop_of(
                people.here, "Un atelier au titre assez long", day, begins_at=datetime.time(hour), place="Salle"
            )
    pdf = pdf_of(client_of)
    assert len(pdf.pages) == 1
    assert words_of(pdf).count("Un atelier") == 35


def test_signs_in_a_title_are_read_as_text(client_of, people):
    workshop_of(people.here, "#panic() *gras* $x$ <b>", 1)
    assert "#panic() *gras* $x$ <b>" in words_of(pdf_of(client_of))


@pytest.mark.parametrize("said", ["", "?du=", "?du=2026-13-45", "?du=0001-01-01", "?du=9999-12-31", "?du=%00"])
def test_an_odd_day_gives_the_present_week(client_of, people, said):
    assert "La semaine du 7 au 13 décembre 2026" in client_of("member").get(f"{PAGE}{said}").text


def test_any_day_of_a_week_gives_it(client_of, people):
    assert "La semaine du 14 au 20 décembre 2026" in client_of("member").get(f"{PAGE}?du=2026-12-17").text


@pytest.mark.parametrize("kind", ["other_member", "coordinator", "superuser"])
def test_nobody_else_opens_the_sheet_of_a_group(client_of, people, kind):
    assert people.here
    assert [client_of(kind).get(address).status_code for address in (PAGE, PDF)] == [404, 404]


def test_a_page_that_cannot_be_drawn_now_is_a_plain_answer(client_of, people, monkeypatch):
    def stop(*_args: object) -> bytes:
        raise wall_error()

    from lib.pdf.typesetting import TypesettingError as wall_error

    monkeypatch.setattr(wall, "typeset", stop)
    assert client_of("member").get(PDF).status_code == 503


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_the_sheet_costs_the_same_whatever_there_is(client_of, people, monkeypatch, address):
    monkeypatch.setattr(wall, "typeset", lambda *_: b"%PDF")
    few, many = counts(client_of("member"), address, lambda number: many_dates(people.here, number), 20, 2000)
    assert few == many <= 8
