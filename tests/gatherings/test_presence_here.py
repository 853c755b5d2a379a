"""« Je suis là »: the page of a code tells nothing, and pressing counts a person once."""

import datetime
import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings import codes
from gatherings.models import Presence, WorkshopDate
from gatherings.presence.here_views import COUNTED, NAMED, OVER
from tests.accounts.kit import card_of, enter, show_alone
from tests.gatherings.presence_kit import (
    FROM_HERE,
    NOW,
    close,
    make_date,
    number_of,
    paper_of,
    scan,
    scan_screen,
    signed_in,
)
from tests.people import person

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
DRAWN_ANEW = re.compile(r'name="(?:csrfmiddlewaretoken|_owner)" value="[^"]+"')


@pytest.fixture(autouse=True)
def clock():
    """Stand at half past two, a Tuesday."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def limited(settings):
    """Count as a site does: one person, once a date."""
    settings.LIMITS = rate_limits.OURS


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    """A workshop of the group, begun half an hour ago; the facilitator of the group leads it."""
    return make_date(people.here, people.facilitator)


@pytest.fixture
def member(people) -> Client:
    """The browser of a member of the group."""
    return signed_in(people.member)


def here(token: str) -> str:
    return reverse("gatherings:here", args=[token])


def said(client: Client, response) -> str:
    """Return the page that an answer leads to."""
    return page_at(client, response.url)


def page_at(client: Client, address: str) -> str:
    """Return a page, without the tokens of the form that signs out."""
    return DRAWN_ANEW.sub("", client.get(address).content.decode())


def test_the_page_of_a_code_is_the_same_for_any_code(people, date, member):
    known = [urlsplit(address).path for address in (codes.screen_address(date), paper_of(date))]
    unknown = [here("rien"), here(f"{date.pk}-{'0' * 24}"), here("1" * 300), here(f"{date.pk}")]
    for client in (Client(), member, signed_in(people.other_member)):
        pages = {page_at(client, address) for address in (*known, *unknown)}
        assert len(pages) == 1
        page = pages.pop()
        assert date.workshop.title not in page and people.here.name not in page
    assert not Presence.objects.exists() and number_of(date) is None


def test_a_member_says_their_name(people, date, member):
    answer = scan_screen(member, date)
    assert NAMED in said(member, answer)
    assert [(each.user, each.is_said) for each in Presence.objects.all()] == [(people.member, True)]
    assert number_of(date) == 1


def test_without_a_name_a_number_alone_is_kept(date, member):
    answer = scan_screen(member, date, "unnamed")
    assert COUNTED in said(member, answer)
    assert not Presence.objects.exists() and number_of(date) == 1


@pytest.mark.parametrize("how", ["named", "unnamed"])
def test_pressed_twice_one_counts_once(date, member, how):
    for _ in range(2):
        assert scan_screen(member, date, how).status_code == 302
    assert number_of(date) == 1


@pytest.mark.parametrize("order", [["unnamed", "named"], ["named", "unnamed"], ["unnamed", "named", "unnamed"]])
def test_counted_both_ways_one_counts_once_as_one_said_last(date, member, order):
    for how in order:
        answer = scan_screen(member, date, how)
    assert number_of(date) == 1 and Presence.objects.count() == (order[-1] == "named")
    assert (COUNTED if order[-1] == "unnamed" else NAMED) in said(member, answer)


def test_two_people_without_their_names_are_two(people, date, member):
    scan_screen(member, date, "unnamed")
    scan_screen(signed_in(people.board_member), date, "unnamed")
    assert number_of(date) == 2


def test_a_code_on_a_screen_is_over_after_two_minutes(date, member, clock):
    address = codes.screen_address(date)
    clock.shift(2 * MINUTE - datetime.timedelta(seconds=1))
    assert NAMED in said(member, scan(member, address))
    Presence.objects.all().delete()
    clock.shift(2 * MINUTE + datetime.timedelta(seconds=1))
    assert OVER in said(member, scan(member, address))
    assert not Presence.objects.exists()


def test_the_code_before_is_read_too(date, member, clock):
    clock.move_to(timezone.now().replace(second=0) + MINUTE + datetime.timedelta(seconds=59))
    address = codes.screen_address(date)
    clock.shift(datetime.timedelta(seconds=2))
    assert codes.screen_address(date) != address
    assert NAMED in said(member, scan(member, address))


def test_the_code_of_a_date_serves_no_other(people, date, member):
    other = make_date(people.here)
    token = urlsplit(codes.screen_address(date)).path.split("/")[-2].split("-")[1]
    assert OVER in said(member, scan(member, here(f"{other.pk}-{token}")))


def test_no_code_serves_before_the_hour_that_comes_before(people, member):
    for minutes, words in ((59, NAMED), (61, OVER)):
        date = make_date(people.here, starts_at=timezone.now() + minutes * MINUTE)
        for address in (codes.screen_address(date), paper_of(date)):
            assert words in said(member, scan(member, address))
        date.delete()


def test_every_code_is_spent_once_the_leader_has_closed(people, date, member):
    close(signed_in(people.facilitator), date, 4)
    for address in (codes.screen_address(date), paper_of(date)):
        for how in ("named", "unnamed"):
            assert OVER in said(member, scan(member, address, how))
    assert not Presence.objects.exists() and number_of(date) == 4


def test_a_cancelled_date_has_no_code(date, member):
    WorkshopDate.objects.update(is_cancelled=True)
    assert OVER in said(member, scan_screen(member, date))


def test_who_is_not_in_the_group_is_not_counted(people, date):
    stranger = signed_in(people.other_member)
    for how in ("named", "unnamed"):
        assert OVER in said(stranger, scan_screen(stranger, date, how))
    assert number_of(date) is None


def test_a_visitor_enters_first_and_comes_back(people, date):
    visitor, held = Client(headers=FROM_HERE), card_of(people.member)
    address = urlsplit(paper_of(date)).path
    answer = scan(visitor, address)
    assert answer.url == f"{reverse('account_login')}?next={address}"
    assert not Presence.objects.exists()
    visitor.get(reverse("accounts:card"), {"next": address})
    visitor.post(reverse("accounts:card_token", args=[held.token]))
    entered = visitor.post(reverse("accounts:card_code"), {"code": "480972"})
    assert entered.url == address
    assert NAMED in said(visitor, scan(visitor, address))


def test_a_card_alone_is_enough_and_shows_nothing(people, date):
    held, browser = card_of(people.member), Client(headers=FROM_HERE)
    address = urlsplit(paper_of(date)).path
    assert show_alone(browser, held, next=address).url == address
    answers = [scan(browser, address), scan(browser, address)]
    assert {answer.url for answer in answers} == {address}
    page = said(browser, answers[0])
    assert NAMED in page and date.workshop.title not in page
    assert Presence.objects.get().user == people.member


def test_a_card_alone_does_not_tell_whether_its_owner_is_in_the_group(people, date):
    pages = []
    for owner in (people.member, people.other_member):
        browser = Client(headers=FROM_HERE)
        show_alone(browser, card_of(owner))
        pages.append([said(browser, scan_screen(browser, date, how)) for how in ("unnamed", "named")])
    assert pages[0] == pages[1]
    assert Presence.objects.get().user == people.member


def test_a_card_alone_reads_that_a_code_is_over(people, date, clock):
    browser, address = Client(headers=FROM_HERE), codes.screen_address(date)
    show_alone(browser, card_of(people.member))
    clock.shift(5 * MINUTE)
    assert OVER in said(browser, scan(browser, address))


def test_a_form_of_another_site_counts_nobody(date, member):
    answer = member.post(urlsplit(codes.screen_address(date)).path, {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403 and not Presence.objects.exists()


def test_several_accounts_of_one_person_count_for_no_more_than_the_leader_says(people, date):
    """What bounds it: one account counts once, and the number of the closing is what the leader writes."""
    for number in range(4):
        account = person(f"Lou {number}")
        Membership.objects.create(user=account, peer_group=people.here)
        client = signed_in(account)
        for how in ("unnamed", "named") if number % 2 else ("unnamed",):
            scan_screen(client, date, how)
    assert number_of(date) == 4
    close(signed_in(people.facilitator), date, 1)
    assert number_of(date) == 1


def test_one_enters_with_the_card_then_says_their_name(people, date):
    browser = Client(headers=FROM_HERE)
    enter(browser, card_of(people.member))
    assert NAMED in said(browser, scan_screen(browser, date))
