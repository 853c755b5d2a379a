"""« Mes fiches » : the state of a sheet in plain words, its messages; change it, withdraw it, erase it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision

from accounts import personal_data
from content.admin.roles import ensure_roles
from content.models import PracticeMessage, PracticePage
from content.practices.permissions import own_sheets
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, drafts
from content.practices.sheets.states import state_of, waiting_for
from content.publishing import two_readers
from tests.people import KINDS
from tests.practices.sent_sheets import (
    STEPS,
    WORDS,
    acts_of,
    case_of,
    desk,
    in_the_admin,
    send_rights_sheet,
    send_sheet,
)

pytestmark = pytest.mark.django_db
MINE = "/pratiques/mes-fiches/"
REMARK = "Pouvez-vous dire combien de trousseaux ?"


@pytest.fixture
def sheet(index, people) -> PracticePage:
    """Return a sheet that a member has just sent."""
    ensure_roles()
    return send_sheet(people.member)


def words_of(sheet: PracticePage) -> str:
    return state_of(own_sheets(sheet.owner).get(pk=sheet.pk)).words


def to(name: str, sheet: PracticePage, **more: int) -> str:
    return reverse(f"practices:{name}", kwargs={"pk": sheet.pk, **more})


def change(client, sheet: PracticePage, **changed: str):
    """Change the sheet from the site, and send it; return the last answer."""
    for step, known in STEPS.items():
        data = {name: changed.get(name, value) for name, value in known.items()}
        answer = client.post(to("change_step", sheet, step=step), data)
    return answer


def test_each_state_in_plain_words(people, sheet, time_machine):
    moderator = people.moderator
    assert words_of(sheet) == "En relecture depuis aujourd’hui"
    desk_rules.remark(case_of(sheet), moderator, REMARK)
    assert words_of(sheet) == "Une remarque vous attend"
    actions.answer(sheet, people.member, "Deux.")
    assert words_of(sheet) == "En relecture depuis aujourd’hui"
    case = case_of(sheet)
    desk_rules.publish(case, moderator, desk_rules.text_read(case))
    assert words_of(sheet) == "Publiée"
    actions.withdraw(PracticePage.objects.get(pk=sheet.pk), people.member)
    assert words_of(sheet) == "Retirée"
    other = send_sheet(people.member)
    case = case_of(other)
    desk_rules.refuse(case, moderator, desk_rules.text_read(case), "Déjà dit ailleurs.")
    assert words_of(other) == "Pas publiée"


def test_the_days_of_waiting_are_told(people, index, time_machine):
    ensure_roles()
    time_machine.move_to("2026-03-02 10:00")
    sheet = send_sheet(people.member)
    time_machine.move_to("2026-03-07 09:00")
    assert words_of(sheet) == "En relecture depuis 5 jours"


def test_a_remark_is_read_answered_and_the_workflow_resumes(client_of, people, sheet):
    desk(in_the_admin(people.moderator), sheet, "remarque", **{"remark-words": REMARK})
    client = client_of("member")
    assert REMARK in client.get(to("my_sheet", sheet)).text
    assert "Une remarque vous attend" in client.get("/").text
    assert "Une remarque vous attend" in client.get(MINE).text
    assert not PracticePage.objects.get(pk=sheet.pk).current_workflow_task_state
    for _ in range(2):  # a button pressed twice answers once
        client.post(to("answer", sheet), {"words": "Deux trousseaux."})
    assert PracticeMessage.objects.filter(practice=sheet, from_author=True).count() == 1
    assert PracticePage.objects.get(pk=sheet.pk).current_workflow_task_state
    assert "Une remarque vous attend" not in client.get("/").text
    assert acts_of(sheet) == ["received", "remark", "answered"]


def test_the_sheet_is_changed_and_sent_again(client_of, people, sheet):
    desk(in_the_admin(people.moderator), sheet, "remarque", **{"remark-words": REMARK})
    client = client_of("member")
    assert WORDS["what_we_did"] in client.get(to("change_step", sheet, step=2)).text
    assert change(client, sheet, what_we_did="Trois trousseaux.").status_code == 302
    assert acts_of(sheet) == ["received", "remark", "answered"]
    desk(in_the_admin(people.moderator), sheet, "publier")
    live = PracticePage.objects.get(pk=sheet.pk)
    assert live.live
    assert live.what_we_did == "Trois trousseaux."
    assert PracticePage.objects.count() == 1


def test_changing_a_published_sheet_goes_through_moderation_again(client_of, people, sheet):
    desk(in_the_admin(people.moderator), sheet, "publier")
    client = client_of("member")
    change(client, sheet, title="Trois trousseaux", what_we_did="Trois.")
    live = PracticePage.objects.get(pk=sheet.pk)
    assert (live.live, live.title, live.what_we_did) == (True, WORDS["title"], WORDS["what_we_did"])
    assert words_of(sheet) == "En relecture depuis aujourd’hui"
    assert "La version publiée reste sur le site." in client.get(to("my_sheet", sheet)).text
    desk(in_the_admin(people.moderator), sheet, "publier")
    assert PracticePage.objects.get(pk=sheet.pk).title == "Trois trousseaux"


def test_a_change_refused_leaves_the_published_sheet(client_of, people, sheet):
    desk(in_the_admin(people.moderator), sheet, "publier")
    change(client_of("member"), sheet, what_we_did="Autre chose.")
    desk(in_the_admin(people.moderator), sheet, "refuser", **{"refuse-words": "Trop court."})
    assert words_of(sheet) == "Publiée"
    shown = client_of("member").get(to("my_sheet", sheet)).text
    assert "La dernière modification n’a pas été publiée." in shown
    assert "Trop court." in shown


def test_a_change_by_a_moderator_is_not_overwritten_without_a_warning(client_of, people, sheet):
    client = client_of("member")
    client.post(to("change_step", sheet, step=1), STEPS[1])
    latest = sheet.get_latest_revision_as_object()
    latest.what_helped = "Corrigé par la modération."
    latest.save_revision(user=people.moderator)
    for step in (2, 3):
        client.post(to("change_step", sheet, step=step), STEPS[step])
    first = client.post(to("change_step", sheet, step=4), STEPS[4])
    assert first.status_code == 422
    assert "quelqu’un l’a corrigée" in first.text
    assert PracticePage.objects.get().get_latest_revision_as_object().what_helped == "Corrigé par la modération."
    assert client.post(to("change_step", sheet, step=4), STEPS[4]).status_code == 302
    assert PracticePage.objects.get().get_latest_revision_as_object().what_helped == WORDS["what_helped"]


def test_a_change_of_the_signature_alone_is_sent(client_of, people, sheet):
    client = client_of("member")
    client.post(to("change_step", sheet, step=4), {"credit": "name"})
    assert PracticePage.objects.get().get_latest_revision_as_object().credit == "Membre"
    again = client.post(to("change_step", sheet, step=4), {"credit": "name"}, follow=True)
    assert "déjà partie" in again.text


def test_a_skill_added_by_a_moderator_stays(client_of, people, sheet):
    from tests.passport.factories import make_skill

    mine, theirs = make_skill(), make_skill()
    latest = sheet.get_latest_revision_as_object()
    latest.skills.set([mine, theirs])
    latest.save_revision()
    client = client_of("member")
    assert f'value="{mine.slug}" selected' in client.get(to("change_step", sheet, step=3)).text
    client.post(to("change_step", sheet, step=3), {**STEPS[3], "skill": mine.slug})
    client.post(to("change_step", sheet, step=4), STEPS[4])
    assert set(PracticePage.objects.get().get_latest_revision_as_object().skills.all()) == {mine, theirs}


def test_a_sheet_is_withdrawn_while_it_is_read(client_of, people, sheet):
    client = client_of("member")
    assert "Retirer" in client.get(to("withdraw", sheet)).text
    assert sheet.current_workflow_state
    for _ in range(2):
        assert client.post(to("withdraw", sheet)).status_code == 302
    assert not PracticePage.objects.get().current_workflow_state
    assert case_of(sheet).closed_at
    assert acts_of(sheet) == ["received", "withdrawn"]


def test_a_published_sheet_withdrawn_leaves_the_site_at_once(
    client_of, client, people, sheet, django_capture_on_commit_callbacks
):
    desk(in_the_admin(people.moderator), sheet, "publier")
    live = PracticePage.objects.get()
    assert client.get(live.address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client_of("member").post(to("withdraw", sheet))
    assert client.get(live.address).status_code == 404
    assert words_of(sheet) == "Retirée"
    # Sent again, the sheet is read again.
    change(client_of("member"), sheet)
    assert not PracticePage.objects.get().live
    assert words_of(sheet) == "En relecture depuis aujourd’hui"


def test_a_withdrawn_sheet_does_not_come_back_at_its_hour(people, sheet):
    Revision.objects.filter(pk=sheet.latest_revision_id).update(approved_go_live_at="2099-01-01T00:00Z")
    actions.withdraw(sheet, people.member)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_only_a_sheet_nobody_reads_is_erased(client_of, sheet):
    client = client_of("member")
    client.post(to("delete", sheet))
    assert PracticePage.objects.exists()
    client.post(to("withdraw", sheet))
    assert client.get(to("delete", sheet)).status_code == 200
    client.post(to("delete", sheet))
    assert not PracticePage.objects.exists()


def test_an_answer_after_the_end_of_the_review_gets_a_message(client_of, people, sheet):
    desk(in_the_admin(people.moderator), sheet, "publier")
    answer = client_of("member").post(to("answer", sheet), {"words": "Merci"}, follow=True)
    assert "terminée" in answer.text
    assert not PracticeMessage.objects.exists()


@pytest.mark.parametrize("words", ["", "a\x00b", "x" * 2001])
def test_an_answer_that_cannot_be_kept_is_asked_again(client_of, sheet, words):
    answer = client_of("member").post(to("answer", sheet), {"words": words})
    assert answer.status_code == 422
    assert answer.context["form"].errors["words"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"visitor", "member"}])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_sheet_on_the_desk_is_404_for_everybody_else(client_of, sheet, kind, method):
    client = client_of(kind)
    for name in ("withdraw", "delete"):
        assert getattr(client, method)(to(name, sheet)).status_code == 404
    assert client.get(to("my_sheet", sheet)).status_code == 404
    assert client.post(to("answer", sheet), {"words": "Moi"}).status_code == 404
    assert getattr(client, method)(to("change_step", sheet, step=1)).status_code == 404
    assert WORDS["title"] not in client.get(MINE).text
    assert acts_of(sheet) == ["received"]


def test_a_sheet_about_rights_tells_that_one_person_has_read_it(client_of, people, index):
    ensure_roles()
    sheet = send_rights_sheet(people.member)
    two_readers.read(sheet.get_latest_revision_as_object(), people.moderator)
    assert "une autre la lit aussi" in client_of("member").get(to("my_sheet", sheet)).text


@pytest.mark.one_database
def test_the_list_costs_the_same_whatever_its_length(client_of, people, sheet):
    counts = []
    for more in (19, 40):
        for number in range(more):  # of one title, each would look for its address past all the others
            send_sheet(people.member, title=f"Fiche {more} {number}")
        client = client_of("member")
        client.get(MINE)
        with CaptureQueriesContext(connection) as queries:
            client.get(MINE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_home_page_costs_one_query_for_sheets(people, sheet, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not list(waiting_for(people.member))
    desk_rules.remark(case_of(sheet), people.moderator, REMARK)
    assert list(waiting_for(people.member)) == [sheet]
    assert not list(waiting_for(people.other_member))


def test_the_data_of_a_member_hold_what_they_wrote(people, sheet):
    drafts.keep(people.member, None, title="Commencée")
    told = str(personal_data.export(people.member))
    assert WORDS["what_we_did"] in told
    assert "Commencée" in told
    assert "En relecture" in told


def test_erasing_the_account_erases_what_nobody_reads_and_the_name(people, sheet):
    drafts.keep(people.member, None, title="Commencée")
    signed = send_sheet(people.member, credit="name", title="Signée")
    case = case_of(signed)
    desk_rules.remark(case, people.moderator, REMARK)
    actions.answer(signed, people.member, "Je réponds.")
    desk_rules.publish(case, people.moderator, desk_rules.text_read(case))
    assert PracticePage.objects.get(pk=signed.pk).credit == "Membre"
    personal_data.erase(people.member)
    left = PracticePage.objects.get()
    assert (left.title, left.live, left.owner, left.credit, left.signature) == ("Signée", True, None, "", "")
    assert not any(revision.content["credit"] for revision in Revision.objects.for_instance(left))
    assert not PracticeMessage.objects.exists()


def test_too_many_words_in_a_day_wait_and_stay_typed(client_of, sheet, settings):
    settings.LIMITS = settings.LIMITS | {"sheet_message": "1/d/key"}
    client = client_of("member")
    client.post(to("answer", sheet), {"words": "Un mot."})
    late = client.post(to("answer", sheet), {"words": "Un deuxième mot."})
    assert late.status_code == 422 and "Un deuxième mot." in late.text
    assert PracticeMessage.objects.count() == 1
