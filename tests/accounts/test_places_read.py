"""A place is confirmed, and accepted, as the page showed it: what changed meanwhile is read first."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import permissions
from accounts.mandates import rules as mandates
from accounts.models import Mandate, Membership, User
from accounts.places import given
from accounts.secret_code import pictures
from accounts.secret_code import rules as secret_code
from tests.accounts.as_read import agree, seen
from tests.accounts.board import day, mandate_of, member_of
from tests.accounts.kit import CODE, PICTURES, card_of, press
from tests.people import facilitates, person

MY_PLACES = reverse("accounts:my_places")


def at(people, name, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


@pytest.fixture
def mandate(people):
    """Return the mandate of the board member, who may correct it alone."""
    User.objects.filter(pk=people.board_member.pk).update(last_login=timezone.now())
    return people.board_member.memberships.get().mandates.get()


@pytest.fixture
def waiting(people):
    """Return a mandate that the coordination gave: its holder, who has a card and a code, accepts it on entering."""
    card_of(people.member)
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    return mandate_of(
        people.member,
        "board_member",
        accepted_at=None,
        recorded_by=people.coordinator,
        confirmed_by=people.coordinator,
        confirmed_at=timezone.now(),
    )


def test_where_one_presses_a_button_nothing_is_said_to_be_filled(client_of, people, waiting):
    holder = client_of("member")
    holder.post(reverse("account_reauthenticate"), {"proof": CODE})
    for client, address in ((client_of("coordinator"), at(people, "places")), (holder, MY_PLACES)):
        page = client.get(address)
        assert page.status_code == 200 and "est à remplir" not in page.text


def test_the_holder_who_writes_more_meanwhile_is_not_confirmed(client_of, people, mandate):
    """The coordination would vouch for what they wrote themselves: another office, for ten years."""
    coordinator, page = client_of("coordinator"), at(people, "places")
    which = f"mandat-{mandate.pk}"
    read = {"which": which, "seen": seen(coordinator, page, which)}
    more = {"office": "chair", "starts_on": mandate.starts_on, "ends_on": day(3000), "go_on": "on"}
    assert client_of("board_member").post(at(people, "mandate", mandate.pk), more).status_code == 302
    answer = coordinator.post(page, read)
    assert answer.status_code == 422
    assert "Rien n’est confirmé" in answer.text
    assert "Présidence, du " in answer.text, "the page as it is now"
    mandate.refresh_from_db()
    assert (mandate.office, mandate.confirmed_by) == ("chair", None)
    assert agree(coordinator, page, which=which).status_code == 302
    mandate.refresh_from_db()
    assert mandate.confirmed_by == people.coordinator


@pytest.mark.parametrize(
    "change",
    [
        {"office": "secretary"},
        {"starts_on": day(-9)},
        {"ends_on": day(900)},
        {"recorded_by": None},
        {"recorded_on": day(-1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_all_that_a_confirmation_vouches_for_is_compared(client_of, people, mandate, change):
    Mandate.objects.update(recorded_by=people.facilitator, recorded_on=day(0))
    client, which = client_of("coordinator"), f"mandat-{mandate.pk}"
    read = {"which": which, "seen": seen(client, at(people, "places"), which)}
    Mandate.objects.update(**change)
    assert client.post(at(people, "places"), read).status_code == 422
    assert not Mandate.objects.filter(confirmed_at__isnull=False).exists()


@pytest.mark.parametrize("kind", ["animation", "pair-advocate"])
def test_a_place_given_again_by_somebody_else_is_not_confirmed(client_of, people, kind):
    gave = {"role_given_by": people.facilitator, "advocate_given_by": people.facilitator, "is_peer_advocate": True}
    membership = member_of(people.here, "Sam", **facilitates(), **gave).memberships.get()
    User.objects.filter(pk=membership.user_id).update(last_login=timezone.now())
    client, which = client_of("coordinator"), f"{kind}-{membership.pk}"
    read = {"which": which, "seen": seen(client, at(people, "places"), which)}
    other = people.board_member
    Mandate.objects.update(confirmed_by=person("Autre coordination"), confirmed_at=timezone.now())
    Membership.objects.filter(pk=membership.pk).update(role_given_by=other, advocate_given_by=other)
    answer = client.post(at(people, "places"), read)
    assert answer.status_code == 422
    assert "Donnée par Bureau" in answer.text
    assert given.find(people.here, kind, membership.pk).confirmed_at is None
    assert agree(client, at(people, "places"), which=which).status_code == 302


def test_a_button_without_what_was_read_confirms_nothing(client_of, people, mandate):
    assert client_of("coordinator").post(at(people, "places"), {"which": f"mandat-{mandate.pk}"}).status_code == 422


def test_an_acceptance_meanwhile_is_no_change_and_two_presses_are_one(client_of, people, mandate):
    Mandate.objects.update(accepted_at=None)
    client, which = client_of("coordinator"), f"mandat-{mandate.pk}"
    read = {"which": which, "seen": seen(client, at(people, "places"), which)}
    Mandate.objects.update(accepted_at=timezone.now())
    for _ in range(2):
        assert client.post(at(people, "places"), read).status_code == 302


def test_the_list_says_the_days_of_a_mandate_and_since_when_it_is_given(client_of, people, mandate):
    Mandate.objects.update(
        starts_on="2026-03-01", ends_on=None, recorded_by=people.facilitator, recorded_on="2026-03-02"
    )
    page = client_of("coordinator").get(at(people, "places")).text
    assert "à partir du 1er mars 2026" in page
    assert "le 2 mars 2026" in page


def test_a_place_that_the_coordination_changed_meanwhile_is_not_accepted(people, waiting):
    client = Client()
    client.force_login(people.member)
    client.post(reverse("account_reauthenticate"), {"proof": CODE})
    read = {"answer": "oui", "seen": seen(client, MY_PLACES)}
    assert read["seen"]
    waiting.office, waiting.ends_on = "chair", day(3000)
    mandates.correct(waiting, people.coordinator, ["office", "ends_on"])
    answer = client.post(MY_PLACES, read)
    assert answer.status_code == 422
    assert "Rien n’est accepté" in answer.text
    assert "Présidence" in answer.text
    assert not permissions.in_mandate(people.member, people.here)
    assert agree(client, MY_PLACES, answer="oui").status_code == 302
    assert permissions.in_mandate(people.member, people.here)


def test_a_second_place_that_came_meanwhile_is_not_accepted_with_the_first(people, waiting):
    client = Client()
    client.force_login(people.member)
    client.post(reverse("account_reauthenticate"), {"proof": CODE})
    read = {"answer": "oui", "seen": seen(client, MY_PLACES)}
    mandate_of(people.member, "chair", accepted_at=None, recorded_by=people.coordinator, confirmed_at=timezone.now())
    assert client.post(MY_PLACES, read).status_code == 422
    assert not Mandate.objects.filter(membership=waiting.membership, accepted_at__isnull=False).exists()
    assert client.post(MY_PLACES, read | {"answer": "plus-tard"}).status_code == 302, "later needs no reading"


def test_a_place_that_is_offered_no_more_is_told(home, people, waiting):
    client = Client()
    client.force_login(people.member)
    client.post(reverse("account_reauthenticate"), {"proof": CODE})
    read = {"answer": "oui", "seen": seen(client, MY_PLACES)}
    mandates.take_back(Mandate.objects.get(pk=waiting.pk), people.coordinator)
    assert "Rien n’est accepté" in client.post(MY_PLACES, read, follow=True).text


def test_places_are_accepted_together_or_not_at_all(people, waiting):
    other = mandate_of(people.member, "chair", accepted_at=None)
    read = [given.find(people.here, "mandat", each.pk) for each in (waiting, other)]
    Mandate.objects.filter(pk=other.pk).update(ends_on=day(9))
    with pytest.raises(given.PlaceChangedError):
        given.accept(*read)
    assert not Mandate.objects.filter(membership=waiting.membership, accepted_at__isnull=False).exists()


@pytest.mark.parametrize("way", ["digits", "pictures"])
def test_who_passes_the_device_cannot_change_the_place_meanwhile(client_of, people, waiting, way):
    client, page = client_of("board_member"), at(people, "place_accept", "mandat", waiting.pk)
    if way == "pictures":
        secret_code.change(people.member, pictures.code_of(PICTURES))
        page = f"{page}?code=images"
    shown = seen(client, page)
    assert shown
    Mandate.objects.filter(pk=waiting.pk).update(office="chair", ends_on=day(3000))
    if way == "pictures":
        answer = press(client, page, PICTURES, seen=shown)
        assert "Image 1 sur 4" in answer.text, "the pictures pressed so far are forgotten"
    else:
        answer = client.post(page, {"proof": CODE, "seen": shown})
    assert answer.status_code == 422
    assert "Rien n’est accepté" in answer.text
    assert "<strong>Présidence</strong>, du " in answer.text
    assert not permissions.in_mandate(people.member, people.here)


def test_a_place_that_changes_during_the_press_is_not_accepted(client_of, people, waiting, monkeypatch):
    """Between the comparison of the page and the lock."""
    client, page = client_of("board_member"), at(people, "place_accept", "mandat", waiting.pk)
    shown, is_right = seen(client, page), secret_code.is_right

    def right_a_moment_later(*args):
        Mandate.objects.filter(pk=waiting.pk).update(office="chair")
        return is_right(*args)

    monkeypatch.setattr(secret_code, "is_right", right_a_moment_later)
    answer = client.post(page, {"proof": CODE, "seen": shown})
    assert answer.status_code == 422
    assert "Présidence" in answer.text
    assert not permissions.in_mandate(people.member, people.here)
