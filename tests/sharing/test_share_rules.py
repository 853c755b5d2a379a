"""Rules of a share: what is sealed, when it closes, stopping, the code, one share for one preparation."""

import datetime
import re
from dataclasses import replace

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.db import connection
from django.utils import timezone

from passport import spoken_code
from passport.models import Opening, Share
from passport.sharing import rules as sharing
from passport.sharing.rules import CodeAnswer, ShareRequest
from tests.passport.factories import code_of, make_line, make_person, make_share, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_person()


def test_neither_token_nor_code_can_be_read_in_the_database(member):
    share = make_share(member)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM passport_share")
        row = str(cursor.fetchall())
    assert token_of(share) not in row
    assert code_of(share) not in row
    assert Share.objects.by_token(token_of(share)).get() == share


def test_without_the_sealing_key_the_address_is_empty_and_nothing_breaks(member, settings):
    share = make_share(member)
    settings.PASSPORT_KEYS = ["8xHRrqYFlAkCkXUvZP8w5aJ0o4f1H2m3n4p5q6r7s8s="]
    assert (share.address, share.spoken_code) == ("", "")


def test_a_new_key_in_front_still_opens_what_the_old_one_sealed(member, settings):
    share = make_share(member)
    settings.PASSPORT_KEYS = ["8xHRrqYFlAkCkXUvZP8w5aJ0o4f1H2m3n4p5q6r7s8s=", *settings.PASSPORT_KEYS]
    assert token_of(share)


@pytest.mark.parametrize(
    ("now", "way", "closes_on", "closes"),
    [
        ("2026-11-22T10:00:00+01:00", "together", "", "2026-11-23T10:00:00+01:00"),
        ("2026-11-22T10:00:00+01:00", "link", "", "2026-11-30T00:00:00-10:00"),
        ("2026-11-22T10:00:00+01:00", "paper", "", "2026-12-23T00:00:00-10:00"),
        ("2026-11-22T10:00:00+01:00", "paper", "2026-11-24", "2026-11-25T00:00:00-10:00"),
        ("2026-11-22T10:00:00+01:00", "link", "2031-01-01", "2027-02-21T00:00:00-10:00"),
        # a day that is over in Paris and goes on in Tahiti
        ("2026-11-24T01:00:00+01:00", "link", "2026-11-23", "2026-11-24T00:00:00-10:00"),
        # the nights the hour changes in Paris
        ("2026-10-24T23:30:00+02:00", "link", "2026-10-25", "2026-10-26T00:00:00-10:00"),
        ("2027-03-27T23:30:00+01:00", "link", "2027-03-28", "2027-03-29T00:00:00-10:00"),
        ("2028-02-22T10:00:00+01:00", "link", "", "2028-03-01T00:00:00-10:00"),
    ],
)
def test_a_share_closes_at_the_announced_moment(now, way, closes_on, closes):
    moment = datetime.datetime.fromisoformat(now)
    assert sharing.closing(way, closes_on, moment) == datetime.datetime.fromisoformat(closes)


@pytest.mark.parametrize("hour", ["00:30", "09:00", "12:30", "23:30"])
def test_the_last_day_is_the_day_announced_at_any_hour(member, hour):
    with time_machine.travel(f"2026-11-22 {hour}:00+01:00", tick=False):
        for closes_on, last in (("", 29), ("2026-11-24", 24)):
            assert make_share(member, way=Share.Way.LINK, closes_on=closes_on).last_day == datetime.date(2026, 11, last)


def test_the_last_day_is_the_day_announced(member):
    share = make_share(member, way=Share.Way.LINK)
    assert share.last_day == timezone.localdate() + datetime.timedelta(days=7)
    with time_machine.travel(share.closes_at - datetime.timedelta(seconds=1), tick=False):
        assert share.is_open
        assert Share.objects.open().exists()
    with time_machine.travel(share.closes_at, tick=False):
        assert not share.is_open
        assert not Share.objects.open().exists()


def test_a_share_shown_together_has_no_code(member):
    assert not make_share(member, way=Share.Way.TOGETHER).has_code
    assert make_share(member, way=Share.Way.PAPER).has_code


def test_stopping_one_leaves_the_others(member):
    one, other = make_share(member), make_share(member)
    one.stop()
    stopped_at = one.stopped_at
    one.stop()
    assert one.stopped_at == stopped_at
    assert list(Share.objects.open()) == [other]


def test_one_preparation_opens_one_share(member):
    line = make_line(member)
    terms = sharing.ShareRequest(recipient_label="Ici", shown_name="Camille", way="link", entry_ids=[line.pk])
    first = sharing.open_share(member, terms, "une-preparation-0")
    assert sharing.open_share(member, terms, "une-preparation-0") == first
    assert Share.objects.count() == 1
    assert first.items.count() == 1


def test_a_share_never_takes_the_line_of_somebody_else(member):
    line = make_line(make_person("Autre"))
    assert make_share(member, [line]).items.count() == 0


def test_a_collective_gone_from_the_directory_leaves_its_name(member):
    share = make_share(member, recipient_collective_id=999_999, recipient_label="Parti")
    assert (share.recipient_collective, share.recipient_label) == (None, "Parti")


def test_a_right_code_returns_its_try(member):
    share = make_share(member)
    assert sharing.answer_code(share, code_of(share), "") is CodeAnswer.RIGHT
    share.refresh_from_db()
    assert share.tries_left == 5
    assert not Opening.objects.exists()


