"""The second factor asked of those who run a group, coordinators and pair-advocates, before what touches others."""

import datetime
import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import LoginCard, Membership, User
from accounts.sign_in import interrupted_forms
from accounts.sign_in import second_factor_for_power as power
from tests.accounts.board import day, mandate_of
from tests.accounts.device import Device
from tests.accounts.kit import card_of
from tests.people import mark_second_factor, sign_in
from tests.practices.peer_advocates import browser_of, make_peer_advocate, make_question

ACTS = {
    "closings": {},
    "reopen": {"first": "first"},
    "departure": {"pk": "member"},
    "departure_call_off": {"pk": "member"},
    "open_account": {},
    "open_several": {},
    "open_listed": {"key": "key"},
    "cards": {},
    "invite": {},
    "mandate_new": {},
    "mandate": {"pk": "mandate"},
    "mandate_end": {"pk": "mandate"},
    "mandate_take_back": {"pk": "mandate"},
    "person": {"pk": "member"},
    "places": {},
    "place_accept": {"pk": "waiting", "kind": "kind"},
    "reset": {"pk": "member"},
    "reset_choose": {"pk": "member"},
    "card": {"pk": "member"},
    "wake": {"pk": "member"},
}
# What only looks: names of people, who holds which place, who did what, the page being written.
PAGES = {name: {} for name in ("home", "people", "journal", "page", "page_preview", "mandates", "seen")}
ASKED = ACTS | PAGES
# What stops something: asked of those who have a second factor, and waits for nobody to make one.
STOPS = ("reset_cancel", "pause")
# The list of one's own groups.
LEFT = {"index"}


@pytest.fixture
def client_of(people):
    """Return the browser of a person of a kind, signed in by a password alone."""
    return lambda kind: sign_in(Client(), people, kind, second_factor=False)


@pytest.fixture
def addresses(people) -> dict[str, str]:
    keys = {
        "member": Membership.objects.get(user=people.member).pk,
        "mandate": people.board_member.memberships.get().mandates.get().pk,
        "waiting": mandate_of(people.member, accepted_at=None).pk,
        "kind": "mandat",
        "first": "2026-12-24",
        "key": "k" * 22,
    }
    slug = {"slug": people.here.slug}
    return {
        name: reverse(f"groups:{name}", kwargs=slug | {each: keys[key] for each, key in arguments.items()})
        for name, arguments in ASKED.items()
    }


def print_codes(user: User) -> list[str]:
    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    return codes.get_unused_codes()


