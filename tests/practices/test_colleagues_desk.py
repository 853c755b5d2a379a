"""« Entre groupes » on the desk: read before it shows, by somebody else, once; never after."""

import pytest
from django.urls import reverse

from content.admin.roles import ensure_roles
from content.models import ColleagueAnswer, ColleagueQuestion
from content.practices.colleagues import desk
from tests.practices.colleagues import ANSWER, SITUATION, answered, asked, readers

pytestmark = pytest.mark.django_db
DESK = reverse("colleagues_desk")


@pytest.fixture
def browser(client_of, people, index):
    ensure_roles()
    return client_of("moderator")


def page_of(text) -> str:
    kind = "question" if isinstance(text, ColleagueQuestion) else "reponse"
    return reverse("colleagues_desk_text", kwargs={"kind": kind, "pk": text.pk})


def decide(browser, text, decision="publish", reason="", seen=""):
    seen = seen or desk.seen_of(type(text).objects.select_related("author").get(pk=text.pk))
    return browser.post(page_of(text), {"decision": decision, "reason": reason, "seen": seen})


def test_a_question_is_read_then_published_and_read_no_more(browser, people):
    question = asked(people.member, published=False)
    for page in (browser.get(DESK).text, browser.get(page_of(question)).text):
        assert SITUATION in page and str(people.member) not in page and people.here.name not in page
    assert decide(browser, question).url == DESK
    question.refresh_from_db()
    assert question.state == "published" and question.decided_on
    assert SITUATION not in browser.get(DESK).text
    assert browser.get(page_of(question)).status_code == 404


def test_an_answer_is_read_beside_its_question(browser, people):
    given = answered(asked(people.member), readers(people), published=False)
    page = browser.get(page_of(given)).text
    assert ANSWER in page and SITUATION in page and str(people.other_member) not in page
    decide(browser, given)
    assert ColleagueAnswer.objects.get().state == "published"


def test_a_refusal_says_why_and_a_publication_says_nothing(browser, people):
    question = asked(people.member, published=False)
    assert decide(browser, question, "refuse").status_code == 422
    kept = decide(browser, question, "publish", "Un mot.")
    assert kept.status_code == 422 and "Un mot." in kept.text
    assert decide(browser, question, "").status_code == 422
    decide(browser, question, "refuse", "Trop précis. Merci.")
    question.refresh_from_db()
    assert (question.state, question.reason) == ("refused", "Trop précis. Merci.")


def test_nobody_reads_what_they_wrote_nor_an_answer_to_what_they_asked(browser, people):
    own = asked(people.moderator, published=False)
    assert SITUATION not in browser.get(DESK).text
    assert browser.get(page_of(own)).status_code == 404
    decide(browser, own)
    own.refresh_from_db()
    assert own.state == "sent"
    given = answered(asked(people.moderator), readers(people), published=False)
    assert browser.get(page_of(given)).status_code == 404
    assert "des textes attendent" not in browser.get(reverse("moderation:queue")).text


def test_two_moderators_decide_once_and_the_second_keeps_their_words(browser, people):
    question = asked(people.member, published=False)
    seen = desk.seen_of(question)
    decide(browser, question)
    answer = browser.post(
        page_of(question), {"decision": "refuse", "reason": "Trop précis.", "seen": seen}, follow=True
    )
    assert "Trop précis." in answer.text and "Rien n’est fait" in answer.text
    question.refresh_from_db()
    assert (question.state, question.reason) == ("published", "")


def test_what_was_not_read_as_it_is_is_not_published(browser, people):
    question = asked(people.member, published=False, is_signed=True)
    seen = desk.seen_of(question)
    ColleagueQuestion.objects.update(signed_as="")  # its author took their name off
    answer = decide(browser, question, seen=seen)
    assert answer.status_code == 422 and "Rien n’est fait" in answer.text
    question.refresh_from_db()
    assert question.state == "sent"


def test_the_desk_is_for_moderators(client_of, people, browser):
    question = asked(people.member, published=False)
    for kind in ("editor", "coordinator"):
        for page in (DESK, page_of(question)):
            assert SITUATION not in client_of(kind).get(page, follow=True).text


def test_the_queue_and_the_menu_lead_there(browser, people):
    asked(people.member, published=False)
    assert "des textes attendent" in browser.get(reverse("moderation:queue")).text
    assert r"\u00c0 relire (1)" in browser.get("/admin/").text