def wrong_code_of(share):
    return f"{(int(code_of(share)) + 1) % 1_000_000:06d}"


def test_five_wrong_codes_pause_and_a_new_code_reopens_the_same_qr(member):
    share, token = make_share(member), None
    token = token_of(share)
    answers = [sharing.answer_code(share, wrong_code_of(share), "") for _ in range(6)]
    assert answers == [CodeAnswer.WRONG] * 5 + [CodeAnswer.CLOSED]
    share.refresh_from_db()
    assert share.is_paused
    old = code_of(share)
    assert sharing.answer_code(share, old, "") is CodeAnswer.CLOSED
    share.renew_code()
    assert not share.is_paused
    assert token_of(share) == token
    assert sharing.answer_code(share, code_of(share), "") is CodeAnswer.RIGHT


def test_a_cookie_opens_one_opening_of_one_share_for_one_hour(member):
    one, other = make_share(member), make_share(member)
    mine, theirs = sharing.begin_reading(one, "A"), sharing.begin_reading(other, "A")
    cookie = sharing.sign_view(mine)
    assert sharing.may_read(mine, cookie)
    assert not sharing.may_read(theirs, cookie)
    assert not sharing.may_read(mine, cookie + "x")
    assert not sharing.may_read(mine, None)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61), tick=False):
        assert not sharing.may_read(mine, cookie)
    one.renew_code()
    assert not sharing.may_read(mine, cookie)


def test_what_a_reader_holds_is_a_fingerprint_without_the_number_of_the_share(member):
    share = make_share(member)
    opening = sharing.begin_reading(share, "A")
    said, signed_at, _ = sharing.sign_view(opening).rsplit(":", 2)
    assert re.fullmatch(r"[0-9a-f]{64}", said)
    assert str(opening.ref) not in said and signed_at


def test_a_reader_who_was_at_the_page_before_an_upgrade_goes_on(member):
    share = make_share(member)
    opening = sharing.begin_reading(share, "A")
    held = TimestampSigner(salt=sharing.VIEW_SALT).sign(f"{share.pk}:{opening.ref}:{share.code_hmac[:16]}")
    assert sharing.may_read(opening, held)
    share.renew_code()
    assert not sharing.may_read(opening, held)


def test_the_same_press_within_ten_seconds_is_the_same_opening(member):
    share = make_share(member)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = sharing.begin_reading(share, "Clubhouse")
        clock.shift(9)
        assert sharing.begin_reading(share, "Clubhouse") == first
        assert sharing.begin_reading(share, "Quelqu’un") != first
        clock.shift(2)
        assert sharing.begin_reading(share, "Clubhouse") != first


def test_a_full_journal_has_one_line_for_all_who_come_that_day(member, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_LINES_A_DAY", 3)
    share = make_share(member)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(3):
            assert sharing.begin_reading(share, f"Service {number}").declared_reader == f"Service {number}"
        late = [sharing.begin_reading(share, f"Service {number}") for number in range(3, 6)]
        assert {each.declared_reader for each in late} == {""}
        clock.shift(sharing.RETRY * 2)
        assert sharing.begin_reading(share, "Service 6") == late[0]
        assert share.openings.count() == 4
        clock.shift(sharing.DAY)
        assert sharing.begin_reading(share, "Service 7").declared_reader == "Service 7"
    assert sharing.begin_reading(make_share(member), "Service 8").declared_reader == "Service 8"


def test_nobody_begins_to_read_a_share_stopped_meanwhile(member):
    share = make_share(member)
    Share.objects.get(pk=share.pk).stop()
    assert sharing.begin_reading(share, "") is None


def test_a_preparation_never_leads_to_the_share_of_somebody_else(member):
    theirs, mine = make_line(make_person("Lou")), make_line(member)
    terms = ShareRequest(recipient_label="Ici", shown_name="A", way="link", entry_ids=[theirs.pk])
    sharing.open_share(theirs.member, terms, "la-meme-preparation")
    with pytest.raises(Share.DoesNotExist):
        sharing.open_share(member, replace(terms, entry_ids=[mine.pk]), "la-meme-preparation")


def test_a_code_renewed_while_a_reader_types_is_the_one_compared(member):
    share = make_share(member)
    read_before, old = Share.objects.get(pk=share.pk), code_of(share)
    share.renew_code()
    assert sharing.answer_code(read_before, code_of(share), "A") == CodeAnswer.RIGHT
    read_before.code_hmac = spoken_code.code_fingerprint(share.token_hash, old)
    assert sharing.answer_code(read_before, old, "A") == CodeAnswer.WRONG


def test_a_wrong_code_a_moment_ago_is_not_the_reading_that_begins(member):
    share = make_share(member)
    assert sharing.answer_code(share, wrong_code_of(share), "A") == CodeAnswer.WRONG
    assert sharing.begin_reading(share, "A").outcome == Opening.Outcome.SHOWN
    assert share.openings.count() == 2


def test_an_opening_is_recent_until_ten_minutes_after(member):
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=False) as clock:
        opening = sharing.begin_reading(make_share(member), "A")
        clock.shift(sharing.RECENT - datetime.timedelta(seconds=1))
        assert sharing.is_recent(opening)
        clock.shift(1)
        assert not sharing.is_recent(opening)
