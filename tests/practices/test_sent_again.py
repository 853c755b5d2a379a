"""A sheet taken back by its author, or refused by the moderators, comes to the site by no door of Wagtail's."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from content.models import PracticePage, ReviewCase
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, drafts
from content.publishing import sent_again, two_readers
from content.publishing.gate import NotReadyError
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import (
    acts_of,
    case_of,
    in_the_admin,
    is_live,
    moderator,
    send_rights_sheet,
    send_sheet,
)
from tests.practices.test_two_readers import edit, publish_in_editor, publish_on_desk

pytestmark = pytest.mark.django_db
SUBMIT = {"action-submit": "oui"}


@pytest.fixture
def sheet(people, second) -> PracticePage:
    """Return a sheet that a member has just sent."""
    return send_sheet(people.member)


def taken_back(sheet: PracticePage) -> None:
    actions.withdraw(sheet, sheet.owner)


def published_then_taken_back(sheet: PracticePage) -> None:
    sheet.get_latest_revision().publish()
    actions.withdraw(sheet, sheet.owner)


def refused(sheet: PracticePage) -> None:
    case = case_of(sheet)
    desk_rules.refuse(case, moderator("Troisième"), desk_rules.text_read(case), "Trop de détails.")


def by_an_earlier_version(client, sheet):
    first = Revision.objects.for_instance(sheet).earliest("pk")
    return edit(client, sheet, revision=str(first.pk), **{"action-publish": "oui"})


def by_an_hour(client, sheet):
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    return edit(client, sheet, go_live_at=later, **{"action-publish": "oui"})


def by_the_list(client, sheet):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={sheet.pk}", {"include_descendants": ""})


def by_the_list_of_its_parent(client, sheet):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={sheet.get_parent().pk}", {"include_descendants": "on"})


DOORS = [
    *(publish_in_editor, by_an_earlier_version, by_an_hour),
    *(by_the_list, by_the_list_of_its_parent, publish_on_desk),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("end", [taken_back, published_then_taken_back, refused])
def test_no_door_puts_it_on_the_site(people, sheet, end, door):
    end(sheet)
    door(in_the_admin(people.moderator), PracticePage.objects.get(pk=sheet.pk))
    assert not is_live(sheet)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert ReviewCase.find_open(sheet) is None


@pytest.mark.parametrize(("end", "why"), [(taken_back, sent_again.TAKEN_BACK), (refused, sent_again.REFUSED)])
def test_the_moderator_reads_why_and_loses_nothing(people, sheet, end, why):
    end(sheet)
    client = in_the_admin(people.moderator)
    answer = edit(client, sheet, limits="Jamais seul.", **{"action-publish": "oui"})
    assert why in client.get(answer.url).text
    assert PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object().limits == "Jamais seul."


@pytest.mark.parametrize("end", [taken_back, refused])
def test_two_readings_made_before_publish_nothing_after(people, second, end):
    sheet = send_rights_sheet(people.member)
    latest = sheet.get_latest_revision_as_object()
    for reader in (people.moderator, second):
        two_readers.read(latest, reader)
    end(sheet)
    for reader in (people.moderator, second):
        publish_in_editor(in_the_admin(reader), sheet)
    assert not is_live(sheet)
    assert acts_of(sheet)[-1] in {"withdrawn", "refused"}


@pytest.mark.parametrize("end", [taken_back, refused])
@pytest.mark.parametrize("about_rights", [False, True])
def test_an_hour_set_in_the_database_publishes_nothing(people, second, end, about_rights):
    sheet = send_rights_sheet(people.member) if about_rights else send_sheet(people.member)
    end(sheet)
    past = timezone.now() - datetime.timedelta(minutes=1)
    for _ in range(2):
        Revision.objects.filter(pk=sheet.latest_revision_id).update(approved_go_live_at=past)
        call_command("publish_scheduled")
        assert not is_live(sheet)
        assert ReviewCase.find_open(sheet) is None


def test_a_page_saved_live_in_the_instant_it_is_taken_back_stays_away(people, sheet):
    """The editor asks, then saves: what it holds may be older than the author's press."""
    text = sheet.get_latest_revision_as_object()
    taken_back(sheet)
    text.live = True
    with pytest.raises(NotReadyError):
        text.save()
    assert not is_live(sheet)


