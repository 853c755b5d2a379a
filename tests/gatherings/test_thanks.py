"""« Dire merci »: one sentence of somebody who was there, to who led; the writer is kept only when they sign."""

import datetime
import uuid
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import names
from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings.models import Leader, Presence, Thanks, WorkshopDate
from gatherings.thanks import rules
from gatherings.thanks.write_views import ALREADY, NOT_THERE, OVER, SENT
from tests.gatherings.presence_kit import NOW, at, close, make_date, scan_screen, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MERCI = "Merci, la soupe était bonne."


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lou(people, clock):
    """A member who leads, and does not run the group."""
    user = person("Lou")
    Membership.objects.create(user=user, peer_group=people.here)
    return user


@pytest.fixture
def date(people, lou) -> WorkshopDate:
    """A workshop of the group, begun half an hour ago, which Lou leads."""
    return make_date(people.here, lou)


def there(people, date, how: str = "named") -> Client:
    """Return the browser of the member, counted at the date."""
    client = signed_in(people.member)
    scan_screen(client, date, how)
    return client


def say(client: Client, date: WorkshopDate, words: str = MERCI, **more):
    return client.post(at("thanks_write", date), {"words": words, **more})


@pytest.mark.parametrize("how", ["named", "unnamed"])
def test_whoever_was_counted_thanks_who_leads(people, date, lou, how):
    client = there(people, date, how)
    assert at("thanks_write", date) in client.get(at("date", date)).text
    assert "Lou" in client.get(at("thanks_write", date)).text
    answer = say(client, date)
    assert answer.url == at("date", date) and SENT in client.get(answer.url).text
    (kept,) = Thanks.objects.all()
    assert (kept.reader, kept.words, kept.workshop) == (lou, MERCI, date.workshop)


def test_who_said_their_name_is_led_there_from_ma_presence(people, date):
    client = there(people, date)
    assert at("thanks_write", date) in client.get(at("my_presence", date)).text


def test_not_signed_nothing_says_who_wrote(people, date):
    say(there(people, date), date)
    kept = Thanks.objects.get()
    assert (kept.writer, kept.sending, kept.month) == (None, None, datetime.date(2026, 12, 1))
    assert {field.name for field in Thanks._meta.concrete_fields} == {
        *("id", "workshop", "reader", "writer", "sending", "words", "month", "is_kept"),
    }


def test_signed_it_says_the_name_of_the_writer(people, date):
    say(there(people, date), date, is_signed="on")
    assert Thanks.objects.get().writer == people.member


def test_who_said_no_yes_to_the_title_of_today_is_not_named_beside_it(people, date, lou):
    client = there(people, date)
    Leader.objects.filter(user=lou).update(asked_again_at=timezone.now())
    page = client.get(at("thanks_write", date)).text
    assert "Lou" not in page and "qui animait ce jour-là" in page
    say(client, date)
    assert Thanks.objects.get().reader == lou, "what was led stays theirs"


def test_the_page_says_that_it_also_goes_to_who_is_not_named(people, date, lou):
    client = there(people, date)
    assert "Lou." in client.get(at("thanks_write", date)).text
    Leader.objects.create(
        workshop=date.workshop, user=people.facilitator, accepted_at=NOW - DAY, asked_again_at=timezone.now()
    )
    page = client.get(at("thanks_write", date)).text
    assert "Lou, et à qui d’autre animait ce jour-là." in page
    say(client, date)
    thanked = rules.thanked_of(date)
    assert {each.reader for each in Thanks.objects.all()} == set(thanked.people) == {lou, people.facilitator}


def test_who_leads_under_the_name_of_another_member_is_told_apart(people, date, lou):
    """Somebody who takes the name of another would be read as that one, on the page of the date too."""
    client = there(people, date)
    assert "Lou (repère " not in client.get(at("date", date)).text
    Membership.objects.create(user=person("LOU"), peer_group=people.here)
    for page in ("date", "thanks_write"):
        assert f"Lou (repère {names.mark_of(lou)})" in client.get(at(page, date)).text, page


def test_one_sentence_a_date(people, date, clock):
    client = there(people, date)
    say(client, date)
    answer = say(client, date, "Une autre phrase.")
    assert answer.status_code == 302 and ALREADY in client.get(answer.url).text
    clock.shift(6 * DAY)
    say(client, date, "Une autre encore.")
    assert [each.words for each in Thanks.objects.all()] == [MERCI]


def test_a_sentence_goes_to_each_person_who_leads(people, date, lou):
    Leader.objects.create(workshop=date.workshop, user=people.facilitator, accepted_at=NOW - DAY)
    Leader.objects.create(workshop=date.workshop, user=people.board_member)  # asked, has not said yes
    say(there(people, date), date)
    assert {each.reader for each in Thanks.objects.all()} == {lou, people.facilitator}


def test_who_leads_from_the_day_after_reads_nothing_of_that_day(people, date, lou):
    Leader.objects.create(workshop=date.workshop, user=people.facilitator, accepted_at=NOW + DAY)
    say(there(people, date), date)
    assert [each.reader for each in Thanks.objects.all()] == [lou]


def test_who_was_not_counted_loses_nothing_of_what_they_typed(people, date):
    client = signed_in(people.member)
    answer = say(client, date)
    assert answer.status_code == 422 and NOT_THERE in answer.text and MERCI in answer.text
    assert not Thanks.objects.exists()


def test_a_question_of_the_leader_is_no_proof(people, date):
    Presence.objects.create(date=date, user=people.member)
    assert say(signed_in(people.member), date).status_code == 422