def prove_again(browser: Client) -> None:
    """Write in the session what it holds once a person has just given their password again."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def after_the_grace(user: User) -> None:
    user.power_used_on = timezone.localdate() - power.GRACE - datetime.timedelta(days=1)
    user.save(update_fields=["power_used_on"])


def test_every_address_of_a_group_asks_or_is_named_as_one_that_does_not():
    named = {name for name in get_resolver("accounts.group_urls").reverse_dict if isinstance(name, str)}
    assert named == set(ASKED) | set(STOPS) | LEFT


def test_a_first_act_goes_on_and_says_from_which_day_a_second_code_is_asked(client_of, people, addresses):
    page = client_of("facilitator").get(addresses["open_account"])
    day = timezone.localdate() + power.GRACE + datetime.timedelta(days=1)
    assert page.status_code == 200
    assert f"À partir du {day.day} " in page.text
    assert "Ouvrir plusieurs comptes, ou imprimer plusieurs cartes, le demande dès aujourd’hui." in page.text
    assert User.objects.get(pk=people.facilitator.pk).power_used_on == timezone.localdate()


def test_the_warning_is_read_once_in_a_session(client_of, addresses):
    helper = client_of("facilitator")
    helper.get(addresses["open_account"])
    assert "demandera un second code" not in helper.get(addresses["open_account"]).text


@pytest.mark.parametrize("name", ASKED)
def test_after_the_grace_each_address_leads_to_where_a_second_code_is_made(client_of, people, addresses, name):
    after_the_grace(people.board_member)
    for send in (client_of("board_member").get, client_of("board_member").post):
        answer = send(addresses[name])
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("mfa_index"))


@pytest.mark.parametrize("name", ["open_several", "open_listed", "cards"])
def test_what_touches_a_whole_group_asks_from_the_first_day(client_of, people, addresses, name):
    for send in (client_of("board_member").get, client_of("board_member").post):
        assert send(addresses[name]).url.startswith(reverse("mfa_index"))
    helper = client_of("board_member")
    codes = print_codes(people.board_member)
    asked = helper.get(addresses[name]).url
    assert helper.post(asked, {"code": codes[0]}).url == addresses[name]


def test_the_page_gives_no_choice_to_whoever_will_be_asked_for_it(client_of, people):
    page = reverse("mfa_index")
    people.facilitator  # noqa: B018 - made
    assert "c’est vous qui choisissez" not in client_of("facilitator").get(page).content.decode()
    assert "c’est vous qui choisissez" in client_of("editor").get(page).content.decode()


def test_a_first_sheet_leads_on_to_the_page_that_asked_for_it(client_of, people, addresses):
    after_the_grace(people.facilitator)
    helper = client_of("facilitator")
    prove_again(helper)
    asked = addresses["open_several"]
    onward = f"?next={quote(asked, safe='')}"
    assert helper.get(asked).url == reverse("mfa_index") + onward
    sheet = reverse("accounts:paper_codes") + onward
    page = helper.get(reverse("mfa_index") + onward).text
    assert f'href="{sheet}"' in page and f'href="{reverse("mfa_activate_totp")}{onward}"' in page
    printed = helper.post(sheet).url
    assert f'href="{asked}">J’ai rangé ma feuille' in helper.get(printed).text
    assert helper.post(printed, {"more": "1"}).url == printed
    elsewhere = helper.get(reverse("accounts:paper_sheet"), {"next": "https://exemple.fr/"}).text
    assert f'href="{reverse("mfa_index")}">J’ai rangé ma feuille' in elsewhere


def test_a_sheet_of_paper_is_enough_and_its_code_opens_the_act(client_of, people, addresses):
    codes = print_codes(people.facilitator)
    helper = client_of("facilitator")
    answer = helper.get(addresses["card"])
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert helper.post(answer.url, {"code": codes[0]}).url == addresses["card"]
    assert helper.get(addresses["card"]).status_code == 200
    assert helper.get(addresses["open_account"]).status_code == 200, "once in a session"


def test_after_a_link_the_way_back_is_the_page_asked_for_and_nothing_is_said_to_be_lost(client_of, people, addresses):
    print_codes(people.facilitator)
    helper, asked = client_of("facilitator"), f"{addresses['card']}?depuis=liste"
    answer = helper.get(asked, headers={"Referer": f"http://testserver{addresses['open_account']}"})
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next={quote(asked, safe='')}"
    assert "Rien n’a été changé" not in helper.get(answer.url).text


def test_what_was_sent_too_early_is_kept_for_who_wrote_it(client_of, people, addresses):
    print_codes(people.facilitator)
    helper = client_of("facilitator")
    answer = helper.post(addresses["open_account"], {"display_name": "Camille", "key": "k" * 22})
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next={quote(reverse('accounts:drafts'), safe='')}"
    assert "ce que vous avez écrit est gardé" in helper.get(answer.url).text
    kept = people.facilitator.drafts.get()
    assert interrupted_forms.read(kept)["display_name"] == ["Camille"]
    assert not User.objects.filter(display_name="Camille").exists()


def test_a_wrong_code_opens_nothing(client_of, people, addresses):
    print_codes(people.facilitator)
    helper = client_of("facilitator")
    assert helper.post(reverse("mfa_reauthenticate"), {"code": "00000000"}).status_code == 422
    assert helper.get(addresses["card"]).status_code == 302


MAKING = ["accounts:paper_codes", "accounts:add_passkey", "accounts:add_passkey_options", "mfa_activate_totp"]


@pytest.mark.parametrize("name", [*MAKING, "mfa_deactivate_totp"])
def test_a_password_alone_makes_and_removes_no_second_factor_of_who_has_one(client_of, people, name):
    print_codes(people.facilitator)
    stranger = client_of("facilitator")
    prove_again(stranger)
    before = Authenticator.objects.get(user=people.facilitator).data
    assert stranger.post(reverse(name)).url.startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.get(user=people.facilitator).data == before


def test_a_password_alone_removes_no_device_of_who_has_one(client_of, people):
    device = Device().of(people.facilitator)
    stranger = client_of("facilitator")
    prove_again(stranger)
    answer = stranger.post(reverse("accounts:remove_passkey", args=[device.pk]))
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.filter(pk=device.pk).exists()


def test_after_a_button_the_way_back_is_the_page_it_was_on(client_of, people, addresses):
    print_codes(people.facilitator)
    list_of_people = addresses["people"]
    answer = client_of("facilitator").post(addresses["wake"], headers={"Referer": f"http://testserver{list_of_people}"})
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next={quote(list_of_people, safe='')}"


def test_who_gave_a_second_factor_at_sign_in_is_not_asked_again(client_of, people, addresses):
    after_the_grace(people.facilitator)
    helper = client_of("facilitator")
    mark_second_factor(helper)
    assert helper.get(addresses["card"]).status_code == 200


def test_a_helper_without_application_prints_a_sheet_and_a_member_has_no_use_for_one(client_of, people):
    helper, member = client_of("facilitator"), client_of("member")
    for browser in (helper, member):
        prove_again(browser)
    assert helper.post(reverse("accounts:paper_codes")).url == reverse("accounts:paper_sheet")
    assert Authenticator.objects.filter(user=people.facilitator, type=Authenticator.Type.RECOVERY_CODES).exists()
    assert member.post(reverse("accounts:paper_codes")).url == reverse("mfa_index")


def test_a_pair_advocate_is_asked_before_reading_what_was_asked(db):
    user = make_peer_advocate("Pair-advocate")
    after_the_grace(user)
    question, _ = make_question()
    for page in (reverse("practices:questions"), reverse("practices:question", args=[question.pk])):
        assert browser_of(user).get(page).url.startswith(reverse("mfa_index"))


def test_whoever_knows_a_password_reads_no_page_of_a_group_whose_owner_has_a_second_code(client_of, people, addresses):
    print_codes(people.board_member)
    for name in PAGES:
        assert client_of("board_member").get(addresses[name]).url.startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("name", STOPS)
def test_a_password_alone_stops_nothing_of_others_and_learns_no_name_from_it(client_of, people, name):
    pk = Membership.objects.get(user=people.member).pk
    held = card_of(people.member)
    print_codes(people.board_member)
    thief = client_of("board_member")
    answer = thief.post(reverse(f"groups:{name}", args=[people.here.slug, pk]))
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert str(people.member) not in thief.get(answer.url).text
    assert not LoginCard.objects.get(pk=held.card.pk).paused_at


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_something_waits_for_no_second_factor_to_be_made(client_of, people, name):
    pk = Membership.objects.get(user=people.member).pk
    after_the_grace(people.board_member)
    answer = client_of("board_member").post(reverse(f"groups:{name}", args=[people.here.slug, pk]))
    assert answer.url.startswith(reverse("groups:people", args=[people.here.slug]).removesuffix("personnes/"))


@pytest.mark.parametrize("name", ["take_question", "write_answer", "read_answer", "send_back_answer", "close_question"])
def test_a_pair_advocate_is_asked_before_answering(db, name):
    user = make_peer_advocate("Pair-advocate")
    after_the_grace(user)
    question, _ = make_question()
    answer = browser_of(user).post(reverse(f"practices:{name}", args=[question.pk]))
    assert answer.url.startswith(reverse("mfa_index"))


def test_who_has_no_power_meets_nothing_new(client_of, people, addresses):
    assert client_of("member").get(addresses["card"]).status_code == 404
    assert User.objects.get(pk=people.member.pk).power_used_on is None


@pytest.mark.parametrize(("days", "status"), [(14, 200), (15, 302)])
def test_the_two_weeks_end_on_the_evening_of_the_fourteenth_day(client_of, people, addresses, days, status):
    User.objects.filter(pk=people.facilitator.pk).update(power_used_on=day(-days))
    assert client_of("facilitator").get(addresses["open_account"]).status_code == status


def test_the_first_day_of_the_two_weeks_never_moves(people):
    """A second request, read before the first one wrote the day, does not begin them again."""
    late = User.objects.get(pk=people.facilitator.pk)
    User.objects.filter(pk=late.pk).update(power_used_on=day(-10))
    power.last_day_without(late)
    assert User.objects.get(pk=late.pk).power_used_on == day(-10)
