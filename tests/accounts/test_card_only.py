"""« Carte seule »: a card shown without its code is nobody's session, and ends soon."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import card_only, open_sessions
from accounts.account.personal_data import export
from accounts.groups import cards
from accounts.groups.cards import issue_card
from accounts.models import Session, User
from accounts.recovery import emergency_stop
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import (
    CODE,
    OTHER_CODE,
    card_of,
    enter,
    give_code,
    is_signed_in,
    show_alone,
    show_words,
    with_password,
)
from tests.people import sign_in

BAR = "Carte seule, sans code"
ENDED = "Votre carte s’est refermée"
NOTHING = "Cette carte n’ouvre rien"


def body(client: Client, address: str = "/aide/") -> str:
    return client.get(address).content.decode()


def is_shown(client: Client) -> bool:
    """Return whether a card is shown alone in this browser."""
    return BAR in body(client)


@pytest.fixture
def held(db):
    """A card whose owner has a code."""
    return card_of()


def test_a_card_shown_alone_leads_to_the_lessons_and_signs_nobody_in(client, held):
    response = show_alone(client, held)
    assert response.url == reverse("courses:modules")
    assert not is_signed_in(client) and is_shown(client)


def test_the_qr_is_enough_too(client, held):
    client.post(reverse("accounts:card_token", args=[held.token]))
    client.post(reverse("accounts:card_only"))
    assert is_shown(client)


def test_the_page_of_the_code_offers_it_and_that_of_a_first_code(db):
    for held in (card_of(), card_of(code=None)):
        client = Client()
        assert "Continuer sans code" in client.get(show_words(client, held.words).url).content.decode()


def test_it_is_no_entry(client, held):
    before = User.objects.values().get(pk=held.user.pk)
    show_alone(client, held)
    assert User.objects.values().get(pk=held.user.pk) == before


def test_it_opens_no_account_that_was_never_opened(client, db):
    held = card_of(code=None)
    show_alone(client, held)
    assert is_shown(client)
    held.user.refresh_from_db()
    assert not held.user.has_entered and secret_code.may_choose_first(held.user)


def test_a_get_begins_nothing(client, held):
    show_words(client, held.words)
    assert client.get(reverse("accounts:card_only")).url == reverse("accounts:card_code")
    assert not is_shown(client)


def test_without_a_card_shown_it_asks_for_one(client, db):
    response = client.post(reverse("accounts:card_only"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("accounts:card")


def unknown(_held):
    """Show words that are no card's."""


def paused(held):
    """Pause the card."""
    cards.stop_cards(held.user)


def replaced(held):
    """Print another."""
    issue_card(held.user, by=None)


def closed(held):
    """Close the account."""
    User.objects.filter(pk=held.user.pk).update(is_active=False)


def writes(held):
    """Give rights in the admin: no card there."""
    User.objects.filter(pk=held.user.pk).update(is_superuser=True)


def stopped(held):
    """Press « Tout arrêter »."""
    emergency_stop.stop(held.user, but=None, passkeys=False)


def erased(held):
    """Erase the account."""
    held.user.delete()


ENDS = [paused, replaced, closed, writes, stopped, erased]


