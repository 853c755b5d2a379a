"""The people of a place are asked to read its page once, then each year; readers are told when nobody has."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Collective, PeerGroup

pytestmark = pytest.mark.django_db
ASKED = "Votre page dans l’annuaire est-elle juste"
NOBODY = "n’ont pas encore relu cette page elles-mêmes"
LEFT = "n’ont pas relu cette page depuis plus d’un an"


def days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("kept", "checked", "asked"), [(None, 0, True), (400, 365, False), (400, 366, True), (0, 0, False)]
)
def test_those_who_run_a_group_are_asked_once_then_each_year(client_of, people, kept, checked, asked):
    kept_on = None if kept is None else days_ago(kept)
    PeerGroup.objects.filter(pk=people.here.pk).update(kept_on=kept_on, checked_on=days_ago(checked))
    page = client_of("facilitator").get(reverse("groups:home", args=[people.here.slug])).text
    assert (ASKED in page) is asked
    assert ("depuis un an" in page) is (asked and kept is not None)


def test_the_coordination_is_not_asked_for_a_group(client_of, people):
    assert ASKED not in client_of("coordinator").get(reverse("groups:home", args=[people.here.slug])).text


def test_who_keeps_a_collective_is_told_beside_its_page(client_of, people):
    client = client_of("referent")
    assert "dans l’annuaire\xa0: à relire" in client.get("/compte/").text
    Collective.objects.update(kept_on=days_ago(9), checked_on=days_ago(9))
    assert "à relire" not in client.get("/compte/").text


@pytest.mark.parametrize("kind", ["here", "collective"])
@pytest.mark.parametrize(("days", "said"), [(365, False), (366, True)])
def test_readers_are_told_when_its_people_left_it_for_a_year(people, kind, days, said):
    place = getattr(people, kind)
    type(place).objects.filter(pk=place.pk).update(kept_on=days_ago(900), checked_on=days_ago(days))
    assert (LEFT in Client().get(place.get_absolute_url()).text) is said


@pytest.mark.parametrize("kind", ["here", "collective"])
def test_a_page_without_a_source_says_it_too(people, kind):
    assert NOBODY in Client().get(getattr(people, kind).get_absolute_url()).text


@pytest.mark.parametrize("kind", ["here", "collective"])
def test_readers_are_told_when_nobody_of_a_place_has_read_its_page(people, kind):
    place = getattr(people, kind)
    type(place).objects.filter(pk=place.pk).update(source_title="Un annuaire")
    assert NOBODY in Client().get(place.get_absolute_url()).text
    place.refresh_from_db()
    place.kept_on = days_ago(1)
    place.save()
    assert NOBODY not in Client(headers={"Cache-Control": "no-cache"}).get(place.get_absolute_url() + "?x=1").text
