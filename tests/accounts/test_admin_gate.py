"""Nobody reaches /admin/ without admin rights and a second factor, or from a session opened with a card."""

import time

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.groups.cards import issue_card
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.people import sign_in

WRITERS = ["editor", "moderator", "superuser"]
OTHERS = ["coordinator", "member", "other_member", "facilitator", "board_member", "referent"]
pytestmark = pytest.mark.usefixtures("home")
PAGES = ["/admin/", "/admin/pages/", "/admin/users/", "/admin/account/"]


def _with(client: Client, methods: list[str]) -> Client:
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()} for method in methods]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", OTHERS)
def test_people_without_admin_rights_get_404_in_the_admin(kind, page, client, people):
    sign_in(client, people, kind)
    assert _with(client, ["password", "mfa"]).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", WRITERS)
def test_those_who_write_are_first_led_to_prepare_a_second_code(kind, page, client, people):
    sign_in(client, people, kind, second_factor=False)
    response = _with(client, ["password"]).get(page)
    assert response.status_code == 302
    assert response.url.startswith(reverse("mfa_activate_totp"))


@pytest.mark.parametrize("kind", WRITERS)
def test_those_who_have_a_second_code_are_asked_for_it(kind, client, people):
    TOTP.activate(people.of(kind), generate_totp_secret())
    sign_in(client, people, kind, second_factor=False)
    response = _with(client, ["password"]).get("/admin/")
    assert response.url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("kind", WRITERS)
def test_with_a_second_factor_the_admin_opens(kind, client, people):
    sign_in(client, people, kind)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("kind", WRITERS)
def test_a_session_opened_with_a_card_never_reaches_the_admin(kind, client, people):
    sign_in(client, people, kind)
    assert _with(client, ["card", "mfa"]).get("/admin/").status_code == 404


def test_a_second_factor_of_somebody_else_does_not_count(client, people):
    sign_in(client, people, "superuser")
    session = client.session
    session["account_authentication_methods_user"] = str(people.member.pk)
    session.save()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_sent_to_the_entrance(page, client, db):
    assert client.get(page, follow=True).redirect_chain[-1][0].startswith("/compte/connexion/")


def test_wagtails_sign_in_page_redirects_to_ours(client, db):
    response = client.get("/admin/login/?next=/admin/pages/")
    assert response.url == "/compte/connexion/?next=/admin/pages/"


@pytest.mark.parametrize("kind", WRITERS)
def test_nobody_with_admin_rights_has_a_card(kind, people):
    with pytest.raises(PermissionDenied):
        issue_card(people.of(kind), by=people.facilitator)
    assert not people.of(kind).cards.exists()


def test_a_post_to_the_admin_is_stopped_too(client, people):
    sign_in(client, people, "superuser", second_factor=False)
    assert client.post("/admin/users/new/", {}).status_code == 302
