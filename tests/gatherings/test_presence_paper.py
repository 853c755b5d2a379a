"""The square of a day on the wall: that day alone, on the clock of the place, for what takes place about now."""

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from gatherings import codes
from gatherings.models import Presence, WorkshopDate
from gatherings.presence.here_views import NAMED, OVER, SEVERAL
from tests.accounts.kit import card_of, show_alone
from tests.gatherings.presence_kit import FROM_HERE, NOW, close, make_date, number_of, paper_of, scan, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOUR = datetime.timedelta(hours=1)
WHICH = "Quel atelier"


@pytest.fixture(autouse=True)
def clock():
    """Stand at half past two, a Tuesday."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    """A workshop of the group, from two to four."""
    return make_date(people.here, people.facilitator)


@pytest.fixture
def member(people) -> Client:
    return signed_in(people.member)


def said(client: Client, address: str, how: str = "named") -> str:
    """Press a button of the page of a code; return the page that follows."""
    return client.get(scan(client, address, how).url).text


def choose(client: Client, address: str, date: WorkshopDate, how: str = "named"):
    return client.post(urlsplit(address).path, {how: "1", "date": str(date.pk)}, headers=FROM_HERE)


def test_the_paper_serves_its_day(date, member, clock):
    clock.shift(9 * HOUR)
    assert NAMED in said(member, paper_of(date))


def test_the_paper_of_yesterday_is_refused(date, member, clock):
    clock.shift(10 * HOUR)
    assert OVER in said(member, paper_of(date))


def test_the_paper_of_tomorrow_is_refused(people, member):
    tomorrow = make_date(people.here, starts_at=timezone.now() + 10 * HOUR)
    assert tomorrow.begins.day == 9
    assert OVER in said(member, paper_of(tomorrow))


def test_the_day_is_that_of_the_clock_of_the_place(people, clock):
    """On Réunion Island it is past midnight when Paris still says half past ten in the evening."""
    people.here.department_code = "974"
    people.here.save()
    clock.move_to(datetime.datetime(2026, 12, 8, 21, 30, tzinfo=datetime.UTC))
    member = signed_in(people.member)
    evening, now = make_date(people.here, starts_at=timezone.now() - 4 * HOUR), make_date(people.here)
    assert OVER in said(member, paper_of(evening))
    assert NAMED in said(member, paper_of(now))
    assert Presence.objects.get().date == now


def test_a_date_that_was_moved_is_no_longer_on_the_paper_of_its_day(date, member):
    address, later = paper_of(date), datetime.timedelta(days=1)
    WorkshopDate.objects.update(starts_at=date.starts_at + later, ends_at=date.ends_at + later)
    assert OVER in said(member, address)


def test_of_two_the_one_that_takes_place_now_is_meant(people, date, member):
    make_date(people.here, starts_at=NOW + 3 * HOUR)
    assert NAMED in said(member, paper_of(date))
    assert Presence.objects.get().date == date


@pytest.mark.parametrize("how", ["named", "unnamed"])
def test_of_two_at_the_same_hour_one_says_which(people, date, member, how):
    other = make_date(people.here)
    page = scan(member, paper_of(date), how)
    assert page.status_code == 200 and WHICH in page.text
    assert page.text.count('name="date"') == 2 and f'name="{how}" value="1"' in page.text
    assert number_of(date) is number_of(other) is None
    choose(member, paper_of(date), other, how)
    assert (number_of(date), number_of(other)) == (None, 1)


def test_the_paper_of_a_group_counts_nobody_in_another(people, date, member):
    away = make_date(people.elsewhere)
    answer = choose(member, paper_of(date), away)
    assert OVER in member.get(answer.url).text
    assert not Presence.objects.exists()


@pytest.mark.parametrize("said_of", ["x", "0", "1e3", "999999999999999999999", "é"])
def test_an_odd_choice_counts_nobody(date, member, said_of):
    answer = member.post(urlsplit(paper_of(date)).path, {"named": "1", "date": said_of}, headers=FROM_HERE)
    assert OVER in member.get(answer.url).text
    assert not Presence.objects.exists()


@pytest.mark.parametrize("change", ["sign", "day", "group"])
def test_a_paper_made_up_serves_nothing(people, date, member, change):
    group, day, sign = urlsplit(paper_of(date)).path.split("/")[-2].split("-")
    made_up = {
        "sign": f"{group}-{day}-{'0' * 16}",
        "day": f"{group}-20261209-{sign}",
        "group": f"j{people.elsewhere.pk}-{day}-{sign}",
    }[change]
    make_date(people.elsewhere)
    assert codes.dates_of(made_up) == []
    assert OVER in said(member, f"/ateliers/ici/{made_up}/")


def test_what_is_closed_is_no_longer_asked(people, date, member):
    other = make_date(people.here, people.facilitator)
    close(signed_in(people.facilitator), date, 4)
    assert NAMED in said(member, paper_of(date))
    assert Presence.objects.get().date == other


def test_a_workshop_that_nobody_sees_is_not_on_the_paper(date, member):
    date.workshop.state = date.workshop.State.SET_ASIDE
    date.workshop.save()
    assert OVER in said(member, paper_of(date))


def test_who_is_not_in_the_group_reads_no_title(people, date):
    make_date(people.here)
    stranger = signed_in(people.other_member)
    for how in ("named", "unnamed"):
        assert OVER in said(stranger, paper_of(date), how)


def test_a_card_alone_reads_no_title_whoever_owns_it(people, date):
    make_date(people.here)
    for owner in (people.member, people.other_member):
        browser = Client(headers=FROM_HERE)
        show_alone(browser, card_of(owner))
        assert SEVERAL in said(browser, paper_of(date))
    assert not Presence.objects.exists()
