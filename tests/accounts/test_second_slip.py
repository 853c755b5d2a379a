"""« Billet d’entrée »: a second slip of paper, kept apart from the card, that stands for the code."""

import datetime
import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups import cards
from accounts.groups.cards import issue_card, pause_card
from accounts.models import LoginCard, Membership, SecondSlip, SecretReset, User
from accounts.recovery import emergency_stop, rescue_code
from accounts.secret_code import reset_by_two, second_slip
from accounts.secret_code import rules as secret_code
from accounts.sign_in.slip_forms import NOT_THE_SLIP
from tests.accounts.kit import (
    CODE,
    OTHER_CODE,
    enter,
    is_signed_in,
    show_alone,
    show_slip,
    show_words,
)
from tests.accounts.papers import WRONG, Papers, enter_with_slip, scan
from tests.people import facilitates, sign_in


def test_the_card_then_the_slip_open_the_account(client, papers):
    assert enter_with_slip(client, papers).status_code == 302
    assert is_signed_in(client) and client.session["_auth_user_id"] == str(papers.user.pk)
    assert client.get(reverse("passport:index")).status_code == 200
    papers.user.refresh_from_db()
    assert papers.user.last_login, "it is an entry"


def test_it_serves_again_and_again(papers):
    for _ in range(6):
        client = Client()
        enter_with_slip(client, papers)
        assert is_signed_in(client)


@pytest.mark.parametrize("first", ["card", "slip"])
def test_both_squares_in_either_order_open_the_account_in_one_press_more(client, papers, first):
    shows = [
        lambda: client.post(reverse("accounts:card_token", args=[papers.held.token])),
        lambda: scan(client, papers.token),
    ]
    shows[first == "slip"]()
    response = shows[first != "slip"]()
    assert response.url == reverse("accounts:slip")
    assert "Vous pouvez entrer, sans code" in client.get(response.url).content.decode()
    assert not is_signed_in(client)
    client.post(response.url, {"shared": "on"})
    assert is_signed_in(client) and client.session["shared_computer"] is True


def test_the_slip_may_follow_a_card_shown_alone(client, papers):
    show_alone(client, papers.held)
    scan(client, papers.token)
    client.post(reverse("accounts:slip"))
    assert is_signed_in(client)
    other = Client()
    show_alone(other, papers.held)
    scan(other, papers.token)
    assert show_words(other, papers.card_words).url == reverse("accounts:slip"), "the slip is still noted"


def test_the_slip_alone_opens_nothing(client, papers):
    assert show_slip(client, papers.words).url == reverse("accounts:card")
    assert scan(client, papers.token).url == reverse("accounts:card")
    assert not is_signed_in(client)
    assert client.get(reverse("passport:index")).status_code == 302


def test_the_page_of_its_qr_is_the_same_for_any_token_and_writes_nothing(papers, django_assert_num_queries):
    csrf = re.compile(r'value="[^"]+"')
    real = Client().get(reverse("accounts:slip_token", args=[papers.token]))
    with django_assert_num_queries(0):
        made_up = Client().get(reverse("accounts:slip_token", args=["x" * 22]))
    assert csrf.sub("", real.content.decode()) == csrf.sub("", made_up.content.decode())
    assert papers.token not in real.content.decode() and not real.cookies.get("sessionid")


@pytest.mark.parametrize("shown", ["unknown card", "another's card", "wrong slip", "another's slip"])
def test_any_wrong_pair_gets_the_same_answer(client, papers, shown):
    other = Papers()
    card = {"unknown card": "abeille abeille abeille abeille", "another's card": other.card_words}.get(
        shown, papers.card_words
    )
    words = {"wrong slip": WRONG, "another's slip": other.words}.get(shown, papers.words)
    show_words(client, card)
    response = show_slip(client, words)
    assert response.status_code == 422 and NOT_THE_SLIP in response.content.decode()
    assert not is_signed_in(client)


