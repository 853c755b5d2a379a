"""After a change of display name: where the former one is still read, and one press to replace it there."""

import pytest
from django.urls import reverse

from passport.models import Share
from tests.passport.factories import make_line, make_share

pytestmark = pytest.mark.django_db
NAME = reverse("accounts:name")
STILL_READ = "Votre ancien nom se lit encore"


@pytest.fixture
def shares(people):
    """Return four shares: open under the present name, open under another one, stopped, somebody else's."""
    lines = [make_line(people.member)]
    called = people.member.display_name
    stopped = make_share(people.member, lines, recipient_label="Arrêté")
    stopped.stop()
    return [
        make_share(people.member, lines, recipient_label="La médiathèque"),
        make_share(people.member, lines, recipient_label="Autre lieu", shown_name="Cam"),
        stopped,
        make_share(people.other_member, shown_name=called, recipient_label="D’un autre"),
    ]


def test_the_page_says_where_the_former_name_is_read_and_one_press_replaces_it(client_of, people, shares):
    client, former = client_of("member"), people.member.display_name
    page = client.post(NAME, {"display_name": "Sol"}, follow=True).text
    assert STILL_READ in page
    assert "La médiathèque" in page
    for elsewhere in ("Autre lieu", "Arrêté", "D’un autre"):
        assert elsewhere not in page
    for _ in range(2):
        assert client.post(NAME, {"replace": "1"}).url == reverse("accounts:home")
    names = [Share.objects.get(pk=share.pk).shown_name for share in shares]
    assert names == ["Sol", "Cam", former, former]
    assert STILL_READ not in client.get(NAME).text


def test_every_former_name_is_remembered_until_it_is_replaced(client_of, people, shares):
    client = client_of("member")
    for name in ("Sol", "Alba"):
        page = client.post(NAME, {"display_name": name}, follow=True).text
    assert STILL_READ in page
    client.post(NAME, {"replace": "1"})
    assert Share.objects.get(pk=shares[0].pk).shown_name == "Alba"


def test_a_name_that_stands_nowhere_else_asks_nothing(client_of, people):
    client = client_of("member")
    assert client.post(NAME, {"display_name": "Sol"}).url == reverse("accounts:home")
    assert STILL_READ not in client.get(NAME).text
    people.member.refresh_from_db()
    client.post(NAME, {"replace": "1"})
    assert people.member.display_name == "Sol"


def test_a_word_that_tells_of_health_is_said_before_the_new_name_is_put_there(client_of, people, shares):
    client = client_of("member")
    page = client.post(NAME, {"display_name": "Sol du groupe d’ici"}, follow=True).text
    assert "faire deviner votre santé" in page
