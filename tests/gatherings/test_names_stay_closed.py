"""Nothing that changes afterwards opens the names of a date: neither its hours, nor who leads, nor what was offered."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings.models import Leader, Presence, SignUp, WorkshopDate
from gatherings.presence import forms, list_views
from gatherings.presence.mine_views import REFUSED
from gatherings.programme import leaders, rules
from gatherings.programme.date_views import CLOSED, TAKEN_PLACE
from gatherings.purge import purge
from passport.models import Face, Proposal, SourceKind
from tests.gatherings.factories import mark
from tests.gatherings.presence_kit import NOW, at, close, confirmed, make_date, number_of, scan_screen, signed_in
from tests.passport.factories import make_skill
from tests.people import facilitates, member_named, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
NAME = "Capucine"
TODAY = {"begins_at": "16:00", "ends_at": "18:00", "place": "", "word": ""}


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    """A workshop from two to four, led by the facilitator."""
    return make_date(people.here, confirmed(people.facilitator), (make_skill(),))


@pytest.fixture
def capucine(people, date):
    """A member who said her name."""
    user = member_named(people.here, NAME)
    scan_screen(signed_in(user), date)
    return user


@pytest.fixture
def board(people) -> Client:
    return sign_in(Client(), people, "board_member")


def move(client: Client, date: WorkshopDate) -> str:
    """Ask to move a date to this afternoon; return the page that follows."""
    data = {**TODAY, "first_day": timezone.localdate().isoformat(), "shown": mark(date)}
    return client.post(reverse("gatherings:move", args=[date.pk]), data, follow=True).text


def reads(client: Client, date: WorkshopDate) -> bool:
    return NAME in client.get(at("presences", date)).text


@pytest.mark.parametrize("days", [0, 8, 29])
def test_a_date_that_has_begun_is_moved_by_nobody(people, date, capucine, clock, days):
    clock.shift(days * DAY)
    board = sign_in(Client(), people, "board_member")
    hours = (date.starts_at, date.ends_at)
    for client in (board, sign_in(Client(), people, "facilitator")):
        assert TAKEN_PLACE in move(client, date)
    date.refresh_from_db()
    assert (date.starts_at, date.ends_at) == hours
    assert "Déplacer" not in board.get(at("date", date)).text


def test_within_the_hour_before_a_date_where_somebody_is_counted_keeps_its_hours(people, clock, board):
    coming = make_date(people.here, starts_at=NOW + HOUR / 2)
    assert TAKEN_PLACE not in move(board, coming)
    coming = make_date(people.here, people.facilitator, starts_at=NOW + HOUR / 2)
    scan_screen(signed_in(people.member), coming)
    assert TAKEN_PLACE in move(board, coming)
    workshop = coming.workshop
    values = {name: getattr(workshop, name) for name in rules.RULE} | {"begins_at": datetime.time(17)}
    rules.change(workshop, values, [])
    assert WorkshopDate.objects.get(pk=coming.pk).starts_at == coming.starts_at


def test_a_date_that_has_begun_is_cancelled_by_nobody(date, capucine, board):
    answer = board.post(reverse("gatherings:cancel", args=[date.pk]), {"word": "", "shown": mark(date)}, follow=True)
    assert TAKEN_PLACE in answer.text
    assert not WorkshopDate.objects.get().is_cancelled


def test_who_leads_from_after_the_beginning_reads_no_name_the_same_day(people, date, capucine, clock, board):
    clock.shift(6 * HOUR)
    leaders.ask(date.workshop, people.board_member, people.board_member)
    assert board.get(at("presences", date)).status_code == 200
    assert not reads(board, date)
    assert reads(sign_in(Client(), people, "facilitator"), date)


def test_who_leads_once_the_list_is_open_reads_no_name_that_was_said(people, clock, board):
    coming = make_date(people.here, people.member, starts_at=NOW + HOUR / 2)
    scan_screen(signed_in(member_named(people.here, NAME)), coming)
    leaders.ask(coming.workshop, people.board_member, people.board_member)
    assert not reads(board, coming)
    assert "Qui animait déjà une heure avant" in board.get(at("presences", coming)).text
    assert reads(signed_in(people.member), coming)


def test_an_account_that_one_person_made_facilitator_reads_no_name(people, clock):
    """Nobody but who gave it knows of the place: the coordination has not confirmed it."""
    date = make_date(people.here, people.member)
    scan_screen(signed_in(member_named(people.here, NAME)), date)
    given = member_named(people.here, "Zed")
    given.memberships.update(**facilitates(), role_given_by=people.board_member)
    assert not reads(signed_in(given), date)
    given.memberships.update(role_confirmed_at=date.starts_at)
    assert reads(signed_in(given), date)


def test_in_noumea_too_the_names_are_for_who_led_before_it_began(people, clock):
    """There, the evening after the workshop is still its day in Paris."""
    people.here.department_code = "988"
    people.here.save()
    clock.move_to(datetime.datetime(2026, 12, 8, 3, tzinfo=datetime.UTC))
    date = make_date(people.here, people.facilitator)
    scan_screen(signed_in(member_named(people.here, NAME)), date)
    clock.shift(12 * HOUR)
    leaders.ask(date.workshop, people.board_member, people.board_member)
    assert not reads(sign_in(Client(), people, "board_member"), date)


def test_who_was_out_of_the_group_that_day_reads_nothing_back_in_it(people, clock):
    date = make_date(people.here, people.member)
    scan_screen(signed_in(member_named(people.here, NAME)), date)
    assert reads(signed_in(people.member), date)
    places = Membership.objects.filter(user=people.member)
    places.update(starts_on=timezone.localdate() - 9 * DAY, ends_on=timezone.localdate() - DAY)
    clock.shift(DAY)
    Membership.objects.create(user=people.member, peer_group=people.here)
    assert not reads(signed_in(people.member), date)


def test_who_leaves_the_group_leads_there_no_more_back_in_it(people, date):
    Leader.objects.create(workshop=date.workshop, user=people.member, accepted_at=date.starts_at)
    day = make_date(None, people.coordinator)
    purge()
    assert Leader.objects.count() == 3
    Membership.objects.filter(user=people.member).update(ends_on=timezone.localdate() - DAY, starts_on="2026-01-01")
    purge()
    assert {each.user for each in Leader.objects.all()} == {people.facilitator, people.coordinator}
    assert day.workshop.leaders.exists()


def test_a_day_of_the_network_is_led_by_coordinators_alone(people):
    day = make_date(None, people.coordinator, starts_at=NOW + DAY)
    client = sign_in(Client(), people, "coordinator")
    assert client.get(reverse("gatherings:cancel", args=[day.pk])).status_code == 200
    people.coordinator.groups.clear()
    assert client.get(reverse("gatherings:cancel", args=[day.pk])).status_code == 404


@pytest.mark.parametrize("name", ["workshop", "show", "set_aside", "change", "ask_leader", "ask_no_more"])
def test_the_pages_that_list_the_group_ask_for_the_second_factor(people, date, name):
    people.board_member.power_used_on = timezone.localdate() - 15 * DAY
    people.board_member.save()
    client = signed_in(people.board_member)  # without the second factor
    address = reverse(f"gatherings:{name}", args=[date.workshop.pk])
    answer = client.post(address) if name in {"show", "ask_no_more"} else client.get(address)
    assert answer.url.startswith(reverse("mfa_index"))


def test_who_led_nothing_is_offered_nothing_that_they_showed(people, date, capucine, clock, board):
    clock.shift(3 * HOUR)
    leaders.ask(date.workshop, people.board_member, people.board_member)
    close(board, date, 5)
    shown = Proposal.objects.filter(source_kind=SourceKind.WORKSHOP, face=Face.SHARED)
    assert [each.member for each in shown] == [people.facilitator]


def test_what_was_offered_and_not_kept_goes_after_thirty_days(people, date, capucine, clock):
    close(sign_in(Client(), people, "facilitator"), date, 5)
    kept = Proposal.objects.of(people.facilitator).get()
    kept.accept("without_help")
    Proposal.objects.of(capucine).get().set_aside()
    clock.shift(30 * DAY - datetime.timedelta(seconds=1))
    purge()
    assert Proposal.objects.count() == 2
    clock.shift(datetime.timedelta(seconds=1))
    purge()
    assert list(Proposal.objects.all()) == [kept]


def test_a_number_that_was_closed_is_written_no_more(people, date, board):
    facilitator = sign_in(Client(), people, "facilitator")
    close(facilitator, date, 5)
    answer = board.post(at("count", date), {"came": 99}, follow=True)
    assert CLOSED in answer.text
    answer = facilitator.post(at("presences", date), {"came": 99}, follow=True)
    assert list_views.CLOSED in answer.text
    assert number_of(date) == 5


@pytest.mark.parametrize("answer", ["no", "unnamed"])
def test_whoever_takes_their_name_back_is_on_the_list_no_more(people, date, capucine, answer):
    page = signed_in(capucine).post(at("my_presence", date), {"answer": answer}, follow=True)
    assert (REFUSED in page.text) == (answer == "no")
    assert not Presence.objects.exists() and number_of(date) == 1


def test_beyond_the_limit_a_name_typed_says_nothing(people, date, capucine, settings, clock):
    led = make_date(people.here, people.member)
    client = signed_in(people.member)
    settings.LIMITS = {**rate_limits.OURS, "presence_name": "1/d/key"}
    assert forms.UNKNOWN in client.post(at("presence_add", led), {"person": "Personne"}).text
    for name in ("Personne", NAME):
        page = client.post(at("presence_add", led), {"person": name})
        assert page.status_code == 422
        assert list_views.MANY_NAMES in page.text and name in page.text
        assert forms.UNKNOWN not in page.text
    assert not Presence.objects.filter(date=led).exists()


def test_sign_ups_of_a_date_that_is_over_cannot_be_kept_by_moving_it(people, date, clock, board):
    SignUp.objects.create(date=date, user=people.member)
    clock.shift(8 * DAY)
    move(board, date)
    purge()
    assert not SignUp.objects.exists()


def test_two_people_of_one_name_are_told_apart(people, date, capucine):
    other = member_named(people.here, NAME)
    scan_screen(signed_in(other), date)
    page = sign_in(Client(), people, "facilitator").get(at("presences", date)).text
    assert f"<li>{NAME}</li>" not in page and page.count(f"<li>{NAME} (") == 2


def test_once_a_date_has_begun_its_leader_is_shown_nothing_to_change(people):
    begun, coming = make_date(people.here, people.member), make_date(people.here, people.member, starts_at=NOW + DAY)
    client = signed_in(people.member)
    assert "Changer cette date" not in client.get(at("date", begun)).text
    assert "Déplacer" in client.get(at("date", coming)).text
