"""A sheet written by two, once published, offers its skills to both: as something shown, and each decides."""

import pytest

from content.models import PracticePage
from content.practices.sheets import by_two
from passport.models import Entry, Face, Proposal, SourceKind
from tests.passport.factories import make_skill
from tests.practices.sent_sheets import desk, in_the_admin, send_sheet
from tests.practices.two_writers import joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(second, people) -> PracticePage:
    """Return a sheet about a skill, that two people wrote and that waits."""
    sheet = send_sheet(people.member, skill=make_skill().slug)
    joined(sheet, people.facilitator, "none")
    return PracticePage.objects.get(pk=sheet.pk)


def publish(people, sheet):
    desk(in_the_admin(people.moderator), sheet, "publier")


def test_both_are_offered_the_skill_once_it_is_published(people, sheet):
    assert not Proposal.objects.exists()
    publish(people, sheet)
    found = Proposal.objects.order_by("pk").values_list("member", "face", "source_kind", "state", "source_label")
    said = (Face.SHARED, SourceKind.SHEET, Proposal.State.OFFERED, sheet.title)
    assert list(found) == [(people.member.pk, *said), (people.facilitator.pk, *said)]
    assert not Entry.objects.exists()


def test_published_again_it_offers_nothing_more(people, sheet):
    publish(people, sheet)
    Proposal.objects.get(member=people.facilitator).set_aside()
    PracticePage.objects.get(pk=sheet.pk).get_latest_revision().publish()
    assert Proposal.objects.count() == 2
    assert Proposal.objects.get(member=people.facilitator).state == Proposal.State.SET_ASIDE


def test_who_took_their_name_back_is_offered_nothing(people, sheet):
    by_two.leave(people.facilitator, sheet.second_writer.pk)
    publish(people, sheet)
    assert not Proposal.objects.exists()


def test_each_takes_it_from_their_own_account(client_of, people, sheet):
    publish(people, sheet)
    shown = client_of("facilitator").get("/passeport/propositions/")
    assert sheet.title in shown.text
    Proposal.objects.get(member=people.facilitator).accept("without_help")
    entry = Entry.objects.get()
    assert (entry.member, entry.face) == (people.facilitator, Face.SHARED)
    assert entry.occasions.get().get_source_kind_display() == "fiche de pratique publiée"
