"""The question to the owner of a prepared code, and its coming into service."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SecretReset, User
from accounts.secret_code import reset_by_two
from accounts.secret_code import rules as secret_code
from tests.accounts.board import mandate_of, member_of
from tests.accounts.kit import CODE, PASSWORD, card_of, enter, is_signed_in
from tests.accounts.together import NEW_CODE, later, opens


def test_the_owner_is_told_at_sign_in_and_refuses_in_one_press(together):
    together.prepare()
    held = card_of(together.owner, code=None)
    client = Client()
    answer = enter(client, held)
    assert answer.url == reverse("accounts:code_news")
    page = client.get(answer.url).content.decode()
    assert "Animation et Bureau" in page
    assert client.post(answer.url, {"answer": "refuse"}).url == "/"
    with later(hours=25):
        assert not opens(together.owner, NEW_CODE)
        assert opens(together.owner, CODE)


def test_the_owner_already_inside_reads_it_on_every_page(together):
    client = together.browser("member")
    address = reverse("accounts:code_news")
    assert address not in client.get("/aide/").content.decode()
    together.prepare()
    assert address in client.get("/aide/").content.decode()
    client.post(address, {"answer": "refuse"})
    assert address not in client.get("/aide/").content.decode()


def test_the_question_is_not_asked_again_after_yes(together):
    held = card_of(together.owner, code=None)
    together.prepare()
    client = together.browser("member")
    address = reverse("accounts:code_news")
    assert client.post(address, {"answer": ""}).status_code == 422
    client.post(address, {"answer": "mine"})
    assert client.get(address).status_code == 302
    assert enter(Client(), held).url == "/"
    with later(hours=24):
        assert opens(together.owner, NEW_CODE)


def test_a_password_session_is_asked_even_once_the_new_code_is_in_service(together):
    """An intruder who signed in with the new code cannot answer in the owner's place."""
    together.owner.set_password("une phrase assez longue")
    together.owner.save(update_fields=["password"])
    held = card_of(together.owner, code=None)
    together.prepare()
    with later(hours=25):
        thief = Client()
        assert enter(thief, held, NEW_CODE).url == "/"
        assert thief.get(reverse("accounts:code_news")).status_code == 302
        client = Client()
        answer = client.post(
            reverse("account_login"), {"login": together.owner.username, "password": "une phrase assez longue"}
        )
        assert answer.url == reverse("accounts:code_news")
        assert "a changé" in client.get(answer.url).content.decode()
        client.post(answer.url, {"answer": "refuse"})
        assert is_signed_in(client)
        assert thief.get(reverse("accounts:home")).url.startswith(reverse("account_login"))
        assert not opens(together.owner, NEW_CODE)
        assert not opens(together.owner, CODE)


def test_once_refused_what_an_intruder_added_opens_nothing(together):
    """An intruder who signed in with the new code may have set a password or a second factor."""
    together.prepare()
    with later(hours=25):
        reset_by_two.apply_due(together.owner)
    owner = Client()
    with later(hours=26):
        thief = User.objects.get(pk=together.owner.pk)
        thief.set_password(PASSWORD)
        thief.save(update_fields=["password"])
        Authenticator.objects.create(user=thief, type=Authenticator.Type.TOTP, data={"secret": "x"})
        owner.force_login(thief)
        address = reverse("accounts:code_news")
        answer = owner.post(address, {"answer": "refuse"}, follow=True)
        assert is_signed_in(owner)
        assert "votre mot de passe n’ouvre plus rien" in answer.content.decode()
        login = {"login": thief.username, "password": PASSWORD}
        assert Client().post(reverse("account_login"), login).status_code == 422
        assert not Authenticator.objects.filter(user=thief).exists()


def test_coming_into_service_ends_other_sessions_and_resets_the_tries(together):
    together.prepare()
    User.objects.filter(pk=together.owner.pk).update(secret_tries=4)
    inside = together.browser("member")
    with later(hours=24):
        assert opens(together.owner, NEW_CODE)
        assert inside.get(reverse("accounts:home")).status_code == 302
        together.owner.refresh_from_db()
        assert together.owner.secret_tries == 0
        assert SecretReset.objects.get().secret_hash == "", "what has served is not kept twice"


def test_a_sleeping_card_a_new_card_and_the_new_code_bring_the_owner_back(together, people):
    User.objects.filter(pk=together.owner.pk).update(secret_tries=15)
    together.owner.cards.update(paused_at=timezone.now())
    together.prepare()
    card = reverse("groups:card", args=["groupe-ici", together.owner.memberships.get().pk])
    together.browser("facilitator").post(card, {"replacing": str(together.owner.cards.get().pk)})
    with later(days=13, hours=23):
        assert not opens(together.owner, NEW_CODE), "who prepared the code may have kept the new card"
    with later(days=14, hours=1):
        assert opens(together.owner, NEW_CODE)


@pytest.mark.parametrize("kind", ["facilitator", "board_member"])
def test_a_card_printed_before_by_one_of_the_two_makes_the_code_wait_too(together, kind):
    card = reverse("groups:card", args=["groupe-ici", together.owner.memberships.get().pk])
    together.browser(kind).post(card, {"replacing": str(together.owner.cards.get().pk)})
    for age, wait in ((20, {"days": 14}), (31, {"hours": 24})):
        together.owner.cards.update(issued_at=timezone.now() - datetime.timedelta(days=age))
        together.prepare()
        reset = SecretReset.objects.get()
        assert reset.takes_effect_at - reset.confirmed_at == datetime.timedelta(**wait)
        reset.delete()