def test_a_wrong_square_is_forgotten_and_the_words_are_asked(client, papers):
    show_words(client, papers.card_words)
    scan(client, "x" * 22)
    response = client.post(reverse("accounts:slip"))
    assert response.status_code == 422 and NOT_THE_SLIP in response.content.decode()
    assert "Les six mots du billet" in client.get(reverse("accounts:slip")).content.decode()


@pytest.mark.parametrize("typed", ["", "abeille", "abeille " * 7, "zzzzz " * 6, "x" * 300, "\0"])
def test_what_is_no_six_words_is_said_beside_the_field_and_spends_no_turn(client, papers, typed):
    show_words(client, papers.card_words)
    for _ in range(6):
        assert client.post(reverse("accounts:slip"), {"words": typed}).status_code == 422
    show_slip(client, papers.words)
    assert is_signed_in(client)


def test_too_many_wrong_slips_wait_fifteen_minutes_whatever_card_is_printed(papers, monkeypatch):
    monkeypatch.setattr(second_slip, "MOST_TRIES", 5)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            client = Client()
            show_words(client, papers.card_words)
            show_slip(client, WRONG)
        assert enter_with_slip(client, papers).status_code == 422, "said as a wrong one"
        assert not is_signed_in(client)
        clock.shift(datetime.timedelta(minutes=15, seconds=1))
        enter_with_slip(client, papers)
        assert is_signed_in(client)


def test_the_turns_are_the_person_s_and_outlive_the_card(papers, monkeypatch):
    monkeypatch.setattr(second_slip, "MOST_TRIES", 5)
    for _ in range(5):
        assert not second_slip.attempt(papers.user, "", "no")
    card, _, _ = issue_card(papers.user, by=None)
    words, _ = second_slip.make(card)
    assert not second_slip.attempt(papers.user, "", second_slip.words_fingerprint(words))


def test_the_tries_of_the_code_do_not_move(client, papers):
    enter(Client(), papers.held, OTHER_CODE)
    show_words(client, papers.card_words)
    show_slip(client, WRONG)
    show_slip(client, papers.words)
    papers.user.refresh_from_db()
    assert is_signed_in(client) and papers.user.secret_tries == 1


def new_card(papers):
    """Print a new card."""
    papers.card_words = " ".join(issue_card(papers.user, by=None)[1])


def paused_card(papers):
    """Pause the card."""
    cards.stop_cards(papers.user)


def new_code(papers):
    """Change the code."""
    secret_code.change(papers.user, OTHER_CODE)


def rescued(papers):
    """Choose a new code with the rescue words."""
    words = rescue_code.words_fingerprint(rescue_code.make(papers.user))
    assert rescue_code.use(papers.user, words, OTHER_CODE)


def prepared_code(papers):
    """A code that two people prepared is due."""
    from directory.models import PeerGroup

    now = timezone.now()
    group = PeerGroup.objects.create(slug="groupe-essai", name="Groupe d’essai")
    Membership.objects.create(user=papers.user, peer_group=group)
    prepared = {"confirmed_at": now, "takes_effect_at": now, "secret_hash": secret_code.make(OTHER_CODE)}
    SecretReset.objects.create(user=papers.user, peer_group=group, **prepared)


def not_me(papers):
    """Say « Ce n’est pas moi » of a code that serves already."""
    prepared_code(papers)
    reset_by_two.apply_due(papers.user)
    papers.words, _ = second_slip.make(papers.held.card)
    assert reset_by_two.close_every_way_in(papers.user, None, keep_password=False)
    LoginCard.objects.all().wake()


def stopped_all(papers):
    """Press « Tout arrêter », then have the card put back to work."""
    emergency_stop.stop(papers.user, but=None, passkeys=False)
    LoginCard.objects.all().wake()


def another(papers):
    """Make another slip."""
    second_slip.make(papers.held.card)


def stopped(papers):
    """Stop it from the account page."""
    owner = Client()
    enter(owner, papers.held)
    owner.post(reverse("accounts:slip_stop"))


