"""Answers: one peer advocate writes, another reads and publishes; never one alone, nor the words of the question."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from content.models import Fact, PracticePage, Question, ReviewCase
from content.practices.questions import answer_rules
from content.publishing.relays import NO_GROUND
from lib.text import no_break
from tests.courses.factories import FactFactory
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


def test_a_question_becomes_a_published_sheet(first, second):
    question, _ = make_question()
    fact = FactFactory()
    writer, reader = browser_of(first), browser_of(second)
    assert question.text in writer.get(LIST).text
    assert writer.post(at("take_question", question)).url == at("write_answer", question)
    writer.post(at("write_answer", question), SENT | {"facts": [fact.pk]})
    assert "À relire" in reader.get(LIST).text
    shown = reader.get(at("read_answer", question))
    page = shown.text
    assert "On la lit à deux" in page
    assert fact.statement in page
    reader.post(at("read_answer", question), {"nobody": "on", "text": shown.context["text"]})
    question.refresh_from_db()
    sheet = question.practice
    assert (question.state, question.drafted_by, question.read_by) == ("answered", first, second)
    assert (sheet.live, sheet.owner, sheet.signature, sheet.needs_second_reader) == (
        True,
        None,
        "des pair-advocates",
        True,
    )
    assert [source.fact for source in sheet.sources.all()] == [fact]
    assert [step.act for step in question.cases.get().steps.all()] == ["received", "taken", "read_once", "published"]
    assert not ReviewCase.objects.waiting().exists()
    assert reader.get(sheet.address).status_code == 200
    assert "Bon courage" not in reader.get(sheet.address).text


def test_the_writer_of_an_answer_cannot_publish_it(first):
    question = make_drafted(first)
    client = browser_of(first)
    assert client.get(at("read_answer", question)).url == at("question", question)
    client.post(at("read_answer", question), publish_it(question))
    client.post(at("send_back_answer", question), {"reason": "Non"})
    with pytest.raises(answer_rules.NotNowError):
        answer_rules.publish(question, first, answer_rules.text_read(question))
    question.refresh_from_db()
    assert question.state == "drafted"
    assert not PracticePage.objects.exists()


def test_an_answer_changed_meanwhile_must_be_read_again(first, second):
    """The writer changes the answer while the page of the reader is open: only a text that was read is published."""
    question = make_drafted(first)
    writer, reader = browser_of(first), browser_of(second)
    read = publish_it(question)
    writer.post(at("take_question", question))
    writer.post(at("write_answer", question), SENT | {"what_we_did": "Un autre conseil d’avocat, jamais lu."})
    answer = reader.post(at("read_answer", question), read, follow=True)
    assert "a changé depuis que vous l’avez ouverte" in answer.text
    assert not PracticePage.objects.exists()
    question.refresh_from_db()
    reader.post(at("read_answer", question), publish_it(question))
    assert "jamais lu" in PracticePage.objects.get().what_we_did


def test_the_database_refuses_one_person_as_writer_and_reader(first):
    question = make_drafted(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(read_by=first)


def test_publishing_without_the_box_is_refused(first, second):
    question = make_drafted(first)
    answer = browser_of(second).post(at("read_answer", question), {})
    assert answer.status_code == 422
    assert 'href="#id_nobody"' in answer.text
    assert not PracticePage.objects.exists()


def test_a_published_answer_has_the_headings_of_an_answer(first, second, client):
    question = make_drafted(first)
    read = browser_of(second).get(at("read_answer", question)).text
    sheet = answer_rules.publish(question, second, answer_rules.text_read(question))
    for page in (read, client.get(sheet.address).text):
        assert [name in page for name in ("La question<", "La réponse<", "Ce qui aide<")] == [True] * 3
        assert "Ce que nous avons fait" not in page
    assert sheet.get_latest_revision_as_object().is_answer, "changed in the admin, it stays one"


def test_publishing_twice_makes_one_sheet(first, second):
    question = make_drafted(first)
    client = browser_of(second)
    for _ in range(2):
        client.post(at("read_answer", question), publish_it(question))
    assert PracticePage.objects.count() == 1


def test_two_readers_at_once_make_one_sheet(first, second):
    question = make_drafted(first)
    answer_rules.publish(question, second, answer_rules.text_read(question))
    with pytest.raises(answer_rules.NotNowError):
        answer_rules.publish(question, make_peer_advocate("Camille"), answer_rules.text_read(question))
    assert PracticePage.objects.count() == 1


def test_without_the_list_of_sheets_nothing_is_lost(first, second, index):
    question = make_drafted(first)
    index.unpublish()
    answer = browser_of(second).post(at("read_answer", question), publish_it(question))
    assert answer.status_code == 422
    assert "tout est gardé" in answer.text
    question.refresh_from_db()
    assert question.state == "drafted"


def test_a_fact_erased_meanwhile_does_not_stop_the_answer(first, second):
    fact = FactFactory()
    question = make_drafted(first, facts=[fact.pk])
    fact.delete()
    assert answer_rules.publish(question, second, answer_rules.text_read(question)).live


ELSEWHERE = {"source_title": "Un autre site", "url": "https://exemple.org/ailleurs"}


def test_a_source_changed_since_its_reader_opened_the_answer_is_read_first(first, second):
    fact = FactFactory()
    question = make_drafted(first, facts=[fact.pk])
    read = publish_it(question)
    Fact.objects.update(**ELSEWHERE)
    answer = browser_of(second).post(at("read_answer", question), read, follow=True)
    assert answer_rules.CHANGED in answer.text
    assert not PracticePage.objects.exists()


def test_a_source_changed_since_its_writer_sent_the_answer_is_for_both_to_read(first, second):
    fact = FactFactory()
    question = make_drafted(first, facts=[fact.pk])
    Fact.objects.update(**ELSEWHERE)
    answer = browser_of(second).post(at("read_answer", question), publish_it(question), follow=True)
    assert no_break(answer_rules.SOURCE_CHANGED) in answer.text
    assert not PracticePage.objects.exists()
    answer_rules.send_back(question, second, "Une source a changé.")
    answer_rules.keep_draft(question, first, {**DRAFT, "facts": [fact.pk]}, "", to_read=True)
    question.refresh_from_db()
    assert answer_rules.publish(question, second, answer_rules.text_read(question)).live


BARE = {"what_we_did": "On la lit à deux, on note la date."}


def test_an_answer_without_a_source_or_a_named_relay_is_not_sent_to_be_read(first):
    question, fact = make_question()[0], FactFactory()
    client = browser_of(first)
    client.post(at("take_question", question))
    answer = client.post(at("write_answer", question), SENT | BARE)
    assert answer.status_code == 422
    assert 'href="#id_facts' in answer.text
    assert "On la lit à deux" in answer.text
    assert client.post(at("write_answer", question), SENT | BARE | {"later": "1"}).status_code == 302
    assert client.post(at("write_answer", question), SENT | BARE | {"facts": [fact.pk]}).status_code == 302


def test_an_answer_that_stands_on_nothing_is_not_published(first, second):
    fact = FactFactory()
    question = make_drafted(first, facts=[fact.pk], **BARE)
    fact.delete()
    answer = browser_of(second).post(at("read_answer", question), publish_it(question))
    assert answer.status_code == 422
    assert "Renvoyez-la" in answer.text
    assert not PracticePage.objects.exists()


def test_a_published_answer_keeps_something_to_stand_on(first, second):
    question = make_drafted(first)
    sheet = answer_rules.publish(question, second, answer_rules.text_read(question))
    sheet.what_we_did = BARE["what_we_did"]
    assert sheet.reasons_to_wait(sheet)[-1] == NO_GROUND
    sheet.limits = "L’assistante sociale peut aider."
    assert NO_GROUND not in sheet.reasons_to_wait(sheet)


def test_an_answer_sent_back_with_a_reason_is_changed_and_sent_again(first, second):
    question = make_drafted(first)
    writer, reader = browser_of(first), browser_of(second)
    assert reader.post(at("send_back_answer", question), {"reason": ""}).status_code == 422
    reader.post(at("send_back_answer", question), {"reason": "Citez une source."})
    page = writer.get(at("write_answer", question)).text
    assert "Citez une source." in page
    assert "On la lit à deux" in page
    writer.post(at("write_answer", question), SENT)
    assert answer_rules.publish(question, second, answer_rules.text_read(question)).live


def test_the_words_of_the_question_are_not_repeated(first):
    text = "Mon cousin garde ma carte bancaire depuis la fête du village"
    question, _ = make_question(text)
    client = browser_of(first)
    client.post(at("take_question", question))
    for said in (text, text.upper(), f"On demande : {text}."):
        answer = client.post(at("write_answer", question), SENT | {"situation": said})
        assert answer.status_code == 422
        assert 'href="#id_situation"' in answer.text
    assert (
        client.post(at("write_answer", question), SENT | {"situation": "Un proche garde la carte"}).status_code == 302
    )


def test_a_draft_is_kept_for_later_as_it_is(first):
    question, _ = make_question()
    client = browser_of(first)
    client.post(at("take_question", question))
    client.post(at("write_answer", question), {"title": "Une idée", "audience": "rights", "later": "1"})
    question.refresh_from_db()
    assert (question.state, question.draft["title"]) == ("asked", "Une idée")
    assert "Une idée" in client.get(at("write_answer", question)).text


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"situation": "a\x00b"}, "situation"),
        ({"what_we_did": "é" * 10_000}, "what_we_did"),
        ({"audience": "tous"}, "audience"),
        ({"facts": ["0"]}, "facts"),
        ({"word_to_asker": "x" * 1001}, "word_to_asker"),
    ],
)
def test_odd_answers_are_refused_and_the_rest_stays(first, odd, field):
    question, _ = make_question()
    client = browser_of(first)
    client.post(at("take_question", question))
    answer = client.post(at("write_answer", question), SENT | odd)
    assert answer.status_code == 422
    assert f'href="#id_{field}' in answer.text
    assert "Ne pas rester seul" in answer.text


@pytest.mark.parametrize("title", ["🎉", "Question", "Proposer", "\u202eabc", "Répondre à une lettre"])
def test_any_title_of_an_answer_makes_an_address(first, second, title):
    question = make_drafted(first)
    answer_rules.publish(question, second, answer_rules.text_read(question))
    Question.objects.all().delete()
    question = make_drafted(first, title=title)
    sheet = answer_rules.publish(question, second, answer_rules.text_read(question))
    assert browser_of(first).get(sheet.address).status_code == 200
    assert sheet.title == title
