"""« Ce téléphone me reconnaît »: passkeys added, named, removed, used to sign in and as a second factor."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.device import HOST, ORIGIN, Device
from tests.accounts.kit import CODE, PASSWORD, card_of, enter, is_signed_in, with_password
from tests.people import person
from tests.security.odd import TEXTS

LIST, ADD = reverse("accounts:passkeys"), reverse("accounts:add_passkey")
ADD_OPTIONS, OPTIONS = reverse("accounts:add_passkey_options"), reverse("accounts:passkey_options")
ENTER, AGAIN = reverse("mfa_login_webauthn"), reverse("account_reauthenticate")
HOME = reverse("accounts:home")


@pytest.fixture
def held(db):
    return card_of()


def own_browser(held) -> Client:
    """Return a browser signed in on an own device, with a fresh proof."""
    client = Client()
    enter(client, held)
    client.post(AGAIN, {"proof": CODE})
    return client


def add(client: Client, device: Device, name: str = ""):
    credential = device.register(client.post(ADD_OPTIONS).json())
    return client.post(ADD, {"name": name, "credential": json.dumps(credential)})


def come_in(client: Client, device: Device, **more: str):
    credential = device.recognise(client.post(OPTIONS).json(), **more)
    return client.post(ENTER, {"credential": json.dumps(credential)})


def test_a_device_added_opens_the_account_in_one_gesture(client, held):
    device = Device()
    assert add(own_browser(held), device, "Mon téléphone").url == LIST
    assert come_in(client, device).status_code == 302
    assert client.session["_auth_user_id"] == str(held.user.pk)
    assert client.session.get("shared_computer") is False


def test_sign_in_leads_to_the_page_asked_for_but_never_to_another_site(held):
    device = Device()
    device.of(held.user)
    for target, led in (("/passeport/", "/passeport/"), ("https://mal.test/", "/")):
        client = Client()
        credential = json.dumps(device.recognise(client.post(OPTIONS).json()))
        assert client.post(ENTER, {"credential": credential, "next": target}).url == led


def test_what_the_device_is_told_names_neither_person_nor_address_nor_site(held):
    held.user.email = "nour@exemple.org"
    held.user.save()
    told = own_browser(held).post(ADD_OPTIONS).json()["publicKey"]
    assert told["rp"] == {"id": "localhost", "name": "localhost"}
    assert told["user"]["name"] == told["user"]["displayName"] == held.user.username
    assert told["authenticatorSelection"]["residentKey"] == "required"
    assert told["authenticatorSelection"]["userVerification"] == "required"


def test_adding_asks_who_it_is_again(held):
    client = Client()
    enter(client, held)
    assert client.get(ADD).url.startswith(AGAIN)
    assert client.post(ADD_OPTIONS).status_code == 403
    assert client.post(AGAIN + f"?next={ADD}", {"proof": CODE}).url == ADD
    assert client.get(ADD).status_code == 200


def test_a_shared_computer_cannot_be_added(held):
    client = Client()
    enter(client, held, shared="on")
    client.post(AGAIN, {"proof": CODE})
    assert ADD not in client.get(LIST).text
    assert client.get(ADD).url == client.post(ADD).url == LIST
    assert client.post(ADD_OPTIONS).status_code == 403


def test_a_phone_that_opens_the_computer_beside_it_opens_it_as_a_shared_one(client, held):
    device = Device()
    device.of(held.user)
    come_in(client, device, authenticatorAttachment="cross-platform")
    assert client.session["shared_computer"] is True


def test_a_device_that_did_not_check_whose_finger_it_was_is_refused(client, held):
    device = Device(verified=False)
    assert add(own_browser(held), device).status_code == 422
    device.of(held.user)
    assert come_in(client, device).url == reverse("account_login")
    assert not is_signed_in(client)


ELSEWHERE = [("mal.test", ORIGIN), (HOST, f"{ORIGIN}:8443"), (HOST, "http://a.localhost"), (HOST, "https://localhost")]


@pytest.mark.parametrize(("host", "origin"), ELSEWHERE)
def test_another_site_s_device_is_refused(client, held, host, origin):
    device = Device(host)
    device.origin = origin
    assert add(own_browser(held), device).status_code == 422
    device.of(held.user)
    come_in(client, device)
    assert not is_signed_in(client)


def test_an_answer_cannot_be_used_twice(held):
    device = Device()
    device.of(held.user)
    first = Client()
    credential = json.dumps(device.recognise(first.post(OPTIONS).json()))
    second = Client()
    second.post(OPTIONS)
    second.post(ENTER, {"credential": credential})
    assert not is_signed_in(second), "it answered another question"
    first.post(ENTER, {"credential": credential})
    assert is_signed_in(first)


def test_an_answer_sent_twice_adds_one_device(held):
    client, device = own_browser(held), Device()
    data = {"name": "", "credential": json.dumps(device.register(client.post(ADD_OPTIONS).json()))}
    assert [client.post(ADD, data).status_code for _ in range(2)] == [302, 422]
    assert Authenticator.objects.count() == 1


FORGED = [
    *TEXTS,
    "",
    "null",
    "1",
    "[]",
    '"x"',
    "{}",
    '{"response": []}',
    '{"response": {"userHandle": "MQ"}}',
    '{"id": "é", "rawId": 1, "type": null, "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "authenticatorData": "e30", "signature": "e30", "userHandle": "MQ", "attestationObject": "e30"}}',
    "[" * 10_000,
    '{"a":' * 3_000,
    "x" * 30_000,
]


@pytest.mark.parametrize("given", FORGED, ids=range(len(FORGED)))
def test_a_forged_answer_is_refused_without_an_error_page(given, held):
    Device().of(held.user)
    visitor, owner = Client(), own_browser(held)
    visitor.post(OPTIONS)
    assert visitor.post(ENTER, {"credential": given}).url == reverse("account_login")
    owner.post(ADD_OPTIONS)
    assert owner.post(ADD, {"credential": given}).status_code == 422
    owner.post(OPTIONS)
    assert owner.post(reverse("mfa_reauthenticate_webauthn"), {"credential": given}).status_code == 422
    assert not is_signed_in(visitor)
    assert Authenticator.objects.count() == 1


def test_a_signature_by_another_key_is_refused(client, held):
    right, wrong = Device(), Device()
    right.of(held.user)
    wrong.id, wrong.handle = right.id, right.handle
    come_in(client, wrong)
    assert not is_signed_in(client)


def test_a_closed_account_stays_closed(client, held):
    device = Device()
    device.of(held.user)
    User.objects.filter(pk=held.user.pk).update(is_active=False)
    assert come_in(client, device).url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_only_the_needed_parts_of_the_answer_are_kept(held):
    client, device = own_browser(held), Device()
    credential = device.register(client.post(ADD_OPTIONS).json()) | {"more": "a\x00b", "name": "x" * 9000}
    client.post(ADD, {"name": "", "credential": json.dumps(credential)})
    kept = Authenticator.objects.get().data
    assert kept["name"] == "Mon appareil"
    assert "more" not in kept["credential"]


def test_only_its_owner_names_and_removes_a_device(held):
    client, device = own_browser(held), Device().of(held.user)
    name, remove = (reverse(f"accounts:{what}_passkey", args=[device.pk]) for what in ("rename", "remove"))
    stranger = own_browser(card_of())
    for page in (name, remove):
        assert stranger.get(page).status_code == stranger.post(page, {"name": "à moi"}).status_code == 404
    assert client.post(name, {"name": ""}).status_code == client.post(name, {"name": "x" * 41}).status_code == 422
    assert client.post(name, {"name": "Ma tablette"}).url == LIST
    assert "Ma tablette" in client.get(LIST).text
    assert client.get(remove).status_code == 200
    assert client.post(remove).url == LIST
    assert not Authenticator.objects.exists()


def test_a_removed_device_opens_nothing(client, held):
    device = Device()
    kept = device.of(held.user)
    own_browser(held).post(reverse("accounts:remove_passkey", args=[kept.pk]))
    come_in(client, device)
    assert not is_signed_in(client)


def test_removing_a_device_closes_the_account_where_it_had_opened_it(client, held):
    device = Device()
    kept = device.of(held.user)
    come_in(client, device)
    assert is_signed_in(client)
    here = own_browser(held)
    here.post(reverse("accounts:remove_passkey", args=[kept.pk]))
    assert client.get(reverse("accounts:home")).status_code == 302
    assert here.get(reverse("accounts:home")).status_code == 200


def test_an_eleventh_device_is_refused(held):
    client = own_browser(held)
    for _ in range(10):
        Device().of(held.user)
    assert client.get(ADD).url == LIST


def test_a_passkey_adds_no_question_to_a_member_s_card(client, held):
    Device().of(held.user)
    assert enter(client, held).status_code == 302
    assert is_signed_in(client)


def test_with_admin_rights_a_passkey_is_the_second_factor_after_a_password(client, db, home):
    user = with_password(is_superuser=True)
    device = Device()
    device.of(user)
    page = reverse("mfa_authenticate")
    assert client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD}).url == page
    assert not is_signed_in(client)
    assert OPTIONS in client.get(page).text
    asked = client.post(OPTIONS).json()
    assert asked["publicKey"]["allowCredentials"], "this person's devices only"
    assert client.post(page, {"credential": "{}"}).status_code == 422
    credential = device.recognise(client.post(OPTIONS).json())
    assert client.post(page, {"credential": json.dumps(credential)}).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_passkey_alone_opens_the_admin(client, db, home):
    device = Device()
    device.of(with_password(is_superuser=True))
    come_in(client, device)
    assert client.get("/admin/").status_code == 200


def test_a_member_s_passkey_opens_no_admin(client, held):
    device = Device()
    device.of(held.user)
    come_in(client, device)
    assert client.get("/admin/").status_code == 404


def test_a_member_given_admin_rights_is_asked_for_their_device(client, db, home):
    user = person("Sacha", is_superuser=True)
    device = Device()
    device.of(user)
    client.force_login(user)
    ask = client.get("/admin/", follow=True)
    page = ask.redirect_chain[-1][0]
    assert page.startswith(reverse("mfa_reauthenticate_webauthn"))
    credential = device.recognise(client.post(OPTIONS).json())
    assert client.post(page, {"credential": json.dumps(credential)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_question_to_a_visitor_lists_no_device(client, held):
    Device().of(held.user)
    assert not client.post(OPTIONS).json()["publicKey"].get("allowCredentials")


def test_questions_to_devices_are_limited(settings, db):
    settings.LIMITS = {"passkey": "2/m/ip"}
    assert [Client().post(OPTIONS).status_code for _ in range(3)] == [200, 200, 429]


def test_the_personal_data_list_the_devices(held):
    Device().of(held.user, "Ma tablette")
    told = json.loads(own_browser(held).get(reverse("accounts:data_file")).content)["compte"]
    assert told["appareils qui me reconnaissent"][0]["nom"] == "Ma tablette"
    assert "attestationObject" not in str(told)
