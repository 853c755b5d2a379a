"""« Votre second code »: what the page asks by what the person holds, and no way that leads back to it."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from accounts.models import User
from tests.accounts.device import Device
from tests.accounts.kit import card_of, enter

AGAIN = reverse("mfa_reauthenticate")
WITH_CODE = "Plutôt avec mon code"


def print_codes(user: User) -> list[str]:
    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    return codes.get_unused_codes()


def test_who_enters_with_a_card_and_owes_a_second_code_is_offered_no_way_that_asks_for_it_again(client, people):
    held = card_of(people.facilitator)
    codes = print_codes(people.facilitator)
    cards = reverse("groups:cards", args=[people.here.slug])
    enter(client, held)
    asked = client.get(cards)
    assert asked.url.startswith(AGAIN)
    assert WITH_CODE not in client.get(asked.url).text
    assert client.post(asked.url, {"code": codes[0]}).url == cards
    assert client.get(cards).status_code == 200


def test_who_owes_none_may_prove_who_they_are_with_their_code(client, people):
    held = card_of(people.member)
    print_codes(people.member)
    enter(client, held)
    assert WITH_CODE in client.get(AGAIN).text


def test_who_has_a_device_alone_is_led_to_it_and_not_to_the_code(client, people):
    Device().of(people.facilitator)
    client.force_login(people.facilitator)
    asked = client.get(reverse("groups:cards", args=[people.here.slug]))
    answer = client.get(asked.url)
    assert answer.url.startswith(reverse("mfa_reauthenticate_webauthn"))
    assert asked.url.partition("?")[2] == answer.url.partition("?")[2], "then back to the act"
    assert WITH_CODE not in client.get(answer.url).text


@pytest.mark.parametrize(
    ("held", "label"),
    [
        ({"paper"}, "Code de votre feuille"),
        ({"application"}, "Code de votre application"),
        ({"paper", "application"}, "Code de votre application ou de votre feuille"),
    ],
    ids=["paper", "application", "both"],
)
def test_the_field_is_named_by_what_the_person_holds(client_of, people, held, label):
    if "application" in held:
        TOTP.activate(people.facilitator, generate_totp_secret())
    if "paper" in held:
        print_codes(people.facilitator)
    page = client_of("facilitator").get(AGAIN)
    assert page.context["form"]["code"].label == label
    assert ("Huit chiffres" in page.text) is (held == {"paper"})
    assert ("de votre feuille" in page.text) is ("paper" in held)
    assert ("application de votre téléphone" in page.text) is ("application" in held)
