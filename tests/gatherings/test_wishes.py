"""« Je peux montrer / J'aimerais apprendre »: off until the first wish, erased by oneself, by time, by leaving."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings.exchange import wishes
from gatherings.models import Meeting, ProposedPair, Side, Wish, WishList
from gatherings.models.wish import MOST_WISHES
from gatherings.purge import purge
from passport.models import Entry
from tests.gatherings.exchange_kit import Exchange, browser_of, here, mediator_of, place_of
from tests.passport.factories import make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(people) -> Membership:
    return place_of(people.member)


@pytest.fixture
def queries(django_assert_max_num_queries):
    return django_assert_max_num_queries


def write(client, group, skill, side: str = Side.SHOWS):
    return client.post(here("wishes", group), {"side": side, "skill": skill.slug}, follow=True)


def test_nothing_is_there_until_the_first_wish_and_who_reads_is_said_before(client_of, people):
    page = client_of("member").get(here("wishes", people.here))
    assert not WishList.objects.exists()
    assert "Qui lit cela" in page.text and "les personnes qui mettent en relation" in page.text
    assert "Garder trois mois de plus" not in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_a_group_where_nobody_reads_says_so(client_of, people):
    client = client_of("member")
    said = "Personne ne met encore en relation dans ce groupe."
    assert said in client.get(here("wishes", people.here)).text
    mediator_of(people.board_member)
    assert said not in client.get(here("wishes", people.here)).text


def test_a_wish_is_written_erased_and_nothing_of_it_stays(client_of, people):
    client, skill = client_of("member"), make_skill("Faire du pain")
    page = write(client, people.here, skill).text
    assert "Je peux montrer</h3>" in page and "Faire du pain</strong>" in page
    for _ in range(2):
        client.post(here("wish_remove", people.here), {"skill": skill.slug})
    assert not WishList.objects.exists() and not Wish.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_skill_wished_otherwise_changes_sides(place):
    skill = make_skill()
    for side in (Side.SHOWS, Side.SHOWS, Side.LEARNS):
        wishes.add(place, skill, side)
    assert Wish.objects.get().side == Side.LEARNS


def test_a_form_without_an_answer_or_with_a_strange_one_is_said_beside_its_fields(client_of, people):
    client = client_of("member")
    for sent in ({}, {"side": "x", "skill": "y"}):
        page = client.post(here("wishes", people.here), sent)
        assert page.status_code == 422 and "Choisissez une compétence de la liste." in page.text


def test_one_person_wishes_a_few_things_and_writes_a_few_a_day(client_of, people, settings):
    client = client_of("member")
    for _ in range(MOST_WISHES):
        wishes.add(place_of(people.member), make_skill(), Side.SHOWS)
    assert "C’est déjà beaucoup." in write(client, people.here, make_skill()).text
    assert Wish.objects.count() == MOST_WISHES
    settings.LIMITS = rate_limits.OURS | {"wish": "1/d/key"}
    skill = Wish.objects.first().skill
    pages = [write(client, people.here, skill).text for _ in range(2)]
    assert ["Continuez demain." in page for page in pages] == [False, True]


@pytest.mark.parametrize(("days", "stays"), [(85, True), (93, False)])
def test_everything_ends_three_months_after_the_person_last_wanted_it(place, days, stays):
    wishes.add(place, make_skill(), Side.SHOWS)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
        assert (wishes.list_of(place) is not None) is stays, "before the worker too"
        assert wishes.renew(place) is stays
        purge()
        assert Wish.objects.exists() is stays
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days + 80), tick=False):
        purge()
        assert Wish.objects.exists() is stays, "renewed, it lasts"


def test_what_ended_does_not_come_back_with_a_new_wish(place):
    old, new = make_skill(), make_skill()
    wishes.add(place, old, Side.SHOWS)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=93), tick=False):
        wishes.add(place, new, Side.SHOWS)
        assert [wish.skill for wish in Wish.objects.all()] == [new]


def test_the_button_keeps_everything_three_months_more(client_of, people, place):
    wishes.add(place, make_skill(), Side.SHOWS)
    WishList.objects.update(renewed_on=timezone.localdate() - datetime.timedelta(days=60))
    client_of("member").post(here("wishes_renew", people.here))
    assert WishList.objects.get().renewed_on == timezone.localdate()


def test_stopping_erases_at_once_and_twice_is_once(client_of, people, place):
    wishes.add(place, make_skill(), Side.SHOWS)
    client = client_of("member")
    for _ in range(2):
        assert client.post(here("wishes_stop", people.here)).status_code == 302
    assert not WishList.objects.exists()


def test_who_leaves_the_group_is_read_no_more_and_erased(place):
    wishes.add(place, make_skill(), Side.SHOWS)
    Membership.objects.filter(pk=place.pk).update(ends_on=timezone.localdate(), left_at=timezone.now())
    assert not WishList.objects.live().exists()
    purge()
    assert not Wish.objects.exists()


def test_an_erased_account_and_an_erased_group_take_the_wishes(people, place):
    wishes.add(place, make_skill(), Side.SHOWS)
    personal_data.erase(people.member)
    assert not Wish.objects.exists()
    exchange = Exchange(people)
    exchange.propose()
    people.here.delete()
    assert not Wish.objects.exists() and not Meeting.objects.exists() and not ProposedPair.objects.exists()


def test_nobody_but_the_person_reads_a_wish(client_of, people, place):
    wishes.add(place, make_skill("Faire du pain"), Side.SHOWS)
    for kind in ("facilitator", "board_member"):
        client = client_of(kind)
        page = client.get(here("wishes", people.here)).text
        assert "Faire du pain</strong>" not in page
        assert client.get(here("pairs", people.here)).status_code == 404
    for kind in ("other_member", "coordinator", "superuser"):
        assert client_of(kind).get(here("wishes", people.here)).status_code == 404
    passport = browser_of(people.member).get(reverse("passport:index")).text
    assert "Faire du pain" not in passport


def test_the_file_of_one_s_data_tells_the_wishes(people, place):
    wishes.add(place, make_skill("Faire du pain"), Side.LEARNS)
    told = personal_data.export(people.member)["ateliers"]["mes souhaits"]
    assert [(each["souhait"], each["compétence"]) for each in told] == [("J’aimerais apprendre", "Faire du pain")]


def test_the_database_refuses_another_side(place):
    wishes.add(place, make_skill(), Side.SHOWS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.update(side="other")


def test_the_page_asks_as_many_queries_for_one_wish_and_for_eight(client_of, people, place, queries):
    client = client_of("member")
    for number in (1, MOST_WISHES - 1):
        for _ in range(number):
            wishes.add(place, make_skill(), Side.SHOWS)
        client.get(here("wishes", people.here))
        with queries(9):
            client.get(here("wishes", people.here))
