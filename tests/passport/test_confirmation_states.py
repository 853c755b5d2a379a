"""The states of a confirmation: each act changes one row, from where it may, and erases what it must."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from passport.confirmations import rules as confirmations
from passport.models import Confirmation, Entry, Proposal
from passport.peer_offers import rules as peer_offers
from tests.passport.factories import make_confirmation, make_line, make_person, make_proposal, make_skill

pytestmark = pytest.mark.django_db
State = Confirmation.State


@pytest.fixture
def line(people) -> Entry:
    return make_line(people.member)


def stored(row: Confirmation) -> Confirmation:
    return Confirmation.objects.get(pk=row.pk)


def test_an_act_changes_one_confirmation_and_not_the_next(people, line):
    first, second = (make_confirmation(line, make_person(), state=State.WRITTEN) for _ in range(2))
    assert first.accept()
    assert (stored(first).state, stored(second).state) == (State.ACCEPTED, State.WRITTEN)
    assert first.set_aside()
    assert (stored(first).state, stored(second).state) == (State.SET_ASIDE, State.WRITTEN)


def test_what_was_taken_back_is_neither_accepted_nor_set_aside(people, line):
    row = make_confirmation(line, make_person(), state=State.WRITTEN)
    row.withdraw()
    assert not row.accept()
    assert not row.set_aside()
    assert stored(row).state == State.WITHDRAWN


def test_taking_back_erases_every_word_and_says_when(people, line):
    before = timezone.now() - datetime.timedelta(days=3)
    known = {"indicator_texts": ["Je prépare"], "shown_name": "Bo", "was_present": True, "written_at": before}
    row = make_confirmation(line, make_person(), **known)
    row.withdraw()
    left = stored(row)
    assert (left.sentence, left.indicator_texts, left.shown_name, left.was_present) == ("", [], "", False)
    assert left.written_at > before


def test_an_invitation_is_not_declined_and_a_request_is(people, line):
    invitation, _ = confirmations.invite(line, None)
    assert not invitation.decline()
    assert stored(invitation).state == State.ASKED
    asked = confirmations.ask(line, people.facilitator, None)
    assert asked.decline()
    assert stored(asked).state == State.DECLINED


def test_a_request_is_cancelled_until_it_is_written_and_a_notice_closed(people, line):
    asked, other = confirmations.ask(line, people.facilitator, None), make_confirmation(line, make_person())
    assert not other.cancel()
    assert asked.cancel()
    assert not asked.cancel()
    other.withdraw()
    assert stored(other).cancel()
    assert not Confirmation.objects.exists()


def test_a_confirmation_keeps_the_title_it_spoke_of(people):
    line = make_line(people.member, own_title="Jardiner")
    row = make_confirmation(line, make_person())
    assert row.still_speaks_of_it
    line.own_title = "Tailler"
    line.save()
    row = stored(row)
    assert row.title == "Jardiner"
    assert not row.still_speaks_of_it
    skilled = make_line(people.member, make_skill("Cuisiner"))
    assert make_confirmation(skilled, make_person()).title == "Cuisiner"


def test_what_one_gave_is_one_s_own_alone(people, line):
    mine, _theirs = make_confirmation(line, people.facilitator), make_confirmation(line, people.other_member)
    assert list(Confirmation.objects.given_by(people.facilitator)) == [mine]
    mine.withdraw()
    assert not Confirmation.objects.given_by(people.facilitator).exists()


def test_what_others_offered_before_does_not_close_a_code(people):
    skill = make_skill()
    make_proposal(people.member)
    peer_offers.offer(people.facilitator, people.member, skill, "gained", "Bravo.")
    shown = peer_offers.show(people.member)
    assert peer_offers.show(people.member) == shown, "the same one, while it lasts"
    assert not peer_offers.has_answered(shown, people.other_member)
    peer_offers.answer(shown, people.other_member, skill, "gained", "Bien vu.")
    assert peer_offers.has_answered(shown, people.other_member)
    with pytest.raises(peer_offers.NoLongerOpenError):
        peer_offers.answer(shown, people.other_member, make_skill(), "gained", "Encore.")


def test_the_label_of_an_event_is_cut_where_the_database_ends():
    assert make_proposal(make_person(), source_label="é" * 300).source_label == "é" * 200
    assert Proposal.objects.get().happened_on == timezone.localdate()


def test_a_line_removed_twice_was_removed_the_first_time(line):
    line.remove()
    first = line.removed_at
    with time_machine.travel(first + datetime.timedelta(days=2)):
        line.remove()
    assert Entry.objects.get(pk=line.pk).removed_at == first
