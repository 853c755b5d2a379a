"""A passed device: the code of the peer opens what they are asked, and nothing else of their account."""

from urllib.parse import quote

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from accounts.sign_in.middleware import ONE_ACT
from accounts.sign_in.second_factor_for_power import KEPT_ELSEWHERE
from passport.models import Confirmation, SeenInvite
from tests.accounts.kit import card_of, enter, is_signed_in
from tests.accounts.together import settle
from tests.passport.confirmations_kit import WORDS, ask
from tests.passport.factories import make_line, make_skill
from tests.people import sign_in

pytestmark = pytest.mark.django_db
HERE, OFFER = reverse("passport:confirm_here"), reverse("passport:offer_here")


@pytest.fixture(params=[HERE, OFFER])
def passed(request, people) -> tuple[Client, str]:
    """Return the device of the holder, in the hands of the peer who gave their code, and the page of the act."""
    device = sign_in(Client(), people, "member")
    if request.param == HERE:
        ask(device, make_line(people.member), way="device")
    else:
        device.post(reverse("passport:offer_show"), {"device": "1"})
    assert enter(device, card_of(people.other_member)).url == request.param
    return device, request.param


@pytest.mark.parametrize("name", ["passport:index", "accounts:home", "accounts:data", "accounts:drafts"])
def test_every_page_of_the_account_leads_back_to_the_act(passed, name):
    device, page = passed
    assert device.get(reverse(name)).url == page
    assert ONE_ACT in device.get(page).text


def test_nothing_else_is_sent(passed, people):
    device, page = passed
    assert device.post(reverse("accounts:name"), {"display_name": "Sol"}).url == page
    people.other_member.refresh_from_db()
    assert people.other_member.display_name != "Sol"


def test_a_page_of_everybody_is_read_as_nobody(passed, people):
    device, page = passed
    read = device.get(reverse("help"))
    assert f'href="{page}"' in read.text, "one finds the way back"
    assert people.other_member.display_name not in read.text
    for each in (read, device.get(page)):
        assert f'href="{reverse("accounts:home")}"' not in each.text
        assert "person-news" not in each.text


@pytest.mark.parametrize("name", ["accounts:leave", "account_logout"])
def test_one_may_always_leave(passed, name):
    device, _ = passed
    device.post(reverse(name))
    assert not is_signed_in(device)


def test_the_same_code_again_opens_no_more(passed, people):
    device, page = passed
    assert enter(device, card_of(people.other_member)).url == page
    assert device.get(reverse("passport:index")).url == page


def test_the_holder_comes_back_with_their_own_code_and_finds_everything(passed, people):
    device, _ = passed
    assert enter(device, card_of(people.member)).status_code == 302
    assert device.get(reverse("passport:index")).status_code == 200


def test_what_is_over_meanwhile_leaves_a_way_out_and_nothing_else(passed):
    device, page = passed
    SeenInvite.objects.all().delete()
    Confirmation.objects.all().delete()
    over = device.get(page)
    assert over.status_code == 404
    assert "rendre l’appareil" in over.text
    assert device.get(reverse("passport:index")).url == page


def test_the_peer_on_their_own_device_has_their_whole_account(people):
    own = sign_in(Client(), people, "other_member")
    assert own.get(reverse("passport:index")).status_code == 200


def test_what_is_asked_is_answered_as_before(passed, people):
    device, page = passed
    skill = make_skill()
    answer = (
        device.post(page, WORDS)
        if page == HERE
        else device.post(
            reverse("passport:offer_here_skill", args=[skill.slug]), {"face": "gained", "sentence": "Tu as taillé."}
        )
    )
    assert answer.url == reverse("passport:device_back")
    assert not is_signed_in(device)


def test_the_second_factor_leads_back_to_the_act(people):
    people.board_member  # noqa: B018 - made
    settle()
    codes = RecoveryCodes.activate(people.board_member)
    codes.mark_as_viewed()
    device = sign_in(Client(), people, "member")
    ask(device, make_line(people.member), way="device")
    enter(device, card_of(people.board_member))
    device.post(reverse("mfa_authenticate"), {"code": codes.get_unused_codes()[0]})
    session = device.session
    session["account_authentication_methods"] = [{"method": "card", "at": 0}]
    session.save()
    answer = device.post(HERE, WORDS | {"capacity": "association"})
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next={quote(HERE, safe='')}"
    assert KEPT_ELSEWHERE in device.get(answer.url).text
    assert device.post(answer.url, {"code": codes.get_unused_codes()[0]}).url == HERE
    device.post(HERE, WORDS | {"capacity": "association"})
    assert Confirmation.objects.get().capacity == "association"
