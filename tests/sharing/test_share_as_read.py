"""« Ouvrir le partage » opens what its holder read at step 4, and nothing that came afterwards."""

import pytest

from lib.text import no_break
from passport.models import Share
from passport.sharing.prepare_views import CHANGED
from tests.accounts.as_read import agree, seen
from tests.passport.factories import make_confirmation, make_line, make_skill
from tests.sharing.kit import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Jardiner"), own_words="Mes tomates")


def test_a_press_opens_what_was_read_and_nothing_else(client_of, line):
    client = client_of("member")
    last = prepare(client, line)
    read = seen(client, last)
    for said in ({}, {"seen": "a" * 64}):
        assert client.post(last, said).url == last
    line.own_words = "Mes courges"
    line.save()
    assert client.post(last, {"seen": read}).url == last
    assert not Share.objects.exists()
    page = client.get(last).text
    assert no_break(CHANGED) in page and "Mes courges" in page
    assert agree(client, last).url == Share.objects.get().get_absolute_url()


def test_a_name_changed_between_the_reading_and_the_press_opens_nothing(client_of, people, line):
    make_confirmation(line, people.facilitator, "Une belle taille.", shown_name=people.facilitator.display_name)
    client = client_of("member")
    review = prepare(client, line)
    read = seen(client, review)
    people.facilitator.display_name = "Elle ment toujours"
    people.facilitator.save()
    assert client.post(review, {"seen": read}).url == review
    assert not Share.objects.exists()