@pytest.mark.parametrize("end", [unknown, *ENDS])
def test_a_card_that_may_not_be_shown_opens_nothing_and_says_the_same(client, held, end):
    end(held)
    words = "abeille abeille abeille abeille" if end is unknown else held.words
    show_words(client, words)
    response = client.post(reverse("accounts:card_only"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("accounts:card")
    assert NOTHING in response.content.decode() and not is_shown(client)


@pytest.mark.parametrize("end", ENDS)
def test_it_ends_at_once_with_its_card_or_its_account(client, held, end):
    show_alone(client, held)
    end(held)
    assert not is_shown(client)
    assert not client.session.keys() - {"_messages"}


@pytest.mark.parametrize("end", [paused, stopped])
def test_a_card_put_back_to_work_does_not_open_it_again(client, held, end):
    show_alone(client, held)
    end(held)
    held.user.cards.all().wake()
    assert not is_shown(client)


def test_it_ends_after_fifteen_idle_minutes_and_says_so(client, held):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        show_alone(client, held)
        clock.shift(datetime.timedelta(minutes=14))
        assert is_shown(client)
        clock.shift(datetime.timedelta(minutes=14))
        assert is_shown(client), "it was in use"
        clock.shift(datetime.timedelta(minutes=15, seconds=1))
        page = body(client)
        assert ENDED in page and BAR not in page


def test_it_ends_with_the_browser(client, held):
    show_alone(client, held)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_leaving_ends_it_and_clears_the_browser(client, held):
    show_alone(client, held)
    response = client.post(reverse("accounts:leave"))
    assert "cookies" in response.headers["Clear-Site-Data"]
    assert not is_shown(client) and not Session.objects.exists()


def test_another_card_shown_ends_it(client, held):
    show_alone(client, held)
    show_words(client, card_of().words)
    assert not is_shown(client)


def test_the_code_then_opens_the_account(client, held):
    show_alone(client, held)
    give_code(client, CODE)
    assert is_signed_in(client) and card_only.KEY not in client.session
    assert not is_shown(client)


@pytest.mark.parametrize("code", [OTHER_CODE, CODE])
def test_the_tries_of_the_code_do_not_move(client, held, code):
    for _ in range(3):
        enter(Client(), held, OTHER_CODE)
    show_alone(client, held)
    held.user.refresh_from_db()
    assert held.user.secret_tries == 3


def test_signing_in_another_way_ends_it(client, held):
    show_alone(client, held)
    client.force_login(with_password())
    assert card_only.KEY not in client.session and not is_shown(client)


def test_a_new_card_serves_the_same_day_when_card_and_code_are_lost(client, held):
    User.objects.filter(pk=held.user.pk).update(secret_tries=15, last_try_at=timezone.now())
    cards.stop_cards(held.user)
    _, words, _ = issue_card(held.user, by=None)
    show_words(client, " ".join(words))
    client.post(reverse("accounts:card_only"))
    assert is_shown(client)


def test_it_leads_where_the_visitor_was_going_when_no_code_is_needed(held):
    for going, lands in (("/aide/", "/aide/"), ("/passeport/", "/formations/"), ("//ailleurs.fr/", "/formations/")):
        assert show_alone(Client(), held, next=going).url == lands


def test_the_owner_sees_it_and_ends_it_from_their_account(client, held):
    show_alone(client, held)
    owner = Client()
    enter(owner, held)
    assert "Votre carte seule, sans code" in body(owner, reverse("accounts:devices"))
    assert {"carte seule": True}.items() <= export(held.user)["appareils où le compte est ouvert"][-1].items() or any(
        row["carte seule"] for row in export(held.user)["appareils où le compte est ouvert"]
    )
    owner.post(reverse("accounts:end_sessions"), {"ref": "others"})
    assert not is_shown(client) and is_signed_in(owner)


def test_one_session_of_it_can_be_ended(client, held):
    show_alone(client, held)
    assert open_sessions.end(held.user, open_sessions.fingerprint(client.session.session_key))
    assert not is_shown(client)


def test_a_session_idle_for_long_is_no_longer_listed(client, held):
    show_alone(client, held)
    assert len(open_sessions.alive(held.user)) == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16)):
        assert not open_sessions.alive(held.user)


def test_it_costs_a_visitor_no_query_and_whoever_shows_a_card_one(client, held, django_assert_num_queries):
    page = reverse("health_live")
    with django_assert_num_queries(0):
        Client().get(page)
    show_alone(client, held)
    client.get("/aide/")
    with django_assert_num_queries(2):  # the session, the card
        client.get(page)


def test_a_page_kept_for_visitors_is_neither_served_nor_filled(client, held, home):
    show_alone(client, held)
    client.get("/")
    assert BAR in body(client, "/")
    assert BAR not in body(Client(), "/")
    Client().get("/")
    assert BAR in body(client, "/"), "the kept page is a visitor's"


@pytest.mark.parametrize("kind", ["member", "facilitator"])
def test_a_view_behind_the_entrance_takes_it_with_one_decorator(rf, client, held, people, kind, settings):
    settings.ROOT_URLCONF = "tests.accounts.card_urls"
    person = people.of(kind)
    card = card_of(person)
    show = Client()
    show_alone(show, card)
    assert show.get("/essai/suffit/").content.decode() == str(person)
    assert show.get("/essai/ne-suffit-pas/").status_code == 302
    assert show.get("/essai/public/").content.decode() == "None"
    assert Client().get("/essai/suffit/").status_code == 302
    assert sign_in(Client(), people, kind).get("/essai/suffit/").content.decode() == str(person)
