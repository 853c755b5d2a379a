"""Mandates that two people change at once, or that one revives: no change is lost, none goes unseen."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.mandates import rules
from accounts.models import GroupAct, User
from accounts.secret_code import two_helpers
from tests.accounts.board import day, mandate_of
from tests.accounts.together import settle
from tests.people import facilitates


def url(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def test_an_end_noted_while_a_page_was_open_stays(client_of, people):
    """Otherwise a person who corrects a first day would revive, unseen, rights that had ended."""
    mandate = mandate_of(people.member, "chair", -30)
    client, page = client_of("board_member"), url("mandate", people, mandate.pk)
    seen = client.get(page).context["form"]["seen"].value()
    rules.end(mandate, day(-1), people.board_member)
    old = {"office": "chair", "starts_on": day(-40), "ends_on": "", "seen": seen}
    assert client.post(page, old).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.starts_on, mandate.ends_on) == (day(-40), day(-1))


def test_a_mandate_taken_back_while_a_page_was_open_is_explained(people):
    for act in (
        lambda mandate: rules.end(mandate, day(0), people.board_member),
        lambda mandate: rules.correct(mandate, people.board_member, ["office"]),
        lambda mandate: rules.take_back(mandate, people.board_member),
    ):
        mandate = mandate_of(people.member, "chair", -30)
        rules.take_back(type(mandate).objects.get(pk=mandate.pk), people.board_member)
        with pytest.raises(ValidationError, match="a retiré ce mandat"):
            act(mandate)


def test_a_revived_mandate_counts_as_recorded_today(client_of, people):
    """Otherwise a person could put the end of a mandate later and become a second helper at once."""
    people.facilitator, people.member  # noqa: B018 - both have been there for long
    owner = people.board_member
    settle()
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    old = mandate_of(people.member, "chair", -300, -200, recorded_on=day(-300))
    answer = client_of("board_member").post(url("mandate_end", people, old.pk), {"ends_on": day(90), "go_on": "on"})
    assert answer.status_code == 302
    assert people.here.acts.get().kind == GroupAct.Kind.MANDATE_RECORDED
    assert people.member not in two_helpers.helpers(people.here, owner).kinds


def test_a_corrected_end_revives_a_mandate_to_be_accepted_again(people):
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    confirmed = {"confirmed_at": timezone.now(), "confirmed_by": people.coordinator}
    old = mandate_of(people.member, "chair", -300, -200, recorded_on=day(-300), **confirmed)
    old.ends_on = day(90)
    rules.correct(old, people.board_member, ["ends_on"])
    old.refresh_from_db()
    assert (old.recorded_by, old.recorded_on) == (people.board_member, day(0))
    assert (old.accepted_at, old.confirmed_by, old.confirmed_at) == (None, None, None)


def test_an_employee_cannot_revive_a_former_mandate(client_of, people):
    old = mandate_of(people.member, "chair", -300, -200)
    people.member.memberships.update(**facilitates())
    client = client_of("board_member")
    assert client.post(url("mandate_end", people, old.pk), {"ends_on": day(90), "go_on": "on"}).status_code == 422
    kept = {"office": "chair", "starts_on": day(-300), "ends_on": day(90)}
    assert client.post(url("mandate", people, old.pk), kept).status_code == 422
    assert client.post(url("mandate", people, old.pk), kept | {"ends_on": day(-190)}).status_code == 302
