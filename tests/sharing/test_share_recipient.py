"""For whom a share is: the nearest places, somebody else in sight, a collective one comes from."""

import re

import pytest
from django.urls import reverse

from directory.models import Collective
from passport.sharing import prepared_shares
from tests.sharing.test_share_steps import place

pytestmark = pytest.mark.django_db
NEW = reverse("passport:share_new")


def test_somebody_else_stands_within_sight_of_the_nearest_three(client_of):
    names = [f"Lieu {letter}" for letter in "ABCDE"]
    for name in names:
        place(name)
    page = client_of("member").get(NEW).text
    assert page.index("Lieu C") < page.index("Quelqu’un d’autre") < page.index("<details") < page.index("Lieu D")


def test_a_choice_among_the_further_places_is_in_sight_again(client_of):
    for letter in "ABCDE":
        place(f"Lieu {letter}")
    client, far = client_of("member"), Collective.objects.get(name="Lieu E")
    assert '<details class="disclosure">' in client.get(NEW).text
    back = client.post(NEW, {"recipient": str(far.pk)}).url.replace("quoi", "pour-qui")
    assert '<details class="disclosure" open>' in client.get(back).text


def test_coming_from_a_collective_it_is_chosen_and_nothing_is_written(client_of, people):
    for letter in "ABCDE":
        place(f"Lieu {letter}")
    client, far = client_of("member"), Collective.objects.get(name="Lieu E")
    page = client.get(NEW, {"collectif": far.slug}).text
    assert re.search(rf'value="{far.pk}"[^>]*checked', page)
    assert page.index("Lieu E") < page.index("Quelqu’un d’autre")
    assert not prepared_shares.latest(people.member)
    for odd in ("nulle-part", "\x00", "x" * 3000):
        assert "checked" not in client.get(NEW, {"collectif": odd}).text
