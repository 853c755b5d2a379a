"""Who counts at a workshop, and who reads the names: those who lead and the facilitators, for a week, nobody else."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from accounts.models import Membership, User
from config.settings_parts import rate_limits
from gatherings import codes
from gatherings.models import Leader, Presence, WorkshopDate
from gatherings.presence.list_views import CLOSED
from tests.gatherings.presence_kit import NOW, at, close, confirmed, make_date, number_of, scan_screen, signed_in
from tests.people import KINDS, People, facilitates, member_named, sign_in

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
NAME = "Capucine"


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    """A workshop of the group, led by a member who does not run it."""
    confirmed(people.facilitator)
    return make_date(people.here, named(people, "Lou"))


def named(people: People, name: str) -> User:
    return member_named(people.here, name)


def leader_of(date: WorkshopDate) -> Client:
    """Return the browser of who leads."""
    return signed_in(date.workshop.leaders.get().user)


@pytest.fixture
def capucine(people, date):
    """A member who said her name."""
    user = named(people, NAME)
    scan_screen(signed_in(user), date)
    return user


@pytest.mark.parametrize("days", [0, 8, 31])
def test_who_reads_the_names_on_which_day(people, date, capucine, clock, days):
    clock.shift(days * DAY)
    reads = set()
    for kind in KINDS:
        answer = sign_in(Client(), people, kind).get(at("presences", date))
        assert NAME not in answer.content.decode() or answer.status_code == 200
        if NAME in answer.content.decode():
            reads.add(kind)
    assert reads == ({"facilitator"} if days == 0 else set())
    assert (NAME in leader_of(date).get(at("presences", date)).content.decode()) == (days == 0)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "facilitator"])
def test_nobody_else_opens_the_page(people, date, capucine, kind):
    client = sign_in(Client(), people, kind)
    for name in ("presences", "presence_add", "presence_code"):
        for answer in (client.get(at(name, date)), client.post(at(name, date), {"came": 3})):
            assert answer.status_code in ({302} if kind == "visitor" else {404, 405}), (name, answer.status_code)
    assert number_of(date) == 1


def test_the_names_are_read_from_an_hour_before_to_seven_days_after(date, capucine, clock):
    begins, ends = date.starts_at, date.ends_at
    second = datetime.timedelta(seconds=1)
    hour = datetime.timedelta(hours=1)
    for moment, is_read in (
        (begins - hour - second, False),
        (begins - hour, True),
        (ends + 7 * DAY - second, True),
        (ends + 7 * DAY, False),
    ):
        clock.move_to(moment)
        assert (NAME in leader_of(date).get(at("presences", date)).content.decode()) == is_read, moment


def test_who_comes_to_lead_or_to_facilitate_once_it_is_over_reads_no_name(people, date, capucine, clock):
    clock.shift(DAY)
    late = named(people, "Curieux")
    Leader.objects.create(workshop=date.workshop, user=late, accepted_at=timezone.now())
    page = signed_in(late).get(at("presences", date))
    assert page.status_code == 200
    assert NAME not in page.content.decode()
    late.memberships.update(**facilitates())
    assert NAME not in signed_in(late).get(at("presences", date)).content.decode()
    late.memberships.update(role_confirmed_at=timezone.now())
    assert NAME not in signed_in(late).get(at("presences", date)).content.decode()
    Leader.objects.filter(user=late).update(accepted_at=date.list_opens_at)
    assert NAME not in signed_in(late).get(at("presences", date)).content.decode()
    late.memberships.update(starts_on=date.original_day)
    assert NAME in signed_in(late).get(at("presences", date)).content.decode()


def test_who_led_and_left_the_group_or_never_said_yes_reads_nothing(people, date, capucine):
    lou = date.workshop.leaders.get()
    Leader.objects.create(workshop=date.workshop, user=people.member)  # named, and silent
    assert signed_in(people.member).get(at("presences", date)).status_code == 404
    yesterday = timezone.localdate() - DAY
    Membership.objects.filter(user=lou.user).update(starts_on=yesterday, ends_on=yesterday)
    assert signed_in(lou.user).get(at("presences", date)).status_code == 404


def test_the_name_of_who_left_is_read_no_more(date, capucine):
    yesterday = timezone.localdate() - DAY
    Membership.objects.filter(user=capucine).update(starts_on=yesterday, ends_on=yesterday)
    assert NAME not in leader_of(date).get(at("presences", date)).content.decode()


def test_no_snippet_of_the_admin_shows_who_was_there():
    models = set(apps.get_app_config("gatherings").get_models())
    assert not models & set(get_snippet_models())


def test_no_page_of_a_date_names_who_was_there(people, date, capucine):
    for kind in KINDS:
        client = sign_in(Client(), people, kind)
        for address in (at("date", date), reverse("gatherings:index"), at("my_presence", date), at("count", date)):
            assert NAME not in client.get(address, follow=True).content.decode(), (kind, address)


def test_the_screen_that_all_see_shows_a_code_and_no_name(date, capucine):
    page = leader_of(date).get(at("presence_code", date)).content.decode()
    assert codes.screen_address(date) in page and "<svg" in page
    assert NAME not in page
    assert 'data-renew="110"' in page and "js/renew.js" in page and "Un nouveau code" in page


def test_there_is_no_code_to_show_once_it_is_closed(date):
    client = leader_of(date)
    close(client, date)
    assert client.get(at("presence_code", date)).url == at("presences", date)
    assert "Montrer le carré" not in client.get(at("presences", date)).content.decode()


def test_the_number_is_the_larger_one_until_it_is_closed(people, date, capucine):
    client = leader_of(date)
    client.post(at("presences", date), {"came": 9, "guests": 2})
    assert number_of(date) == 9
    assert "9, et 2 personnes invitées" in signed_in(capucine).get(at("date", date)).content.decode()
    client.post(at("presences", date), {"came": 0, "shown": "9 2"})
    scan_screen(signed_in(people.member), date, "unnamed")
    assert number_of(date) == 2
    close(client, date, 7)
    assert number_of(date) == 7


@pytest.mark.parametrize("sent", [{"came": ""}, {"came": "-1"}, {"came": "501"}, {"came": "3", "guests": "x"}])
def test_a_number_that_is_none_is_asked_again(date, sent):
    for more in ({}, {"close": "1"}):
        answer = leader_of(date).post(at("presences", date), sent | more)
        assert answer.status_code == 422 and "<title>Erreur" in answer.content.decode()
    assert number_of(date) is None


def test_nothing_is_counted_before_it_begins(people, clock):
    date = make_date(people.here, people.member, starts_at=timezone.now() + datetime.timedelta(minutes=10))
    client = signed_in(people.member)
    page = client.get(at("presences", date)).content.decode()
    assert "Combien étions-nous" not in page and "Montrer le carré" in page
    assert client.post(at("presences", date), {"came": 3, "close": "1"}).status_code == 302
    assert number_of(date) is None and WorkshopDate.objects.get(pk=date.pk).closed_on is None


def test_closed_twice_it_was_closed_once(date):
    client = leader_of(date)
    close(client, date, 4)
    answer = close(client, date, 9)
    assert CLOSED in client.get(answer.url).content.decode()
    assert number_of(date) == 4


def test_a_network_day_is_counted_and_names_nobody(people):
    date = make_date(None, people.coordinator)
    scan_screen(signed_in(people.member), date)
    page = sign_in(Client(), people, "coordinator").get(at("presences", date)).content.decode()
    assert "Nous étions 1" in page and "Qui a dit son nom" not in page
    for kind in ("facilitator", "superuser"):
        assert sign_in(Client(), people, kind).get(at("presences", date)).status_code == 404


def test_the_page_asks_the_same_of_the_database_for_two_names_and_for_twenty(
    people, date, capucine, django_assert_max_num_queries
):
    for number in range(20):
        Presence.objects.create(date=date, user=named(people, f"Personne {number}"), is_said=True)
    client = leader_of(date)
    with django_assert_max_num_queries(18):
        client.get(at("presences", date))


def test_the_names_stand_in_french_order(people, date):
    for name in ("Zoé", "Élise", "Eva"):
        Presence.objects.create(date=date, user=named(people, name), is_said=True)
    page = leader_of(date).get(at("presences", date))
    assert page.context["names"] == ["Élise", "Eva", "Zoé"]


def test_who_has_power_gives_their_second_factor_first(people, date, capucine):
    """A facilitator who has put it off for too long is led to prepare one; a member who leads has no power."""
    long_ago = timezone.localdate() - 30 * DAY
    User.objects.filter(pk=people.facilitator.pk).update(power_used_on=long_ago)
    client = sign_in(Client(), people, "facilitator", second_factor=False)
    for answer in (client.get(at("presences", date)), client.post(at("presence_add", date), {"person": NAME})):
        assert answer.status_code == 302 and NAME not in answer.content.decode()
        assert answer.url.startswith(reverse("mfa_index"))
    assert NAME in leader_of(date).get(at("presences", date)).content.decode()


@pytest.mark.parametrize("name", ["presences", "presence_code", "my_presence"])
def test_no_browser_keeps_these_pages(people, date, name):
    Presence.objects.create(date=date, user=date.workshop.leaders.get().user)
    assert "no-store" in leader_of(date).get(at(name, date)).headers["Cache-Control"]
