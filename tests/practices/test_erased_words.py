"""The words that an author never published go with their account: nobody reads them, and no door publishes them."""

import datetime
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, Revision, TaskState, WorkflowState
from wagtail.test.utils.form_data import inline_formset

from accounts import personal_data
from content.models import PracticePage, ReviewCase
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, drafts
from content.publishing import sent_again, set_hours
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import alias_of, case_of, desk, in_the_admin, is_live, moderator, send_sheet
from tests.practices.test_nothing_is_left import WORD, holding, written
from tests.practices.test_two_readers import edit
from tests.practices.two_writers import joined
from tests.shown_in_editor import PUBLISHING

pytestmark = pytest.mark.django_db
LIVE = "Nous avons fait deux trousseaux."


@pytest.fixture
def sheet(people, second) -> PracticePage:
    """Return a sheet on the site, whose first text was corrected before it was published."""
    sheet = send_sheet(people.member, what_we_did=f"{WORD} a la clé.", title=f"La clé de {WORD}")
    edit(in_the_admin(second), sheet, what_we_did=LIVE, title="La clé", slug="la-cle")
    desk(in_the_admin(second), sheet, "publier")
    return now(sheet)


def now(sheet: PracticePage) -> PracticePage:
    return PracticePage.objects.get(pk=sheet.pk)


def waiting(sheet):
    drafts.keep(sheet.owner, sheet, what_we_did=f"{WORD} a tout perdu.", title=f"{WORD} encore")
    actions.send(sheet.owner, sheet)


def refused(sheet):
    waiting(sheet)
    case = case_of(sheet)
    desk_rules.refuse(case, moderator("Troisième"), desk_rules.text_read(case), f"Sans {WORD}.")


def to_change(sheet):
    waiting(sheet)
    desk_rules.remark(case_of(sheet), moderator("Troisième"), f"Sans {WORD}.")


def at_an_hour(sheet):
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    edit(in_the_admin(moderator("Troisième")), now(sheet), what_we_did=f"{WORD} !", go_live_at=later, **PUBLISHING)
    assert set_hours.of(sheet)


def in_the_editor(sheet):
    remark = written(f"Qui est {WORD} ?")
    edit(in_the_admin(moderator("Troisième")), now(sheet), limits=WORD, comments=inline_formset([remark]))
    assert Comment.objects.exists()


def begun(sheet):
    drafts.keep(sheet.owner, sheet, what_we_did=f"{WORD} a tout perdu.")


def nothing_more(sheet):
    """Its first text alone was never published."""


WAYS = pytest.mark.parametrize("way", [waiting, refused, to_change, at_an_hour, in_the_editor, begun, nothing_more])


@WAYS
def test_no_word_that_was_never_published_stays(people, sheet, way, indexed):
    way(sheet)
    alias = alias_of(now(sheet), people.moderator)
    assert "wagtailcore.Revision" in holding(WORD)
    personal_data.erase(people.member)
    assert holding(WORD) == set()
    for page in (now(sheet), now(alias)):
        assert (page.live, page.owner, page.title, page.what_we_did) == (True, None, "La clé", LIVE)
        assert (page.draft_title, page.has_unpublished_changes) == ("La clé", False)
        assert not page.workflow_in_progress and ReviewCase.find_open(page) is None
    only = Revision.objects.for_instance(sheet).get()
    assert (now(sheet).latest_revision, now(sheet).live_revision) == (only, only)
    assert only.as_object().what_we_did == LIVE
    assert set(TaskState.objects.values_list("revision", flat=True)) <= {only.pk}
    assert not WorkflowState.objects.active().exists()


@WAYS
def test_neither_the_hour_nor_the_button_brings_a_word_back(people, sheet, way):
    way(sheet)
    personal_data.erase(people.member)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    assert now(sheet).what_we_did == LIVE
    client = in_the_admin(people.moderator)
    edit(client, now(sheet), limits="Jamais seul.", **PUBLISHING)
    assert (now(sheet).what_we_did, now(sheet).limits) == (LIVE, "Jamais seul."), "the team goes on from the live text"
    assert WORD not in client.get(reverse("wagtailadmin_pages:history", args=[sheet.pk])).text


