"""Who puts people in touch: named by one, confirmed by a second person, accepted with their own code, ended by any."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import reauthentication
from accounts.models import GroupAct, Mandate, Membership, User
from gatherings.exchange import mediators
from gatherings.models import Mediator
from gatherings.purge import purge
from tests.accounts.together import settle
from tests.gatherings.exchange_kit import browser_of, here, place_of
from tests.people import member_named, person

pytestmark = pytest.mark.django_db
AWAITED = reverse("accounts:awaited")


@pytest.fixture
def maude(people) -> User:
    """Somebody of the group, whose account was entered; the board and the facilitator are two people."""
    people.facilitator, people.board_member  # noqa: B018 - made
    settle()
    made = member_named(people.here, "Maude")
    User.objects.filter(pk=made.pk).update(last_login=timezone.now())
    return made


@pytest.fixture
def named(people, maude) -> Mediator:
    mediators.name(place_of(maude), people.facilitator)
    return Mediator.objects.get()


@pytest.fixture
def proved(monkeypatch) -> None:
    """Have everybody just given their own code."""
    monkeypatch.setattr(reauthentication, "is_fresh", lambda request, **_: True)


def confirm(client, row: Mediator, seen: str = ""):
    data = {"seen": seen or mediators.seen_of(row)}
    return client.post(here("mediator_confirm", row.membership.peer_group, row.pk), data, follow=True)


def accept(client, row: Mediator, seen: str = ""):
    data = {"answer": "oui", "seen": seen or mediators.seen_of(row)}
    return client.post(here("mediating", row.membership.peer_group), data, follow=True)


def test_one_names_a_second_confirms_the_person_accepts(client_of, people, maude, proved):
    client_of("facilitator").post(here("mediators", people.here), {"membership": place_of(maude).pk})
    row = Mediator.objects.get()
    assert (row.named_by, row.confirmed_at, row.accepted_at) == (people.facilitator, None, None)
    assert "Une personne est à confirmer pour mettre en relation" in client_of("board_member").get(AWAITED).text
    assert "à confirmer pour mettre" not in client_of("facilitator").get(AWAITED).text
    page = client_of("board_member").get(here("mediators", people.here)).text
    assert mediators.seen_of(row) in page
    assert "C’est confirmé." in confirm(client_of("board_member"), row).text
    asked = browser_of(maude)
    assert "On vous propose de mettre en relation" in asked.get(AWAITED).text
    assert not Mediator.objects.in_force().exists()
    for _ in range(2):
        assert "Vous pouvez mettre en relation." in accept(asked, row).text
    assert Mediator.objects.in_force().get() == row
    assert "mettre en relation, " not in asked.get(AWAITED).text
    acts = [(act.actor, act.subject, act.detail) for act in GroupAct.objects.order_by("pk")]
    assert acts == [
        (people.facilitator, maude, "Mise en relation, proposée"),
        (people.board_member, maude, "Mise en relation, confirmée"),
    ]


def test_who_named_does_not_confirm_and_sees_no_button(client_of, people, named):
    client = client_of("facilitator")
    assert mediators.seen_of(named) not in client.get(here("mediators", people.here)).text
    assert "Il faut deux personnes différentes" in confirm(client, named).text
    named.refresh_from_db()
    assert named.confirmed_at is None


def test_the_person_named_does_not_confirm_themselves(client_of, people, maude):
    mediators.name(place_of(people.board_member), people.facilitator)
    row = Mediator.objects.get()
    assert "Il faut deux personnes" in confirm(client_of("board_member"), row).text
    assert Mediator.objects.get().confirmed_at is None
    assert mediators.seen_of(row) not in client_of("board_member").get(here("mediators", people.here)).text


@pytest.mark.parametrize("place", ["unconfirmed", "by the same coordinator", "given by who named", "no longer there"])
def test_two_accounts_that_may_be_one_person_are_not_two(client_of, people, named, place):
    mandates = Mandate.objects.filter(membership__user=people.board_member)
    if place == "unconfirmed":
        mandates.update(confirmed_at=None, confirmed_by=None)
    elif place == "by the same coordinator":
        mandates.update(confirmed_by=Membership.objects.get(user=people.facilitator).role_confirmed_by)
    elif place == "given by who named":
        mandates.update(confirmed_at=None, confirmed_by=None, recorded_by=people.facilitator)
    else:
        Membership.objects.filter(user=people.facilitator).update(
            role="member", role_accepted_at=None, role_confirmed_at=None
        )
    assert "Il faut deux personnes différentes" in confirm(client_of("board_member"), named).text
    assert Mediator.objects.get().confirmed_at is None


def test_a_person_who_changed_their_name_since_is_read_again(client_of, people, maude, named):
    seen = mediators.seen_of(named)
    User.objects.filter(pk=maude.pk).update(display_name="Quelqu’un")
    assert "a changé pendant ce temps" in confirm(client_of("board_member"), named, seen).text
    assert Mediator.objects.get().confirmed_at is None


def test_confirming_twice_is_once(client_of, people, named):
    for _ in range(2):
        assert "C’est confirmé." in confirm(client_of("board_member"), named).text
    assert GroupAct.objects.filter(detail="Mise en relation, confirmée").count() == 1


def test_a_place_is_accepted_with_one_s_own_code(people, maude, named):
    client = browser_of(maude)
    for answer in (
        client.get(here("mediating", people.here)),
        client.post(here("mediating", people.here), {"answer": "oui"}),
    ):
        assert answer.status_code == 302 and answer.url.startswith(reverse("account_reauthenticate"))
    assert Mediator.objects.get().accepted_at is None


def test_what_changed_since_it_was_read_is_read_again_before_a_yes(people, maude, named, proved):
    client, seen = browser_of(maude), mediators.seen_of(named)
    assert seen in client.get(here("mediating", people.here)).text
    mediators.end(place_of(maude), people.board_member)
    mediators.name(place_of(maude), people.board_member)
    now = Mediator.objects.get()
    for older in (seen, "?"):
        page = accept(client, now, older)
        assert page.status_code == 422 and "Relisez, puis répondez." in page.text
        assert Mediator.objects.get().accepted_at is None
    assert accept(client, now).status_code == 200 and Mediator.objects.get().accepted_at


def test_a_no_leaves_nothing_and_is_told_to_nobody(people, maude, named, proved):
    before = GroupAct.objects.count()
    client = browser_of(maude)
    for _ in range(2):
        assert client.post(here("mediating", people.here), {"answer": "non"}).status_code == 302
    assert not Mediator.objects.exists() and GroupAct.objects.count() == before
    assert client.get(here("mediating", people.here)).status_code == 404


def test_a_press_without_an_answer_is_said(people, maude, named, proved):
    page = browser_of(maude).post(here("mediating", people.here), {"answer": ""})
    assert page.status_code == 422 and "Choisissez une des réponses." in page.text


def test_who_stops_by_themselves_is_in_no_journal(people, maude, named, proved):
    Mediator.objects.update(accepted_at=timezone.now(), confirmed_at=timezone.now())
    browser_of(maude).post(here("mediating", people.here), {"answer": "non"})
    assert not Mediator.objects.exists()
    assert not GroupAct.objects.filter(actor=maude).exists(), "they ran nothing"


def test_any_one_who_runs_the_group_ends_it_at_once(client_of, people, named):
    Mediator.objects.update(accepted_at=timezone.now(), confirmed_at=timezone.now())
    for _ in range(2):
        client_of("board_member").post(here("mediator_end", people.here, named.pk))
    assert not Mediator.objects.exists()
    assert GroupAct.objects.filter(detail="Mise en relation, terminée").count() == 1


def test_only_those_who_run_the_group_name_confirm_and_end(client_of, people, named):
    for kind in ("member", "other_member", "coordinator", "superuser"):
        client = client_of(kind)
        assert client.get(here("mediators", people.here)).status_code == 404, kind
        for act in ("mediator_confirm", "mediator_end"):
            assert client.post(here(act, people.here, named.pk)).status_code == 404, kind
    people.elsewhere.memberships.create(user=people.facilitator, role="facilitator", role_accepted_at=timezone.now())
    client_of("facilitator").post(here("mediator_end", people.elsewhere, named.pk))
    assert Mediator.objects.filter(pk=named.pk).exists(), "of another group"


def test_neither_oneself_nor_an_account_that_nobody_entered_nor_twice_is_named(client_of, people, maude):
    member_named(people.here, "Jamais entrée")
    client = client_of("facilitator")
    client.post(here("mediators", people.here), {"membership": place_of(people.facilitator).pk})
    page = client.post(here("mediators", people.here), {"membership": place_of(maude).pk}, follow=True).text
    assert "Jamais entrée" not in page and f'value="{place_of(maude).pk}"' not in page
    assert Mediator.objects.get().membership.user == maude
    refused = client.post(here("mediators", people.here), {"membership": place_of(maude).pk})
    assert refused.status_code == 422 and "Choisissez une personne de la liste." in refused.text


@pytest.mark.parametrize(("days", "stays"), [(59, True), (62, False)])
def test_what_nobody_answers_goes_by_itself(named, days, stays):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
        purge()
        assert Mediator.objects.exists() is stays
        Mediator.objects.update(accepted_at=timezone.now(), confirmed_at=timezone.now())
        purge()
        assert Mediator.objects.exists() is stays, "answered, it lasts"


def erased(people) -> None:
    Mediator.objects.update(named_by=None)


def stopped(people) -> None:
    Membership.objects.filter(user=people.facilitator).update(
        role="member", role_accepted_at=None, role_confirmed_at=None
    )


@pytest.mark.parametrize("namer", [erased, stopped])
def test_what_nobody_may_confirm_is_offered_to_nobody_and_goes(client_of, people, maude, named, proved, namer):
    namer(people)
    board, address = client_of("board_member"), here("mediators", people.here)
    assert "à confirmer pour mettre" not in board.get(AWAITED).text
    assert mediators.seen_of(named) not in board.get(address).text
    assert "mettre en relation" not in browser_of(maude).get(AWAITED).text
    assert browser_of(maude).get(here("mediating", people.here)).status_code == 404
    with pytest.raises(mediators.ChangedError):
        mediators.accept(place_of(maude), mediators.seen_of(named))
    purge()
    assert not Mediator.objects.exists()


@pytest.mark.parametrize("namer", [erased, stopped])
def test_what_nobody_may_confirm_is_named_anew_by_who_runs_the_group(client_of, people, maude, named, namer):
    Mediator.objects.update(accepted_at=timezone.now())
    namer(people)
    client_of("board_member").post(here("mediators", people.here), {"membership": place_of(maude).pk})
    row = Mediator.objects.get()
    assert (row.named_by, row.accepted_at) == (people.board_member, None) and row.pk != named.pk


def test_the_database_refuses_one_person_who_names_and_confirms(people, named):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mediator.objects.update(confirmed_by=people.facilitator)


def test_the_page_asks_as_many_queries_for_one_and_for_many(client_of, people, named, django_assert_max_num_queries):
    client = client_of("facilitator")
    client.get(here("mediators", people.here))
    for _ in range(2):
        with django_assert_max_num_queries(10):
            client.get(here("mediators", people.here))
        for number in range(20):
            user = person(f"Personne {number}", last_login=timezone.now())
            membership = Membership.objects.create(user=user, peer_group=people.here)
            if number % 2:
                mediators.name(membership, people.facilitator)
