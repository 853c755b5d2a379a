"""/groupe/<slug>/<pk>/depart/: a departure that the group notes; its keys are never left to one person."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import permissions
from accounts.groups import leaving
from accounts.groups.leaving import DepartureRefusedError, Refusal
from accounts.mandates import rules as mandates
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.secret_code import reset_by_two
from tests.accounts.board import day, mandate_of, member_of, typed
from tests.accounts.together import later, settle
from tests.people import sign_in


def url(people, user, name="departure"):
    return reverse(f"groups:{name}", args=[people.here.slug, user.memberships.get(peer_group=people.here).pk])


def noted(client, people, user, days):
    """Note the departure of somebody; return the answer."""
    return client.post(url(people, user), {"last_day": day(days)})


@pytest.fixture
def two_who_stay(people):
    """The facilitator and the board member, whose places two coordinators confirmed."""
    people.facilitator, people.board_member, people.member  # noqa: B018 - all are there
    settle()
    return people


def test_a_member_leaves_on_the_evening_of_the_day_noted(client_of, two_who_stay):
    people = two_who_stay
    client = client_of("facilitator")
    assert url(people, people.member) in client.get(url(people, people.member, "person")).text
    assert noted(client, people, people.member, 9).url == reverse("groups:people", args=[people.here.slug])
    assert "S’en va" in client.get(reverse("groups:people", args=[people.here.slug])).text
    act = people.here.acts.get()
    assert (act.kind, act.subject) == (GroupAct.Kind.DEPARTURE_NOTED, people.member)
    membership = people.member.memberships.get()
    for days, present in ((0, True), (9, True), (10, False)):
        assert Membership.objects.current(day(days)).filter(pk=membership.pk).exists() is present
    assert noted(client, people, people.member, 9).status_code == 302
    assert people.here.acts.count() == 1, "pressed twice, noted once"


def test_the_person_reads_it_in_plain_words_and_keeps_everything(client_of, two_who_stay):
    people = two_who_stay
    noted(client_of("facilitator"), people, people.member, 0)
    client, home = client_of("member"), reverse("accounts:home")
    assert "Le groupe a noté votre départ" in client.get(home).text
    with later(hours=25):
        client = sign_in(Client(), people, "member")
        page = client.get(home).text
        assert f"Vous n’êtes plus dans le groupe {people.here}" in page
        assert "Votre passeport, votre carte et votre compte restent à vous" in page
        assert client.get(reverse("passport:index")).status_code == 200
        Membership.objects.create(user=people.member, peer_group=people.here)
        assert "Vous n’êtes plus" not in client.get(home).text, "back in it"
    Membership.objects.filter(ends_on__isnull=True, user=people.member).delete()
    with later(days=92):
        assert "Vous n’êtes plus" not in sign_in(Client(), people, "member").get(home).text


def test_mandates_and_role_end_that_day(two_who_stay):
    people = two_who_stay
    held = mandate_of(people.member, "chair", last=300)
    coming = Mandate.objects.create(membership=held.membership, office="secretary", starts_on=day(40))
    ended = mandate_of(people.member, "board_member", -90, -60)
    leaving.note(held.membership, day(20), people.board_member)
    held.refresh_from_db()
    ended.refresh_from_db()
    assert (held.ends_on, ended.ends_on) == (day(20), day(-60))
    assert not Mandate.objects.filter(pk=coming.pk).exists()
    with later(days=21):
        assert not permissions.runs(people.member, people.here)
    later_one = Mandate(membership=held.membership, office="treasurer", starts_on=day(1))
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    with pytest.raises(mandates.ValidationError, match="quitte le groupe"):
        mandates.record(later_one, people.board_member)


def test_keys_are_never_left_to_one_person(client_of, two_who_stay):
    people = two_who_stay
    client = client_of("board_member")
    assert "ne restent jamais à une seule personne" in client.get(url(people, people.facilitator)).text
    answer = noted(client, people, people.facilitator, 3)
    assert answer.status_code == 422
    assert Refusal.TOO_FEW.label in answer.text
    assert people.facilitator.memberships.get().ends_on is None
    third = member_of(people.here, "Lou")
    settle()
    mandate_of(third, "chair", -30, confirmed_by=people.coordinator, confirmed_at=timezone.now())
    assert noted(client, people, people.facilitator, 3).status_code == 302
    assert leaving.refusal_of(people.board_member.memberships.get(), day(30)) == Refusal.TOO_FEW, "one of two is going"


def test_those_who_stay_are_two_people_and_not_one_with_two_accounts(two_who_stay):
    """One board member names another account of theirs: the third, whom they send away, was the second person."""
    people = two_who_stay
    puppet = member_of(people.here, "Un autre nom")
    mandate_of(puppet, "chair", recorded_by=people.board_member, recorded_on=day(-1))
    leaves = people.facilitator.memberships.get()
    with pytest.raises(DepartureRefusedError, match="not_two"):
        leaving.note(leaves, day(0), people.board_member)
    settle()
    assert leaving.refusal_of(leaves, day(0)) == Refusal.NOT_TWO, "one and the same coordinator confirmed both mandates"
    Mandate.objects.filter(membership__user=puppet).update(confirmed_by=people.coordinator)
    leaving.note(leaves, day(0), people.board_member)


def test_a_mandate_not_accepted_yet_is_no_key(two_who_stay):
    people = two_who_stay
    waits = member_of(people.here, "Lou")
    mandate_of(waits, "chair", accepted_at=None)
    assert leaving.refusal_of(people.facilitator.memberships.get(), day(0)) == Refusal.TOO_FEW


def test_only_the_board_notes_that_one_of_those_who_run_the_group_leaves(client_of, two_who_stay):
    people = two_who_stay
    assert client_of("facilitator").get(url(people, people.board_member)).status_code == 404
    assert noted(client_of("facilitator"), people, people.board_member, 0).status_code == 404
    assert client_of("board_member").get(url(people, people.facilitator)).status_code == 200
    own = client_of("facilitator").get(url(people, people.facilitator))
    assert own.status_code == 200
    assert reverse("accounts:leave_group", args=[people.facilitator.memberships.get().pk]) in own.text


@pytest.mark.parametrize(("days", "words"), [(-1, "Ce jour est passé"), (367, "Ce jour est trop loin")])
def test_a_day_that_is_over_or_far_away_is_refused_beside_its_field(days, words, client_of, two_who_stay):
    answer = noted(client_of("facilitator"), two_who_stay, two_who_stay.member, days)
    assert answer.status_code == 422
    assert words in answer.text
    assert str(day(days)) in answer.text, "what was typed stays"
    assert two_who_stay.member.memberships.get().ends_on is None


def test_a_departure_is_taken_back_and_the_mandates_keep_their_end(client_of, two_who_stay):
    people = two_who_stay
    held = mandate_of(people.member, "chair")
    settle()
    client = client_of("board_member")
    noted(client, people, people.member, 5)
    for _ in range(2):
        assert client.post(url(people, people.member, "departure_call_off")).status_code == 302
    assert people.member.memberships.get().ends_on is None
    held.refresh_from_db()
    assert held.ends_on == day(5)
    details = [act.detail for act in people.here.acts.filter(kind=GroupAct.Kind.DEPARTURE_NOTED)]
    assert details[0] == "noté par erreur, retiré"
    assert len(details) == 2


def test_who_left_meanwhile_is_not_noted(two_who_stay):
    membership = two_who_stay.member.memberships.get()
    leaving.leave(membership)
    with pytest.raises(DepartureRefusedError, match="gone"):
        leaving.note(membership, day(5), two_who_stay.facilitator)
    assert not leaving.call_off(membership, two_who_stay.facilitator)


def test_whoever_is_named_after_a_departure_ends_with_it(client_of, two_who_stay):
    """A mandate written for somebody who leaves says the day beside its field."""
    people = two_who_stay
    leaving.note(people.member.memberships.get(), day(10), people.board_member)
    answer = client_of("board_member").post(
        reverse("groups:mandate_new", args=[people.here.slug]), typed(people.member, last=30)
    )
    assert answer.status_code == 422
    assert "Cette personne quitte le groupe le" in answer.text


def test_a_mandate_cut_by_correcting_it_sends_nobody_away_either(two_who_stay):
    people = two_who_stay
    other = mandate_of(member_of(people.here, "Lou"), "chair", -90)
    User.objects.filter(pk=other.membership.user_id).update(last_login=timezone.now())
    Membership.objects.filter(user=people.facilitator).update(ends_on=day(-1), starts_on=day(-90))
    cut = Mandate.objects.get(pk=other.pk)
    cut.ends_on = day(-1)
    mandates.correct(cut, people.board_member, ["ends_on"])
    assert leaving.refusal_of(other.membership, day(0)) == Refusal.TOO_FEW


def test_whoever_is_sent_away_does_not_call_it_off(client_of, two_who_stay):
    people = two_who_stay
    leaves = people.facilitator.memberships.get()
    Membership.objects.filter(pk=leaves.pk).update(ends_on=day(0))
    assert client_of("facilitator").post(url(people, people.facilitator, "departure_call_off")).status_code == 404
    leaves.refresh_from_db()
    assert leaves.ends_on == day(0)
    assert client_of("board_member").post(url(people, people.facilitator, "departure_call_off")).status_code == 302


def test_whoever_is_sent_away_does_not_stay_by_noting_a_later_day(client_of, two_who_stay):
    people, leaves = two_who_stay, two_who_stay.board_member.memberships.get()
    mandate_of(member_of(people.here, "Lou"), "chair", -90)
    settle()
    Membership.objects.filter(pk=leaves.pk).update(ends_on=day(5))
    answer = noted(client_of("board_member"), people, people.board_member, 6)
    assert answer.status_code == 422
    assert answer.context["form"].errors["last_day"] == [Refusal.OWN.label]
    assert reverse("groups:departure_call_off", args=[people.here.slug, leaves.pk]) not in answer.text
    assert not leaving.call_off(leaves, people.board_member), "nor by the act under the page"
    leaves.refresh_from_db()
    assert leaves.ends_on == day(5)


def test_one_may_go_earlier_than_was_noted(two_who_stay):
    people = two_who_stay
    leaves = people.board_member.memberships.get()
    for name in ("Lou", "Sam"):
        mandate_of(member_of(people.here, name), "chair", -90)
    settle()
    Mandate.objects.filter(membership__user__display_name="Sam").update(confirmed_by=people.coordinator)
    Membership.objects.filter(pk=leaves.pk).update(ends_on=day(5))
    leaving.note(leaves, day(4), people.board_member)
    leaves.refresh_from_db()
    assert leaves.ends_on == day(4)


def test_a_code_prepared_for_who_left_the_group_never_comes_into_service(together):
    """Nobody of the group reads it any more, nor could cancel it: two people would have opened the account unseen."""
    together.prepare()
    membership = together.owner.memberships.get()
    Membership.objects.filter(pk=membership.pk).update(ends_on=day(0))
    with later(days=3):
        assert not reset_by_two.apply_due(together.owner)
        Membership.objects.filter(pk=membership.pk).update(ends_on=None)
        assert reset_by_two.apply_due(together.owner)
