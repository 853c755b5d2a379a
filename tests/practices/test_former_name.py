"""After a change of display name: the sheets signed with the former one, and one press to take it off them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from accounts import personal_data
from accounts.account.name_views import MANY_TODAY
from content import remembered
from content.models import PracticePage, ReviewCase
from content.practices.sheets import actions, drafts, signed_names
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import alias_of, case_of, desk, in_the_admin, send_sheet

pytestmark = pytest.mark.django_db
NAME = reverse("accounts:name")
FEED = "/pratiques/fil/"
STILL_READ = "Votre ancien nom se lit encore"


@pytest.fixture
def signed(index, people) -> PracticePage:
    """Return a published sheet that a member signed with their name, with one version more that waits."""
    called = people.member.display_name
    sheet = make_practice(index, title="Deux clés", owner=people.member, credit_as="name", credit=called)
    sheet.save_revision().publish()
    sheet.save_revision()
    return sheet


def versions(sheet: PracticePage) -> set[str]:
    return {revision.content["credit"] for revision in Revision.objects.for_instance(sheet)}


def test_the_sheets_signed_with_the_former_name_are_said_and_one_press_takes_it_off(
    client_of, people, index, signed, django_capture_on_commit_callbacks
):
    client, former = client_of("member"), people.member.display_name
    by_function = make_practice(index, title="Par fonction", owner=people.member, credit_as="function", credit=former)
    not_theirs = make_practice(index, title="D’un autre", owner=people.other_member, credit_as="name", credit=former)
    alias = alias_of(signed, people.moderator)
    pages = (signed.address, FEED)
    assert all(former in Client().get(page).text for page in pages)

    page = client.post(NAME, {"display_name": "Sol"}, follow=True).text
    assert STILL_READ in page
    assert f'href="{signed.address}"' in page
    assert "Par fonction" not in page
    assert "D’un autre" not in page
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(NAME, {"replace": "1"}).url == reverse("accounts:home")

    shown = [PracticePage.objects.get(pk=each.pk).credit for each in (signed, alias, by_function, not_theirs)]
    assert shown == ["", "", former, former]
    assert versions(signed) == {"", "Sol"}
    assert former not in Client().get(signed.address).text
    assert not any("Sol" in Client().get(page).text for page in pages), "nobody has read that name"
    assert STILL_READ not in client.get(NAME).text


def test_the_new_name_is_read_before_it_signs_a_sheet_on_the_site(client_of, people, signed):
    client = client_of("member")
    page = client.post(NAME, {"display_name": "Sol"}, follow=True).text
    assert "une fois que la modération l’a lu" in page
    client.post(NAME, {"replace": "1"})
    assert case_of(signed).closed_at is None
    desk(in_the_admin(people.moderator), signed, "publier")
    assert "Écrit par Sol<" in Client().get(signed.address).text


def test_a_sheet_that_was_signed_once_is_not_signed_again(client_of, people, signed):
    signed.credit_as, signed.credit = "none", ""
    signed.save_revision().publish()
    client = client_of("member")
    client.post(NAME, {"display_name": "Sol"})
    client.post(NAME, {"replace": "1"})
    assert versions(signed) == {""}
    assert not ReviewCase.objects.filter(practice=signed, closed_at=None).exists()


def test_a_new_name_on_a_sheet_about_rights_takes_two_readers(client_of, people, second):
    sheet = send_sheet(people.member, title="Déclarer un changement", about_rights=True, credit="name")
    PracticePage.objects.filter(pk=sheet.pk).update(live=True)
    client = client_of("member")
    client.post(NAME, {"display_name": "Sol"})
    client.post(NAME, {"replace": "1"})
    desk(in_the_admin(people.moderator), sheet, "publier")
    assert PracticePage.objects.get(pk=sheet.pk).signature == ""
    desk(in_the_admin(second), sheet, "publier")
    assert PracticePage.objects.get(pk=sheet.pk).signature == "Sol"


def test_a_text_that_waits_for_changes_is_not_sent_again(client_of, people, signed):
    """Its author chooses how to sign as they send it."""
    client_of("member")
    actions.ask_to_sign_by_name(signed, people.member)
    signed.refresh_from_db()
    WorkflowState.objects.update(status=WorkflowState.STATUS_NEEDS_CHANGES)
    before = signed.latest_revision_id
    actions.ask_to_sign_by_name(PracticePage.objects.get(pk=signed.pk), people.member)
    assert PracticePage.objects.get(pk=signed.pk).latest_revision_id == before


def test_a_version_that_nobody_published_counts_too(client_of, people, index):
    """A sheet taken back, or one that waits: the former name would come out with it."""
    sheet = make_practice(index, title="Deux clés", owner=people.member, live=False, credit_as="none")
    sheet.credit_as, sheet.credit = "name", people.member.display_name
    sheet.save_revision()
    client = client_of("member")
    page = client.post(NAME, {"display_name": "Sol"}, follow=True).text
    assert f'href="{reverse("practices:my_sheet", args=[sheet.pk])}"' in page
    client.post(NAME, {"replace": "1"})
    assert versions(sheet) == {"Sol"}


def test_a_draft_is_sent_with_the_name_of_that_day(client_of, people, index):
    drafts.keep(people.member, None, title="Commencée", credit="name")
    client = client_of("member")
    assert client.post(NAME, {"display_name": "Sol"}).url == reverse("accounts:home")
    assert people.member.display_name not in str(drafts.writing_of(people.member, None))


def test_an_erased_name_leaves_the_aliases_of_its_sheets(people, signed):
    alias = alias_of(signed, people.moderator)
    personal_data.erase(people.member)
    assert [PracticePage.objects.get(pk=each.pk).credit for each in (signed, alias)] == ["", ""]


@pytest.mark.parametrize("is_live", [True, False])
def test_only_a_signature_that_is_read_draws_the_pages_again(
    client_of, signed, is_live, django_capture_on_commit_callbacks
):
    PracticePage.objects.filter(pk=signed.pk).update(live=is_live)
    client = client_of("member")
    client.post(NAME, {"display_name": "Sol"})
    before = remembered.generation()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(NAME, {"replace": "1"})
    assert (remembered.generation() != before) == is_live


def test_a_name_changes_some_times_a_day_and_the_next_one_stays_in_the_form(client_of, people, settings):
    settings.LIMITS = settings.LIMITS | {"name": "1/d/key"}
    client = client_of("member")
    assert client.post(NAME, {"display_name": "Sol"}).status_code == 302
    refused = client.post(NAME, {"display_name": "Lune"})
    assert refused.status_code == 422
    assert MANY_TODAY in refused.text and 'value="Lune"' in refused.text
    assert client.post(NAME, {"display_name": "Sol"}).status_code == 302


def test_a_new_name_is_read_before_the_hour_that_moderators_set(people, index):
    sheet = make_practice(index, title="Deux clés", owner=people.member, live=False, credit_as="none")
    former = sheet.credit = str(people.member)
    sheet.credit_as = "name"
    timed = sheet.save_revision(approved_go_live_at=timezone.now() + datetime.timedelta(days=1))
    people.member.display_name = "Sol"
    people.member.save()
    assert "une fois que la modération" in signed_names.warning(people.member)
    signed_names.replace(people.member, former)
    timed.refresh_from_db()
    assert (timed.content["credit"], timed.approved_go_live_at) == ("", None)  # they choose again, as they read it
    assert versions(sheet) == {"", "Sol"}
    assert case_of(sheet).closed_at is None
