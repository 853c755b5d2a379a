"""The code that the holder of a place gives on somebody else's device: wrong ones are paid by who holds the device."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import permissions
from accounts.models import Membership, Turn, User
from accounts.places import proof
from accounts.secret_code import pictures
from accounts.secret_code import rules as secret_code
from tests.accounts.as_read import agree, seen
from tests.accounts.board import mandate_of, member_of
from tests.accounts.kit import CODE, OTHER_CODE, OTHER_PICTURES, PASSWORD, PICTURES, card_of, enter, is_signed_in, press
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(people: People):
    """Return the card of a member who has a code, and a mandate that waits for it."""
    held = card_of(people.member)
    mandate_of(people.member, recorded_by=people.board_member, accepted_at=None)
    return held


def page_of(people: People) -> str:
    mandate = people.member.memberships.get().mandates.get()
    return reverse("groups:place_accept", args=[people.here.slug, "mandat", mandate.pk])


def tries_of(user: User) -> tuple[int, object]:
    user.refresh_from_db()
    return user.secret_tries, user.paused_until


def test_wrong_codes_there_cost_their_owner_nothing(client_of, people, held):
    client = client_of("board_member")
    for _ in range(30):
        assert agree(client, page_of(people), proof=OTHER_CODE).status_code == 422
    assert tries_of(people.member) == (0, None)
    browser = Client()
    enter(browser, held)
    assert is_signed_in(browser), "the card wakes, and opens"


def test_wrong_pictures_there_cost_their_owner_nothing(client_of, people, held):
    client = client_of("board_member")
    shown = seen(client, page_of(people))
    for _ in range(7):
        press(client, f"{page_of(people)}?code=images", OTHER_PICTURES, seen=shown)
    assert tries_of(people.member) == (0, None)


def test_wrong_passwords_there_cost_their_owner_nothing(client_of, people, held):
    people.member.set_password(PASSWORD)
    people.member.save()
    client = client_of("board_member")
    for _ in range(7):
        agree(client, page_of(people), proof="une autre phrase")
    browser = Client()
    browser.post(reverse("account_login"), {"login": people.member.username, "password": PASSWORD})
    assert is_signed_in(browser)


def test_five_wrong_codes_ask_who_gives_the_place_for_a_pause(client_of, people, held):
    client = client_of("board_member")
    answers = [agree(client, page_of(people), proof=OTHER_CODE).text for _ in range(proof.AT_ONCE + 1)]
    assert "Faisons une pause" not in answers[-2]
    assert "Ces essais ne mettent pas votre carte en pause" in answers[-2]
    assert "Faisons une pause" in answers[-1]
    agree(client, page_of(people), proof=CODE)
    assert not permissions.in_mandate(people.member, people.here)
    with time_machine.travel(timezone.now() + proof.QUARTER):
        agree(client, page_of(people), proof=CODE)
    assert permissions.in_mandate(people.member, people.here)


def test_one_who_gives_places_never_has_more_guesses_than_a_card(people, held):
    """However long they wait between them."""
    with time_machine.travel(0, tick=False) as clock:
        taken = 0
        for _ in range(60):
            taken += proof.may_guess(people.board_member, people.member)
            clock.shift(secret_code.REST / 61)
        assert taken == secret_code.MOST_TRIES


def test_all_who_give_places_have_a_few_guesses_a_day_together(people, held):
    givers = [member_of(people.here, f"Personne {number}") for number in range(4)]
    taken = sum(proof.may_guess(giver, people.member) for giver in givers for _ in range(5))
    assert taken == proof.A_DAY
    assert proof.may_guess(people.member, givers[0]), "those of another holder are others"


def test_all_who_give_places_have_a_few_guesses_a_month_together(people, held):
    """Whoever opens accounts and names them has as many givers as they like."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        taken = 0
        for day in range(29):
            givers = [member_of(people.here, f"Personne {day}-{number}") for number in range(2)]
            taken += sum(proof.may_guess(giver, people.member) for giver in givers for _ in range(5))
            clock.shift(proof.DAY)
    assert taken == proof.A_MONTH


def test_the_right_code_gives_the_guesses_back(client_of, people, held):
    client = client_of("board_member")
    for _ in range(4):
        agree(client, page_of(people), proof=OTHER_CODE)
    agree(client, page_of(people), proof=CODE)
    assert Membership.objects.running().filter(user=people.member).exists()
    assert [proof.may_guess(people.board_member, people.member) for _ in range(6)] == [True] * 5 + [False]
    assert Turn.objects.exists()


def test_a_code_in_pictures_accepts_the_place(client_of, people, held):
    secret_code.change(people.member, pictures.code_of(PICTURES))
    page, client = f"{page_of(people)}?code=images", client_of("board_member")
    press(client, page, PICTURES, seen=seen(client, page))
    assert permissions.in_mandate(people.member, people.here)
