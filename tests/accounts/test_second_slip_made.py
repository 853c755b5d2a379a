"""« Billet d’entrée » made, stopped, told and forgotten; what it does not stand for."""

import re
import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import reauthentication
from accounts.account.personal_data import export
from accounts.groups import cards
from accounts.models import LoginCard, SecondSlip, User
from accounts.purge import purge
from accounts.secret_code import pictures, second_slip
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import (
    CODE,
    OTHER_CODE,
    PICTURES,
    card_of,
    enter,
    is_signed_in,
    press,
    show_alone,
    show_slip,
    show_words,
)
from tests.accounts.papers import WRONG, enter_with_slip, scan
from tests.people import mark_second_factor


def made(client) -> str:
    """Make a slip as its owner does; return the printed page."""
    assert client.post(reverse("accounts:slip_make"), {"code": CODE}).url == reverse("accounts:slip_sheet")
    return client.get(reverse("accounts:slip_sheet")).content.decode()


def test_its_owner_makes_it_after_their_own_code_whatever_they_proved_before(client, people):
    held = card_of(people.member)
    enter(client, held)
    page = client.get(reverse("accounts:slip_make")).content.decode()
    assert "Votre code secret" in page and "Arrêter ce billet" not in page
    assert client.post(reverse("accounts:slip_make"), {"code": OTHER_CODE}).status_code == 422
    assert not SecondSlip.objects.exists()
    sheet = made(client)
    words = re.search(r'cut-card-words">([^<]+)<', sheet)[1].split()
    assert len(words) == 6 and "Carré à scanner du billet" in sheet
    other = Client()
    show_words(other, held.words)
    show_slip(other, words)
    assert is_signed_in(other)
    assert "il marche, préparé le" in client.get(reverse("accounts:home")).content.decode()
    client.post(reverse("accounts:slip_sheet"))
    assert "Le billet a disparu" in client.get(reverse("accounts:slip_sheet")).content.decode()


def test_it_is_made_with_a_code_of_pictures_too(client, people):
    held = card_of(people.member)
    enter(client, held)
    secret_code.change(people.member, pictures.code_of(PICTURES))
    page = f"{reverse('accounts:slip_make')}?code=images"
    assert press(client, page).url == reverse("accounts:slip_sheet")
    assert SecondSlip.objects.get().card == held.card


def test_whoever_entered_with_the_slip_makes_no_other_changes_no_code_and_accepts_no_place(client, papers):
    enter_with_slip(client, papers)
    request = client.get("/compte/").wsgi_request
    assert not reauthentication.is_fresh(request) and not reauthentication.is_fresh(request, entering=True)
    for name in ("accounts:rescue", "accounts:add_passkey"):
        response = client.post(reverse(name), {"make": "1"})
        assert response.url.startswith(reverse("account_reauthenticate")), name
    words = " ".join(papers.words)
    for name, field in (("accounts:code", "code"), ("accounts:slip_make", "code"), ("account_reauthenticate", "proof")):
        assert client.post(reverse(name), {field: words}).status_code == 422, name
    email = {"email": "nour@exemple.org", "proof": words}
    assert client.post(reverse("accounts:email"), email).status_code == 422
    password = {"password1": "une phrase assez longue", "password2": "une phrase assez longue", "proof": words}
    assert client.post(reverse("account_set_password"), password).status_code == 422


def test_a_paper_code_beside_the_slip_makes_nothing_that_outlasts_it(client, papers):
    """The sheet of ten codes lies in the same drawer: it opens acts on other people, not the ways into the account."""
    enter_with_slip(client, papers)
    request = client.get("/compte/").wsgi_request
    records = request.session["account_authentication_methods"]
    for proof, is_enough in (
        ({"method": "mfa", "type": "recovery_codes"}, False),
        ({"method": "mfa", "type": "totp"}, False),
        ({"method": "mfa", "type": "webauthn"}, True),
        ({"method": "secret_code"}, True),
        ({"method": "password"}, True),
    ):
        added = {**proof, "reauthenticated": True, "at": time.time()}
        request.session["account_authentication_methods"] = [*records, added]
        assert reauthentication.is_fresh(request) is is_enough, proof


