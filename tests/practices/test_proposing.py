"""Writing a sheet from the site: four steps, the draft saved at each, one sending."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import WorkflowState

from accounts.models import CollectiveReferent, Membership
from content import purge
from content.admin.roles import ensure_roles
from content.models import HomePage, PracticeDraft, PracticePage, ReviewCase
from content.practices.sheets import actions, drafts
from tests.passport.factories import make_skill
from tests.practices.sent_sheets import STEPS, WORDS, acts_of, send_sheet

pytestmark = pytest.mark.django_db
PROPOSE = "/pratiques/proposer/"


@pytest.fixture(autouse=True)
def site(index):
    ensure_roles()


def address(step: int) -> str:
    return PROPOSE if step == 1 else f"{PROPOSE}{step}/"


def walk(client, upto: int = 4, **changed: str) -> None:
    """Go through the steps, up to one of them."""
    for step in range(1, upto + 1):
        known = {name: changed.get(name, value) for name, value in STEPS[step].items()}
        answer = client.post(address(step), known)
        assert answer.status_code == 302, answer.context["form"].errors


def test_a_member_sends_a_sheet_in_four_steps(client_of, people):
    client = client_of("member")
    walk(client)
    sheet = PracticePage.objects.get()
    assert (sheet.owner, sheet.live, sheet.slug) == (people.member, False, "deux-trousseaux-de-cles")
    assert sheet.get_parent().specific_class.__name__ == "PracticeIndexPage"
    latest = sheet.get_latest_revision_as_object()
    assert (latest.what_we_did, latest.limits) == (WORDS["what_we_did"], WORDS["limits"])
    assert sheet.workflow_in_progress
    assert WorkflowState.objects.get().workflow.name == "Relecture"
    assert acts_of(sheet) == ["received"]
    assert not PracticeDraft.objects.exists()


def test_sent_twice_it_is_one_sheet(client_of):
    client = client_of("member")
    walk(client)
    again = client.post(address(4), STEPS[4], follow=True)
    assert PracticePage.objects.count() == 1
    assert ReviewCase.objects.count() == 1
    assert "déjà partie" in again.text


def test_a_draft_that_another_page_sent_is_not_begun_again(client_of, people):
    """Two pages send at once: the second had read the draft, and waits for the first."""
    walk(client_of("member"), upto=3)
    assert drafts.keep(people.member, None, only_begun=True, limits="Une seule limite.").limits == "Une seule limite."
    actions.send(people.member, None)
    assert drafts.keep(people.member, None, only_begun=True, limits="Une autre.") is None
    assert not PracticeDraft.objects.exists()
    assert actions.send(people.member, None) is None
    assert PracticePage.objects.count() == 1


def test_the_last_page_sent_once_the_draft_is_gone_says_so(client_of, monkeypatch):
    client = client_of("member")
    walk(client, upto=3)
    monkeypatch.setattr(drafts, "keep", lambda *_, only_begun, **__: None if only_begun else pytest.fail("not asked"))
    answer = client.post(address(4), STEPS[4], follow=True)
    assert "Votre fiche est déjà partie" in answer.text
    assert not PracticePage.objects.exists()


def test_a_draft_is_sealed_in_the_database_and_found_again(client_of, people):
    client = client_of("member")
    walk(client, upto=2)
    draft = PracticeDraft.objects.get()
    assert draft.author == people.member
    assert WORDS["what_we_did"] not in draft.sealed
    assert WORDS["title"] in client.get(address(1)).text
    assert "gardé depuis aujourd’hui" in client.get(address(1)).text
    assert WORDS["what_we_did"] in client.get(address(2)).text
    assert WORDS["title"] in client.get(reverse("practices:mine")).text


def test_a_step_kept_for_later_may_be_empty(client_of, people):
    client = client_of("member")
    assert client.post(address(1), {"title": "À finir", "later": "1"}).status_code == 302
    assert drafts.writing_of(people.member, None).title == "À finir"
    assert not PracticePage.objects.exists()


def test_a_sheet_begun_is_its_author_s_alone(client_of):
    walk(client_of("member"), upto=1)
    other = client_of("other_member")
    assert WORDS["title"] not in other.get(address(1)).text
    assert WORDS["title"] not in other.get(reverse("practices:mine")).text
    other.post(reverse("practices:forget_new"))
    assert PracticeDraft.objects.count() == 1


def test_what_was_begun_is_erased_at_will(client_of):
    client = client_of("member")
    walk(client, upto=1)
    for _ in range(2):
        assert client.post(reverse("practices:forget_new")).status_code == 302
    assert not PracticeDraft.objects.exists()


@pytest.mark.parametrize("step", [2, 3, 4])
def test_a_step_redirects_to_the_first_incomplete_one(client_of, step):
    client = client_of("member")
    assert client.get(address(step)).url == PROPOSE
    assert client.post(address(step), STEPS[step]).status_code == 302
    assert not PracticeDraft.objects.exists()
    assert not PracticePage.objects.exists()


def test_a_get_saves_no_draft(client_of):
    client = client_of("member")
    client.get(address(1))
    client.get(reverse("practices:mine"))
    assert not PracticeDraft.objects.exists()


@pytest.mark.parametrize(
    ("step", "name", "value"),
    [
        (1, "title", ""),
        (1, "title", "x" * 121),
        (1, "situation", "a\x00b"),
        (1, "audience", "nobody"),
        (2, "what_we_did", ""),
        (2, "what_we_did", "x" * 4001),
        (3, "what_helped", "x" * 2001),
        (3, "skill", "inconnue"),
        (4, "credit", "function:le président de la République"),
        (4, "credit", ""),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_stays(client_of, step, name, value):
    client = client_of("member")
    walk(client, upto=step - 1)
    answer = client.post(address(step), {**STEPS[step], name: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[name]
    assert not PracticePage.objects.exists()
    if len(value) > 1 and "\x00" not in value and name not in {"skill", "credit", "audience"}:
        assert value in answer.text


@pytest.mark.parametrize("title", ["🦊", "日本", "‮tset", "Proposer", "Mes fiches", "Fil", "-", "É" * 120])
def test_any_title_makes_an_address(client_of, title):
    client = client_of("member")
    walk(client, title=title)
    sheet = PracticePage.objects.get()
    assert sheet.title == title
    assert sheet.slug.isascii()
    sheet.full_clean()


def test_two_sheets_may_have_the_same_title(people):
    first, second = send_sheet(people.member), send_sheet(people.other_member)
    assert first.slug != second.slug


def test_the_person_reads_what_others_will_and_is_warned_without_being_stopped(client_of, people):
    client = client_of("member")
    walk(client, upto=3, situation="Marie habite à côté.")
    shown = client.get(address(4)).text
    assert "Ce mot peut faire reconnaître quelqu’un" in shown
    assert "Marie habite à côté." in shown
    assert "Envoyer comme ça" in shown
    assert client.post(address(4), STEPS[4]).status_code == 302
    assert PracticePage.objects.get().situation == "Marie habite à côté."


@pytest.mark.parametrize(
    ("value", "credit_as", "credit"),
    [
        ("none", "none", ""),
        ("name", "name", "Animation"),
        ("function:une personne qui anime un GEM", "function", "une personne qui anime un GEM"),
    ],
)
def test_the_author_chooses_how_to_sign(client_of, value, credit_as, credit):
    client = client_of("facilitator")
    walk(client, credit=value)
    sheet = PracticePage.objects.get()
    assert (sheet.credit_as, sheet.credit) == (credit_as, credit)


def test_the_functions_offered_come_from_today_s_groups(client_of, people):
    walk(client_of("board_member"), upto=3)
    shown = client_of("board_member").get(address(4)).text
    assert "une personne élue d’un GEM" in shown
    assert "une personne qui anime" not in shown
    assert str(people.here) not in shown


def test_a_skill_goes_with_the_sheet(client_of):
    skill = make_skill()
    walk(client_of("member"), upto=2)
    client = client_of("member")
    client.post(address(3), {**STEPS[3], "skill": skill.slug})
    client.post(address(4), STEPS[4])
    assert list(PracticePage.objects.get().get_latest_revision_as_object().skills.all()) == [skill]


def test_a_referent_of_a_collective_only_cannot_propose(client_of, people):
    client = client_of("referent")
    assert client.get(PROPOSE).status_code == 403
    assert client.post(PROPOSE, STEPS[1]).status_code == 403
    Membership.objects.create(user=people.referent, peer_group=people.here)
    assert client.get(PROPOSE).status_code == 200
    assert CollectiveReferent.objects.count() == 1


def test_without_a_list_of_sheets_there_is_nothing_to_propose(client_of, index):
    index.delete()
    assert client_of("member").get(PROPOSE).status_code == 404


def test_the_author_receives_no_mail_of_the_admin(people, mailoutbox):
    people.member.email = "membre@example.org"
    people.member.save()
    people.moderator.email = "moderation@example.org"
    people.moderator.save()
    send_sheet(people.member)
    assert "membre@example.org" not in json.dumps([mail.to for mail in mailoutbox])
    assert WorkflowState.objects.get().requested_by is None


def test_a_sheet_waits_without_its_title_in_a_mailbox(people, mailoutbox):
    people.moderator.email = "moderation@example.org"
    people.moderator.save()
    EmailAddress.objects.create(user=people.moderator, email=people.moderator.email, verified=True, primary=True)
    sheet = send_sheet(people.member)
    [mail] = mailoutbox
    assert mail.to == ["moderation@example.org"]
    assert sheet.title not in mail.subject + mail.body


def test_no_title_reaches_the_log(people, caplog):
    caplog.set_level("INFO")
    sheet = send_sheet(people.member, title="Un titre qui dit trop")
    actions.withdraw(sheet, people.member)
    assert "Un titre qui dit trop" not in caplog.text


def test_drafts_left_for_a_year_are_erased(people, time_machine):
    time_machine.move_to("2026-01-10 10:00")
    drafts.keep(people.member, None, title="Ancienne")
    time_machine.move_to("2027-01-09 10:00")
    drafts.keep(people.other_member, None, title="Récente")
    assert purge.purge() == 0
    time_machine.move_to("2027-01-12 10:00")
    assert purge.purge() == 1
    assert PracticeDraft.objects.get().author == people.other_member


@pytest.mark.usefixtures("settings_kept")
def test_writing_costs_few_queries_whatever_the_number_of_skills(client_of):
    client = client_of("member")
    walk(client, upto=2)
    client.get(address(3))  # whom to call is kept by the process
    counts = []
    for more in (1, 30):
        for _ in range(more):
            make_skill()
        with CaptureQueriesContext(connection) as queries:
            client.get(address(3))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_the_list_shows_the_way_to_propose(client, index):
    HomePage.objects.get()
    caches["pages"].clear()
    assert PROPOSE in client.get("/pratiques/").text


def test_too_many_sheets_in_a_day_wait_and_nothing_is_lost(client_of, settings):
    settings.LIMITS, client = settings.LIMITS | {"sheet": "1/d/key"}, client_of("member")
    walk(client)
    walk(client, upto=3)
    late = client.post(address(4), STEPS[4])
    assert late.status_code == 422 and "Celle-ci est gardée" in late.text
    assert PracticePage.objects.count() == 1 and PracticeDraft.objects.count() == 1
