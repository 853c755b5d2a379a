"""Opening and changing an account in the admin, without e-mail nor civil name."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import LoginCard, User
from tests.accounts.kit import PASSWORD, card_of, is_signed_in, with_password

ADD = "wagtailusers_users:add"
EDIT = "wagtailusers_users:edit"
INDEX = reverse("wagtailusers_users:index")


@pytest.fixture
def admin(client_of):
    return client_of("superuser")


def _new(**data):
    return {
        "username": "p-neuf-neuf",
        "display_name": "Sacha",
        "email": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **data,
    }


def test_an_account_is_opened_with_a_display_name_and_a_password(admin):
    page = admin.get(reverse(ADD)).content.decode()
    assert "first_name" not in page
    assert 'name="display_name"' in page
    assert admin.post(reverse(ADD), _new()).status_code == 302
    user = User.objects.get(username="p-neuf-neuf")
    assert (user.display_name, user.email) == ("Sacha", None)
    assert user.check_password(PASSWORD)


def test_two_accounts_without_an_address_live_side_by_side(admin):
    admin.post(reverse(ADD), _new())
    assert admin.post(reverse(ADD), _new(username="p-deux-deux")).status_code == 302
    assert User.objects.filter(email=None, display_name="Sacha").count() == 2


def test_an_address_already_taken_is_refused_with_a_message(admin):
    with_password(email="alex@exemple.org")
    response = admin.post(reverse(ADD), _new(email="ALEX@exemple.org"))
    assert "sert déjà" in response.content.decode()
    assert not User.objects.filter(username="p-neuf-neuf").exists()


def test_changing_an_account_keeps_its_password_and_address(admin):
    user = with_password(email="alex@exemple.org")
    page = admin.get(reverse(EDIT, args=[user.pk])).content.decode()
    assert "password1" not in page
    assert 'name="email"' not in page
    data = {
        "username": user.username,
        "display_name": "Alexis",
        "is_active": "on",
        "email": "pirate@exemple.org",
        "password1": "volé volé volé",
        "password2": "volé volé volé",
    }
    assert admin.post(reverse(EDIT, args=[user.pk]), data).status_code == 302
    user.refresh_from_db()
    assert (user.display_name, user.email) == ("Alexis", "alex@exemple.org")
    assert user.check_password(PASSWORD)


def test_the_list_and_its_search_show_people(admin):
    with_password("Alex")
    assert "Alex" in admin.get(reverse("wagtailusers_users:index")).content.decode()
    assert admin.get(reverse("wagtailusers_users:index"), {"q": 'al"ex\x00', "ordering": "name"}).status_code == 200


def test_what_is_open_stops_with_the_account_and_does_not_come_back_with_it(admin):
    user, client = with_password(), Client()
    client.force_login(user)
    card = card_of(user).card
    address, data = reverse(EDIT, args=[user.pk]), {"username": user.username, "display_name": "Alexis"}
    assert admin.post(address, data).status_code == 302
    assert admin.post(address, data | {"is_active": "on"}).status_code == 302
    assert User.objects.get(pk=user.pk).is_active
    assert not is_signed_in(client)
    assert not LoginCard.objects.usable().filter(pk=card.pk).exists()


def test_the_list_says_roles_and_whether_an_account_is_open(admin, people):
    people.coordinator, people.editor  # noqa: B018 - made
    closed = with_password("Alex", is_active=False)
    told = admin.get(INDEX).text
    for each, said in ((people.coordinator, "Coordination"), (people.editor, "Rédacteurs"), (closed, "fermé")):
        assert said in row_of(told, each), said
    assert "Administration" in told and "True" not in told


def row_of(page: str, user: User) -> str:
    """Return the line of the list where the identifier of a person stands."""
    return next(row for row in page.split("<tr") if user.username in row)


def test_the_list_costs_the_same_with_more_people(admin, people, django_assert_max_num_queries):
    for number in range(12):
        with_password(f"Personne {number}").groups.set(people.coordinator.groups.all())
    admin.get(INDEX)
    with django_assert_max_num_queries(14):
        admin.get(INDEX)


@pytest.mark.parametrize("is_sent", [True, False])
def test_an_address_is_asked_for_only_where_mails_leave(admin, settings, is_sent):
    settings.MAIL_IS_SENT = is_sent
    told = admin.get(reverse(ADD)).text
    assert ("Elle servira à retrouver un mot de passe oublié" in told) is is_sent
    assert ("Ce site n’envoie pas d’e-mails" in told) is not is_sent


def test_whoever_opens_an_account_is_told_to_note_its_identifier(admin):
    assert "Notez-le, avec le mot de passe" in admin.get(reverse(ADD)).text
    told = admin.post(reverse(ADD), _new(), follow=True).text
    assert "Le compte est ouvert : Sacha. Notez son identifiant, p-neuf-neuf" in told
