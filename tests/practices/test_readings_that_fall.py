"""What is no reading of a sheet about rights any more: its text was refused or questioned, or its page changed."""

import pytest
from django.urls import reverse

from content.models import PracticePage, ReviewCase
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, drafts
from content.publishing import two_readers
from passport.models import Skill
from tests.courses.factories import SkillFactory
from tests.practices.sent_sheets import case_of, in_the_admin, is_live, moderator
from tests.practices.test_two_readers import cite, edit, publish_in_editor, publish_on_desk
from tests.shown_in_editor import PUBLISHING

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


def test_a_text_that_its_author_took_back_is_read_by_two_again(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    published = latest(rights_sheet)
    actions.withdraw(PracticePage.objects.get(pk=rights_sheet.pk), people.member)
    drafts.keep(people.member, rights_sheet, limits="D’autres limites.")
    actions.send(people.member, PracticePage.objects.get(pk=rights_sheet.pk))
    assert two_readers.readers(published, two_readers.fingerprint(published)) == set()


@pytest.mark.parametrize("change", [{"slug": "une-autre-adresse"}, {"skills": "all"}], ids=["address", "skill"])
def test_another_address_or_skill_is_read_again(people, second, rights_sheet, change):
    skill = Skill.objects.first() or SkillFactory()
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    said = {"skills": str(skill.pk)} if "skills" in change else change
    edit(in_the_admin(second), rights_sheet, **said, **PUBLISHING)
    assert latest(rights_sheet).slug == change.get("slug", rights_sheet.slug)
    assert ("skills" in change) == (list(latest(rights_sheet).skills.all()) == [skill])
    assert not is_live(rights_sheet), "the first reader read something else"
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    assert is_live(rights_sheet)


def test_the_address_of_a_sheet_on_the_site_changes_once_two_have_read_it(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    edit(in_the_admin(second), PracticePage.objects.get(pk=rights_sheet.pk), slug="ailleurs", **PUBLISHING)
    assert PracticePage.objects.get(pk=rights_sheet.pk).slug == rights_sheet.slug
    publish_in_editor(in_the_admin(people.moderator), PracticePage.objects.get(pk=rights_sheet.pk))
    assert PracticePage.objects.get(pk=rights_sheet.pk).slug == "ailleurs"


def test_a_text_on_the_site_stays_there_when_the_next_one_is_refused(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    drafts.keep(people.member, rights_sheet, limits="Autrement.")
    actions.send(people.member, PracticePage.objects.get(pk=rights_sheet.pk))
    refused(rights_sheet, second)
    live = PracticePage.objects.get(pk=rights_sheet.pk)
    live.save()  # a live text that does not change asks for nobody
    assert is_live(rights_sheet) and live.limits == "Pas les jours de marché."
    assert ReviewCase.find_open(rights_sheet) is None


def test_the_desk_shows_all_that_is_read(people, second, rights_sheet):
    cite(rights_sheet)
    text = latest(rights_sheet)
    skill = SkillFactory(label="Écrire un courrier")
    text.skills, text.search_description = [skill], "En une ligne."
    text.save_revision()
    page = in_the_admin(second).get(reverse("moderation:case", args=[case_of(rights_sheet).pk])).text
    for said in (text.address, "Écrire un courrier", "Une source", "En une ligne."):
        assert said in page
