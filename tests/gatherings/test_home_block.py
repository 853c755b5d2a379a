"""The home of a member: the next dates of their groups, what became of their own; the home of a visitor."""

import datetime

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from gatherings.attending import rules as attending
from gatherings.models import WorkshopDate
from gatherings.programme import rules
from tests.courses.factories import build_site
from tests.gatherings.group_kit import date_of, many_dates, workshop_of
from tests.performance.test_query_counts import counts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TITLE = "Cette semaine au groupe"


@pytest.fixture(autouse=True)
def site(db):
    return build_site()


def block_of(client) -> str:
    page = client.get("/").text
    return page[page.index(TITLE) : page.index("Tous les ateliers")]


def test_the_next_three_dates_of_ones_groups_are_read_in_order(client_of, people):
    for days, title in ((4, "Quatrième"), (1, "Première"), (3, "Troisième"), (2, "Deuxième")):
        workshop_of(people.here, title, days)
    workshop_of(people.elsewhere, "Ailleurs", 1)
    workshop_of(None, "Journée du réseau", 1)
    block = block_of(client_of("member"))
    assert block.index("Première") < block.index("Deuxième") < block.index("Troisième")
    assert not any(title in block for title in ("Quatrième", "Ailleurs", "Journée"))


def test_who_is_in_no_group_has_no_such_block(client_of, people):
    many_dates(people.here, 2)
    assert TITLE not in client_of("referent").get("/").text


def test_a_group_that_wrote_nothing_still_has_its_door(client_of, people):
    block = block_of(client_of("member"))
    assert "Rien n’est encore écrit" in block
    assert reverse("group_life:home", args=["groupe-ici"]) in block


def test_ones_own_date_that_moved_or_was_cancelled_is_said_however_far(client_of, people):
    for days in range(1, 5):
        workshop_of(people.here, f"Proche {days}", days)
    moved, cancelled, same = (workshop_of(people.here, title, 60) for title in ("Vélo", "Chorale", "Jeux"))
    for each in (moved, cancelled, same):
        attending.sign_up(date_of(each), people.member)
    far = date_of(moved)
    rules.move(far, far.begins.date(), far.begins.time(), 60, "La cour", "Il fera beau.")
    rules.cancel(date_of(cancelled), "La salle est prise.")
    block = block_of(client_of("member"))
    assert block.index("Vélo</a>, La cour") < block.index("Il fera beau.") < block.index("La date a changé.")
    assert block.index("Chorale") < block.index("Annulé.") < block.index("La salle est prise.")
    assert "Jeux" not in block
    others = block_of(client_of("board_member"))
    assert not any(title in others for title in ("Vélo", "Chorale"))


def test_who_waits_reads_it_then_reads_that_a_place_came(client_of, people):
    for days in range(1, 5):
        workshop_of(people.here, f"Proche {days}", days)
    date = date_of(workshop_of(people.here, "Cuisine", 60, places=1))
    attending.sign_up(date, people.facilitator)
    attending.sign_up(date, people.member)
    assert "Vous attendez une place." in block_of(client_of("member"))
    attending.leave(date, people.facilitator)
    assert "Vous avez une place." in block_of(client_of("member"))
    WorkshopDate.objects.filter(pk=date.pk).update(starts_at=timezone.now() - datetime.timedelta(days=3))
    WorkshopDate.objects.filter(pk=date.pk).update(ends_at=timezone.now() - datetime.timedelta(days=2))
    assert "Cuisine" not in block_of(client_of("member"))


def test_the_home_costs_the_same_whatever_the_number_of_dates(client_of, people):
    few, many = counts(client_of("member"), "/", lambda number: many_dates(people.here, number))
    assert few == many <= 14


LINE = "Journées de formation</a>"


def test_a_visitor_reads_of_training_days_only_when_one_is_to_come(client, people):
    workshop_of(people.here, "Cuisine", 1)
    assert LINE not in client.get("/").text
    caches["pages"].clear()
    day = workshop_of(None, "Journée", 5)
    assert LINE in client.get("/").text
    assert "Cuisine" not in client.get("/").text
    caches["pages"].clear()
    rules.cancel(date_of(day), "")
    assert LINE not in client.get("/").text


def test_the_kept_home_of_visitors_is_made_again_for_a_training_day(client, people, django_capture_on_commit_callbacks):
    client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        day = workshop_of(None, "Journée", 5)
    assert LINE in client.get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        rules.cancel(date_of(day), "")
    assert LINE not in client.get("/").text