def test_the_page_does_not_tell_who_was_there(people, date):
    """Whoever opens the account of somebody reads the same page, counted or not."""
    away, counted = signed_in(people.board_member), there(people, date, "unnamed")
    for client in (away, counted):
        assert at("thanks_write", date) in client.get(at("date", date)).text
        page = client.get(at("thanks_write", date))
        assert page.status_code == 200 and NOT_THERE not in page.text


def test_not_before_it_begins_nor_after_seven_days(people, date, clock):
    client = there(people, date)
    for moment in (date.starts_at - datetime.timedelta(minutes=1), date.ends_at + 7 * DAY):
        clock.move_to(moment)
        assert client.get(at("thanks_write", date)).url == at("date", date)
        assert at("thanks_write", date) not in client.get(at("date", date)).text
        answer = say(client, date)
        assert answer.status_code == 422 and OVER in answer.text and MERCI in answer.text
    clock.move_to(date.ends_at + 7 * DAY - datetime.timedelta(seconds=1))
    assert say(client, date).status_code == 302


def test_a_closing_that_comes_late_gives_no_more_days(people, date, clock):
    client = there(people, date)
    clock.move_to(date.ends_at + 8 * DAY)
    close(signed_in(people.facilitator), date)
    assert say(client, date).status_code == 422


def test_a_cancelled_date_takes_no_thanks(people, date):
    client = there(people, date)
    WorkshopDate.objects.update(is_cancelled=True)
    assert say(client, date).status_code == 422


def test_nobody_thanks_themselves(people, date, lou):
    client = signed_in(lou)
    scan_screen(client, date)
    assert at("thanks_write", date) not in client.get(at("date", date)).text
    assert say(client, date).status_code == 404


def test_a_stranger_finds_nothing(people, date):
    stranger = signed_in(people.other_member)
    assert stranger.get(at("thanks_write", date)).status_code == say(stranger, date).status_code == 404


def test_a_day_of_the_network_names_no_leader_to_thank(people, lou):
    date = make_date(None, lou)
    client = there(people, date)
    assert say(client, date).status_code == 404
    assert at("thanks_write", date) not in client.get(at("my_presence", date)).text


def test_without_anybody_who_leads_there_is_nobody_to_thank(people, date):
    client = there(people, date)
    Leader.objects.all().delete()
    assert client.get(at("thanks_write", date)).url == at("date", date)
    assert say(client, date).status_code == 422


def test_a_leader_who_left_the_group_receives_nothing(people, date, lou):
    client, yesterday = there(people, date), timezone.localdate() - DAY
    Membership.objects.filter(user=lou).update(starts_on=yesterday, ends_on=yesterday)
    assert say(client, date).status_code == 422


@pytest.mark.parametrize(
    ("words", "told"),
    [("", "Écrivez une phrase"), ("  \x07 ", "Écrivez une phrase"), ("a" * 201, "Votre phrase est trop longue")],
)
def test_a_wrong_sentence_is_asked_again(people, date, words, told):
    answer = say(there(people, date), date, words)
    assert answer.status_code == 422 and told in answer.text
    assert not Thanks.objects.exists()


def test_what_may_tell_of_somebody_is_asked_once_more(people, date):
    client = there(people, date)
    answer = say(client, date, "Merci à Kevin, de Villeurbanne.")
    assert answer.status_code == 422 and "À regarder une fois" in answer.text
    assert not Thanks.objects.exists()
    hints = [f"Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0{word}\xa0»." for word in ("Kevin", "Villeurbanne")]
    say(client, date, "Merci à Kevin, de Villeurbanne.", already_said=hints)
    assert Thanks.objects.exists()


def test_the_name_of_who_leads_is_no_surprise(people, date, lou):
    lou.display_name = "Kevin"
    lou.save()
    assert say(there(people, date), date, "Merci Kevin, pour la soupe.").status_code == 302


def test_several_lines_make_one(people, date):
    say(there(people, date), date, " Merci,\r\n  pour tout. ")
    assert Thanks.objects.get().words == "Merci, pour tout."


def test_the_rule_itself_refuses_who_leads_and_a_time_that_is_over(people, date, lou, clock):
    with pytest.raises(rules.NoLongerOpenError):
        rules.send(date, lou, MERCI, is_signed=False)
    rules.send(date, people.member, MERCI, is_signed=False)
    with pytest.raises(rules.AlreadyThankedError):
        rules.send(date, people.member, MERCI, is_signed=False)
    clock.move_to(date.ends_at + 7 * DAY)
    with pytest.raises(rules.NoLongerOpenError):
        rules.send(date, people.member, MERCI, is_signed=False)
    assert Thanks.objects.count() == 1


def test_while_the_counters_are_away_one_still_thanks_once(people, date):
    client = there(people, date)
    say(client, date)
    cache.clear()
    assert ALREADY in client.get(say(client, date, "Une autre phrase.").url).text
    assert Thanks.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"month": NOW.date()}, {"words": ""}, {"sending": uuid.uuid4()}])
def test_the_database_refuses_what_would_tell_more(people, date, lou, wrong):
    fields = {"workshop": date.workshop, "reader": lou, "words": MERCI} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(**fields)


def test_a_visitor_enters_first(date):
    assert Client().get(at("thanks_write", date)).url.startswith(reverse("account_login"))


def test_at_the_upgrade_the_rows_of_one_sentence_are_joined(people, date, lou):
    signed = {"workshop": date.workshop, "writer": people.member}
    rows = [
        Thanks.objects.create(**signed, reader=reader, words=words, sending=uuid.uuid4())
        for words, reader in ((MERCI, lou), (MERCI, people.facilitator), ("Encore.", lou))
    ]
    import_module("gatherings.migrations.0016_said_once").join_the_signed(apps, None)
    one, twin, other = (Thanks.objects.get(pk=row.pk).sending for row in rows)
    assert one == twin != other
