"""The rule of two readers in code: a save, the seed, an installation older than the rule."""

import pytest
from wagtail.models import GroupApprovalTask, Page, Task, Workflow

from content.admin.roles import TASK, WORKFLOW, ensure_roles
from content.models import PracticePage, ReadingTask
from content.publishing import two_readers
from content.publishing.gate import NotReadyError
from tests.people import person
from tests.practices.sent_sheets import acts_of, desk, in_the_admin, is_live, send_sheet

pytestmark = pytest.mark.django_db


def test_publishing_by_code_raises_until_two_have_read(people, second, rights_sheet):
    with pytest.raises(NotReadyError) as told:
        rights_sheet.get_latest_revision().publish(user=people.superuser)
    assert rights_sheet.title not in str(told.value)  # what a log would hold
    rights_sheet.live = True
    with pytest.raises(NotReadyError):
        rights_sheet.save()
    assert not is_live(rights_sheet)


def test_what_changes_no_text_of_a_live_sheet_is_saved(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    live = PracticePage.objects.get(pk=rights_sheet.pk)
    live.locked = True
    live.save()
    live.situation = "Autre."
    with pytest.raises(NotReadyError):
        live.save()


def test_the_same_person_twice_is_one_reader(people, second, rights_sheet):
    with pytest.raises(NotReadyError):
        two_readers.publish_read_by(rights_sheet, second, second)
    with pytest.raises(NotReadyError):
        two_readers.publish_read_by(rights_sheet, people.member, second)
    assert not is_live(rights_sheet)


def test_the_first_content_is_published_by_the_seed(index):
    with two_readers.first_content():
        sheet = index.add_child(instance=PracticePage(title="Départ", slug="depart", audience="rights", live=False))
        sheet.situation = sheet.what_we_did = sheet.what_helped = "Un fait."
        sheet.save_revision().publish()
    assert is_live(sheet)
    sheet.refresh_from_db()
    sheet.situation = "Un autre fait."
    with pytest.raises(NotReadyError):
        sheet.save()


def test_a_sheet_that_is_not_about_rights_needs_one_reader(people, second, index):
    plain = send_sheet(people.member)
    desk(in_the_admin(people.moderator), plain, "publier")
    assert is_live(plain)
    assert acts_of(plain) == ["received", "published"]


def test_erasing_a_reader_erases_their_reading(people, second, rights_sheet):
    reader = person("De passage")
    two_readers.read(rights_sheet.get_latest_revision_as_object(), reader)
    reader.delete()
    assert not two_readers.read(rights_sheet.get_latest_revision_as_object(), second)


def test_an_older_installation_asks_for_two_readers_as_well(home_before):
    task = GroupApprovalTask.objects.get(name=TASK)
    assert type(Task.objects.get(pk=task.pk).specific) is GroupApprovalTask
    ensure_roles()
    ensure_roles()
    upgraded = Task.objects.get(pk=task.pk).specific
    assert type(upgraded) is ReadingTask
    assert list(upgraded.groups.all()) == list(task.groups.all())
    assert upgraded.active
    assert Page.objects.exists()


@pytest.fixture
def home_before(index) -> Workflow:
    """Make the review workflow as the first version did."""
    ensure_roles()
    ours = ReadingTask.objects.get(name=TASK)
    plain = GroupApprovalTask.objects.create(name=TASK)
    plain.groups.set(ours.groups.all())
    Workflow.objects.get(name=WORKFLOW).workflow_tasks.update(task=plain)
    ours.delete()
    return Workflow.objects.get(name=WORKFLOW)
