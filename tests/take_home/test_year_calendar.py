"""The calendar of the year: the days that follow from three dates, on the screen and in a file."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar

from content.models import Fact, ToolPage
from content.year_calendar import rules
from content.year_calendar.forms import NONE_GIVEN, TOO_FAR
from content.year_calendar.steps import ALL_YEAR, CITED_BESIDES, STEPS, Anchor, Step
from lib.form_fields import NOT_A_DAY

PAGE, FILE = reverse("year_calendar:page"), reverse("year_calendar:file")
HOURS = reverse("volunteer_hours:page")
NOW = datetime.datetime(2026, 11, 29, 10, tzinfo=datetime.UTC)
GIVEN = {"comptes": "2026-12-31", "assemblee": "2027-05-29", "convention": "2027-12-31"}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("step", "anchor", "expected"),
    [
        (Step(Anchor.CLOSING, "", "", months=6), "2026-12-31", "2027-06-30"),
        (Step(Anchor.CLOSING, "", "", months=6), "2027-08-31", "2028-02-29"),
        (Step(Anchor.ASSEMBLY, "", "", months=3), "2026-11-30", "2027-02-28"),
        (Step(Anchor.ASSEMBLY, "", "", days=-21), "2027-03-10", "2027-02-17"),
        (Step(Anchor.CLOSING, "", "", on=(2, 28)), "2026-12-31", "2027-02-28"),
        (Step(Anchor.CLOSING, "", "", on=(2, 28)), "2027-02-28", "2028-02-28"),
        (Step(Anchor.CLOSING, "", "", on=(6, 30)), "2027-06-29", "2027-06-30"),
        (Step(Anchor.CLOSING, "", "", months=1), "2028-01-31", "2028-02-29"),
    ],
)
def test_the_day_of_a_step(step, anchor, expected):
    assert rules.day_of(step, day(anchor)) == day(expected)


def test_only_what_follows_from_the_dates_given_in_order():
    given = {Anchor.ASSEMBLY: day("2027-05-29"), Anchor.CONVENTION: day("2027-06-30")}
    entries = rules.entries_of(given)
    assert {entry.step.anchor for entry in entries} == set(given)
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    assert len(entries) == sum(step.anchor in given for step in STEPS)
    months = rules.by_month(entries)
    assert [month.first for month in months] == sorted({entry.day.replace(day=1) for entry in entries})
    assert [entry for month in months for entry in month.entries] == entries


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("clock")
@pytest.mark.django_db
def test_three_dates_show_the_year(client):
    page = client.get(PAGE, GIVEN)
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex"
    for said in ("juin 2027", "mercredi 30 juin", "samedi 29 mai", "dernier jour", "dimanche 29 août"):
        assert said in page.text, said
    assert "comptes=2026-12-31" in page.text, "the file is made from the same dates"


@pytest.mark.usefixtures("clock")
@pytest.mark.django_db
def test_a_first_visit_asks_and_refuses_nothing(client):
    page = client.get(PAGE)
    assert page.status_code == 200
    assert NONE_GIVEN not in page.text
    assert "Votre année, mois par mois" not in page.text


@pytest.mark.usefixtures("clock")
@pytest.mark.django_db
@pytest.mark.parametrize("address", [PAGE, FILE])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"comptes": ""}, NONE_GIVEN),
        ({"comptes": "hier"}, NOT_A_DAY),
        ({"assemblee": "mai 2027"}, NOT_A_DAY),
        ({"convention": "2060-12-31"}, TOO_FAR),
        ({"convention": "0001-12-31"}, TOO_FAR),
        ({"comptes": "31/02/2027"}, NOT_A_DAY),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client, address, given, said):
    page = client.get(address, given)
    assert page.status_code == 422
    assert said in page.text
    assert all(value in page.text for value in given.values())
    assert "Votre année, mois par mois" not in page.text


@pytest.mark.usefixtures("clock")
@pytest.mark.django_db
def test_the_file_says_the_same_days_and_nothing_else(client):
    answer = client.get(FILE, GIVEN)
    assert answer["Content-Type"] == "text/calendar"
    assert answer["Content-Disposition"] == 'attachment; filename="calendrier.ics"'
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    expected = rules.entries_of({Anchor(name): day(value) for name, value in GIVEN.items()})
    assert [event["dtstart"].dt for event in events] == [entry.day for entry in expected]
    assert [event["dtend"].dt - event["dtstart"].dt for event in events] == [datetime.timedelta(1)] * len(expected)
    assert all(entry.step.what in event["summary"] for entry, event in zip(expected, events, strict=True))
    assert len({event["uid"] for event in events}) == len(expected)
    assert client.get(FILE, GIVEN).content == answer.content, "imported twice, each step is there once"
    assert b"2026112" not in answer.content, "nothing says when it was made"


@pytest.mark.usefixtures("clock")
@pytest.mark.django_db
def test_the_calendar_asks_as_many_queries_whatever_the_dates(client, django_assert_max_num_queries):
    for given in ({"comptes": "2026-12-31"}, GIVEN):
        with django_assert_max_num_queries(4):
            client.get(PAGE, given)


@pytest.mark.django_db
def test_every_source_and_every_tool_of_the_calendar_is_there(client, first_content):
    named = [*STEPS, *ALL_YEAR]
    keys = {*CITED_BESIDES, *(key for each in named for key in each.facts)}
    assert Fact.objects.filter(key__in=keys).count() == len(keys)
    slugs = {each.tool for each in named if each.tool}
    assert ToolPage.objects.live().filter(slug__in=slugs).count() == len(slugs)
    with time_machine.travel(NOW, tick=False):  # not sooner: the first content is written once, at the hour it is
        page = client.get(PAGE, GIVEN).text
    assert all(reverse("tools:tool", args=[slug]) in page for slug in slugs)
    assert PAGE in client.get(reverse("tools:index")).text


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "said"), [(PAGE, "calendrier de l’année"), (HOURS, "heures de bénévolat")])
def test_a_tool_does_not_take_the_address_of_a_page_beside_the_tools(page, said):
    with pytest.raises(ValidationError, match=said):
        ToolPage(title="Autre", slug=page.strip("/").rsplit("/", 1)[1]).clean()