def test_whoever_cannot_remember_a_code_may_erase_their_account(client, papers):
    enter_with_slip(client, papers)
    assert "six mots de votre billet" in client.get(reverse("accounts:erase")).content.decode()
    assert client.post(reverse("accounts:erase"), {"proof": " ".join(WRONG)}).status_code == 422
    assert client.post(reverse("accounts:erase"), {"proof": " ".join(papers.words)}).url == reverse("accounts:erased")
    assert not User.objects.filter(pk=papers.user.pk).exists() and not SecondSlip.objects.exists()


@pytest.mark.parametrize("how", ["no card", "no code", "paused"])
def test_without_a_card_in_use_and_a_code_there_is_none_to_make(client, people, how):
    client.force_login(people.member)
    if how != "no card":
        card_of(people.member, code=None if how == "no code" else CODE)
    if how == "paused":
        cards.stop_cards(people.member)
    assert client.get(reverse("accounts:slip_make")).url == reverse("accounts:home")
    assert client.post(reverse("accounts:slip_make"), {"code": CODE}).url == reverse("accounts:home")
    assert not SecondSlip.objects.exists()


def test_pressed_twice_one_slip_is_made(client, people):
    enter(client, card_of(people.member))
    first = made(client)
    before = SecondSlip.objects.get().words_hmac
    assert made(client).count("<svg") == first.count("<svg")
    assert SecondSlip.objects.get().words_hmac == before


def test_its_owner_is_told_by_a_neutral_mail_at_a_proved_address(client, people, settings):
    from allauth.account.models import EmailAddress

    enter(client, card_of(people.member))
    User.objects.filter(pk=people.member.pk).update(email="nour@exemple.org")
    made(client)
    assert not mail.outbox, "the address is not proved"
    EmailAddress.objects.create(user=people.member, email="nour@exemple.org", verified=True)
    client.post(reverse("accounts:slip_stop"))
    made(client)
    (sent,) = mail.outbox
    assert sent.to == ["nour@exemple.org"]
    assert not re.search("entrepairs|passeport|groupe|gem|carte", f"{sent.subject} {sent.body}", re.IGNORECASE)


def test_those_who_run_the_group_neither_see_nor_make_it(people):
    """Every page about the person is the same with a slip and without; a card's printing makes none."""
    held = card_of(people.member)
    helper = Client()
    helper.force_login(people.facilitator)
    mark_second_factor(helper)
    pk = people.member.memberships.get().pk
    slug = people.here.slug
    pages = [
        reverse("groups:people", args=[slug]),
        reverse("groups:person", args=[slug, pk]),
        reverse("groups:journal", args=[slug]),
    ]
    pages.append(reverse("groups:card", args=[slug, pk]))
    csrf = re.compile(r'value="[^"]+"')

    def read() -> list[str]:
        return [csrf.sub("", helper.get(page).content.decode()) for page in pages]

    before = read()
    second_slip.make(held.card)
    assert read() == before
    helper.post(pages[-1], {"replacing": held.card.pk})
    sheet = helper.get(reverse("accounts:sheet")).content.decode()
    assert "billet" not in sheet.lower() and not SecondSlip.objects.exists(), "a new card ends it"
    assert helper.get(reverse("accounts:slip_sheet")).content.decode().count("Le billet a disparu")


def test_it_is_in_the_person_s_file_goes_with_them_and_after_a_new_card(papers):
    assert export(papers.user)["cartes"][0]["billet d’entrée préparé le"]
    LoginCard.objects.update(revoked_at=timezone.now())
    assert purge() >= 1 and not SecondSlip.objects.exists()


def test_no_one_who_holds_one_paper_reads_the_passport(papers):
    for client, show in ((Client(), lambda c: show_alone(c, papers.held)), (Client(), lambda c: scan(c, papers.token))):
        show(client)
        for name in ("passport:index", "accounts:home", "accounts:data", "accounts:data_file", "passport:shares"):
            assert client.get(reverse(name)).status_code == 302, name