def closed(papers):
    """Close the account."""
    User.objects.filter(pk=papers.user.pk).update(is_active=False)


def writes(papers):
    """Give rights in the admin."""
    User.objects.filter(pk=papers.user.pk).update(is_superuser=True)


@pytest.mark.parametrize(
    "end",
    [new_card, paused_card, new_code, rescued, prepared_code, not_me, stopped_all, another, stopped, closed, writes],
)
def test_what_ends_it(client, papers, end):
    end(papers)
    assert enter_with_slip(client, papers).status_code == 422
    assert not is_signed_in(client)


def test_a_card_put_back_to_work_finds_its_slip_again(client, papers):
    paused_card(papers)
    LoginCard.objects.all().wake()
    enter_with_slip(client, papers)
    assert is_signed_in(client)


def test_the_database_holds_fingerprints_alone(papers):
    kept = [str(value) for value in SecondSlip.objects.values_list().get() if not isinstance(value, datetime.datetime)]
    assert papers.token not in " ".join(kept)
    assert not set(papers.words).intersection(re.findall(r"\w+", " ".join(kept)))


def _ends(papers: Papers, owner: Client) -> dict[str, Callable[[], object]]:
    return {
        "stopped": lambda: owner.post(reverse("accounts:slip_stop")),
        "another made": lambda: owner.post(reverse("accounts:slip_make"), {"code": CODE}),
        "a new card": lambda: issue_card(papers.user, by=None),
        "a new code": lambda: (
            owner.post(reverse("accounts:code"), {"code": CODE}),
            owner.post(reverse("accounts:code"), {"code": OTHER_CODE, "again": OTHER_CODE}),
        ),
    }


@pytest.mark.parametrize("how", ["stopped", "another made", "a new card", "a new code"])
def test_whoever_came_in_with_a_slip_is_out_when_it_ends(client, papers, how):
    inside, owner = Client(), Client()
    enter_with_slip(inside, papers)
    enter(owner, papers.held)
    _ends(papers, owner)[how]()
    assert inside.get(reverse("passport:index")).status_code == 302
    assert owner.get(reverse("passport:index")).status_code == 200, "their own session goes on"


@pytest.mark.parametrize("how", ["stopped", "all"])
def test_whoever_stops_their_slip_in_the_session_it_opened_stays_in(client, papers, how):
    enter_with_slip(client, papers)
    client.post(reverse("accounts:slip_stop" if how == "stopped" else "accounts:stop_all"))
    assert not SecondSlip.objects.exists()
    assert client.get(reverse("passport:index")).status_code == 200


def test_whoever_prints_their_own_card_after_their_slip_goes_on(client, papers):
    enter_with_slip(client, papers)
    issue_card(papers.user, by=papers.user, but=client.session)
    assert not SecondSlip.objects.exists()
    assert client.get(reverse("passport:index")).status_code == 200


def test_whoever_came_in_with_card_and_slip_is_out_once_the_card_is_paused(client, papers, people):
    """Lost together. A helper who pauses their own card in a session of the slip goes on."""
    membership = Membership.objects.create(user=papers.user, peer_group=people.here)
    inside, owner = Client(), Client()
    enter_with_slip(inside, papers)
    enter(owner, papers.held)
    helper = sign_in(client, people, "facilitator")
    helper.post(reverse("groups:pause", args=[people.here.slug, membership.pk]))
    assert inside.get(reverse("passport:index")).status_code == 302
    assert owner.get(reverse("passport:index")).status_code == 200, "with their code"
    assert helper.get(reverse("passport:index")).status_code == 200


def test_whoever_pauses_their_own_card_after_their_slip_goes_on(client, papers, people):
    membership = Membership.objects.create(user=papers.user, peer_group=people.here, **facilitates())
    enter_with_slip(client, papers)
    pause_card(membership, papers.user, but=client.session)
    assert client.get(reverse("passport:index")).status_code == 200
