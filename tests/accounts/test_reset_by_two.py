"""A new secret code prepared by two people of the group: its owner comes back in, and nobody else can."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import GroupAct, Mandate, Membership, SecretReset, User
from accounts.secret_code import rules as secret_code
from lib.french_dates import write_day
from tests.accounts.kit import CODE, card_of, show_words, with_password
from tests.accounts.together import NEW_CODE, later, opens, settle
from tests.people import person, sign_in


@pytest.mark.parametrize(("first", "second"), [("facilitator", "board_member"), ("board_member", "facilitator")])
def test_two_people_prepare_a_code_that_serves_a_day_later(first, second, together):
    together.ask(first)
    assert together.confirm(second).status_code == 302
    with later(hours=23, minutes=59):
        assert not opens(together.owner, NEW_CODE)
        assert opens(together.owner, CODE), "until then the old code works"
    with later(hours=24):
        assert not opens(together.owner, CODE), "the old code stops then"
        assert opens(together.owner, NEW_CODE)


def test_one_helper_alone_prepares_no_code(together):
    together.ask("facilitator")
    assert together.confirm("facilitator").status_code == 302
    with later(hours=25):
        assert not SecretReset.objects.confirmed().exists()
        assert not opens(together.owner, NEW_CODE)


def test_the_second_helper_finds_it_in_the_list_of_people_until_it_is_done(together, people):
    people_here, browser = reverse("groups:people", args=["groupe-ici"]), together.browser("board_member")
    assert together.url() not in browser.get(people_here).text
    together.ask("facilitator")
    assert f'{together.url()}">Un nouveau code secret attend une deuxième personne' in browser.get(people_here).text
    together.confirm()
    assert together.url() not in browser.get(people_here).text


def test_two_helpers_of_the_same_kind_cannot_prepare_a_code(together, people):
    other = Membership.objects.create(
        user=person("Autre"),
        peer_group=people.here,
        role="facilitator",
        role_accepted_at=timezone.now(),
        starts_on=datetime.date(2020, 1, 1),
    )
    together.ask("facilitator")
    client = Client()
    client.force_login(other.user)
    client.post(together.url("reset_choose"), {"code": NEW_CODE, "again": NEW_CODE})
    assert not SecretReset.objects.confirmed().exists()
    page = client.get(together.url()).content.decode()
    assert "Bureau" in page
    assert reverse("groups:reset_choose", args=["groupe-ici", together.owner.memberships.get().pk]) not in page


@pytest.mark.parametrize(
    "kind", ["member", "other_member", "editor", "moderator", "coordinator", "referent", "superuser"]
)
def test_anyone_else_gets_404(kind, together):
    client = together.browser(kind)
    for name in ("reset", "reset_choose"):
        assert client.get(together.url(name)).status_code == 404
        assert client.post(together.url(name), {"here": "on"}).status_code == 404
    assert client.post(together.url("reset_cancel")).status_code == 404
    assert not SecretReset.objects.exists()


def test_helpers_of_another_group_find_nothing(together, people):
    Membership.objects.filter(user__in=[people.facilitator, people.board_member]).update(peer_group=people.elsewhere)
    assert together.ask().status_code == 404
    assert together.ask("board_member").status_code == 404


def test_a_helper_cannot_help_themselves(together, people):
    own = people.facilitator.memberships.get()
    client = together.browser("facilitator")
    assert client.get(reverse("groups:reset", args=["groupe-ici", own.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["facilitator", "board_member"])
def test_nobody_prepares_a_code_for_a_person_with_admin_rights(kind, together):
    User.objects.filter(pk=together.owner.pk).update(is_superuser=True)
    assert together.ask(kind).status_code == 404


def test_a_helper_named_this_week_does_not_count_yet(together, people):
    """A helper who could name their own second helper would be alone."""
    Mandate.objects.update(recorded_on=timezone.localdate())
    page = together.browser("facilitator").get(together.url())
    assert "plus d’une semaine" in page.content.decode()
    together.ask()
    assert not SecretReset.objects.exists()
    Mandate.objects.update(recorded_on=timezone.localdate() - datetime.timedelta(days=7))
    together.ask()
    assert SecretReset.objects.waiting().exists()


@pytest.mark.parametrize("kind", [GroupAct.Kind.ROLE_CHANGED, GroupAct.Kind.MANDATE_RECORDED])
def test_a_role_changed_this_week_does_not_count_yet(kind, together, people):
    together.ask()
    GroupAct.objects.create(peer_group=people.here, kind=kind, actor=people.facilitator, subject=people.board_member)
    together.confirm()
    assert not SecretReset.objects.confirmed().exists()


def test_a_first_helper_who_lost_their_role_no_longer_counts(together, people):
    together.ask("board_member")
    Mandate.objects.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    together.confirm("facilitator")
    assert not SecretReset.objects.confirmed().exists()


def test_a_request_left_for_a_week_lapses_and_another_begins(together):
    together.ask()
    with later(days=7):
        together.confirm()
        assert not SecretReset.objects.confirmed().exists()
        together.ask("board_member")
        assert SecretReset.objects.waiting().count() == 1
        assert together.confirm("facilitator").status_code == 302
        assert SecretReset.objects.confirmed().exists()


def test_a_request_and_a_confirmation_sent_twice_count_once(together):
    for _ in range(2):
        together.ask()
    for code in (NEW_CODE, "264918"):
        together.confirm(code=code)
    reset = SecretReset.objects.get()
    assert secret_code.matches(NEW_CODE, reset.secret_hash)
    kinds = list(GroupAct.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [GroupAct.Kind.RESET_ASKED, GroupAct.Kind.RESET_CONFIRMED]


def test_the_first_helper_must_tick_that_the_person_is_there(together):
    answer = together.browser("facilitator").post(together.url(), {})
    assert answer.status_code == 422
    assert "seulement si la personne est là" in answer.content.decode()
    assert not SecretReset.objects.exists()


@pytest.mark.parametrize("data", [{"code": "111111", "again": "111111"}, {"code": NEW_CODE, "again": CODE}, {}])
def test_an_invalid_code_is_asked_again(data, together):
    together.ask()
    answer = together.browser("board_member").post(together.url("reset_choose"), data)
    assert answer.status_code == 422
    assert NEW_CODE not in answer.content.decode()


def test_helpers_see_neither_code(together):
    reset = together.prepare()
    for kind in ("facilitator", "board_member"):
        page = together.browser(kind).get(together.url()).content.decode()
        assert "Le nouveau code est prêt" in page
        assert NEW_CODE not in page
        assert reset.secret_hash not in page


def test_the_code_waits_24_hours_even_when_clocks_change(together):
    with time_machine.travel("2027-03-27T14:05:00+01:00", tick=False):
        reset = together.prepare()
        assert reset.takes_effect_at - reset.confirmed_at == datetime.timedelta(hours=24)
        page = together.browser("facilitator").get(together.url()).content.decode()
    assert "dimanche 28 mars à 15 h 05" in page


def test_a_helper_may_give_up_at_any_time(together):
    together.prepare()
    together.browser("facilitator").post(together.url("reset_cancel"))
    with later(hours=25):
        assert opens(together.owner, CODE)
    together.owner.refresh_from_db()
    assert not together.owner.has_code_news


def test_a_person_who_lost_a_password_gets_a_first_code_from_two_helpers_only(together, people):
    """A card printed for a person with a password and no code lets its bearer choose no code."""
    owner = with_password("Sacha")
    Membership.objects.create(user=owner, peer_group=people.here)
    held = card_of(owner, code=None)
    client = Client()
    show_words(client, held.words)
    assert "Choisir mon code secret" not in client.get(reverse("accounts:card_code")).content.decode()
    assert client.post(reverse("accounts:card_code"), {"code": NEW_CODE, "again": NEW_CODE}).status_code == 422
    together.owner = owner
    together.prepare()
    with later(hours=24):
        assert opens(owner, NEW_CODE)


def test_a_person_who_never_signed_in_needs_only_a_card(together, people):
    membership = Membership.objects.create(user=person("Lou"), peer_group=people.here)
    address = reverse("groups:reset", args=["groupe-ici", membership.pk])
    page = together.browser("facilitator").get(address).content.decode()
    assert "Sa carte suffit" in page
    together.browser("facilitator").post(address, {"here": "on"})
    assert not SecretReset.objects.exists()


@pytest.mark.parametrize(
    ("kind", "said"), [("facilitator", "personne est au bureau"), ("board_member", "Ouvrir un compte")]
)
def test_a_group_without_both_kinds_is_told_what_can_be_done(kind, said, client, people):
    membership = people.member.memberships.get()
    secret_code.change(people.member, CODE)
    sign_in(client, people, kind)
    page = client.get(reverse("groups:reset", args=["groupe-ici", membership.pk])).content.decode()
    assert "Personne ne peut le faire seul" in page
    assert "mots de secours" in page
    assert said in page
    assert 'name="here"' not in page


def test_a_second_group_of_the_person_learns_nothing_of_the_first(together, people):
    """A request in the second group replaces the first: neither group learns of the other."""
    Membership.objects.create(user=together.owner, peer_group=people.elsewhere, starts_on=datetime.date(2020, 1, 1))
    helper = Membership.objects.create(
        user=person("Ailleurs"),
        peer_group=people.elsewhere,
        role="facilitator",
        role_accepted_at=timezone.now(),
        starts_on=datetime.date(2020, 1, 1),
    )
    board = Membership.objects.create(
        user=person("Élue"), peer_group=people.elsewhere, starts_on=datetime.date(2020, 1, 1)
    )
    Mandate.objects.create(membership=board, office="chair", starts_on=datetime.date(2020, 1, 1))
    settle()
    together.prepare()
    client = Client()
    client.force_login(helper.user)
    page = client.get(together.url(group="groupe-ailleurs")).content.decode()
    assert 'name="here"' in page
    assert people.here.name not in page
    client.post(together.url(group="groupe-ailleurs"), {"here": "on"})
    assert SecretReset.objects.pending().get().peer_group == people.elsewhere
    assert 'name="here"' in together.browser("facilitator").get(together.url()).content.decode()
    together.owner.refresh_from_db()
    assert not together.owner.has_code_news


@pytest.mark.django_db
def test_the_database_refuses_one_helper_twice_and_two_resets_of_one_person(people):
    user, group = people.member, people.here
    now = timezone.now()
    alone = {"asked_by": people.facilitator, "confirmed_by": people.facilitator}
    with pytest.raises(IntegrityError), transaction.atomic():
        SecretReset.objects.create(user=user, peer_group=group, **alone)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecretReset.objects.create(user=user, peer_group=group, confirmed_at=now)
    SecretReset.objects.create(user=user, peer_group=group)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecretReset.objects.create(user=user, peer_group=group)


def test_the_printed_card_and_the_page_of_the_helper_say_what_opens_today_and_when_the_rest_does(together, people):
    together.ask("facilitator")
    page = together.browser("board_member").get(together.url("reset_choose")).text
    assert "Seul le passeport attend" in page
    together.confirm()
    assert "sa carte suffit pour faire des leçons" in " ".join(
        together.browser("facilitator").get(together.url()).text.split()
    )
    helper = together.browser("facilitator")
    present = together.owner.cards.present().get()
    helper.post(together.url("card"), {"replacing": present.pk})
    serves = write_day(SecretReset.objects.confirmed().get().takes_effect_at, "l j F")
    sheet = " ".join(helper.get(reverse("accounts:sheet")).text.split())
    assert "la carte sert à faire des leçons, dès aujourd’hui" in sheet
    assert f"Votre nouveau code ouvre le reste à partir du {serves}" in sheet
