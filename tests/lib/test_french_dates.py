"""Dates as people write them: a whole day, a month, a year; anything else is no date."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import engines

from lib.form_fields import Day, When
from lib.french_dates import Known, Said, in_words, read, write_day

ROOT = Path(__file__).resolve().parents[2]
PARIS = ZoneInfo("Europe/Paris")
DAY = Said(datetime.date(2026, 3, 12))
MONTH = Said(datetime.date(2019, 3, 1), Known.MONTH)
YEAR = Said(datetime.date(2019, 1, 1), Known.YEAR)


@pytest.mark.parametrize(
    "text",
    [
        *("12/03/2026", "2026-03-12", "12 mars 2026", "12.03.2026", "12/3/26", "12-03-2026", "le 12 mars 2026"),
        *("jeudi 12 Mars 2026", "12\N{NO-BREAK SPACE}mars 2026", " 12 / 03 / 2026 "),
    ],
)
def test_a_whole_day_is_read_as_people_write_it(text):
    assert read(text) == DAY
    assert Day().clean(text) == DAY.day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er février 2024", "2024-02-01"),
        ("3 févr. 2024", "2024-02-03"),
        ("14 août 98", "1998-08-14"),
        ("29/2/2024", "2024-02-29"),
        ("5 déc. 2025", "2025-12-05"),
    ],
)
def test_accents_short_months_and_short_years(text, day):
    assert read(text) == Said(datetime.date.fromisoformat(day))


@pytest.mark.parametrize("text", ["03/2019", "3.2019", "mars 2019", "Mars 2019", "en mars 2019", "2019-03"])
def test_a_month_may_be_all_one_knows(text):
    assert read(text) == MONTH
    assert in_words(MONTH) == "en mars 2019"
    assert MONTH.last == datetime.date(2019, 3, 31)


@pytest.mark.parametrize("text", ["2019", "en 2019", " 2019 "])
def test_a_year_may_be_all_one_knows(text):
    assert When().clean(text) == read(text) == YEAR
    assert in_words(YEAR) == "en 2019"
    assert YEAR.last == datetime.date(2019, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        *("hier", "12", "mars", "12 mars", "31/02/2026", "13/2019", "ju 2019", "12/3/26/1", "19", "0000", "\x00"),
        *("03/26", "12 mars 20266", "x" * 10_000, "٢٠١٩", "le", "/"),
    ],
)
def test_what_is_no_date_is_refused(text):
    for field in (Day(), When()):
        with pytest.raises(forms.ValidationError):
            field.clean(text)


@pytest.mark.parametrize("text", ["2019", "mars 2019"])
def test_a_field_for_a_day_asks_for_the_whole_day(text):
    with pytest.raises(forms.ValidationError):
        Day().clean(text)


def test_nothing_said_is_nothing_known():
    assert When(required=False).clean("") is None


def test_a_text_too_long_for_a_date_is_not_read():
    """« le le le » of a megabyte kept a process for minutes."""
    assert read("le " * 17 + "mars 2026") == read("mars 2026")
    with pytest.raises(ValueError, match="60"):
        read("le " * 18 + "mars 2026")


@pytest.mark.parametrize(
    ("form", "first", "second"),
    [
        ("j F Y", "1er mars 2027", "2 mars 2027"),
        ("l j F à H \\h i", "lundi 1er mars à 09 h 30", "mardi 2 mars à 09 h 30"),
        ("F Y", "mars 2027", "mars 2027"),
        ("\\j j", "j 1er", "j 2"),
    ],
)
def test_the_first_of_a_month_is_written_as_people_say_it_in_every_template(form, first, second):
    template = engines["django"].from_string("{{ day|date:form }}")
    days = [datetime.datetime(2027, 3, number, 9, 30, tzinfo=PARIS) for number in (1, 2)]
    assert [template.render({"day": day, "form": form}) for day in days] == [first, second]
    assert [write_day(day, form) for day in days] == [first, second]


def test_a_moment_is_written_as_the_day_it_is_here():
    moment = datetime.datetime(2026, 11, 30, 23, 30, tzinfo=datetime.UTC)
    assert write_day(moment, "l j F") == "mardi 1er décembre"


def test_what_is_no_day_is_written_as_django_does():
    template = engines["django"].from_string("{{ none|date }}|{{ empty|date }}|{{ day|date }}|{{ hour|date:'G:i' }}")
    there = {"none": None, "empty": "", "day": datetime.date(2027, 3, 1), "hour": datetime.time(9, 5)}
    assert template.render(there) == "||1er mars 2027|9:05"


def test_no_other_module_writes_dates():
    sources = [path for top in ("site", "content", "courses", "passport") for path in (ROOT / top).rglob("*.py")]
    asking = [path.name for path in sources if "date_format" in path.read_text()]
    assert asking == ["french_dates.py"]
