"""Who may be asked, who speaks as what, and what happens once: the rules of confirmations."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import CollectiveReferent, Mandate, Membership
from lib.french_dates import Known
from lib.secrets import token_fingerprint
from passport.confirmations import rules as confirmations
from passport.confirmations.rules import (
    AlreadyWrittenError,
    Capacity,
    NoLongerOpenError,
    Voice,
    Words,
    capacities,
    people_to_ask,
)
from passport.models import Confirmation, Face, Occasion
from passport.purge import purge
from tests.passport.factories import make_confirmation, make_line, make_person

pytestmark = pytest.mark.django_db
State = Confirmation.State
TODAY = datetime.date(2026, 11, 20)
SAID = Words(capacity=Capacity.PEER, sentence="J’étais là.", was_present=True)


def join(user, group, **fields):
    return Membership.objects.create(user=user, peer_group=group, **fields)


@pytest.fixture
def line(people):
    return make_line(people.member)


# --- as what --------------------------------------------------------------------------------------


def test_a_member_speaks_as_a_peer_and_for_the_association_inside_their_mandate(people, line):
    assert list(capacities(people.board_member, line, None)) == [Capacity.PEER, Capacity.ASSOCIATION]
    assert capacities(people.board_member, line, None)[Capacity.ASSOCIATION].mandate == Mandate.objects.get()
    assert list(capacities(people.other_member, line, None)) == [Capacity.PEER]


@pytest.mark.parametrize(("starts", "ends"), [(-60, -1), (1, None)], ids=["over", "to come"])
def test_outside_a_mandate_nobody_speaks_for_the_association(people, line, starts, ends):
    days = [None if n is None else timezone.localdate() + datetime.timedelta(days=n) for n in (starts, ends)]
    elected = people.board_member
    Mandate.objects.update(starts_on=days[0], ends_on=days[1])
    assert list(capacities(elected, line, None)) == [Capacity.PEER]


def test_the_mandate_of_another_group_does_not_count(people, line):
    membership = Membership.objects.get(user=people.other_member)
    Mandate.objects.create(
        membership=membership, office="chair", accepted_at=timezone.now(), starts_on=membership.starts_on
    )
    assert list(capacities(people.other_member, line, None)) == [Capacity.PEER]


def test_an_employee_speaks_as_one_in_their_own_group_only(people, line):
    assert list(capacities(people.facilitator, line, None)) == [Capacity.EMPLOYEE]
    assert capacities(people.facilitator, make_line(people.other_member), None) == {}


def test_a_former_employee_no_longer_confirms_and_a_former_member_is_still_a_peer(people, line):
    facilitator = people.facilitator
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=facilitator).update(starts_on=yesterday, ends_on=yesterday)
    assert capacities(facilitator, line, None) == {}
    Membership.objects.filter(user=facilitator).update(role=Membership.Role.MEMBER, role_accepted_at=None)
    assert list(capacities(facilitator, line, None)) == [Capacity.PEER]
    assert list(capacities(people.editor, line, None)) == [Capacity.PEER]


def test_the_group_the_holder_has_left_counts_for_a_day_they_belonged(people, line):
    left = timezone.localdate() - datetime.timedelta(days=10)
    Membership.objects.filter(user=people.member).update(starts_on=left - datetime.timedelta(days=90), ends_on=left)
    before, after = (Occasion(happened_on=left + datetime.timedelta(days=n)) for n in (-5, 5))
    assert list(capacities(people.facilitator, line, before)) == [Capacity.EMPLOYEE]
    assert capacities(people.facilitator, line, after) == {}
    that_year = Occasion(happened_on=left.replace(month=1, day=1), known=Known.YEAR)
    assert list(capacities(people.facilitator, line, that_year)) == [Capacity.EMPLOYEE]


def test_a_referent_speaks_as_a_partner_and_a_peer_only_when_a_member_too(people, line):
    assert list(capacities(people.referent, line, None)) == [Capacity.COLLECTIVE]
    CollectiveReferent.objects.create(user=people.other_member, collective=people.collective)
    assert list(capacities(people.other_member, line, None)) == [Capacity.PEER, Capacity.COLLECTIVE]


# --- who may be asked -----------------------------------------------------------------------------


def test_only_those_who_may_be_found_in_ones_present_groups_are_proposed(people, line):
    people.facilitator  # noqa: B018 - made, and not findable
    findable, gone, elsewhere, closed = (make_person(name) for name in ("Nour", "Lou", "Sam", "Max"))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    join(findable, people.here, findable=True)
    join(gone, people.here, findable=True, starts_on=yesterday, ends_on=yesterday)
    join(elsewhere, people.elsewhere, findable=True)
    join(closed, people.here, findable=True)
    closed.is_active = False
    closed.save()
    Membership.objects.filter(user=people.member).update(findable=True)
    assert people_to_ask(line) == [findable]


def test_a_holder_who_left_finds_nobody_of_their_former_group(people, line):
    findable = make_person("Nour")
    join(findable, people.here, findable=True)
    assert people_to_ask(line) == [findable]
    first, last = (timezone.localdate() - datetime.timedelta(days=days) for days in (60, 1))
    Membership.objects.filter(user=people.member).update(starts_on=first, ends_on=last)
    assert people_to_ask(line) == []


@pytest.mark.parametrize("state", list(State))
def test_a_person_asked_once_about_an_entry_is_not_proposed_again_whatever_they_answered(people, line, state):
    asked = make_person("Nour")
    join(asked, people.here, findable=True)
    make_confirmation(line, asked, state=state)
    assert people_to_ask(line) == []
    assert people_to_ask(make_line(people.member)) == [asked]


def test_asking_twice_is_one_request(people, line):
    assert confirmations.ask(line, people.facilitator, None) == confirmations.ask(line, people.facilitator, None)


def test_the_database_refuses_two_confirmations_of_one_entry_by_one_person(people, line):
    make_confirmation(line, people.facilitator, state=State.SET_ASIDE)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_confirmation(line, people.facilitator, state=State.ACCEPTED)


# --- writing --------------------------------------------------------------------------------------


def test_a_written_confirmation_waits_for_the_holder(people, line):
    asked = confirmations.ask(line, people.board_member, None)
    mandate = Mandate.objects.get()
    said = Words(Capacity.ASSOCIATION, "Chaque jeudi.", True, ["Je prépare"], "Bo", Voice(mandate))
    row = confirmations.write(asked, people.board_member, said)
    row.refresh_from_db()
    assert (row.state, row.mandate, row.indicator_texts, row.shown_name) == (
        State.WRITTEN,
        mandate,
        ["Je prépare"],
        "Bo",
    )
    assert list(Confirmation.objects.accepted()) == []


def test_a_second_press_writes_nothing_more(people, line):
    asked, _ = confirmations.invite(line, None)
    first = confirmations.write(asked, people.other_member, SAID)
    again = confirmations.write(asked, people.other_member, Words(Capacity.PEER, "Autre chose", False))
    assert again == first
    assert Confirmation.objects.get().sentence == "J’étais là."


def test_an_invitation_serves_once_and_the_line_s_last_one_only(people, line):
    first, _ = confirmations.invite(line, None)
    second, _ = confirmations.invite(line, None)
    with pytest.raises(NoLongerOpenError):
        confirmations.write(first, people.other_member, SAID)
    confirmations.write(second, people.other_member, SAID)
    with pytest.raises(NoLongerOpenError):
        confirmations.write(second, people.facilitator, SAID)


def test_an_invitation_lasts_thirty_minutes(people, line):
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False) as clock:
        asked, _ = confirmations.invite(line, None)
        clock.shift(datetime.timedelta(minutes=30))
        with pytest.raises(NoLongerOpenError):
            confirmations.write(asked, people.other_member, SAID)


def test_a_person_asked_at_a_distance_then_met_writes_one_confirmation_even_after_a_silence(people, line):
    far = confirmations.ask(line, people.other_member, None)
    far.decline()
    near, _ = confirmations.invite(line, None)
    assert confirmations.write(near, people.other_member, SAID) == far
    assert Confirmation.objects.get().state == State.WRITTEN
    with pytest.raises(AlreadyWrittenError):
        confirmations.write(confirmations.invite(line, None)[0], people.other_member, SAID)


def test_a_request_is_open_to_the_evening_of_its_thirtieth_day_then_forgotten_whatever_the_answer(people, line):
    with time_machine.travel("2026-11-20 09:00:00+01:00", tick=False) as clock:
        confirmations.ask(line, people.facilitator, None)
        confirmations.ask(line, people.board_member, None).decline()
        clock.move_to("2026-12-20 22:00:00+01:00")
        assert purge() == 0
        assert Confirmation.objects.open().count() == 1
        assert Confirmation.objects.requests().count() == 2
        clock.move_to("2026-12-21 00:30:00+01:00")
        assert Confirmation.objects.requests().count() == Confirmation.objects.open().count() == 0
        assert purge() == 2


def test_what_is_written_in_presence_is_about_the_time_shown_there(people, line):
    day = line.occasions.create(source_kind="declared", happened_on=TODAY)
    far = confirmations.ask(line, people.other_member, None)
    near, token = confirmations.invite(line, day)
    row = confirmations.write(near, people.other_member, SAID)
    row.refresh_from_db()
    assert (row.pk, row.occasion) == (far.pk, day)
    assert row.invite_hash == token_fingerprint(token)
    assert not Confirmation.objects.filter(pk=near.pk).exists()


# --- keeping, removing, withdrawing ---------------------------------------------------------------


def test_the_holder_keeps_sets_aside_and_keeps_again_a_confirmation(people, line):
    row = make_confirmation(line, people.facilitator, state=State.WRITTEN)
    assert row.accept()
    assert not row.accept()
    assert row.set_aside()
    assert row.accept()


def test_what_is_withdrawn_keeps_no_word_and_cannot_come_back(people, line):
    row = make_confirmation(line, people.facilitator, shown_name="Anim", indicator_texts=["a"])
    row.withdraw()
    assert not row.accept()
    row.refresh_from_db()
    assert (row.state, row.sentence, row.shown_name, row.indicator_texts) == (State.WITHDRAWN, "", "", [])


def test_a_request_nobody_answered_cannot_be_kept(people, line):
    asked = confirmations.ask(line, people.facilitator, None)
    asked.withdraw()
    assert not asked.accept()
    asked.refresh_from_db()
    assert asked.state == State.ASKED


def test_an_entry_reworded_since_then_no_longer_shows_the_confirmation(people):
    line = make_line(people.member, own_title="Réparer un vélo")
    make_confirmation(line, people.facilitator)

    def seals():
        return type(line).objects.with_confirmations().get(pk=line.pk).seals

    assert seals() == ["confirmée par un pair"]
    for change in ({"own_title": "Réparer une voiture"}, {"face": Face.SHARED}):
        type(line).objects.filter(pk=line.pk).update(**change)
        assert seals() == []
        type(line).objects.filter(pk=line.pk).update(own_title="Réparer un vélo", face=line.face)
    assert seals() == ["confirmée par un pair"]


def test_each_kind_of_confirmation_is_said_once_in_the_order_it_came(people, line):
    for kind, capacity in (("facilitator", "employee"), ("board_member", "association"), ("editor", "employee")):
        make_confirmation(line, people.of(kind), capacity=capacity)
    make_confirmation(line, people.referent, capacity="collective", state=State.WRITTEN)
    seals = type(line).objects.with_confirmations().get(pk=line.pk).seals
    assert seals == ["confirmée par une personne salariée de l’association", "confirmée par l’association"]
