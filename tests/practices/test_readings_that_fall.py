"""What is no reading of a sheet about rights any more: its text was refused or questioned, or its page changed."""

import pytest

from content.models import PracticePage, ReviewCase
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, drafts
from content.publishing import two_readers
from tests.practices.sent_sheets import case_of, in_the_admin, is_live, moderator
from tests.practices.test_two_readers import edit, publish_on_desk

pytestmark = pytest.mark.django_db


def latest(sheet: PracticePage) -> PracticePage:
    return PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object()


def refused(sheet, by):
    case = case_of(sheet)
    desk_rules.refuse(case, by, desk_rules.text_read(case), "C’est faux.")


def asked_on_the_desk(sheet, by):
    desk_rules.remark(case_of(sheet), by, "C’est faux.")


def asked_in_the_editor(sheet, by):
    said = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    edit(in_the_admin(by), sheet, **said, **{"workflow-action-extra-data": '{"comment": "C’est faux."}'})


WAYS = pytest.mark.parametrize("way", [refused, asked_on_the_desk, asked_in_the_editor])


@WAYS
@pytest.mark.parametrize("by_themselves", [True, False], ids=["by who read it", "by another"])
def test_a_text_refused_or_questioned_starts_again_from_no_reading(people, second, rights_sheet, way, by_themselves):
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    assert two_readers.still_to_read(latest(rights_sheet)) == 1
    way(rights_sheet, people.moderator if by_themselves else moderator("Troisième"))
    drafts.keep(people.member, rights_sheet, limits=latest(rights_sheet).limits)  # the same words, sent again
    actions.send(people.member, rights_sheet)
    assert two_readers.still_to_read(latest(rights_sheet)) == 2
    publish_on_desk(in_the_admin(second), rights_sheet)
    assert not is_live(rights_sheet)
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    assert is_live(rights_sheet)


def test_a_text_on_the_site_stays_there_when_the_next_one_is_refused(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    drafts.keep(people.member, rights_sheet, limits="Autrement.")
    actions.send(people.member, PracticePage.objects.get(pk=rights_sheet.pk))
    refused(rights_sheet, second)
    live = PracticePage.objects.get(pk=rights_sheet.pk)
    live.save()  # a live text that does not change asks for nobody
    assert is_live(rights_sheet) and live.limits == "Pas les jours de marché."
    assert ReviewCase.find_open(rights_sheet) is None
