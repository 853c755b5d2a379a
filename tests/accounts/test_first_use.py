"""The card of an account that nobody has entered: left unused for thirty days, it opens nothing any more."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import card_beside
from accounts.groups import cards
from accounts.models import LoginCard, SecretReset, User
from accounts.models.card import FIRST_USE
from accounts.secret_code import card_words, reset_by_two
from accounts.secret_code import rules as secret_code
from lib.french_dates import write_day
from tests.accounts.kit import (
    CODE,
    Held,
    card_of,
    enter,
    give_code,
    is_signed_in,
    show_alone,
    show_words,
    with_password,
)
from tests.people import mark_second_factor, sign_in

DAY = datetime.timedelta(days=1)


def later(days: int):
    return time_machine.travel(timezone.now() + days * DAY)


def unused(user) -> Held:
    return card_of(user, code=None)


def opens(held: Held) -> bool:
    """Return whether the card lets its bearer choose a code."""
    browser = Client()
    show_words(browser, held.words)
    return "Choisir mon code secret" in browser.get(reverse("accounts:card_code")).text


def present(user: User) -> LoginCard:
    return user.cards.get(revoked_at=None)


def test_an_unused_card_opens_until_the_thirtieth_day(people):
    held = unused(people.member)
    with later(29):
        assert opens(held)
    with later(31):
        assert not opens(held)


def test_a_card_that_came_too_late_looks_like_one_that_nobody_has(people):
    held = unused(people.member)
    with later(31):
        one, other = Client(), Client()
        show_words(one, held.words)
        show_words(other, " ".join(card_words.draw_words()))
        page = reverse("accounts:card_code")
        assert all("Votre code secret" in each.get(page).text for each in (one, other))
        assert [give_code(each, CODE).status_code for each in (one, other)] == [422, 422]
        assert not is_signed_in(one)
        assert not people.member.has_entered


def test_alone_or_beside_another_it_opens_nothing_either(client_of, people):
    held = unused(people.other_member)
    with later(31):
        browser = Client()
        show_alone(browser, held)
        assert "card_only" not in browser.session
        request = client_of("member").get("/").wsgi_request
        assert card_beside.show(request, held.card, "/") == card_beside.OPENS_NOTHING


def test_choosing_one_s_code_lets_it_serve_for_good(people):
    held = unused(people.member)
    browser = Client()
    show_words(browser, held.words)
    give_code(browser, CODE, again=CODE)
    assert present(held.user).first_use_by is None
    with later(60):
        assert enter(Client(), held).status_code == 302


def alone(held: Held) -> None:
    show_alone(Client(), held)


def beside(held: Held) -> None:
    reader = Client()
    reader.force_login(with_password())
    assert card_beside.show(reader.get("/").wsgi_request, held.card, "/") == ""


@pytest.mark.parametrize("show", [alone, beside])
def test_shown_without_its_code_it_has_thirty_days_again_and_no_more(people, show):
    """Nobody has entered: its bearer still chooses the code, so that a paper forgotten in a drawer ends."""
    held = unused(people.member)
    with later(20):
        show(held)
    with later(49):
        assert opens(held)
    with later(51):
        assert not opens(held)


def test_whoever_enters_otherwise_keeps_their_card(people):
    held = unused(people.member)
    Client().force_login(people.member)
    assert present(held.user).first_use_by is None


def test_a_code_prepared_by_two_lets_it_serve_once_in_service(together):
    user = together.owner
    card_of(user)
    together.prepare()
    User.objects.filter(pk=user.pk).update(secret_hash="")
    LoginCard.objects.filter(user=user).update(first_use_by=timezone.now() + DAY)
    SecretReset.objects.update(takes_effect_at=timezone.now())
    assert reset_by_two.apply_due(user)
    assert present(user).first_use_by is None


def test_the_card_of_an_account_already_entered_has_no_last_day(people):
    card_of(people.member)
    cards.issue_card(people.member, by=None)
    assert present(people.member).first_use_by is None
    named = with_password()
    cards.issue_card(named, by=None)
    assert present(named).first_use_by is None


def test_printing_again_gives_thirty_days_more(people):
    old = unused(people.member)
    with later(40):
        again = unused(people.member)
        assert opens(again) and not opens(old)
        assert present(people.member).first_use_by - timezone.now() > 29 * DAY


def test_it_may_not_be_woken_nor_does_the_night_change_it(people):
    held = unused(people.member)
    with later(31):
        secret_code.forget_tries()
        assert not LoginCard.objects.present().filter(pk=held.card.pk).exists()
        call_command("clearsessions")
        assert not cards.wake_card(people.member.memberships.get(), people.facilitator)


def test_the_list_and_the_sheet_say_it(client_of, people):
    client, people_page = client_of("facilitator"), reverse("groups:people", args=[people.here.slug])
    pk = people.member.memberships.get().pk
    sheet = client.get(client.post(reverse("groups:card", args=[people.here.slug, pk]), {"replacing": "0"}).url).text
    last = timezone.now() + FIRST_USE
    assert f"avant le {write_day(timezone.localdate(last), 'j F Y')}" in sheet
    assert f"avant le {write_day(timezone.localdate(last), 'j F')}" in client.get(people_page).text
    with later(31):
        client = sign_in(Client(), people, "facilitator")
        mark_second_factor(client)
        page = client.get(people_page).text
        assert "Carte pas encore utilisée, à réimprimer" in page and "Mettre la carte en pause" not in page


def test_the_person_s_file_says_it(client_of, people):
    unused(people.member)
    client = client_of("member")  # enters: nothing waits any more
    assert "à utiliser avant le" in client.get(reverse("accounts:data_file")).text


@pytest.fixture
def migrate(transactional_db):
    """Return a function that leads the tables to a migration and returns the models of then."""

    def lead(to):
        MigrationExecutor(connection).migrate(to)
        return MigrationExecutor(connection).loader.project_state(to).apps

    yield lead
    lead(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_at_the_upgrade_unused_cards_have_thirty_days_from_then(migrate):
    old = migrate([("accounts", "0017_code_serving")])
    user, card = old.get_model("accounts", "User").objects, old.get_model("accounts", "LoginCard").objects
    known = {
        "jamais": {},
        "entree": {"last_login": timezone.now()},
        "code": {"secret_hash": "x"},
        "passe": {"password": "argon2$x"},
        "remplacee": {},
    }
    for name, fields in known.items():
        one = user.create(username=name, display_name=name, **({"password": "!x"} | fields))
        revoked = timezone.now() if name == "remplacee" else None
        issued = timezone.now() - 200 * DAY
        card.create(user=one, words_hmac=name, token_hash=name, issued_at=issued, revoked_at=revoked)
    new = migrate([("accounts", "0018_first_use_by")]).get_model("accounts", "LoginCard").objects
    waiting = {each.user.username: each.first_use_by for each in new.filter(first_use_by__isnull=False)}
    assert set(waiting) == {"jamais"}
    assert abs(waiting["jamais"] - timezone.now() - 30 * DAY) < datetime.timedelta(hours=1)
