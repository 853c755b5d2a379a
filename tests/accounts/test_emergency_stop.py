"""A lost card or phone: the page that says what to do, the open sessions, « Tout arrêter »."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import open_sessions
from accounts.models import Session, User
from passport.models import Share
from tests.accounts.kit import card_of, enter
from tests.accounts.together import Together, later
from tests.passport.factories import make_line, make_share
from tests.people import person, sign_in


def url(name):
    return reverse(f"accounts:{name}")


def passkey(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone"})


@pytest.fixture
def browsers(people) -> list[Client]:
    """Sign the member in on three browsers."""
    return [sign_in(Client(), people, "member") for _ in range(3)]


def test_everything_is_stopped_in_one_press(people, browsers):
    member, held = people.member, card_of(people.member)
    share = make_share(member, [make_line(member)])
    passkey(member)
    page = browsers[0].get(url("stop_all"))
    assert page.status_code == 200
    assert "checked" in page.content.decode()
    assert browsers[0].post(url("stop_all"), {"passkeys": "on"}).url == reverse("help_lost")
    assert not Share.objects.open().filter(pk=share.pk).exists()
    assert [is_in(browser) for browser in browsers] == [True, False, False]
    assert enter(Client(), held).status_code == 422, "the card rests"
    assert not Authenticator.objects.exists()
    assert member.entries.count() == 1, "the passport stays"


def is_in(browser: Client) -> bool:
    return browser.get(url("home")).status_code == 200


def test_a_second_press_changes_nothing_more(people, browsers):
    share = make_share(people.member, [])
    browsers[0].post(url("stop_all"))
    stopped = Share.objects.get(pk=share.pk).stopped_at
    assert browsers[0].post(url("stop_all")).status_code == 302
    assert Share.objects.get(pk=share.pk).stopped_at == stopped
    assert is_in(browsers[0])


def test_passkeys_stay_when_the_box_is_not_ticked(people, browsers):
    passkey(people.member)
    browsers[0].post(url("stop_all"), {})
    assert Authenticator.objects.count() == 1


def test_the_box_is_shown_only_to_a_member_with_a_passkey(browsers):
    assert 'name="passkeys"' not in browsers[0].get(url("stop_all")).content.decode()


def test_nothing_of_another_person_is_stopped(people, browsers):
    other, share = card_of(people.other_member), make_share(people.other_member, [])
    passkey(people.other_member)
    browsers[0].post(url("stop_all"), {"passkeys": "on"})
    assert enter(Client(), other).status_code == 302
    assert Share.objects.open().filter(pk=share.pk).exists()
    assert Authenticator.objects.filter(user=people.other_member).exists()


def test_a_code_the_person_has_not_recognised_is_refused_too(people):
    card_of(people.member)
    together = Together(people)
    together.prepare()
    together.browser("member").post(url("stop_all"))
    people.member.refresh_from_db()
    assert not people.member.has_code_news
    assert not people.member.secret_resets.confirmed().exists()


def test_a_helper_wakes_the_card_afterwards_and_sees_nothing_else(people, browsers):
    held = card_of(people.member)
    browsers[0].post(url("stop_all"))
    helper = sign_in(Client(), people, "facilitator")
    helper.post(reverse("groups:wake", args=["groupe-ici", people.member.memberships.get().pk]))
    assert enter(Client(), held).status_code == 302


# Open sessions


def test_the_list_marks_this_session_and_shows_no_key(people, browsers):
    card_of(people.member)
    shared = Client()
    enter(shared, card_of(people.member, code=None), shared="on")
    page = browsers[0].get(url("devices")).content.decode()
    assert page.count("Cet appareil<") == 1
    assert page.count("Un autre appareil<") == 2
    assert page.count("Un ordinateur partagé<") == 1
    for row in Session.objects.all():
        assert row.session_key not in page


def test_ending_one_session_keeps_the_others(people, browsers):
    ref = open_sessions.fingerprint(browsers[1].session.session_key)
    for _ in range(2):
        assert browsers[0].post(url("end_sessions"), {"ref": ref}).url == url("devices")
    assert [is_in(browser) for browser in browsers] == [True, False, True]


def test_ending_the_other_sessions_keeps_this_one(browsers):
    browsers[0].post(url("end_sessions"), {"ref": "others"})
    assert [is_in(browser) for browser in browsers] == [True, False, False]


@pytest.mark.parametrize("ref", ["", "a\x00b", "²", "x" * 10_000])
def test_an_odd_reference_ends_nothing(ref, browsers):
    assert browsers[0].post(url("end_sessions"), {"ref": ref}).status_code == 302
    assert all(is_in(browser) for browser in browsers)


def test_a_member_cannot_end_the_session_of_another(people, browsers):
    other = sign_in(Client(), people, "other_member")
    ref = open_sessions.fingerprint(other.session.session_key)
    browsers[0].post(url("end_sessions"), {"ref": ref})
    browsers[0].post(url("end_sessions"), {"ref": "others"})
    assert is_in(other)


def test_signing_out_takes_the_row_away_and_what_is_over_is_not_listed(people, browsers):
    browsers[1].post(url("leave"))
    Session.objects.filter(session_key=browsers[2].session.session_key).update(
        expire_date=timezone.now() - datetime.timedelta(seconds=1)
    )
    page = browsers[0].get(url("devices")).content.decode()
    assert "n’est ouvert nulle part ailleurs" in page
    assert Session.objects.filter(user=people.member).count() == 2


def test_an_idle_shared_computer_is_not_listed(people, browsers):
    held = card_of(people.member)
    enter(Client(), held, shared="on")
    assert len(open_sessions.alive(people.member)) == 4
    with later(minutes=31):
        assert len(open_sessions.alive(people.member)) == 3


def test_an_expired_session_asks_to_sign_in_again_not_an_error(people, browsers):
    browsers[0].post(url("end_sessions"), {"ref": "others"})
    answer = browsers[1].post(reverse("accounts:name"), {"display_name": "Lou"})
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.usefixtures("settings_kept")
def test_the_list_costs_the_same_whatever_its_length(people, browsers):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browsers[0].get(url("devices")).status_code == 200
        return len(queries)

    known = Session.objects.filter(user=people.member).first()

    def sign_in_elsewhere(number: int) -> None:
        rows = Session.objects.filter(pk=known.pk).values("session_data", "expire_date", "began_on", "user_id")
        start = Session.objects.count()
        Session.objects.bulk_create(Session(session_key=f"k{start + n}", **rows[0]) for n in range(number))

    sign_in_elsewhere(17)
    few = cost()
    sign_in_elsewhere(180)
    assert cost() == few <= 8


# The page of what to do


def test_visitors_get_one_cached_page_with_every_step(client, db):
    page = client.get(reverse("help_lost"))
    text = page.content.decode()
    assert not page.cookies
    for said in ("J’ai perdu ma carte", "J’ai perdu mon téléphone", "J’ai oublié mon code secret", "Tout arrêter"):
        assert said in text
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("help_lost"))
    assert not [query for query in queries if "cache_entries" not in query["sql"]]


def test_the_page_says_what_opens_the_same_day_and_until_when_the_passport_waits(client, db):
    with time_machine.travel("2026-12-03 12:00:00+00:00"):
        text = " ".join(client.get(reverse("help_lost")).content.decode().split())
    assert "<strong>Le jour même</strong>, cette carte suffit pour faire des leçons" in text
    assert "Votre passeport attend 14&nbsp;jours" in text and "jeudi 17 décembre" in text


def test_the_help_page_leads_to_the_page_of_lost_things(client, db):
    assert reverse("help_lost") in client.get(reverse("help")).content.decode()


@pytest.mark.parametrize(("kind", "shown"), [("member", False), ("facilitator", True), ("board_member", True)])
def test_only_those_who_run_a_group_are_led_to_its_cards(kind, shown, people, client_of):
    page = client_of(kind).get(reverse("help_lost")).content.decode()
    assert (reverse("groups:index") in page) is shown
    assert url("stop_all") in page


def test_the_person_s_file_says_where_the_account_is_open(people, browsers):
    data = browsers[0].get(reverse("accounts:data_file")).json()["compte"]
    assert len(data["appareils où le compte est ouvert"]) == 3
    assert person("Lou").sessions.count() == 0
