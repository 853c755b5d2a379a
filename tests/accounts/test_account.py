"""/compte/: the member's own account."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts import personal_data
from accounts.models import Draft, LoginCard, Membership, User
from accounts.sign_in import interrupted_forms
from tests.accounts.kit import CODE, OTHER_CODE, PASSWORD, card_of, enter, is_signed_in, sent_code, with_password

OWN_PAGES = ["home", "name", "email", "code", "data", "data_file", "erase", "drafts"]


def url(name, *args):
    return reverse(f"accounts:{name}", args=args)


@pytest.fixture
def held(db):
    return card_of()


@pytest.fixture
def browser(held):
    client = Client()
    enter(client, held)
    return client


@pytest.mark.parametrize("name", OWN_PAGES)
def test_the_owner_reads_each_page_a_visitor_none(name, browser):
    assert browser.get(url(name)).status_code == 200
    assert Client().get(url(name)).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("kind", ["member", "facilitator", "board_member", "coordinator", "editor", "superuser"])
def test_every_kind_of_person_has_an_account_page(kind, client_of):
    assert client_of(kind).get(url("home")).status_code == 200


def test_home_shows_groups_and_functions(client_of):
    page = client_of("board_member").get(url("home")).content.decode()
    assert "Groupe d’ici" in page
    assert "Trésorerie" in page
    assert reverse("groups:home", args=["groupe-ici"]) in page


def test_home_leads_to_the_page_of_a_group_of_the_directory_only(client_of, people):
    page = client_of("member").get(url("home")).content.decode()
    assert f'href="{people.here.get_absolute_url()}"' in page
    people.here.is_listed = False
    people.here.save()
    page = client_of("member").get(url("home")).content.decode()
    assert "Groupe d’ici" in page
    assert f'href="{people.here.get_absolute_url()}"' not in page, "a hidden group has no page to go to"


def test_the_display_name_changes(browser, held):
    assert browser.post(url("name"), {"display_name": " Lou "}).url == url("home")
    held.user.refresh_from_db()
    assert held.user.display_name == "Lou"


@pytest.mark.parametrize("name", ["", "x" * 61, "a\x00b"])
def test_an_invalid_name_is_refused_and_shown_again(name, browser, held):
    assert browser.post(url("name"), {"display_name": name}).status_code == 422
    held.user.refresh_from_db()
    assert held.user.display_name == "Nour"


def test_an_address_is_given_and_emptied_with_the_code(browser, held):
    assert browser.post(url("email"), {"email": "nour@exemple.org", "proof": OTHER_CODE}).status_code == 422
    assert browser.post(url("email"), {"email": "nour@exemple.org", "proof": CODE}).status_code == 302
    held.user.refresh_from_db()
    assert held.user.email is None, "not before the code sent there is given back"
    assert browser.post(url("email_code"), {"code": sent_code()}).status_code == 302
    held.user.refresh_from_db()
    assert held.user.email == "nour@exemple.org"
    assert EmailAddress.objects.get().verified
    assert browser.post(url("email"), {"email": "", "proof": CODE}).status_code == 302
    held.user.refresh_from_db()
    assert held.user.email is None
    assert not EmailAddress.objects.exists(), "no copy is left that would open the account"


def test_where_no_mail_is_sent_an_address_is_only_removed(browser, held, settings):
    settings.MAIL_IS_SENT = False
    assert url("email") not in browser.get(url("home")).text
    assert browser.get(url("email")).url == url("home")
    User.objects.filter(pk=held.user.pk).update(email="nour@exemple.org")
    assert "Retirer mon adresse e-mail" in browser.get(url("home")).text
    assert "Retirer mon adresse" in browser.get(url("email")).text
    assert browser.post(url("email"), {"email": "", "proof": CODE}).url == url("home")
    held.user.refresh_from_db()
    assert held.user.email is None


@pytest.mark.parametrize("kept", [None, "nour@exemple.org"])
def test_where_no_mail_is_sent_nobody_learns_which_addresses_have_an_account(browser, held, settings, kept):
    settings.MAIL_IS_SENT = False
    User.objects.filter(pk=held.user.pk).update(email=kept)
    with_password(email="alex@exemple.org")
    answers = [browser.post(url("email"), {"email": each, "proof": CODE}) for each in ("ALEX@exemple.org", "x@y.fr")]
    assert {answer.status_code for answer in answers} == {422 if kept else 302}
    assert all("n’envoie pas d’e-mail" in answer.text for answer in answers if kept)
    held.user.refresh_from_db()
    assert held.user.email == kept


def test_the_code_changes_with_the_old_one(browser, held):
    assert browser.post(url("code"), {"code": OTHER_CODE}).status_code == 422
    new = {"code": OTHER_CODE, "again": OTHER_CODE}
    assert browser.post(url("code"), new).status_code == 422, "a new code is not the old one"
    assert browser.post(url("code"), {"code": CODE}).url == url("code")
    assert browser.post(url("code"), {"code": OTHER_CODE, "again": "902846"}).status_code == 422
    assert browser.post(url("code"), new).url == url("home")
    assert enter(Client(), held, OTHER_CODE).status_code == 302
    assert enter(Client(), held, CODE).status_code == 422


def test_wrong_codes_typed_here_count_like_those_typed_at_the_entrance(browser, held):
    for _ in range(5):
        browser.post(url("erase"), {"proof": OTHER_CODE})
    assert browser.post(url("erase"), {"proof": CODE}).status_code == 422
    assert User.objects.filter(pk=held.user.pk).exists()


def test_someone_with_a_card_chooses_a_password_with_the_code(browser, held):
    page = reverse("account_set_password")
    data = {"password1": PASSWORD, "password2": PASSWORD}
    assert browser.post(page, {**data, "proof": OTHER_CODE}).status_code == 422
    assert browser.post(page, {**data, "proof": CODE}).url == url("home")
    assert is_signed_in(browser), "the session goes on"
    held.user.refresh_from_db()
    assert held.user.check_password(PASSWORD)
    assert browser.get(page).url == reverse("account_change_password")


def test_everything_the_site_knows_is_one_file(browser, held, people):
    Membership.objects.create(user=held.user, peer_group=people.here)
    interrupted_forms.keep(held.user, "/passeport/", {"own_words": "Je prépare le repas"})
    response = browser.get(url("data_file"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    account = json.loads(response.content)["compte"]
    assert account["nom affiché"] == "Nour"
    assert account["groupes"][0]["groupe"] == people.here.name
    assert account["commencé et gardé"][0]["texte"] == {"own_words": ["Je prépare le repas"]}
    assert len(account["cartes"]) == 1
    assert held.user.secret_hash not in response.content.decode()


def test_the_file_holds_the_part_of_each_app(browser, monkeypatch):
    monkeypatch.setitem(personal_data._exporters, "essai", lambda user: {"pour": user.username})
    assert "essai" in json.loads(browser.get(url("data_file")).content)


def test_erasing_takes_everything_away(browser, held, people, monkeypatch):
    Membership.objects.create(user=held.user, peer_group=people.here)
    erased = []
    monkeypatch.setitem(personal_data._erasers, "essai", lambda user: erased.append(user.pk))
    assert browser.post(url("erase"), {"proof": OTHER_CODE}).status_code == 422
    response = browser.post(url("erase"), {"proof": CODE})
    assert response.url == url("erased")
    assert erased == [held.user.pk]
    assert not User.objects.filter(pk=held.user.pk).exists()
    assert not LoginCard.objects.exists()
    assert not is_signed_in(browser)
    assert "effacé" in browser.get(response.url).content.decode()


def test_when_one_part_fails_nothing_is_erased(browser, held, monkeypatch):
    def fail(user):
        raise RuntimeError("essai")

    monkeypatch.setitem(personal_data._erasers, "essai", fail)
    with pytest.raises(RuntimeError):
        browser.post(url("erase"), {"proof": CODE})
    assert User.objects.filter(pk=held.user.pk).exists()


def test_someone_with_a_password_erases_with_it(client, db):
    user = with_password()
    client.force_login(user)
    assert client.post(url("erase"), {"proof": "faux"}).status_code == 422
    assert client.post(url("erase"), {"proof": PASSWORD}).status_code == 302
    assert not User.objects.exists()


def test_another_person_s_draft_stays(browser):
    other = with_password()
    interrupted_forms.keep(other, "/passeport/", {"own_words": "à moi"})
    browser.post(url("forget_draft", Draft.objects.get().pk))
    assert Draft.objects.filter(user=other).exists()


def test_the_file_of_ones_data_is_made_ten_times_an_hour(client_of, settings):
    settings.LIMITS = {"data_file": "2/h/key"}
    client = client_of("member")
    answers = [client.get(reverse("accounts:data_file")).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert client_of("facilitator").get(reverse("accounts:data_file")).status_code == 200
