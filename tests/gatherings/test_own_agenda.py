"""« Mon agenda »: a secret address where an agenda reads hours, called « Rendez-vous », and nothing else."""

import datetime
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Membership, User
from config import urls_passport
from gatherings.attending.rules import sign_up
from gatherings.models import Leader, Meeting, OwnAgenda, SignUp
from gatherings.own_agenda import rules
from gatherings.purge import purge
from tests.gatherings.factories import make_workshop
from tests.passport.factories import make_skill
from tests.people import member_named

pytestmark = pytest.mark.django_db
PAGE = reverse("gatherings:own_agenda")
SOON = timezone.localdate() + datetime.timedelta(days=3)


def read(token: str, **headers):
    return Client(headers=headers).get(reverse("agenda:feed", args=[token]))


def events(token: str) -> list:
    return Calendar.from_ical(read(token).content).walk("VEVENT")


@pytest.fixture
def date(people):
    return make_workshop(people.here, title="Cuisine du mardi", place="Salle bleue", first_day=SOON).dates.first()


def test_the_address_is_made_shown_once_and_read_by_an_agenda(client_of, people, date):
    sign_up(date, people.member)
    client = client_of("member")
    assert client.post(PAGE, {"act": "faire"}).status_code == 302
    shown = re.search(r"https?://\S+/p/agenda/([\w-]+)", client.get(PAGE).text)
    (event,) = events(shown[1])
    assert (event["summary"], event.decoded("dtstart"), event.decoded("dtend")) == (
        "Rendez-vous",
        date.starts_at,
        date.ends_at,
    )
    assert OwnAgenda.objects.get().token_hash not in shown[1]
    client.post(PAGE, {"act": "arreter"})
    assert read(shown[1]).status_code == 404
    assert "/p/agenda/" not in client.get(PAGE).text


def test_nothing_but_hours_is_told(people, date):
    sign_up(date, people.member)
    answer = read(rules.make(people.member))
    said = answer.content.decode() + str(answer.headers)
    for word in ("Cuisine", "Salle", people.here.name, str(people.member), "entrepairs", "localhost", "testserver"):
        assert word.lower() not in said.lower()
    assert answer.headers["Cache-Control"] == "no-store, private" and not answer.cookies
    assert {line.split(":")[0].split(";")[0] for line in answer.content.decode().split()} <= {
        *("BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY")
    }


def test_its_lines_are_those_of_the_format(people, date):
    sign_up(date, people.member)
    text = read(rules.make(people.member)).content
    lines = text.split(b"\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n") and b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    assert sum(line == b"BEGIN:VEVENT" for line in lines) == sum(line == b"END:VEVENT" for line in lines) == 1


def test_what_one_leads_or_agreed_to_is_there_and_nothing_that_waits(people, date):
    led = make_workshop(people.here, title="Jeux", first_day=SOON).dates.first()
    Leader.objects.create(workshop=led.workshop, user=people.member, accepted_at=timezone.now())
    asked = make_workshop(people.here, title="Chant", first_day=SOON)
    Leader.objects.create(workshop=asked, user=people.member)
    SignUp.objects.create(date=date, user=people.member, is_waiting=True)
    cancelled = make_workshop(people.here, title="Marche", first_day=SOON).dates.first()
    sign_up(cancelled, people.member)
    type(cancelled).objects.filter(pk=cancelled.pk).update(is_cancelled=True)
    places = [Membership.objects.get(user=user) for user in (people.member, people.board_member)]
    at = timezone.now() + datetime.timedelta(days=5)
    said = {"shower_said_yes": True, "learner_said_yes": True}
    for agreed in (said, {"shower_said_yes": True}):
        Meeting.objects.create(
            peer_group=people.here, skill=make_skill(), shower=places[0], learner=places[1],
            starts_at=at, place="x", answer_until=at, **agreed,
        )  # fmt: skip
    found = sorted(event.decoded("dtstart") for event in events(rules.make(people.member)))
    assert found == sorted([led.starts_at, at.replace(microsecond=0)])


