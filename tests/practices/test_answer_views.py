"""The screens of the peer advocates: who may open them, who holds a question, the messages and remarks."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from content.models import Question, ReviewCase
from content.practices.questions import answer_rules
from tests.courses.factories import FactFactory
from tests.people import KINDS, mark_second_factor
from tests.practices.peer_advocates import (
    DRAFT,
    at,
    browser_of,
    make_drafted,
    make_peer_advocate,
    make_question,
    publish_it,
)

pytestmark = pytest.mark.django_db
SENT = {**DRAFT, "word_to_asker": "Bon courage."}
LIST = reverse("practices:questions")


@pytest.fixture
def first(index):
    return make_peer_advocate("Alix")


@pytest.fixture
def second(index):
    return make_peer_advocate("Dominique")


def test_a_question_is_left_to_somebody_else_or_taken_over(first, second):
    question, _ = make_question()
    answer_rules.take(question, first)
    assert "Alix écrit la réponse" in browser_of(second).get(LIST).text
    stale = browser_of(second).post(at("take_question", question), follow=True)  # « J’écris la réponse », shown before
    assert "a avancé sur cette question" in stale.text and answer_rules.may_write(first, question)
    browser_of(second).post(at("take_question", question), {"over": "1"})
    with pytest.raises(answer_rules.NotNowError):
        answer_rules.keep_draft(question, first, DRAFT, "", to_read=False)
    browser_of(second).post(at("hand_back_question", question))
    assert "À prendre" in browser_of(first).get(LIST).text


def test_a_step_done_meanwhile_by_another_one_gets_a_message(first, second):
    question, _ = make_question()
    answer_rules.take(question, second)
    answer = browser_of(first).post(at("hand_back_question", question), follow=True)
    assert "a avancé sur cette question" in answer.text


def test_an_answer_whose_writer_left_may_be_taken_again(first, second):
    question = make_drafted(first)
    first.delete()
    client = browser_of(second)
    assert client.get(at("read_answer", question)).url == at("question", question)
    client.post(at("take_question", question))
    question.refresh_from_db()
    assert (question.state, question.draft["title"]) == ("asked", DRAFT["title"])


def test_closing_asks_for_a_word(first):
    question, _ = make_question()
    client = browser_of(first)
    client.post(at("take_question", question))
    assert client.post(at("close_question", question), {"word_to_asker": " "}).status_code == 422
    client.post(at("close_question", question), {"word_to_asker": "Allez au point-justice."})
    question.refresh_from_db()
    assert (question.state, question.word_to_asker) == ("closed", "Allez au point-justice.")
    assert not ReviewCase.objects.waiting().exists()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "visitor"])
def test_the_questions_are_404_for_everybody_else(client_of, first, kind):
    question, _ = make_question()
    client = client_of(kind)
    for address in (at("question", question), at("write_answer", question)):
        assert client.get(address).status_code == 404
    # Moderators see there the answers that nobody else can read: none here.
    listed = client.get(LIST)
    assert listed.status_code == (200 if kind in {"moderator", "superuser"} else 404)
    assert question.text not in listed.text


def test_an_ended_membership_gives_no_access_to_questions(first):
    membership = Membership.objects.get(user=first)
    membership.starts_on = membership.ends_on = membership.starts_on.replace(year=2020)
    membership.save()
    assert browser_of(first).get(LIST).status_code == 404


def test_the_home_says_how_many_questions_wait(first, second):
    make_drafted(first)
    make_question("Une autre ?", key="l" * 22)
    other = browser_of(second).get("/").text
    assert "Une question attend une réponse, depuis aujourd’hui" in other
    assert "Une réponse est à relire" in other
    writer = browser_of(first).get("/").text
    assert "Une question attend une réponse" in writer
    assert "à relire" not in writer, "who wrote it is not its second reader"
    question, _ = make_question("Et une autre ?", key="m" * 22)
    Question.objects.filter(pk=question.pk).update(asked_on=timezone.localdate() - datetime.timedelta(days=12))
    assert "2 questions attendent une réponse, la plus ancienne depuis 12 jours" in browser_of(first).get("/").text
    answer_rules.take(question, first)
    assert "Une réponse que vous avez commencée" in browser_of(first).get("/").text


def test_the_data_of_a_peer_advocate_tell_what_they_answered(first):
    make_drafted(first)
    file = browser_of(first).get(reverse("accounts:data_file")).content.decode()
    assert "réponses écrites comme pair-advocate" in file


@pytest.mark.one_database
@pytest.mark.usefixtures("settings_kept")
def test_the_list_costs_the_same_for_20_and_200_questions(first, second):
    def fill(number):
        for place in range(number):
            question, _ = make_question(f"Question {Question.objects.count()}-{place} ?")
            answer_rules.take(question, second)

    def asked():
        client = browser_of(first)
        mark_second_factor(client)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    fill(20)
    few = asked()
    fill(180)
    assert asked() == few <= 10


@pytest.mark.one_database
@pytest.mark.usefixtures("settings_kept")
def test_the_home_of_a_peer_advocate_costs_the_same_for_4_and_24_questions(first, second):
    def fill(number):
        for place in range(number):
            make_question(f"Question {Question.objects.count()}-{place} ?", key=f"{Question.objects.count():022d}")
        free = Question.objects.filter(state=Question.State.ASKED).values_list("pk", flat=True)[: number // 2]
        Question.objects.filter(pk__in=list(free)).update(state=Question.State.DRAFTED, drafted_by=second)

    def asked():
        client = browser_of(first)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert "à relire" in client.get("/").text
        return len(queries)

    fill(4)
    few = asked()
    fill(20)
    assert asked() == few <= 18


def test_the_writer_of_an_answer_reads_the_remark(first, second):
    question = make_drafted(first)
    browser_of(second).post(at("send_back_answer", question), {"reason": "Ajoutez le délai."})
    writer = browser_of(first)
    assert "Une remarque vous attend" in writer.get("/").text
    assert "Une remarque vous attend" in writer.get(LIST).text
    assert "Ajoutez le délai." in writer.get(at("question", question)).text.split("Ce qui s’est passé")[0]
    assert "Une remarque vous attend" not in browser_of(second).get("/").text


def test_the_families_of_sources_keep_one_order(first):
    for key in ("ZZZ-1", "MDPH-1", "AAH-1", "GEM-1"):
        FactFactory(key=key)
    question, _ = make_question()
    answer_rules.take(question, first)
    page = browser_of(first).get(at("write_answer", question)).text
    told = [
        page.index(f"<summary>{label}")
        for label in ("Les groupes d’entraide mutuelle", "La MDPH", "L’allocation", "Autres")
    ]
    assert told == sorted(told)


def test_a_moderator_reads_and_publishes_what_no_other_peer_advocate_may(client_of, index, first):
    """The only other peer advocate is of the same group: a moderator is the second person."""
    membership = Membership.objects.get(user=first)
    neighbour = make_peer_advocate("Voisine")
    Membership.objects.filter(user=neighbour).update(peer_group=membership.peer_group)
    question = make_drafted(first)
    assert browser_of(neighbour).get(at("read_answer", question)).status_code == 302
    moderator = client_of("moderator")
    assert question.text in moderator.get(LIST).text
    assert moderator.get(at("read_answer", question)).status_code == 200
    text = publish_it(question)
    assert moderator.post(at("read_answer", question), text | {"text": "un autre"}).url == LIST, "it has changed"
    assert moderator.post(at("read_answer", question), text).url == LIST
    question.refresh_from_db()
    assert question.practice.live


def test_a_moderator_who_proposed_the_writer_is_no_second_person(client_of, people, index, first):
    Membership.objects.filter(user=first).update(advocate_given_by=people.moderator)
    question = make_drafted(first)
    client_of("moderator").post(at("read_answer", question), publish_it(question))
    question.refresh_from_db()
    assert question.practice is None
