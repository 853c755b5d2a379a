"""« Mes mercis »: read by the person thanked alone; kept, erased, reported, taken back; gone after twelve months."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import names, personal_data
from accounts.models import Membership, User
from accounts.shared_groups import ELSEWHERE
from config.settings_parts import rate_limits
from content.models import ContactMessage
from gatherings.models import Leader, Presence, SaidOnce, Thanks, Workshop, WorkshopDate
from gatherings.purge import purge
from gatherings.thanks import rules
from tests.gatherings.presence_kit import NOW, at, make_date, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MERCI = "Merci, la soupe était bonne."
PAGE = "/ateliers/mercis/"
BY_SOMEBODY = "Quelqu’un du groupe, pour Cuisine du mardi"


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday."""
    settings.LIMITS = {}
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lou(people, clock) -> User:
    """A member who leads, and does not run the group."""
    user = person("Lou")
    Membership.objects.create(user=user, peer_group=people.here)
    return user


@pytest.fixture
def date(people, lou) -> WorkshopDate:
    return make_date(people.here, lou)


@pytest.fixture
def reader(lou) -> Client:
    """The browser of who leads."""
    return signed_in(lou)


def write(people, date, words: str = MERCI, *, is_signed: bool = False) -> Thanks:
    """Have the member write, as after another day of the workshop; return what the first leader received."""
    SaidOnce.objects.all().delete()
    rules.send(date, people.member, words, is_signed=is_signed)
    return Thanks.objects.filter(words=words).earliest("reader")


def act(client: Client, name: str, thanks: Thanks, **sent: str):
    return client.post(reverse(f"gatherings:thanks_{name}", args=[thanks.pk]), sent)


def test_the_person_thanked_reads_it_and_nobody_else(people, date, reader):
    write(people, date)
    page = reader.get(PAGE).text
    assert MERCI in page and BY_SOMEBODY in page and reverse("help_worried") in page
    for kind in ("member", "facilitator", "board_member", "coordinator", "superuser", "other_member"):
        assert MERCI not in signed_in(people.of(kind)).get(PAGE).text, kind


def test_signed_it_shows_the_present_name(people, date, reader):
    write(people, date, is_signed=True)
    assert "Membre, pour Cuisine du mardi" in reader.get(PAGE).text
    User.objects.filter(pk=people.member.pk).update(display_name="Camille")
    assert "Camille, pour Cuisine du mardi" in reader.get(PAGE).text


def test_a_name_borrowed_to_sign_stays_nowhere(people, date, reader):
    User.objects.filter(pk=people.member.pk).update(display_name="Camille")
    people.member.refresh_from_db()
    write(people, date, is_signed=True)
    assert "Camille, pour" in reader.get(PAGE).text
    User.objects.filter(pk=people.member.pk).update(display_name="Membre")
    assert "Camille" not in reader.get(PAGE).text


def test_whoever_signs_under_the_name_of_another_is_not_taken_for_them(people, date, reader):
    write(people, date, is_signed=True)
    User.objects.filter(pk=people.board_member.pk).update(display_name="membre")
    page = reader.get(PAGE).text
    assert f"Membre (repère {names.mark_of(people.member)}), pour" in page


def test_once_the_two_parted_no_name_is_told(people, date, reader):
    write(people, date, is_signed=True)
    yesterday = NOW.date() - DAY
    Membership.objects.filter(user=people.member).update(starts_on=yesterday, ends_on=yesterday)
    User.objects.filter(pk=people.member.pk).update(display_name="Camille")
    page = reader.get(PAGE).text
    assert f"{ELSEWHERE[0].upper()}{ELSEWHERE[1:]}, pour" in page
    assert "Membre, pour" not in page and "Camille" not in page


def test_the_list_of_who_came_learns_nothing_of_it(people, date, reader):
    write(people, date, is_signed=True)
    assert not Presence.objects.exists()
    page = reader.get(at("presences", date)).text
    assert "Personne pour le moment" in page and MERCI not in page
    assert "décembre" not in reader.get(PAGE).text.lower()  # nor the day


def test_kept_then_no_more(people, date, reader):
    thanks = write(people, date)
    act(reader, "keep", thanks)
    assert "Vous la gardez." in reader.get(PAGE).text
    act(reader, "keep", thanks, no_more="1")
    assert "Effacée après douze mois" in reader.get(PAGE).text


def test_each_leader_does_what_they_like_with_theirs(people, date, reader, lou):
    Leader.objects.create(workshop=date.workshop, user=people.facilitator, accepted_at=NOW - DAY)
    write(people, date)
    act(reader, "erase", Thanks.objects.get(reader=lou))
    assert MERCI not in reader.get(PAGE).text
    assert MERCI in signed_in(people.facilitator).get(PAGE).text


@pytest.mark.parametrize("name", ["keep", "erase", "take_back", "report"])
def test_nobody_touches_the_thanks_of_others(people, date, name):
    thanks = write(people, date, is_signed=True)
    stranger = signed_in(people.board_member)
    assert act(stranger, name, thanks, more="").status_code in {302, 404}
    thanks.refresh_from_db()
    assert not thanks.is_kept and not ContactMessage.objects.exists()


def test_the_writer_takes_a_signed_one_back_everywhere(people, date, reader, lou):
    Leader.objects.create(workshop=date.workshop, user=people.facilitator, accepted_at=NOW - DAY)
    thanks = write(people, date, is_signed=True)
    write(people, date, "Une autre, sans nom.")
    act(reader, "keep", Thanks.objects.get(reader=lou, words=MERCI))
    writer = signed_in(people.member)
    page = writer.get(PAGE).text
    assert page.count(MERCI) == 1 and "Une autre" not in page
    for _ in range(2):
        assert act(writer, "take_back", thanks).status_code == 302
    assert {each.words for each in Thanks.objects.all()} == {"Une autre, sans nom."}


