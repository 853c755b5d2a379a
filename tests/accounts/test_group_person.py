"""/groupe/<slug>/<pk>/: peer advocate, facilitator."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from tests.accounts.as_read import agree
from tests.accounts.board import mandate_of, member_of

FACILITATOR, MEMBER = Membership.Role.FACILITATOR.value, Membership.Role.MEMBER.value


def url(people, user):
    return reverse("groups:person", args=[people.here.slug, user.memberships.get().pk])


def enter_once(user):
    """Make a person who has opened their account once."""
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())


@pytest.mark.parametrize("kind", ["facilitator", "board_member"])
def test_those_who_run_the_group_say_who_is_a_peer_advocate(client_of, people, kind):
    data = {"is_peer_advocate": "on", "role": MEMBER}
    enter_once(people.member)
    for _ in range(2):
        assert client_of(kind).post(url(people, people.member), data).status_code == 302
    membership = people.member.memberships.get()
    assert membership.is_peer_advocate
    assert [(act.kind, act.detail) for act in people.here.acts.all()] == [
        ("role_changed", "proposé comme pair-advocate")
    ]


def test_only_the_board_names_a_facilitator(client_of, people):
    enter_once(people.member)
    assert client_of("facilitator").post(url(people, people.member), {"role": FACILITATOR}).status_code == 302
    assert people.member.memberships.get().role == MEMBER
    assert client_of("board_member").post(url(people, people.member), {"role": FACILITATOR}).status_code == 302
    assert people.member.memberships.get().role == FACILITATOR
    assert people.here.acts.get().detail == "anime le groupe"


def test_a_board_member_cannot_become_a_facilitator(client_of, people):
    mandate_of(people.member, "chair")
    response = client_of("board_member").post(url(people, people.member), {"role": FACILITATOR})
    assert response.status_code == 422
    assert "Notez d’abord la fin de son mandat" in response.content.decode()
    assert people.member.memberships.get().role == MEMBER


def test_a_change_that_leaves_too_few_keyholders_asks_for_a_tick(client_of, people):
    client = client_of("board_member")
    asked = client.post(url(people, people.facilitator), {"role": MEMBER})
    assert asked.status_code == 422
    assert "Une seule personne s’occuperait" in asked.content.decode()
    assert client.post(url(people, people.facilitator), {"role": MEMBER, "go_on": "on"}).status_code == 302
    assert people.facilitator.memberships.get().role == MEMBER


def test_a_stranger_a_member_and_another_group_find_nothing(client_of, people):
    page = url(people, people.member)
    for kind in ("member", "other_member", "coordinator"):
        assert client_of(kind).post(page, {"is_peer_advocate": "on"}).status_code == 404
    elsewhere = reverse("groups:person", args=[people.here.slug, people.other_member.memberships.get().pk])
    assert client_of("board_member").get(elsewhere).status_code == 404


def test_the_page_tells_nothing_but_the_membership(client_of, people):
    alix = member_of(people.here, "Alix", is_peer_advocate=True)
    page = client_of("facilitator").get(url(people, alix)).content.decode()
    assert "Alix" in page
    assert alix.username not in page
    assert "checked" in page


def test_a_page_opened_before_another_change_reverts_nothing(client_of, people):
    """Ticking « pair-advocate » on an old page does not give back the role of facilitator."""
    client, page = client_of("board_member"), url(people, people.facilitator)
    enter_once(people.facilitator)
    seen = client.get(page).context["form"]["seen"].value()
    assert client.post(page, {"role": MEMBER, "go_on": "on"}).status_code == 302
    old = {"is_peer_advocate": "on", "role": FACILITATOR, "seen": seen}
    assert client.post(page, old).status_code == 302
    membership = people.facilitator.memberships.get()
    assert (membership.role, membership.is_peer_advocate) == (MEMBER, True)
    assert [act.detail for act in people.here.acts.order_by("pk")] == [
        "n’anime plus le groupe",
        "proposé comme pair-advocate",
    ]


@pytest.mark.parametrize("odd", ["", "[1]", "{", "null", "9" * 501, "a\x00b", "[" * 400])
def test_an_odd_seen_value_breaks_nothing(client_of, people, odd):
    page = url(people, people.member)
    answer = client_of("board_member").post(page, {"role": MEMBER, "is_peer_advocate": "on", "seen": odd})
    assert answer.status_code in {302, 422}


def test_an_account_that_nobody_entered_is_no_pair_advocate(client_of, people):
    """Whoever prints its first card would act in its name."""
    membership = member_of(people.here, "Jamais entrée").memberships.get()
    User.objects.filter(pk=membership.user_id).update(password="!", secret_hash="", last_login=None)
    said = client_of("board_member").post(url(people, membership.user), {"is_peer_advocate": "on", "role": "member"})
    assert said.status_code == 422 and "jamais entrée sur son compte" in said.text
    Membership.objects.filter(pk=membership.pk).update(is_peer_advocate=True, advocate_given_by=people.board_member)
    agree(
        client_of("coordinator"),
        reverse("groups:places", args=[people.here.slug]),
        which=f"pair-advocate-{membership.pk}",
    )
    membership.refresh_from_db()
    assert membership.advocate_confirmed_at is None
