"""Rules of proposals and entries; what the purge erases, what the personal data file holds."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import personal_data
from passport.entries.forms import EntryForm
from passport.models import Entry, EntryExistsError, Face, Opening, Practice, Proposal, Share
from passport.purge import purge
from tests.passport.factories import code_of, make_line, make_person, make_proposal, make_share, make_skill, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_person()


def test_an_entry_removed_while_it_was_changed_stays_removed(member):
    """It would come back in every open share."""
    entry = make_line(member)
    said = {"face": entry.face, "practice": "with_help", "task": "Peser", "own_title": entry.own_title}
    form = EntryForm(said, instance=Entry.objects.get(pk=entry.pk))
    assert form.is_valid(), form.errors
    entry.remove()
    form.save()
    entry.refresh_from_db()
    assert (entry.task, entry.is_standing) == ("Peser", False)


def test_an_event_offers_a_skill_once(member):
    first = make_proposal(member, skill := make_skill())
    assert make_proposal(member, skill) == first
    assert Proposal.objects.count() == 1


def test_a_proposal_set_aside_stays_set_aside(member):
    make_proposal(member, skill := make_skill()).set_aside()
    assert make_proposal(member, skill).state == Proposal.State.SET_ASIDE


def test_accepting_makes_a_line_with_its_occasion(member):
    proposal = make_proposal(member)
    entry = proposal.accept(Practice.WITH_HELP)
    assert (entry.face, entry.practice, proposal.state) == (Face.GAINED, "with_help", Proposal.State.ACCEPTED)
    assert entry.occasions.get().source_label == "Tenir la trésorerie"


def test_a_holder_who_shows_it_to_others_gets_an_entry_of_the_other_face(member):
    entry = make_proposal(member).accept(Practice.SHOWS_OTHERS)
    assert entry.face == Face.SHARED
    assert not entry.occasions.exists(), "the training where they learnt it is no time they passed it on"


def test_what_was_offered_as_passed_on_keeps_its_occasion(member):
    entry = make_proposal(member, face=Face.SHARED).accept(Practice.SHOWS_OTHERS)
    assert entry.occasions.get().source_ref == "module-1"


def test_accepting_again_adds_an_occasion_to_the_line_already_there(member):
    line = make_line(member, skill := make_skill(), own_words="À moi", practice=Practice.TRIED)
    make_proposal(member, skill, ref="module-1").accept(Practice.WITHOUT_HELP)
    make_proposal(member, skill, ref="module-2").accept(Practice.WITHOUT_HELP)
    line.refresh_from_db()
    assert Entry.objects.get() == line
    assert (line.occasions.count(), line.own_words, line.practice) == (2, "À moi", Practice.WITHOUT_HELP)


def test_a_collective_line_does_not_stand_in_the_way(member):
    make_line(member, skill := make_skill(), is_collective=True)
    make_proposal(member, skill).accept(Practice.TRIED)
    assert Entry.objects.count() == 2


def test_the_database_refuses_a_second_line_and_a_line_without_title(member):
    make_line(member, skill := make_skill())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_line(member, skill)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(member=member, face=Face.GAINED)


def test_a_removed_line_can_come_back_for_thirty_days(member):
    line = make_line(member)
    line.remove()
    assert not line.is_standing
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30), tick=False):
        assert line.can_be_put_back
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        assert not line.can_be_put_back
    line.put_back()
    assert Entry.objects.standing().get() == line


def test_a_removed_line_does_not_push_out_the_one_that_took_its_place(member):
    line = make_line(member, skill := make_skill())
    line.remove()
    make_line(member, skill)
    with pytest.raises(EntryExistsError):
        line.put_back()


def test_the_purge_keeps_what_can_still_be_undone_and_erases_what_is_over(member):
    now = timezone.now()
    kept, gone = make_line(member), make_line(member)
    Entry.objects.filter(pk=kept.pk).update(removed_at=now - datetime.timedelta(days=30))
    Entry.objects.filter(pk=gone.pk).update(removed_at=now - datetime.timedelta(days=32))
    open_share, ended = make_share(member), make_share(member)
    Share.objects.filter(pk=ended.pk).update(stopped_at=now - datetime.timedelta(days=93))
    for days in (10, 366):
        open_share.openings.create(outcome=Opening.Outcome.SHOWN, opened_at=now - datetime.timedelta(days=days))
    assert purge() == 3
    assert kept in Entry.objects.all()
    assert gone not in Entry.objects.all()
    assert list(Share.objects.all()) == [open_share]
    assert open_share.openings.count() == 1
    assert purge() == 0


def test_the_personal_data_file_holds_no_token_and_no_code(member):
    share = make_share(member, recipient_label="Le jardin")
    make_proposal(member).set_aside()
    told = str(personal_data.export(member)["passeport"])
    assert "Le jardin" in told
    assert "Laissée de côté" in told
    assert token_of(share) not in told
    assert code_of(share) not in told