def test_only_its_author_sends_again_what_was_taken_back(people, sheet):
    taken_back(sheet)
    client = in_the_admin(people.moderator)
    answer = edit(client, sheet, **SUBMIT)
    assert sent_again.TAKEN_BACK in client.get(answer.url).text
    assert not PracticePage.objects.get(pk=sheet.pk).workflow_in_progress
    assert ReviewCase.find_open(sheet) is None
    drafts.keep(people.member, sheet, what_we_did="Trois trousseaux.")
    actions.send(people.member, sheet)
    publish_on_desk(client, sheet)
    assert is_live(sheet)


def test_an_hour_that_a_moderator_sets_for_their_own_sheet_takes_nothing_back(people, second, index):
    own = send_sheet(people.moderator)
    by_an_hour(in_the_admin(people.moderator), own)
    assert "withdrawn" not in acts_of(own)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    assert is_live(own)


def test_a_moderator_takes_back_their_own_sheet_and_sends_it_again(people, second, index):
    own = send_sheet(people.moderator)
    taken_back(own)
    client = in_the_admin(people.moderator)
    publish_in_editor(client, own)
    assert not is_live(own)
    edit(client, own, **SUBMIT)
    publish_in_editor(client, own)
    assert is_live(own)


def test_a_refused_sheet_that_a_moderator_submits_is_in_review_again(people, sheet):
    refused(sheet)
    client = in_the_admin(people.moderator)
    edit(client, sheet, **SUBMIT)
    assert ReviewCase.find_open(sheet)
    publish_in_editor(client, sheet)
    assert is_live(sheet)
    assert acts_of(sheet) == ["received", "refused", "received", "published"]


def test_a_refused_change_of_a_sheet_on_the_site_stays_away_too(people, sheet):
    publish_on_desk(in_the_admin(people.moderator), sheet)
    drafts.keep(people.member, sheet, what_we_did="Un nom de trop.")
    actions.send(people.member, sheet)
    refused(sheet)
    publish_in_editor(in_the_admin(people.moderator), PracticePage.objects.get(pk=sheet.pk))
    assert PracticePage.objects.get(pk=sheet.pk).what_we_did == "Nous avons fait deux trousseaux."
    assert is_live(sheet)


def test_what_a_moderator_took_off_the_site_may_come_back(people, sheet):
    client = in_the_admin(people.moderator)
    publish_on_desk(client, sheet)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[sheet.pk]))
    assert not is_live(sheet)
    publish_in_editor(client, PracticePage.objects.get(pk=sheet.pk))
    assert is_live(sheet)


def test_a_refused_change_taken_off_the_site_does_not_come_back(people, sheet):
    client = in_the_admin(people.moderator)
    publish_on_desk(client, sheet)
    drafts.keep(people.member, sheet, what_we_did="Un nom de trop.")
    actions.send(people.member, sheet)
    refused(sheet)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[sheet.pk]))
    publish_in_editor(client, PracticePage.objects.get(pk=sheet.pk))
    assert not is_live(sheet)


def test_the_history_says_who_published_without_a_review(people, sheet):
    client = in_the_admin(people.moderator)
    publish_on_desk(client, sheet)
    edit(client, PracticePage.objects.get(pk=sheet.pk), limits="Jamais seul.", **{"action-publish": "oui"})
    step = case_of(sheet).steps.get()
    assert (step.act, step.actor) == ("published", people.moderator)
    assert case_of(sheet).closed_at
    assert acts_of(sheet) == ["received", "published", "published"]


def test_the_sheets_of_the_team_need_no_review(people, second, index):
    ours = make_practice(index, title="De l’équipe", slug="equipe")
    ours.save_revision()
    edit(in_the_admin(people.moderator), ours, limits="Jamais seul.", **{"action-publish": "oui"})
    assert PracticePage.objects.get(pk=ours.pk).limits == "Jamais seul."
    assert not ours.cases.exists()