def test_every_keyholder_reads_on_their_home_that_a_code_is_prepared(home, together, people):
    mandate_of(member_of(people.here, "Alix"))
    other = Client()
    other.force_login(User.objects.get(display_name="Alix"))
    said = f"Un nouveau code se prépare : {people.here}"
    assert said not in other.get("/").text
    together.ask("facilitator")
    assert said in other.get("/").text
    assert together.url() in other.get("/").text
    assert str(together.owner) not in other.get("/").text, "no name before the second factor"
    for kind in ("facilitator", "member", "other_member"):
        assert said not in together.browser(kind).get("/").text
    together.confirm()
    assert "Il servira le" in other.get("/").text
    together.browser("board_member").post(together.url("reset_cancel"))
    assert said not in other.get("/").text


def test_a_code_the_owner_changes_meanwhile_replaces_the_prepared_one(together):
    together.prepare()
    secret_code.change(together.owner, "264918")
    with later(hours=25):
        assert opens(together.owner, "264918")
        assert not opens(together.owner, NEW_CODE)


def test_leaving_the_group_cancels_the_code_it_prepares(together):
    together.prepare()
    membership = together.owner.memberships.get()
    together.browser("member").post(reverse("accounts:leave_group", args=[membership.pk]))
    with later(hours=25):
        assert opens(together.owner, CODE)


def test_refused_and_applied_at_once_only_the_first_happens(together):
    reset = together.prepare()
    with later(hours=24):
        assert reset_by_two.refuse(together.owner)
        assert not reset_by_two.apply_due(together.owner)
    reset.refresh_from_db()
    assert reset.applied_at is None
    assert opens(together.owner, CODE)


def test_a_person_given_admin_rights_meanwhile_has_no_card_to_use_it_with(together):
    together.prepare()
    held = card_of(together.owner, code=None)
    User.objects.filter(pk=together.owner.pk).update(is_superuser=True)
    client = Client()
    with later(hours=24):
        enter(client, held, NEW_CODE)
    assert not is_signed_in(client)


def test_closed_resets_are_erased_after_three_months(together):
    together.prepare()
    with later(hours=24):
        reset_by_two.apply_due(together.owner)
    with later(days=90):
        assert reset_by_two.purge(datetime.timedelta(days=90)) == 0
    with later(days=92):
        assert reset_by_two.purge(datetime.timedelta(days=90)) == 1
    together.owner.refresh_from_db()
    assert not together.owner.has_code_news


def test_the_owner_s_own_choice_wins_over_a_code_that_begins_to_serve_at_that_instant(together, monkeypatch):
    together.prepare()
    forget = reset_by_two.drop_pending

    def after_it_began(user):
        reset_by_two.apply_due(user)
        forget(user)

    monkeypatch.setattr(reset_by_two, "drop_pending", after_it_began)
    with later(hours=24):
        secret_code.change(together.owner, "264918")
        assert opens(together.owner, "264918")
        assert not opens(together.owner, NEW_CODE)


def test_giving_the_new_code_while_signed_in_asks_to_sign_in_again(together):
    """The code comes into service at that moment, which ends every session, this one too: no error is shown."""
    together.prepare()
    inside = together.browser("member")
    with later(hours=24):
        answer = inside.post(reverse("accounts:code"), {"code": NEW_CODE})
        assert answer.url == f"{reverse('account_login')}?next={reverse('accounts:code')}"
        assert opens(together.owner, NEW_CODE)


def test_each_of_two_codes_is_asked_about_in_its_turn(together):
    """The owner of the second one, which is theirs, reads of the first, which served before it."""
    together.owner.set_password(PASSWORD)
    together.owner.save(update_fields=["password"])
    together.prepare()
    with later(hours=25):
        assert opens(together.owner, NEW_CODE)
        together.prepare()
        client = Client()
        client.force_login(User.objects.get(pk=together.owner.pk))
        address = reverse("accounts:code_news")
        first, second = SecretReset.objects.order_by("confirmed_at")
        page = client.get(address)
        assert page.context["reset"] == first and "Votre code secret a changé" in page.text
        for _ in range(2):  # pressed twice
            client.post(address, {"answer": "mine", "which": str(first.pk)})
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.answered_at and not second.answered_at
        assert client.get(address).context["reset"] == second


def test_who_says_that_the_first_was_not_them_closes_all_and_refuses_the_second(together):
    together.owner.set_password(PASSWORD)
    together.owner.save(update_fields=["password"])
    together.prepare()
    with later(hours=25):
        opens(together.owner, NEW_CODE)
        together.prepare()
        client = Client()
        client.force_login(User.objects.get(pk=together.owner.pk))
        first, second = SecretReset.objects.order_by("confirmed_at")
        client.post(reverse("accounts:code_news"), {"answer": "refuse", "which": str(first.pk)})
        second.refresh_from_db()
        assert second.refused_at
        assert not User.objects.get(pk=together.owner.pk).secret_hash
