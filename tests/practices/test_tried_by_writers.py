"""« J’ai essayé » is no word of whoever wrote the sheet, alone or as one of two."""

import pytest
from django.urls import reverse

from content.models import PracticePage, SecondWriter, Tried
from tests.practices.factories import make_practice

WORDS = "Nous avons essayé à deux. Cela rassure."


@pytest.fixture
def sheet(index, people) -> PracticePage:
    """Return a published sheet that two people wrote: a member, then a facilitator."""
    made = make_practice(index, owner=people.member)
    SecondWriter.objects.create(practice=made, user=people.facilitator)
    return PracticePage.objects.get(pk=made.pk)


def say(client, sheet: PracticePage) -> int:
    return client.post(reverse("practices:tried", args=[sheet.slug]), {"words": WORDS}).status_code


@pytest.mark.parametrize(("kind", "status"), [("member", 403), ("facilitator", 403), ("other_member", 302)])
def test_those_who_wrote_a_sheet_do_not_say_that_they_tried_it(client_of, sheet, kind, status):
    client = client_of(kind)
    assert ("Envoyer ma ligne" in client.get(sheet.address).text) is (status == 302)
    assert say(client, sheet) == status
    assert Tried.objects.exists() is (status == 302)


@pytest.mark.parametrize("kind", ["member", "facilitator"])
def test_nor_under_a_page_that_repeats_it(client_of, sheet, kind):
    alias = sheet.create_alias(update_slug="encore")
    assert say(client_of(kind), alias) == 403


def test_a_line_said_before_is_taken_back_and_no_longer_changed(client_of, people, index):
    sheet = make_practice(index, owner=people.member)
    Tried.say(sheet, people.facilitator, WORDS)
    SecondWriter.objects.create(practice=sheet, user=people.facilitator)
    client = client_of("facilitator")
    page = client.get(sheet.address).text
    assert WORDS in page and "Changer ma ligne" not in page
    assert say(client, sheet) == 403
    client.post(reverse("practices:take_back", args=[sheet.slug]))
    assert not Tried.objects.exists()
