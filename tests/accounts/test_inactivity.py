"""Long absences: two notices, and nothing erased before 36 months; 29 February included."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as site_settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.account import inactivity
from accounts.models import Mandate, Membership, Session, User
from accounts.purge import purge
from lib import days
from tests.accounts.kit import card_of, enter
from tests.people import person

LAST_DAY = datetime.date(2024, 2, 29)
PARIS = ZoneInfo("Europe/Paris")


def noon(year: int, month: int, day: int) -> datetime.datetime:
    """Return noon of that day, in France."""
    return datetime.datetime(year, month, day, 12, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def mails_are_sent(settings, tmp_path):
    settings.MAIL_IS_SENT, settings.VAR_DIR = True, tmp_path  # where erased accounts are listed


def absent(name: str = "Nour", last: datetime.date = LAST_DAY, *, proved: bool = True, **fields: object) -> User:
    """Make a person with an address who last signed in that day at noon."""
    user = person(name, email=f"{name.lower()}@exemple.fr", last_login=noon(last.year, last.month, last.day), **fields)
    if proved:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def on(year: int, month: int, day: int) -> time_machine.travel:
    """Travel to noon of that day."""
    return time_machine.travel(noon(year, month, day), tick=False)


def test_months_are_counted_by_the_calendar():
    before, after = days.months_before, days.months_after
    assert before(datetime.date(2028, 2, 29), 36) == datetime.date(2025, 2, 28)
    assert before(datetime.date(2027, 1, 31), 2) == datetime.date(2026, 11, 30)
    assert after(LAST_DAY, 36) == datetime.date(2027, 3, 1)
    assert after(datetime.date(2026, 11, 30), 36) == datetime.date(2029, 11, 30)


@pytest.mark.parametrize("months", range(1, 40))
def test_a_notice_is_never_sent_before_its_day(months):
    day = datetime.date(2023, 12, 1)
    while day < datetime.date(2024, 4, 1):
        reached = days.months_after(day, months)
        assert days.months_before(reached, months) >= day
        assert days.months_before(reached - datetime.timedelta(days=1), months) < day
        day += datetime.timedelta(days=1)


def test_two_notices_then_nothing_is_left(db):
    user = absent()
    with on(2026, 8, 28):
        purge()
        assert mail.outbox == []
    with on(2026, 8, 29):
        purge()
        purge()
        assert [message.to for message in mail.outbox] == [["nour@exemple.fr"]]
        assert "1er mars 2027" in mail.outbox[0].body
    with on(2026, 12, 28):
        purge()
        assert len(mail.outbox) == 1
    with on(2026, 12, 29):
        purge()
        assert len(mail.outbox) == 2
        assert "1er mars 2027" in mail.outbox[1].body
    with on(2027, 2, 28):
        purge()
        assert User.objects.filter(pk=user.pk).exists(), "36 months are over on 1 March"
    with on(2027, 3, 1):
        assert purge() == 1
        assert not User.objects.filter(pk=user.pk).exists()
    assert len(mail.outbox) == 2


def test_the_notice_names_neither_the_site_nor_a_group(db):
    absent()
    with on(2026, 9, 1):
        inactivity.send_notices()
    message = mail.outbox[0]
    said = (message.subject + message.body.replace(site_settings.ORIGIN, "")).lower()
    for telling in ("entrepairs", "gem", "groupe", "passeport", "pair"):
        assert telling not in said


def test_a_sign_in_cancels_the_notices(db):
    user = absent()
    held = card_of(user)
    with on(2026, 12, 30):
        inactivity.send_notices()
        User.objects.filter(pk=user.pk).update(notices_sent=2)
        enter(Client(), held)
    user.refresh_from_db()
    assert (user.notices_sent, user.noticed_on) == (0, None)
    with on(2027, 3, 2):
        assert inactivity.erase_inactive() == 0


def test_late_notices_delay_the_erasure(db):
    """People absent for ten years when a site begins to count still get two notices, months apart."""
    user = absent(last=datetime.date(2016, 1, 1))
    with on(2026, 6, 1):
        inactivity.send_notices()
        assert "1er octobre 2026" in mail.outbox[0].body
    with on(2026, 7, 31):
        inactivity.send_notices()
        assert len(mail.outbox) == 1
    with on(2026, 8, 1):
        inactivity.send_notices()
        inactivity.erase_inactive()
        assert len(mail.outbox) == 2
    with on(2026, 9, 30):
        assert inactivity.erase_inactive() == 0
    with on(2026, 10, 1):
        assert inactivity.erase_inactive() == 1
    assert not User.objects.filter(pk=user.pk).exists()


def test_two_workers_of_one_night_send_each_notice_once_and_none_to_who_comes_back(db, monkeypatch):
    """Another worker runs whole while the first is at its first mail; meanwhile a third person signs in."""
    for name in ("Nour", "Alix"):
        absent(name)
    back = absent("Sacha")
    post = inactivity.post

    def meanwhile(*mail_of: str) -> None:
        monkeypatch.setattr(inactivity, "post", post)
        post(*mail_of)
        User.objects.filter(pk=back.pk).update(last_login=timezone.now())
        inactivity.send_notices()

    monkeypatch.setattr(inactivity, "post", meanwhile)
    with on(2026, 8, 29):
        inactivity.send_notices()
    assert sorted(message.to for message in mail.outbox) == [["alix@exemple.fr"], ["nour@exemple.fr"]]


def told_twice(user: User) -> None:
    User.objects.filter(pk=user.pk).update(notices_sent=2, noticed_on=datetime.date(2026, 12, 29))


def _facilitator(user, people):
    Membership.objects.create(
        user=user,
        peer_group=people.here,
        role="facilitator",
        role_accepted_at=timezone.now(),
        starts_on=datetime.date(2020, 1, 1),
    )


def _in_mandate(user, people):
    membership = Membership.objects.create(user=user, peer_group=people.here, starts_on=datetime.date(2020, 1, 1))
    Mandate.objects.create(
        membership=membership, office="chair", accepted_at=timezone.now(), starts_on=datetime.date(2020, 1, 1)
    )


KEPT = {
    "no address": lambda user, people: User.objects.filter(pk=user.pk).update(email=None),
    "an address never proved": lambda user, people: EmailAddress.objects.update(verified=False),
    "another address than the proved one": lambda user, people: EmailAddress.objects.update(email="a@exemple.fr"),
    "runs a group": _facilitator,
    "in mandate": _in_mandate,
    "admin rights": lambda user, people: User.objects.filter(pk=user.pk).update(is_superuser=True),
    "closed account": lambda user, people: User.objects.filter(pk=user.pk).update(is_active=False),
    "one notice": lambda user, people: User.objects.filter(pk=user.pk).update(notices_sent=1),
    "an open session": lambda user, people: Session.objects.create(
        session_key="k" * 32,
        session_data="",
        user=user,
        expire_date=noon(2030, 1, 1),
    ),
}


@pytest.mark.parametrize("why", KEPT)
def test_people_who_are_never_erased(why, people):
    user = absent()
    told_twice(user)
    KEPT[why](user, people)
    with on(2028, 1, 1):
        assert inactivity.erase_inactive() == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_the_open_session_of_another_keeps_nobody(db):
    user = absent()
    told_twice(user)
    Session.objects.create(session_key="k" * 32, session_data="", user=person("Alex"), expire_date=noon(2030, 1, 1))
    with on(2028, 1, 1):
        assert inactivity.erase_inactive() == 1
    assert not User.objects.filter(pk=user.pk).exists()


def test_a_person_who_never_came_counts_from_the_opening(db):
    user = absent()
    User.objects.filter(pk=user.pk).update(last_login=None, date_joined=noon(2025, 1, 1))
    with on(2027, 6, 30):
        assert inactivity.send_notices() == 0
    with on(2027, 7, 1):
        assert inactivity.send_notices() == 1


def test_a_site_without_mail_tells_nobody_and_erases_nobody(db, settings):
    settings.MAIL_IS_SENT = False
    user = absent()
    with on(2027, 6, 1):
        assert (inactivity.send_notices(), inactivity.erase_inactive()) == (0, 0)
    user.refresh_from_db()
    assert user.notices_sent == 0


def test_the_number_of_queries_does_not_grow_with_the_people_absent(db):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            inactivity.send_notices()
            inactivity.erase_inactive()
        return len(queries)

    with on(2026, 1, 1):
        few = cost()
        for number in range(30):
            absent(f"p{number}", last=datetime.date(2025, 1, 1))
        assert cost() == few


def test_no_page_tells_others_when_a_person_signed_in(people, client_of):
    """No page of the group says when a member signed in."""
    User.objects.filter(pk=people.member.pk).update(
        last_login=noon(2021, 3, 7), notices_sent=1, noticed_on="2023-09-07"
    )
    client = client_of("facilitator")
    pk = people.member.memberships.get().pk
    for name, args in (("people", []), ("person", [pk]), ("reset", [pk]), ("journal", [])):
        page = client.get(reverse(f"groups:{name}", args=["groupe-ici", *args])).content.decode()
        assert "2021" not in page
        assert "2023" not in page