@WAYS
def test_who_writes_in_the_admin_reads_the_text_of_the_site_alone(client_of, people, sheet, way):
    way(sheet)
    version = Revision.objects.for_instance(sheet).latest("pk").pk
    personal_data.erase(people.member)
    client = client_of("editor")
    assert WORD not in client.get(reverse("wagtailadmin_pages:edit", args=[sheet.pk])).text
    address = reverse("wagtailadmin_pages:revisions_revert", args=[sheet.pk, version])
    answer = client.get(address, follow=True)
    assert answer.status_code == 404 or WORD not in answer.text


@WAYS
def test_the_text_of_the_site_alone_passes_to_the_second_person(people, second, way, indexed):
    sheet = send_sheet(people.member, credit="name")
    joined(sheet, people.facilitator)
    desk(in_the_admin(second), sheet, "publier")
    way(now(sheet))
    personal_data.erase(people.member)
    assert holding(WORD) == set()
    left = now(sheet)
    assert (left.owner, left.signatures, left.live) == (people.facilitator, str(people.facilitator), True)
    assert Revision.objects.for_instance(left).get() == left.latest_revision
    drafts.keep(left.owner, left, limits="Jamais seul.")
    actions.send(left.owner, left)
    desk(in_the_admin(second), left, "publier")
    assert now(left).limits == "Jamais seul."


def test_the_signed_text_alone_passes_when_none_was_published(people, second, indexed):
    sheet = send_sheet(people.member, what_we_did=f"{WORD} a la clé.", title=WORD)
    text = sheet.get_latest_revision_as_object()
    text.what_we_did = text.title = LIVE
    text.save_revision(user=people.member)
    joined(now(sheet), people.facilitator)
    Revision.objects.filter(pk=now(sheet).latest_revision_id).update(approved_go_live_at=timezone.now())
    personal_data.erase(people.member)
    assert holding(WORD) == set()
    left = now(sheet)
    assert (left.owner, left.live, left.what_we_did) == (people.facilitator, False, LIVE)
    assert left.signature == str(people.facilitator)
    assert left.get_latest_revision_as_object().what_we_did == LIVE
    assert set_hours.of(left) is None
    desk(in_the_admin(second), left, "publier")
    assert is_live(left)


def test_a_sheet_on_the_site_without_a_version_stays(people, index):
    page = make_practice(index, title="La clé", owner=people.member, credit_as="name", credit=str(people.member))
    text = page.get_latest_revision_as_object()
    text.title = WORD
    text.save_revision(user=people.member, log_action=True)
    personal_data.erase(people.member)
    assert holding(WORD) == set()
    assert (now(page).live, now(page).latest_revision, now(page).signature) == (True, None, "")


def test_a_refused_text_of_nobody_is_submitted_again_first(people, sheet):
    """Such as one whose author was erased before this rule."""
    refused(sheet)
    PracticePage.objects.filter(pk=sheet.pk).update(owner=None)
    client = in_the_admin(people.moderator)
    answer = edit(client, now(sheet), **PUBLISHING)
    assert sent_again.OF_NOBODY in client.get(answer.url).text
    assert now(sheet).what_we_did == LIVE
    edit(client, now(sheet), **{"action-submit": "oui"})
    desk(client, sheet, "publier")
    assert now(sheet).what_we_did != LIVE


def test_the_history_of_what_was_published_stays(people, sheet):
    refused(sheet)
    personal_data.erase(people.member)
    acts = [step.act for step in case_of(sheet).steps.all()]
    assert acts == ["received", "published"]
    assert set(PageLogEntry.objects.filter(page=sheet.pk).values_list("label", flat=True)) == {"La clé"}


@pytest.mark.parametrize("way", [waiting, refused, at_an_hour])
def test_what_was_left_by_those_erased_before_goes_at_the_upgrade(people, sheet, way):
    way(sheet)
    Revision.objects.exclude(pk=now(sheet).live_revision_id).update(user=None)
    PracticePage.objects.filter(pk=sheet.pk).update(owner=None)
    other = send_sheet(people.board_member)
    import_module("content.migrations.0019_words_of_the_erased").forget(apps, None)
    left = now(sheet)
    assert Revision.objects.for_instance(left).get() == left.live_revision == left.latest_revision
    assert (left.draft_title, left.has_unpublished_changes, left.workflow_in_progress) == ("La clé", False, False)
    assert ReviewCase.find_open(left) is None
    assert now(other).get_latest_revision() and ReviewCase.find_open(other)
