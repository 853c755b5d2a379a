"""Which name of a group heads a share: one it signs with. Renamed for a minute by one person, it speaks as no other."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from directory.models import PeerGroup
from passport.confirmations import rules as confirmations
from passport.confirmations.rules import Capacity, Words, capacities
from passport.models import Share
from passport.sharing.forms import group_choices
from tests.accounts.as_read import agree
from tests.accounts.test_group_name import rename
from tests.accounts.together import settle
from tests.passport.factories import make_line, make_share
from tests.sharing.kit import enter, prepare

pytestmark = pytest.mark.django_db
HERE, STOLEN = "Groupe d’ici", "GEM de Lisieux"
OURS = "personne salariée de l’association"
ANY = "personne salariée d’une association"


@pytest.fixture
def line(people):
    """Return an entry of the board member, that the facilitator confirmed for the association."""
    people.facilitator, people.board_member  # noqa: B018 - made
    settle()
    entry = make_line(people.board_member)
    voice = capacities(people.facilitator, entry, None)[Capacity.EMPLOYEE]
    asked = confirmations.ask(entry, people.facilitator, None)
    confirmations.write(asked, people.facilitator, Words(Capacity.EMPLOYEE, "Bien.", True, voice=voice)).accept()
    return entry


def opened(client, line, **said) -> Share:
    agree(client, prepare(client, line, **said))
    return Share.objects.latest("pk")


def page_of(share: Share) -> str:
    return enter(Client(), Share.objects.get(pk=share.pk)).text


def test_renamed_for_a_minute_it_does_not_speak_as_another(client_of, people, line):
    """The name of no place of the directory: that one would be refused at once."""
    client = client_of("board_member")
    rename(client, people, name=STOLEN)
    assert PeerGroup.objects.get(pk=people.here.pk).name == STOLEN
    assert [name for name, _ in group_choices(people.board_member)] == ["", HERE]
    what = client.post(reverse("passport:share_new"), {"recipient": "other", "other": "Un lieu"}).url
    said = {"entries": [line.pk], "shown_name": "Cam", "group_name": STOLEN}
    assert client.post(what, said).status_code == 422
    share = opened(client, line, group_name=HERE)
    rename(client, people, name=HERE)
    page = page_of(share)
    assert STOLEN not in page and HERE in page and OURS in page


def test_a_share_prepared_under_a_name_that_does_not_sign_any_more_shows_none(people, line):
    share = make_share(people.board_member, [line], group_name=STOLEN)
    page = page_of(share)
    assert (share.group_name, share.shown_group) == ("", None)
    assert STOLEN not in page and OURS not in page and ANY in page


def test_a_name_that_changes_under_the_review_asks_to_read_again(client_of, people, line):
    client = client_of("board_member")
    review = prepare(client, line, group_name=HERE)
    seen = client.get(review).context["seen"]
    PeerGroup.objects.update(name="Les Voisins")
    assert client.post(review, {"seen": seen}).url == review
    assert not Share.objects.exists()


def test_an_open_share_shows_the_name_that_two_people_stand_by(client_of, people, line):
    share = make_share(people.board_member, [line], group_name=HERE)
    rename(client_of("board_member"), people)
    assert HERE in page_of(share)
    rename(client_of("facilitator"), people, confirms_name="on")
    page = page_of(share)
    assert "Les Voisins" in page and HERE not in page and OURS in page


@pytest.mark.parametrize("how", ["renamed", "gone"])
def test_a_share_opened_before_shows_its_name_while_the_group_signs_with_it(people, line, how):
    share = make_share(people.board_member, [line], group_name=HERE)
    if how == "renamed":
        Share.objects.update(shown_group=None)
        assert HERE in page_of(share) and OURS in page_of(share)
        PeerGroup.objects.update(name="Les Voisins")
    else:
        Membership.objects.all().delete()
        PeerGroup.objects.get(pk=people.here.pk).delete()
    page = page_of(share)
    assert HERE not in page and "Les Voisins" not in page
    assert OURS not in page and ANY in page
