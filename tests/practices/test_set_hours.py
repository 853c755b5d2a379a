"""An hour set for a text of a sheet ends with what its author or a moderator says afterwards."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from content.models import PracticePage, ReviewCase, ReviewStep
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, by_two, drafts, signed_names
from content.publishing import set_hours, two_readers
from tests.practices.sent_sheets import acts_of, case_of, desk, in_the_admin, is_live, moderator, send_sheet
from tests.practices.test_two_readers import edit
from tests.shown_in_editor import PUBLISHING

pytestmark = pytest.mark.django_db
FIRST, NEXT = "Nous avons fait deux trousseaux.", "Trois trousseaux."


@pytest.fixture(params=[False, True], ids=["new", "published"])
def timed(request, people, second) -> PracticePage:
    """Return a sheet, on the site or not, one text of which has an hour."""
    sheet = send_sheet(people.member, what_we_did="Au début." if request.param else FIRST)
    client = in_the_admin(people.moderator)
    if request.param:
        desk(client, sheet, "publier")
    edit(client, now(sheet), go_live_at=tomorrow(), what_we_did=FIRST, **PUBLISHING)
    assert set_hours.of(sheet)
    return now(sheet)


def tomorrow() -> str:
    return (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


def now(sheet: PracticePage) -> PracticePage:
    """Return the sheet as it is now."""
    return PracticePage.objects.get(pk=sheet.pk)


def sent(sheet):
    drafts.keep(sheet.owner, sheet, what_we_did=NEXT)
    actions.send(sheet.owner, sheet)


def answered(sheet):
    ReviewCase.open_for(practice=sheet)
    assert actions.answer(sheet, sheet.owner, "Attendez, s’il vous plaît.")


def withdrawn(sheet):
    assert actions.withdraw(sheet, sheet.owner)


def signed_by_name(sheet):
    actions.ask_to_sign_by_name(sheet, sheet.owner)


def refused(sheet):
    case = ReviewCase.open_for(practice=sheet)
    desk_rules.refuse(case, moderator("Troisième"), desk_rules.text_read(case), "Trop de détails.")


def asked(sheet):
    desk_rules.remark(ReviewCase.open_for(practice=sheet), moderator("Troisième"), "Sans le nom, s’il vous plaît.")


ACTS = pytest.mark.parametrize("act", [sent, answered, withdrawn, signed_by_name, refused, asked])


def the_hour_comes() -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")


def test_the_hour_publishes_what_nothing_overtook(timed):
    the_hour_comes()
    assert (now(timed).live, now(timed).what_we_did) == (True, FIRST)
    assert case_of(timed).closed_at


@ACTS
def test_the_hour_ends_with_what_is_said_next(timed, act):
    was_live = timed.live
    act(timed)
    assert set_hours.of(timed) is None
    assert not {version.content["go_live_at"] for version in Revision.objects.for_instance(timed)} - {None}
    assert now(timed).go_live_at is None
    the_hour_comes()
    assert now(timed).what_we_did != NEXT and is_live(timed) == (was_live and act is not withdrawn)
    assert not (was_live and now(timed).what_we_did == FIRST)


@ACTS
def test_an_hour_that_stayed_in_the_database_publishes_nothing(timed, act):
    """The worker asks again, whatever ended it or did not."""
    version = Revision.objects.get(approved_go_live_at__isnull=False)
    act(timed)
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=version.approved_go_live_at)
    was = now(timed).live, now(timed).what_we_did
    the_hour_comes()
    assert (now(timed).live, now(timed).what_we_did) == was
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.parametrize("timed", [True], indirect=True)
def test_what_was_sent_next_is_published_at_once(timed, people):
    sent(timed)
    assert case_of(timed).closed_at is None
    desk(in_the_admin(people.moderator), timed, "publier")
    assert now(timed).what_we_did == NEXT


def test_a_version_erased_as_the_clock_waits_is_not_published(timed):
    version = Revision.objects.get(approved_go_live_at__isnull=False)
    held = Revision.objects.get(pk=version.pk)
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=None)
    was = now(timed).live, now(timed).what_we_did
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        held.publish(log_action="wagtail.publish.scheduled")
    assert (now(timed).live, now(timed).what_we_did) == was


def test_a_name_taken_off_as_the_clock_waits_is_not_published(people, second):
    sheet = send_sheet(people.member, credit="name")
    edit(in_the_admin(people.moderator), sheet, go_live_at=tomorrow(), **PUBLISHING)
    held = Revision.objects.get(approved_go_live_at__isnull=False)
    by_two.take_author_off(sheet)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        held.publish(log_action="wagtail.publish.scheduled")
    assert (now(sheet).live, now(sheet).signature) == (True, "")


@pytest.mark.parametrize("timed", [False], indirect=True)
def test_a_text_of_a_moderator_in_review_keeps_its_case(timed, people):
    """It was submitted after the hour was set, and not by the author."""
    client, text = in_the_admin(people.moderator), timed.get_latest_revision_as_object()
    text.what_we_did, text.go_live_at = NEXT, None
    text.save_revision(user=people.moderator)
    text.get_workflow().start(text, people.moderator)
    the_hour_comes()
    assert (now(timed).live, now(timed).what_we_did) == (True, FIRST)
    assert ReviewCase.find_open(timed)
    assert acts_of(timed)[-1] == "published"
    desk(client, timed, "publier")
    assert now(timed).what_we_did == NEXT


def test_a_former_name_that_signed_it_ends_the_hour(people, second):
    sheet = send_sheet(people.member, credit="name")
    edit(in_the_admin(people.moderator), sheet, go_live_at=tomorrow(), **PUBLISHING)
    former, people.member.display_name = str(people.member), "Sol"
    people.member.save()
    signed_names.replace(people.member, former)
    the_hour_comes()
    assert not is_live(sheet)
    assert case_of(sheet).closed_at is None


def test_an_author_takes_back_a_text_with_an_hour_that_nobody_sent(people, second, index):
    sheet = send_sheet(people.member)
    actions.withdraw(sheet, sheet.owner)
    ReviewStep.objects.all().delete()
    ReviewCase.objects.all().delete()
    hour = timezone.now() + datetime.timedelta(days=1)
    Revision.objects.filter(pk=sheet.latest_revision_id).update(approved_go_live_at=hour)
    assert actions.withdraw(sheet, sheet.owner)
    assert set_hours.of(sheet) is None


def test_the_author_and_the_desk_read_the_hour(timed, people, client_of):
    desk_page = in_the_admin(people.moderator).get(reverse("moderation:case", args=[case_of(timed).pk])).text
    said = set_hours.said(set_hours.of(timed))
    assert said.startswith("Paraîtra le ") and said.endswith("(heure de Paris)")
    assert case_of(timed).closed_at or said in desk_page
    for address in (reverse("practices:mine"), reverse("practices:my_sheet", args=[timed.pk])):
        assert said in client_of("member").get(address).text


def test_publishing_a_text_that_has_an_hour_says_it(people, second):
    sheet = send_sheet(people.member)
    client = in_the_admin(people.moderator)
    edit(client, sheet, go_live_at=tomorrow())
    page = client.get(desk(client, sheet, "publier").url).text
    assert not is_live(sheet)
    assert set_hours.said(set_hours.of(sheet)) in page and "C’est publié." not in page


def test_two_readings_and_an_hour_still_publish(people, second, rights_sheet):
    for reader in (people.moderator, second):
        edit(in_the_admin(reader), now(rights_sheet), go_live_at=tomorrow(), **PUBLISHING)
    assert set_hours.of(rights_sheet)
    two_readers.read(rights_sheet.get_latest_revision_as_object(), second)
    the_hour_comes()
    assert is_live(rights_sheet)
