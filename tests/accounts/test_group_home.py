"""/groupe/<slug>/ and its journal: the keyholders, and what they did."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import journal, personal_data
from accounts.mandates import continuity
from accounts.mandates.continuity import Lack
from accounts.models import GroupAct, Membership, User
from accounts.purge import purge
from tests.accounts.board import day, mandate_of, member_of
from tests.accounts.kit import card_of
from tests.accounts.together import settle
from tests.people import mark_second_factor, sign_in

FACILITATOR = Membership.Role.FACILITATOR


def url(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def test_a_board_member_who_ends_their_own_mandate_is_led_to_their_account(client_of, people):
    client, mine = client_of("board_member"), people.board_member.memberships.get().mandates.get()
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    follows = {"membership": people.member.memberships.get().pk, "office": mine.office, "replaces": mine.pk}
    answer = client.post(url("mandate_new", people), follows | {"starts_on": day(0), "ends_on": ""}, follow=True)
    to_accept = url("place_accept", people, "mandat", mine.replaced_by.pk)
    assert answer.redirect_chain == [(to_accept, 302)]
    assert "le mandat est noté" in answer.text
    assert reverse("accounts:home") in answer.text
    answer = client.get(reverse("accounts:home"))
    assert "Passer la main" in answer.text, "what comes next"


def home_of(client, people):
    response = client.get(url("home", people))
    assert response.status_code == 200
    return response.content.decode()


def journal_of(client, people):
    response = client.get(url("journal", people))
    assert response.status_code == 200
    return response.content.decode()


def lack_of(group):
    return continuity.lack(list(continuity.keyholders(group)))


def test_a_group_lacks_nothing_with_two_keyholders_one_of_them_a_member(people):
    assert lack_of(people.here) == Lack.NOBODY
    people.facilitator  # noqa: B018 - made
    assert lack_of(people.here) == Lack.ALONE
    member_of(people.here, "Autre animation", role=FACILITATOR)
    assert lack_of(people.here) == Lack.NO_MEMBER
    people.board_member  # noqa: B018 - made
    assert lack_of(people.here) is None


def test_two_board_members_are_enough_and_one_with_two_offices_is_not(people):
    mandate_of(people.member, "chair")
    mandate_of(people.member, "secretary")
    assert lack_of(people.here) == Lack.ALONE
    mandate_of(member_of(people.here, "Alix"), "treasurer")
    assert lack_of(people.here) is None


def test_the_group_says_what_to_do_when_its_keys_are_short(client_of, people):
    page = home_of(client_of("facilitator"), people)
    assert "Une seule personne s’occupe de ce groupe" in page
    assert "la coordination du réseau" in page
    people.board_member  # noqa: B018 - made
    assert "Une place reste à confirmer" in home_of(client_of("board_member"), people)
    settle()
    assert "la règle est respectée" in home_of(client_of("board_member"), people)
    mandates = people.board_member.memberships.get().mandates
    mandates.update(ends_on=day(10))
    assert "un mandat se termine" in home_of(client_of("facilitator"), people)


def test_a_board_member_alone_is_told_what_they_can_do_themselves(client_of, people):
    page = home_of(client_of("board_member"), people)
    assert f'Pour une autre personne du bureau, <a href="{url("mandate_new", people)}">notez son mandat</a>.' in page
    assert url("people", people) in page


def test_a_coordinator_sees_what_they_may_do_and_nobody(client_of, people):
    people.facilitator, people.board_member, people.member  # noqa: B018 - made
    page = home_of(client_of("coordinator"), people)
    for user in (people.facilitator, people.board_member, people.member):
        assert f">{user.display_name}<" not in page
    assert url("people", people) not in page
    assert url("journal", people) not in page
    assert url("mandates", people) in page


def test_a_coordinator_reads_that_nothing_is_missing(client_of, people):
    people.facilitator, people.board_member  # noqa: B018 - made
    assert "la règle est respectée" in home_of(client_of("coordinator"), people), "a title alone says nothing"


def test_each_act_on_an_account_is_written_down_once(client_of, people):
    client = client_of("facilitator")
    pk = people.member.memberships.get().pk
    key = "k" * 22
    for _ in range(2):
        client.post(url("open_account", people), {"display_name": "Lou", "key": key})
    for _ in range(2):
        client.post(url("card", people, pk), {"replacing": "0"})
    for name in ("pause", "pause", "wake", "wake"):
        client.post(url(name, people, pk))
    written = [(act.kind, str(act.subject)) for act in people.here.acts.order_by("pk")]
    assert written == [
        ("account_opened", "Lou"),
        ("card_printed", "Membre"),
        ("card_paused", "Membre"),
        ("card_woken", "Membre"),
    ]
    assert set(people.here.acts.values_list("actor", flat=True)) == {people.facilitator.pk}


def test_an_act_that_fails_is_not_written_down(client_of, people):
    held = card_of(people.member)
    client_of("facilitator").post(url("card", people, people.member.memberships.get().pk), {"replacing": "999999"})
    assert not people.here.acts.exists()
    assert held.user.cards.usable().count() == 1


@pytest.mark.parametrize("kind", ["member", "facilitator", "board_member"])
def test_everybody_in_the_group_reads_what_was_done(client_of, people, kind):
    alix = member_of(people.here, "Alix")
    journal.record(people.here, GroupAct.Kind.CARD_PRINTED, people.facilitator, alix)
    page = journal_of(client_of(kind), people)
    assert "a imprimé une carte" in page
    assert people.facilitator.display_name in page
    assert ("pour Alix" in page) == (kind != "member")
    assert ("pour une personne du groupe" in page) == (kind == "member")


def test_a_member_reads_that_an_act_was_done_for_them(client_of, people):
    journal.record(people.here, GroupAct.Kind.CARD_PAUSED, people.facilitator, people.member)
    assert "pour vous" in journal_of(client_of("member"), people)


@pytest.mark.parametrize("kind", ["other_member", "coordinator", "moderator", "superuser"])
def test_nobody_outside_the_group_reads_the_journal(client, people, kind):
    sign_in(client, people, kind)
    assert client.get(url("journal", people)).status_code == 404


def test_a_person_who_left_cannot_read_the_journal(client_of, people):
    client = client_of("member")
    assert url("journal", people) in client.get(reverse("accounts:home")).content.decode()
    people.member.memberships.update(starts_on=day(-9), ends_on=day(-1))
    assert client.get(url("journal", people)).status_code == 404


def test_the_journal_tells_nothing_of_learning_nor_of_visits(client_of, people):
    people.member.last_login = timezone.now() - datetime.timedelta(days=3)
    people.member.save()
    journal.record(people.here, GroupAct.Kind.CARD_PRINTED, people.facilitator, people.member)
    said = timezone.localdate(people.member.last_login).strftime("%-d")
    page = journal_of(client_of("facilitator"), people) + home_of(client_of("facilitator"), people)
    assert f">{said} " not in page


def test_acts_are_kept_24_months(people):
    old, recent = (journal.record(people.here, GroupAct.Kind.PAGE_CHANGED, people.facilitator) for _ in range(2))
    GroupAct.objects.filter(pk=old.pk).update(done_at=timezone.now() - datetime.timedelta(days=733))
    GroupAct.objects.filter(pk=recent.pk).update(done_at=timezone.now() - datetime.timedelta(days=728))
    purge()
    assert list(people.here.acts.all()) == [recent]


def test_a_member_exports_and_erases_their_part_of_the_journal(people):
    journal.record(people.here, GroupAct.Kind.CARD_PRINTED, people.facilitator, people.member)
    told = personal_data.export(people.member)["vie de mes groupes"]["journal"]
    assert [(line["quoi"], line["fait pour moi"], line["fait par moi"]) for line in told] == [
        ("a imprimé une carte", True, False)
    ]
    personal_data.erase(people.member)
    act = people.here.acts.get()
    assert (act.subject, act.actor) == (None, people.facilitator)


def test_an_act_stays_when_its_actor_is_erased(client_of, people):
    journal.record(people.here, GroupAct.Kind.PAGE_CHANGED, people.facilitator)
    personal_data.erase(people.facilitator)
    assert "Une personne qui n’est plus du groupe" in journal_of(client_of("member"), people)


@pytest.mark.parametrize("name", ["home", "journal"])
def test_the_pages_cost_the_same_with_200_acts(client_of, people, django_assert_max_num_queries, name):
    client = client_of("board_member")
    mark_second_factor(client)
    for number in range(10):
        member_of(people.here, f"Personne {number}")
    somebody = list(people.here.memberships.all())
    GroupAct.objects.bulk_create(
        GroupAct(peer_group=people.here, kind="card_printed", actor=people.board_member, subject=somebody[n % 10].user)
        for n in range(200)
    )
    client.get(url(name, people))
    with django_assert_max_num_queries(13):
        client.get(url(name, people))
