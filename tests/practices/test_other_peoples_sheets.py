"""What one does with a sheet leaves the others' alone, and one's own words are kept each once."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from content.admin.roles import ensure_roles
from content.models import PracticeMessage, PracticePage, ReviewCase, ReviewStep
from content.practices.review import actions as desk
from content.practices.sheets import actions
from content.publishing import two_readers
from content.publishing.gate import NotReadyError
from tests.practices.sent_sheets import acts_of, case_of, send_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(index, people) -> PracticePage:
    """Return a sheet that a member has just sent."""
    ensure_roles()
    return send_sheet(people.member)


def test_sending_a_sheet_leaves_the_reviews_of_the_others_as_they_are(people, sheet):
    WorkflowState.objects.update(requested_by=people.moderator)
    mine = send_sheet(people.other_member)
    assert WorkflowState.objects.get(object_id=str(sheet.pk)).requested_by == people.moderator
    assert WorkflowState.objects.get(object_id=str(mine.pk)).requested_by is None


def test_each_answer_is_kept_and_the_same_words_only_once(people, sheet):
    for text in ("Deux trousseaux.", "Deux trousseaux.", "Trois, depuis mars."):
        assert actions.answer(sheet, people.member, text)
    assert [message.text for message in sheet.messages.all()] == ["Deux trousseaux.", "Trois, depuis mars."]
    assert acts_of(sheet) == ["received", "answered", "answered"]


def test_an_author_may_answer_with_the_words_of_the_moderator(people, sheet):
    desk.remark(case_of(sheet), people.moderator, "Deux trousseaux.")
    actions.answer(sheet, people.member, "Deux trousseaux.")
    assert [message.from_author for message in sheet.messages.all()] == [False, True]


def test_a_refusal_is_a_message_of_the_moderator(people, sheet):
    case = case_of(sheet)
    desk.refuse(case, people.moderator, desk.text_read(case), "Elle raconte la vie d’une personne.")
    assert [message.from_author for message in PracticeMessage.objects.all()] == [False]


def test_a_sheet_kept_back_at_its_hour_comes_to_the_desk_and_the_others_keep_theirs(rights_sheet, people):
    ReviewCase.objects.filter(practice=rights_sheet).delete()
    other, now = send_sheet(people.other_member), timezone.now()
    later = now + datetime.timedelta(days=1)
    Revision.objects.filter(pk=rights_sheet.latest_revision_id).update(approved_go_live_at=now)
    Revision.objects.filter(pk=other.latest_revision_id).update(approved_go_live_at=later)
    call_command("publish_scheduled", verbosity=0)
    assert not PracticePage.objects.get(pk=rights_sheet.pk).live
    assert ReviewCase.find_open(rights_sheet)
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False)
    assert [each.pk for each in waiting] == [other.latest_revision_id]


def test_the_copy_of_an_unpublished_sheet_is_read_by_two_like_any_other(rights_sheet, people):
    alias = rights_sheet.create_alias(update_slug="une-copie")
    alias.live = True
    with pytest.raises(NotReadyError):
        alias.save()


def test_only_those_who_read_count_and_never_the_author(rights_sheet, people, second):
    case, text = case_of(rights_sheet), two_readers.fingerprint(rights_sheet)
    case.record(ReviewStep.Act.READ_ONCE, rights_sheet.owner, text_hash=text)
    case.record(ReviewStep.Act.REMARK, people.superuser, text_hash=text)
    assert two_readers.readers(rights_sheet, text) == set()
    case.record(ReviewStep.Act.READ_ONCE, people.moderator, text_hash=text)
    assert two_readers.readers(rights_sheet, text) == {people.moderator.pk}


def test_a_third_reading_leaves_nobody_to_wait_for(rights_sheet, people, second):
    case, text = case_of(rights_sheet), two_readers.fingerprint(rights_sheet)
    left = []
    for reader in (people.moderator, second, people.superuser):
        case.record(ReviewStep.Act.READ_ONCE, reader, text_hash=text)
        left.append(two_readers.still_to_read(rights_sheet))
    assert left == [1, 0, 0]