def test_the_same_words_of_another_day_are_taken_back_apart(people, date, reader, lou):
    Leader.objects.create(workshop=date.workshop, user=people.facilitator, accepted_at=NOW - DAY)
    for _ in range(2):
        write(people, date, is_signed=True)
    writer = signed_in(people.member)
    assert writer.get(PAGE).text.count(f"{MERCI}&nbsp;»</q>, pour") == 2
    act(writer, "take_back", Thanks.objects.filter(reader=lou).latest("pk"))
    assert {each.reader for each in Thanks.objects.all()} == {lou, people.facilitator} and Thanks.objects.count() == 2


def test_the_person_thanked_takes_nothing_back_as_its_writer(people, date, reader):
    thanks = write(people, date)
    act(reader, "take_back", thanks)
    assert Thanks.objects.filter(pk=thanks.pk).exists()


def test_reported_the_sentence_goes_alone_to_those_who_run_the_site(people, date, reader):
    thanks = write(people, date, "Une phrase qui blesse.", is_signed=True)
    page = reader.get(reverse("gatherings:thanks_report", args=[thanks.pk]))
    assert "Une phrase qui blesse." in page.text and "La coordination du réseau" in page.text
    answer = act(reader, "report", thanks, more="C’est la deuxième fois.", key="k" * 22)
    assert answer.status_code == 201
    message = ContactMessage.objects.get()
    assert "Une phrase qui blesse." in message.text and message.text.endswith("C’est la deuxième fois.")
    for told in ("Lou", "Membre", people.here.name, "Cuisine"):
        assert told not in f"{message.text}{message.group}{message.reach}"
    act(reader, "report", thanks, more="C’est la deuxième fois.", key="k" * 22)  # pressed twice
    assert ContactMessage.objects.count() == 1 and Thanks.objects.filter(pk=thanks.pk).exists()


def test_too_many_reports_lose_nothing(people, date, reader, settings):
    settings.LIMITS = rate_limits.OURS | {"message": "1/h/key"}
    thanks = write(people, date)
    act(reader, "report", thanks, more="Une fois.")
    answer = act(reader, "report", thanks, more="Deux fois.")
    assert answer.status_code == 429 and "Deux fois." in answer.text
    long = act(reader, "report", thanks, more="a" * 1501)
    assert long.status_code == 422 and "trop long" in long.text


def test_who_leads_finds_the_page_and_who_has_nothing_is_not_led_there(people, date, reader):
    assert PAGE in reader.get(at("date", date)).text
    assert PAGE not in reader.get("/ateliers/").text
    write(people, date, is_signed=True)
    assert PAGE in reader.get("/ateliers/").text and PAGE in signed_in(people.member).get("/ateliers/").text
    assert PAGE not in signed_in(people.board_member).get("/ateliers/").text


def test_who_leads_no_more_still_reads_what_they_received(people, date, reader):
    write(people, date)
    Leader.objects.all().delete()
    assert MERCI in reader.get(PAGE).text


@pytest.mark.parametrize("day", [datetime.date(2027, 12, 31), datetime.date(2028, 1, 1)])
def test_after_twelve_months_only_what_is_kept_stays(people, date, lou, clock, day):
    write(people, date)
    kept = write(people, date, "À garder.")
    rules.keep(kept, is_kept=True)
    clock.move_to(datetime.datetime.combine(day, datetime.time(12), tzinfo=NOW.tzinfo))
    purge()
    left = {each.words for each in Thanks.objects.all()}
    assert left == ({MERCI, "À garder."} if day.year == 2027 else {"À garder."})


def test_erased_the_writer_takes_what_they_signed_along(people, date, lou):
    rules.keep(write(people, date, is_signed=True), is_kept=True)
    write(people, date, "Sans nom.")
    personal_data.erase(people.member)
    assert [each.words for each in Thanks.objects.all()] == ["Sans nom."]


def test_erased_the_person_thanked_takes_all_along(people, date, lou):
    rules.keep(write(people, date, is_signed=True), is_kept=True)
    personal_data.erase(lou)
    assert not Thanks.objects.exists()


def test_each_reads_theirs_in_what_the_site_knows_of_them(people, date, lou):
    write(people, date, is_signed=True)
    write(people, date, "Sans nom.")
    received = personal_data.export(lou)["ateliers"]["mercis que j’ai reçus"]
    assert {(each["par"], each["phrase"]) for each in received} == {("Membre", MERCI), (rules.SOMEBODY, "Sans nom.")}
    signed = personal_data.export(people.member)["ateliers"]["mercis que j’ai signés"]
    assert signed == [{"atelier": "Cuisine du mardi", "phrase": MERCI}]


def test_many_thanks_cost_no_more_queries(people, date, reader, django_assert_max_num_queries):
    for number in range(30):
        write(people, date, f"Merci {number}.", is_signed=True)
    reader.get(PAGE)
    with django_assert_max_num_queries(14):
        assert "Merci" in reader.get(PAGE, {"page": 2}).text


def test_whoever_left_the_group_reads_no_title_of_it_any_more(people, date, lou):
    write(people, date, is_signed=True)
    yesterday = NOW.date() - DAY
    for user in (people.member, lou):
        Membership.objects.filter(user=user).update(starts_on=yesterday, ends_on=yesterday)
    Workshop.objects.update(title="Titre de décembre")
    for user in (people.member, lou):
        told = personal_data.export(user)["ateliers"]
        page, file = signed_in(user).get(PAGE).text, str([told[name] for name in told if "mercis" in name])
        assert MERCI in page and MERCI in file
        assert rules.SOME_WORKSHOP in page and "Titre de décembre" not in page
        assert "Titre de décembre" not in file
