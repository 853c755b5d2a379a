"""« À relire », the desk of the moderators: the queue, who holds a case, remarks, refusals, history."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from content.models import PracticeMessage, PracticePage, Question, ReviewCase, Tried
from content.practices.review import actions as rules
from content.practices.sheets import actions
from tests.people import KINDS
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import acts_of, case_of, desk, in_the_admin, send_rights_sheet, send_sheet

pytestmark = pytest.mark.django_db
QUEUE = "/admin/relectures/"


@pytest.fixture
def sheet(second, people) -> PracticePage:
    return send_sheet(people.member)


@pytest.fixture
def line(second, people) -> Tried:
    return Tried.say(make_practice(), people.member, "Chez nous aussi.")


def case_page(sheet) -> str:
    return reverse("moderation:case", args=[case_of(sheet).pk])


@pytest.mark.parametrize("kind", KINDS)
def test_only_moderators_open_the_desk(client_of, sheet, kind):
    client = client_of(kind)
    may = kind in {"moderator", "superuser"}
    case = case_of(sheet)
    for url in (QUEUE, case_page(sheet)):
        assert (client.get(url).status_code == 200) is may
    act = client.post(reverse("moderation:act", args=[case.pk, "prendre"]))
    assert ReviewCase.objects.filter(held_by__isnull=False).exists() is may
    assert act.status_code in ({302} if may else {302, 403, 404})


def test_the_menu_counts_what_waits(client_of, sheet):
    assert "\\u00c0 relire (1)" in client_of("moderator").get(QUEUE).text
    assert "\\u00c0 relire (" not in client_of("editor").get("/admin/pages/").text


def test_the_queue_shows_the_oldest_case_first_with_its_age(client_of, people, second, time_machine):
    time_machine.move_to("2026-03-02 10:00")
    send_sheet(people.member, title="Première")
    time_machine.move_to("2026-03-05 10:00")
    send_sheet(people.other_member, title="Seconde")
    text = in_the_admin(people.moderator).get(QUEUE).text
    assert text.index("Première") < text.index("Seconde")
    assert "depuis 3&nbsp;jours" in text


@pytest.mark.one_database
def test_the_queue_costs_the_same_from_20_to_200(client_of, people, sheet):
    counts = []
    client = in_the_admin(people.moderator)
    practice = make_practice()
    for more in (10, 90):
        for _ in range(more):
            page = make_practice(live=False)
            ReviewCase.open_for(practice=page)
            other = ReviewCase.objects.create(
                tried=Tried.objects.create(practice=page, user=people.member, words="Une ligne.")
            )
            other.record("taken", people.superuser)
        for url in (QUEUE, f"{QUEUE}?etat=termine"):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25
    assert practice.live


def test_a_case_is_taken_once(people, second, sheet):
    first = in_the_admin(people.moderator)
    for _ in range(2):
        desk(first, sheet, "prendre")
    assert acts_of(sheet) == ["received", "taken"]
    said = in_the_admin(second)
    refused = desk(said, sheet, "prendre")
    assert "s’en occupe déjà" in said.get(refused.url).text
    assert case_of(sheet).held_by == people.moderator


def test_a_case_is_handed_over_with_a_reason(people, second, sheet):
    client = in_the_admin(people.moderator)
    desk(client, sheet, "prendre")
    assert desk(client, sheet, "passer", **{"hand_over-to": second.pk}).status_code == 422
    assert desk(client, sheet, "passer", **{"hand_over-words": "Je pars."}).status_code == 422
    assert (
        desk(client, sheet, "passer", **{"hand_over-to": people.member.pk, "hand_over-words": "a"}).status_code == 422
    )
    for _ in range(2):
        desk(client, sheet, "passer", **{"hand_over-to": second.pk, "hand_over-words": "Je pars en congés."})
    case = case_of(sheet)
    assert case.held_by == second
    assert acts_of(sheet) == ["received", "taken", "handed_over"]
    assert "Je pars en congés." in client.get(case_page(sheet)).text


def test_a_remark_reaches_the_author_once(people, sheet):
    client = in_the_admin(people.moderator)
    for _ in range(2):
        assert desk(client, sheet, "remarque", **{"remark-words": "Dites combien."}).status_code == 302
    assert PracticeMessage.objects.get().text == "Dites combien."
    assert acts_of(sheet) == ["received", "remark"]
    assert PracticePage.objects.get().current_workflow_state.status == "needs_changes"
    assert "c’est à la personne qui a écrit de répondre" in client.get(QUEUE).text


def test_a_remark_made_in_wagtail_reaches_the_author_too(people, sheet):
    task = PracticePage.objects.get().current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[sheet.pk, "reject", task.pk])
    in_the_admin(people.moderator).post(url, {"comment": "Dites combien."})
    assert PracticeMessage.objects.get().text == "Dites combien."
    assert acts_of(sheet) == ["received", "remark"]


def test_a_sheet_may_be_published_while_its_author_has_a_remark_to_answer(people, sheet):
    client = in_the_admin(people.moderator)
    desk(client, sheet, "remarque", **{"remark-words": "Peut-être."})
    desk(client, sheet, "publier")
    assert PracticePage.objects.get().live
    assert acts_of(sheet) == ["received", "remark", "published"]
    assert not PracticePage.objects.get().current_workflow_state


def test_a_sheet_is_refused_with_its_reason(people, sheet):
    client = in_the_admin(people.moderator)
    assert desk(client, sheet, "refuser").status_code == 422
    for _ in range(2):
        desk(client, sheet, "refuser", **{"refuse-words": "Elle raconte la vie d’une personne."})
    assert acts_of(sheet) == ["received", "refused"]
    assert PracticeMessage.objects.get().text.startswith("Elle raconte")
    assert not PracticePage.objects.get().current_workflow_state
    assert "Elle raconte" in client.get(case_page(sheet)).text


def test_a_sheet_changed_meanwhile_must_be_read_before_publication(people, sheet):
    client = in_the_admin(people.moderator)
    case = case_of(sheet)
    old = client.get(case_page(sheet)).context["text"]
    latest = sheet.get_latest_revision_as_object()
    latest.what_we_did = "Autre chose."
    latest.save_revision()
    for act in ("publier", "refuser"):
        answer = client.post(reverse("moderation:act", args=[case.pk, act]), {"text": old, "refuse-words": "Non."})
        assert "Le texte a changé" in client.get(answer.url).text
    assert acts_of(sheet) == ["received"]


def test_a_closed_case_takes_no_more_actions(people, second, sheet):
    case = case_of(sheet)
    text = rules.text_read(case)
    rules.publish(case, people.moderator, text)
    for act in (
        lambda: rules.take(case, second),
        lambda: rules.remark(case, second, "Trop tard."),
        lambda: rules.refuse(case, second, text, "Trop tard."),
        lambda: rules.publish(case, second, text),
    ):
        with pytest.raises(rules.CannotError, match="déjà fait"):
            act()
    assert PracticePage.objects.get().live


def test_an_incomplete_sheet_is_not_published_and_breaks_nothing(people, sheet):
    latest = sheet.get_latest_revision_as_object()
    latest.situation = ""
    latest.save_revision(clean=False)
    client = in_the_admin(people.moderator)
    answer = desk(client, sheet, "publier")
    assert "Il manque quelque chose" in client.get(answer.url).text
    assert not PracticePage.objects.get().live


def test_a_line_is_published_and_shows_under_its_sheet(client, people, line, django_capture_on_commit_callbacks):
    assert "Chez nous aussi." not in client.get(line.practice.address).text
    case = line.cases.get()
    admin = in_the_admin(people.moderator)
    assert "Chez nous aussi." in admin.get(QUEUE).text
    shown = admin.get(reverse("moderation:case", args=[case.pk]))
    assert str(people.member) not in shown.context["case"].tried.words
    data = {"text": shown.context["text"]}
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            admin.post(reverse("moderation:act", args=[case.pk, "publier"]), data)
    assert [step.act for step in case.steps.all()] == ["received", "published"]
    assert "Chez nous aussi." in client.get(line.practice.address).text


def test_a_line_is_refused_with_a_reason_its_author_reads(client_of, people, line):
    case = line.cases.get()
    rules.refuse(case, people.moderator, rules.text_read(case), "On y reconnaît quelqu’un.")
    assert "On y reconnaît quelqu’un." in client_of("member").get(line.practice.address).text
    with pytest.raises(rules.CannotError):
        rules.publish(case, people.moderator, rules.text_read(case))


def test_a_line_takes_no_remark_and_is_not_published_by_its_author(people, second):
    mine = Tried.say(make_practice(), people.moderator, "Ici aussi.")
    case = mine.cases.get()
    with pytest.raises(rules.CannotError):
        rules.remark(case, people.moderator, "Changez.")
    with pytest.raises(rules.CannotError):
        rules.publish(case, people.moderator, rules.text_read(case))
    assert rules.publish(case, second, rules.text_read(case))


def test_questions_are_counted_and_never_read_here(people, sheet):
    question = Question.objects.create(code_hmac="a" * 64, text="Un secret de pair-advocate.")
    case = ReviewCase.open_for(question=question)
    client = in_the_admin(people.moderator)
    text = client.get(QUEUE).text
    assert "1 question attend" in text
    assert "Un secret" not in text
    assert "Les réponses à relire" not in text
    assert client.get(reverse("moderation:case", args=[case.pk])).status_code == 404
    assert client.post(reverse("moderation:act", args=[case.pk, "publier"])).status_code == 404
    with pytest.raises(rules.CannotError):
        rules.take(case, people.moderator)


def test_a_sheet_submitted_in_the_admin_comes_to_the_desk(people, second, index):
    page = make_practice(index, live=False, owner=people.editor)
    page.save_revision(user=people.editor)
    page.get_workflow().start(page, people.editor)
    assert acts_of(page) == ["received"]
    page.current_workflow_state.cancel(user=people.editor)
    assert acts_of(page) == ["received", "withdrawn"]
    page.get_workflow().start(page, people.editor)
    page.current_workflow_state.cancel(user=people.moderator)
    assert case_of(page).closed_at is None


def test_an_unpublication_by_a_moderator_is_in_the_history(people, second, sheet):
    desk(in_the_admin(people.moderator), sheet, "publier")
    in_the_admin(people.moderator).post(reverse("wagtailadmin_pages:unpublish", args=[sheet.pk]))
    assert acts_of(sheet) == ["received", "published", "unpublished"]


def test_deleting_a_sheet_takes_its_cases_away(people, sheet):
    actions.withdraw(sheet, people.member)
    actions.delete(sheet)
    assert not ReviewCase.objects.exists()
    assert not Page.objects.filter(pk=sheet.pk).exists()


def test_the_desk_shows_what_may_reveal_a_person(people, second):
    sheet = send_sheet(people.member, situation="Marie est venue.")
    assert "faire reconnaître quelqu’un" in in_the_admin(people.moderator).get(case_page(sheet)).text


def test_a_sheet_about_rights_says_who_is_still_missing(people, second):
    sheet = send_rights_sheet(people.member)
    client = in_the_admin(people.moderator)
    assert "à une autre personne de lire" in client.get(case_page(sheet)).text
    desk(client, sheet, "publier")
    shown = in_the_admin(second).get(case_page(sheet)).text
    assert "il en manque une autre" in shown
    assert "J’ai lu&nbsp;: publier" in shown


@pytest.mark.parametrize("odd", ["\x00", "x" * 3000, "‮🦊", "<script>alert(1)</script>"])
def test_odd_words_break_nothing(people, second, sheet, odd):
    client = in_the_admin(people.moderator)
    for act, field in (("remarque", "remark-words"), ("passer", "hand_over-words")):
        answer = desk(client, sheet, act, **{field: odd, "hand_over-to": second.pk})
        assert answer.status_code in {302, 422}
        assert b"<script>alert(1)" not in answer.content
    assert client.get(case_page(sheet)).status_code == 200
    for url in (f"{QUEUE}?p=\x00&etat=\x00", f"{QUEUE}?p=99999999999999999999", f"{QUEUE}999999999999999999999/"):
        assert client.get(url).status_code in {200, 404}