def test_a_name_is_the_same_at_each_reading_and_another_at_a_new_address(people, date):
    sign_up(date, people.member)
    token = rules.make(people.member)
    (one,), (again,) = events(token), events(token)
    assert one["uid"] == again["uid"]
    (other,) = events(rules.make(people.member))
    assert other["uid"] != one["uid"]
    assert read(token).status_code == 404, "a new address ends the former one"


def test_it_ends_with_one_s_last_group(people, date):
    sign_up(date, people.member)
    token = rules.make(people.member)
    today = timezone.localdate()
    place = Membership.objects.filter(user=people.member)
    place.update(ends_on=today, left_at=timezone.now())
    assert read(token).status_code == 404
    purge()
    assert not OwnAgenda.objects.exists()


def test_it_goes_with_the_account(people):
    person = member_named(people.here, "Nour")
    token = rules.make(person)
    User.objects.get(pk=person.pk).delete()
    assert read(token).status_code == 404 and not OwnAgenda.objects.exists()


@pytest.mark.parametrize("act", ["", "x", "\x00"])
def test_a_press_on_nothing_is_said(client_of, act):
    answer = client_of("member").post(PAGE, {"act": act})
    assert answer.status_code == 422 and "Choisissez un des boutons" in answer.text
    assert not OwnAgenda.objects.exists()


def test_pressed_twice_it_makes_one_address(client_of):
    client = client_of("member")
    client.post(PAGE, {"act": "faire"})
    made = OwnAgenda.objects.get().token_hash
    client.post(PAGE, {"act": "faire"})
    assert OwnAgenda.objects.get().token_hash == made


def test_an_address_replaced_elsewhere_is_shown_no_more(client_of, people):
    client = client_of("member")
    client.post(PAGE, {"act": "faire"})
    assert "/p/agenda/" in client.get(PAGE).text
    rules.make(people.member)
    page = client.get(PAGE).text
    assert "/p/agenda/" not in page and "Faire une nouvelle adresse" in page


def test_a_meeting_whose_other_left_the_group_is_no_appointment_any_more(people):
    places = [Membership.objects.get(user=user) for user in (people.member, people.board_member)]
    now, token = timezone.now(), rules.make(people.member)
    for days in (5, -1):
        at = now + datetime.timedelta(days=days)
        Meeting.objects.create(
            peer_group=people.here, skill=make_skill(), shower=places[0], learner=places[1],
            starts_at=at, place="x", answer_until=at, shower_said_yes=True, learner_said_yes=True,
        )  # fmt: skip
    Membership.objects.filter(pk=places[1].pk).update(ends_on=timezone.localdate(), left_at=now)
    (event,) = events(token)
    assert event.decoded("dtstart") < now, "what is over tells nothing of who left since"


def test_an_address_that_is_nobody_s_is_answered_as_any_other(people):
    assert read("x" * 22).content == Client().get("/p/agenda/" + "y" * 22 + "/z").content
    assert read("x" * 22).status_code == 404


def test_it_is_read_on_the_neutral_host_and_the_site_leads_there(people, settings):
    settings.PASSPORT_ORIGIN = "https://document.example"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "document.example"]
    token = rules.make(people.member)
    assert read(token, host="document.example").status_code == 200
    led = read(token)
    assert led.status_code == 303 and urlsplit(led.url).netloc == "document.example"
    assert urls_passport.urlpatterns


@pytest.mark.one_database
def test_an_agenda_of_many_costs_as_few_queries(people, django_assert_num_queries):
    for number in range(12):
        day = SOON + datetime.timedelta(days=number)
        sign_up(make_workshop(people.here, title=f"A{number}", first_day=day).dates.first(), people.member)
    token = rules.make(people.member)
    with django_assert_num_queries(3):
        assert len(events(token)) == 12
