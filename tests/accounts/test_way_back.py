"""Whatever the way in, one is led back where one was; never to another site, nor to nowhere."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.recovery import rescue_code
from accounts.secret_code import pictures
from accounts.sign_in import own_email, way_back
from accounts.sign_in.card_views import PENDING
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.kit import CODE, PASSWORD, PICTURES, card_of, give_code, press, sent_code, show_words, with_password
from tests.accounts.test_password_sign_in import current_code
from tests.courses.factories import build_site
from tests.people import sign_in

pytestmark = pytest.mark.django_db
LOGIN, CARD = reverse("account_login"), reverse("accounts:card")
WANTED = "/annuaire/?region=Normandie"
ASKED = f"{LOGIN}?next=/annuaire/%3Fregion%3DNormandie"


def entrance_of(page: str) -> str:
    """Return where « Entrer » of the header leads."""
    return re.search(rf'class="nav-link" href="({re.escape(LOGIN)}[^"]*)"', page).group(1)


def test_enter_in_the_header_leads_back_to_the_page(client):
    build_site()
    assert entrance_of(client.get(WANTED).text) == ASKED
    assert entrance_of(client.get("/aide/").text) == f"{LOGIN}?next=/aide/"
    assert entrance_of(client.get("/").text) == LOGIN, "one is led to the home anyway"
    assert entrance_of(client.get(ASKED).text) == ASKED, "the page asked for before"
    assert entrance_of(client.get("/rien-ici/").text) == f"{LOGIN}?next=/rien-ici/"


def test_the_square_of_a_card_is_in_no_link(client):
    page = client.get(reverse("accounts:card_token", args=["a" * 22])).text
    assert entrance_of(page) == LOGIN


@pytest.mark.parametrize("address", ["//mal.test/", "/\\mal.test", "https://mal.test/", "/" + "a" * 600])
def test_no_address_of_another_site_and_no_endless_one_is_kept(rf, address):
    request = rf.get("/aide/", {"next": address})
    assert way_back.towards(request, address) == LOGIN
    request.COOKIES[way_back.COOKIE] = address
    assert way_back.kept(request) in {"", address[:1] + "a" * 600}


def test_a_password_leads_back(client):
    user = with_password()
    page = client.get(ASKED).text
    assert f'name="next" value="{WANTED}"' in page
    sent = {"login": user.username, "password": PASSWORD, "next": WANTED, "shared": "own"}
    assert client.post(LOGIN, sent | {"password": "faux"}).status_code == 422
    assert client.post(LOGIN, sent).url == WANTED


def the_way(client, held) -> str:
    """Follow the links of the entrance as far as the page that asks for a card; return its address."""
    page = client.get(ASKED).text
    address = re.search(rf'href="({re.escape(CARD)}[^"]*)"', page).group(1)
    assert f'name="next" value="{WANTED}"' in client.get(address).text
    return address


def test_a_card_and_its_words_lead_back_with_digits(client):
    held = card_of()
    the_way(client, held)
    show_words(client, held.words, next=WANTED)
    assert give_code(client, "000000").status_code == 422
    assert give_code(client, CODE).url == WANTED


def test_the_square_of_a_card_leads_back_to_the_page_that_asked_for_it(client):
    held = card_of()
    the_way(client, held)
    shown = client.post(reverse("accounts:card_token", args=[held.token]))
    assert shown.url == reverse("accounts:card_code")
    assert shown.cookies[way_back.COOKIE].value == "", "it has served"
    assert give_code(client, CODE).url == WANTED


def test_a_card_shown_too_long_ago_is_asked_for_again_and_leads_back(client):
    held = card_of()
    show_words(client, held.words, next=WANTED)
    session = client.session
    session[PENDING] = {**session[PENDING], "at": int(time.time()) - 16 * 60}
    session.save()
    for name in ("accounts:card_code", "accounts:slip", "accounts:forgotten_code"):
        assert client.get(reverse(name)).url == f"{CARD}?next=%2Fannuaire%2F%3Fregion%3DNormandie"


def test_rescue_words_lead_back_by_way_of_a_new_code(client):
    held = card_of()
    words = rescue_code.make(held.user)
    show_words(client, held.words, next=WANTED)
    assert ASKED.replace("&", "&amp;") in client.get(reverse("accounts:forgotten_code")).text
    client.post(reverse("accounts:forgotten_code"), {"words": " ".join(words)})
    chosen = {"code": "915372", "again": "915372", "shared": "own"}
    asked = client.post(reverse("accounts:rescue_code"), chosen)
    assert asked.url == reverse("accounts:rescue"), "the words have served: others are proposed first"
    assert client.post(asked.url, {"later": "1"}).url == WANTED


def test_a_question_after_signing_in_comes_before_the_page_one_was_on(client):
    held = card_of()
    User.objects.filter(pk=held.user.pk).update(rescue_offered_on=None)
    show_words(client, held.words, next=WANTED)
    assert give_code(client, CODE).url == reverse("accounts:rescue")
    assert client.post(reverse("accounts:rescue"), {"later": "1"}).url == WANTED


def test_the_second_factor_of_the_admin_leads_back_to_its_page(people):
    build_site()
    browser = sign_in(Client(), people, "moderator", second_factor=False)
    asked = browser.get("/admin/relectures/").url
    assert asked.endswith("next=%2Fadmin%2Frelectures%2F")


def test_the_page_that_sends_a_code_leads_to_the_other_ways_in_without_losing_the_page(client, settings):
    settings.MAIL_IS_SENT = True
    page = client.get(f"{reverse('account_request_login_code')}?next={WANTED}").text
    assert f'class="back-link" href="{ASKED}"' in page


def test_pictures_lead_back(client):
    held = card_of(code=pictures.code_of(PICTURES))
    show_words(client, held.words, next=WANTED)
    assert press(client, f"{reverse('accounts:card_code')}?code=images").url == WANTED


def test_a_mailed_code_leads_back(client, settings):
    settings.MAIL_IS_SENT = True
    own_email.keep(with_password(), "alex@exemple.org", proved=True)
    asked = client.post(reverse("account_request_login_code"), {"email": "alex@exemple.org", "next": WANTED})
    page = client.get(asked.url).text
    assert f'name="next" value="{WANTED}"' in page
    assert f'href="{reverse("account_request_login_code")}?next=/annuaire/%3Fregion%3DNormandie"' in page
    assert client.post(asked.url, {"code": sent_code(), "next": WANTED}).url == WANTED


def test_the_second_factor_after_a_password_leads_back(client):
    user, secret = with_password(), generate_totp_secret()
    TOTP.activate(user, secret)
    asked = client.post(LOGIN, {"login": user.username, "password": PASSWORD, "next": WANTED, "shared": "own"})
    assert asked.url.startswith(reverse("mfa_authenticate"))
    assert client.post(asked.url, {"code": current_code(secret)}).url == WANTED


@pytest.mark.parametrize("leave", ["sign_in", "sign_out", "another_card"])
def test_where_the_person_before_was_going_is_forgotten(client, leave):
    """On the tablet of everybody: the next one is led nowhere, and learns no group."""
    user = with_password()
    client.get(CARD, {"next": "/groupe/ici/journal/"})
    assert client.cookies[way_back.COOKIE].value
    if leave == "sign_in":
        client.post(LOGIN, {"login": user.username, "password": PASSWORD, "shared": "several"})
    elif leave == "sign_out":
        client.force_login(user)
        client.post(reverse("accounts:leave"))
    else:
        client.get(CARD)
    assert not client.cookies[way_back.COOKIE].value
