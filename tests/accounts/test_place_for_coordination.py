"""A place that waits for the coordination first: its holder is told so, and nothing counts as waiting for them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.mandates import second_hand
from accounts.models import Mandate, Membership
from accounts.permissions import HANDING_OVER
from tests.accounts.board import day, mandate_of

AWAITED = reverse("accounts:awaited")
FIRST = "Une personne de la coordination confirme d’abord. Vous n’avez rien à faire."
NEWS = '<span class="person-news">à lire</span>'


@pytest.fixture
def waiting(people) -> Mandate:
    """The mandate that a coordinator noted, in a group that has people."""
    today = timezone.localdate()
    people.board_member  # noqa: B018 - made
    return mandate_of(people.member, "treasurer", accepted_at=None, recorded_by=people.coordinator, recorded_on=today)


def test_its_holder_reads_that_the_coordination_confirms_first_and_nothing_waits_for_them(client_of, waiting):
    browser = client_of("member")
    page = browser.get(AWAITED).text
    assert f"Une place vous est proposée : Trésorerie, Groupe d’ici. {FIRST}" in page
    assert NEWS not in page
    assert "devant une personne du bureau" not in page
    assert "Une place vous est proposée" not in browser.get("/").text
    home = browser.get(reverse("accounts:home")).text
    assert "une personne de la coordination confirme d’abord" in home
    assert "attend votre code" not in home


def test_once_confirmed_it_waits_for_them(client_of, people, waiting):
    Mandate.objects.filter(pk=waiting.pk).update(confirmed_by=people.coordinator, confirmed_at=timezone.now())
    browser = client_of("member")
    page = browser.get(AWAITED).text
    assert NEWS in page
    assert FIRST not in page
    home = browser.get(reverse("accounts:home")).text
    assert "attend votre code" in home
    assert "devant une personne du bureau" not in home


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_mandates_of_the_group_say_whom_it_waits_for(client_of, people, waiting, confirmed):
    if confirmed:
        Mandate.objects.filter(pk=waiting.pk).update(confirmed_by=people.coordinator, confirmed_at=timezone.now())
    page = client_of("board_member").get(reverse("groups:mandates", args=[people.here.slug])).text
    assert ("attend la coordination" in page) is not confirmed
    assert ("attend son code" in page) is confirmed


def test_the_work_of_a_facilitator_is_told_in_the_same_way(client_of, people):
    people.board_member  # noqa: B018 - made
    changed = {"role_accepted_at": None, "role_given_by": people.coordinator, "role_given_on": timezone.localdate()}
    Membership.objects.filter(user=people.facilitator).update(**changed)
    page = client_of("facilitator").get(AWAITED).text
    assert f"Anime le groupe, Groupe d’ici. {FIRST}" in page
    assert NEWS not in page


@pytest.mark.parametrize("given_by", ["board_member", "coordinator", None], ids=str)
@pytest.mark.parametrize("left_days_ago", [None, 0, 29, 30, 31])
@pytest.mark.parametrize("confirmed", [True, False])
def test_the_query_says_what_the_rule_says(people, given_by, left_days_ago, confirmed):
    office = people.board_member.memberships.get().mandates.get()
    ends_on = None if left_days_ago is None else day(-left_days_ago)
    Mandate.objects.filter(pk=office.pk).update(starts_on=day(-90), ends_on=ends_on)
    giver = getattr(people, given_by) if given_by else None
    today = timezone.localdate()
    mandate = mandate_of(people.member, accepted_at=None, recorded_by=giver, recorded_on=today)
    role = Membership.objects.get(user=people.facilitator)
    given_at = {"role_given_by": giver, "role_given_on": today if giver else None}
    Membership.objects.filter(pk=role.pk).update(role_accepted_at=None, **given_at)
    if confirmed:
        by = {"confirmed_at": timezone.now(), "confirmed_by": people.coordinator}
        Mandate.objects.filter(pk=mandate.pk).update(**by)
        Membership.objects.filter(pk=role.pk).update(**{f"role_{name}": value for name, value in by.items()})
    for row, query in ((mandate, second_hand.MANDATES), (role, second_hand.ROLES)):
        row.refresh_from_db()
        assert type(row)._default_manager.filter(query, pk=row.pk).exists() is second_hand.is_awaited(row)
    in_touch = left_days_ago is None or left_days_ago <= HANDING_OVER.days
    assert second_hand.is_awaited(mandate) is (not confirmed and not (given_by == "board_member" and in_touch))
