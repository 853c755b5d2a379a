"""« Ateliers »: a line a workshop, its next date; the page of a date leads to the others."""

import datetime

import pytest
from django.urls import reverse

from gatherings.attending import rules
from gatherings.models import WorkshopDate
from gatherings.programme import rules as programme
from gatherings.repeats import Repeats
from gatherings.templatetags.workshop_days import and_then
from tests.gatherings.factories import in_days, make_workshop
from tests.gatherings.group_kit import many_dates
from tests.performance.test_query_counts import counts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
INDEX = reverse("gatherings:index")


def at(date: WorkshopDate) -> str:
    return reverse("gatherings:date", args=[date.pk])


@pytest.fixture
def weekly(people) -> list[WorkshopDate]:
    """The four dates of a workshop that comes back each week."""
    workshop = make_workshop(people.here, repeats=Repeats.WEEKLY, last_day=in_days(24))
    return list(workshop.dates.order_by("starts_at").select_related("workshop__peer_group"))


def test_a_workshop_that_comes_back_is_one_line_with_its_next_date(people, client_of, weekly):
    make_workshop(people.here, title="Jardin", first_day=in_days(5))
    make_workshop(people.elsewhere, title="Ailleurs", first_day=in_days(4))
    page = client_of("member").get(INDEX)
    assert [date.workshop.title for date in page.context["page_obj"]] == ["Cuisine du mardi", "Jardin"]
    assert f'href="{at(weekly[0])}"' in page.text
    assert page.text.count("Puis chaque semaine, jusqu’au") == 1


def test_once_it_is_over_the_line_is_of_the_date_that_follows(client_of, weekly, time_machine):
    time_machine.move_to(weekly[0].ends_at)
    assert list(client_of("member").get(INDEX).context["page_obj"]) == [weekly[1]]


def test_a_visitor_reads_a_line_for_each_day_of_the_network(people, client, weekly):
    make_workshop(None, title="Journée", repeats=Repeats.MONTHLY)
    page = client.get(INDEX)
    assert [date.workshop.title for date in page.context["page_obj"]] == ["Journée"]
    assert "Puis chaque mois, le même jour de la semaine." in page.text


def test_what_one_signed_up_for_later_is_said_on_the_line_and_leads_there(people, client_of, weekly):
    first, second, third, _ = weekly
    for date in (third, second):
        rules.sign_up(date, people.member)
    line = f'<strong>Vous êtes inscrit</strong> <a href="{at(second)}">le'
    assert line in client_of("member").get(INDEX).text
    assert "Vous êtes inscrit" not in client_of("board_member").get(INDEX).text
    programme.cancel(second, "")
    assert f'href="{at(third)}"' in client_of("member").get(INDEX).text
    rules.sign_up(first, people.member)
    assert "Vous êtes inscrit.</strong>" in client_of("member").get(INDEX).text


def test_any_date_is_reached_from_the_next_one(client_of, weekly):
    client, address, read = client_of("member"), at(weekly[0]), []
    while address:
        page = client.get(address)
        read.append(page.context["date"].pk)
        after = page.context["around"].after
        assert after is None or f'rel="next" href="{at(after)}"' in page.text
        address = after and at(after)
    assert read == [date.pk for date in weekly]
    assert f'rel="prev" href="{at(weekly[2])}"' in page.text


def test_a_workshop_that_takes_place_once_leads_to_no_other_date(people, client_of):
    page = client_of("member").get(at(make_workshop(people.here).dates.get()))
    assert 'rel="next"' not in page.text
    assert 'rel="prev"' not in page.text
    assert "<dt>Revient</dt>" not in page.text


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"repeats": Repeats.ONCE}, ["", ""]),
        ({"repeats": Repeats.WEEKLY, "last_day": datetime.date(2027, 3, 10)}, ["Puis chaque semaine", ""]),
        ({"repeats": Repeats.FORTNIGHTLY}, ["Puis une semaine sur deux", "Puis une semaine sur deux"]),
        ({"repeats": Repeats.WEEKLY, "last_day": datetime.date(9999, 12, 31)}, ["Puis chaque semaine"] * 2),
    ],
)
def test_nothing_is_said_to_come_after_the_last_date(people, rule, said):
    workshop = make_workshop(people.here, is_shown=False, first_day=datetime.date(2027, 3, 2), **rule)
    days = (datetime.date(2027, 3, 2), datetime.date(2027, 3, 9))
    found = [and_then(WorkshopDate(workshop=workshop, original_day=day)).split(",")[0] for day in days]
    assert found == said


def test_the_list_asks_the_same_whatever_its_length(people, client_of):
    def fill(number: int) -> None:
        many_dates(people.here, number)
        for date in WorkshopDate.objects.filter(sign_ups__isnull=True)[:number]:
            rules.sign_up(date, people.member)

    few, many = counts(client_of("member"), INDEX, fill, 3, 20)
    assert few == many
