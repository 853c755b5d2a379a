"""What is said before a code is forgotten, and when it is: where the words are made, whom it takes without them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from tests.accounts.kit import CODE, card_of, give_code, show_words

NEEDED = (
    "une qui anime et une du bureau",
    "accepté leur place depuis plus d’une semaine",
    "Deux personnes différentes de la coordination",
    "demandez à la coordination du réseau",
)


def plain(page) -> str:
    return " ".join(page.text.split())


def test_the_first_entry_leads_to_where_the_words_are_made(client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    assert give_code(client, CODE, again=CODE).status_code == 302
    page = client.get(reverse("accounts:home"))
    assert f'<a href="{reverse("accounts:rescue")}">préparer mes mots de secours</a>' in page.text
    assert client.get(reverse("accounts:rescue")).status_code == 200


@pytest.mark.parametrize("said", NEEDED)
def test_who_forgot_and_who_helps_read_the_same_about_what_is_needed(client_of, people, said):
    card_of(people.member)
    pk = Membership.objects.get(user=people.member).pk
    assert said in plain(client_of("facilitator").get(reverse("groups:reset", args=[people.here.slug, pk])))
    assert said in plain(Client().get(reverse("help_lost")))


def test_no_page_promises_help_without_saying_what_it_takes(client, db):
    what_it_takes = f'href="{reverse("help_lost")}#a-deux"'
    show_words(client, card_of().words)
    for page in (client.get(reverse("help")), client.get(reverse("accounts:forgotten_code"))):
        assert "peuvent parfois vous aider ensemble" in plain(page)
        assert what_it_takes in page.text
