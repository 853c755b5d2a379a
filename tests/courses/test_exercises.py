"""The exercises of a lesson on the page: answered as questions are, as often as the reader likes, never kept."""

import re

import pytest
from django.test import Client

from courses.models import Enrolment, QuizResult
from tests.accounts.kit import card_of, show_alone
from tests.courses.exercises import (
    PAIRS,
    STEPS,
    match_block,
    order_block,
    other_answer,
    placed,
    right_answer,
    short_block,
)
from tests.courses.factories import address, choice_ids, published, question_block, text_block

MAKERS = {"order": order_block, "match": match_block, "short_answer": short_block}
ODD = ["inconnue", "\0", "🙂", "x" * 10_000, "1' OR '1'='1", "‮abc:1", "a:b:c"]
EXPLAINED = "L’explication générale."


@pytest.fixture(params=MAKERS)
def exercise(request, lessons):
    """Return an exercise of each kind in turn, in the first lesson."""
    block = MAKERS[request.param]()
    lessons[0].body = [text_block(), block, text_block("La fin.")]
    lessons[0].save()
    published()
    return block


@pytest.fixture
def readers(browser_of, people):
    """Return the browser of a kind of reader; « card » shows the card of the member alone."""

    def reader(kind: str) -> Client:
        if kind != "card":
            return browser_of(kind)
        client = Client(headers={"sec-fetch-site": "same-origin"})
        show_alone(client, card_of(people.member))
        return client

    return reader


READERS = pytest.mark.parametrize("kind", ["visitor", "member", "card"])


def send(browser, lesson, block, chosen, attempt="1"):
    return browser.post(address(lesson, "reponse"), {"question": block["id"], "choices": chosen, "attempt": attempt})


def part(response, block) -> str:
    """Return the part of the page about an exercise."""
    return response.text.split(f'id="question-{block["id"]}"')[1].split("</section>")[0]


@READERS
def test_a_right_answer_is_told_with_the_explanation_and_the_solution(readers, exercise, lessons, kind):
    response = send(readers(kind), lessons[0], exercise, right_answer(exercise))
    body = part(response, exercise)
    assert response.status_code == 200
    assert f"<strong>Juste.</strong> {EXPLAINED}" in body
    assert 'class="solution"' in body
    assert "<form" not in body
    assert "La fin." in response.text


@READERS
def test_another_answer_is_another_lead_and_can_be_tried_again(readers, exercise, lessons, kind):
    browser = readers(kind)
    first, second = (send(browser, lessons[0], exercise, other_answer(exercise), attempt) for attempt in "12")
    assert f"<strong>Autre piste.</strong> {EXPLAINED}" in part(first, exercise)
    assert "Essayer encore" in part(first, exercise)
    assert 'name="attempt" value="2"' in part(first, exercise)
    assert 'class="solution"' not in part(first, exercise)
    assert 'class="solution"' in part(second, exercise)
    assert not re.search(r"\bfau(?:x|sse)|\berreur|field-invalid|field-error", part(first, exercise))


@READERS
def test_nothing_sent_is_refused_in_words_and_counts_for_no_try(readers, exercise, lessons, kind):
    response = send(readers(kind), lessons[0], exercise, [])
    assert response.status_code == 422
    assert f'id="reponse-{exercise["id"]}" tabindex="-1" role="alert"' in part(response, exercise)
    assert 'aria-invalid="true"' in part(response, exercise)
    assert not QuizResult.objects.exists()


@READERS
def test_anything_odd_is_answered_and_never_breaks(readers, exercise, lessons, kind):
    browser = readers(kind)
    for odd in ODD:
        response = send(browser, lessons[0], exercise, [odd, odd])
        assert response.status_code == 422
        assert 'class="field-error"' in part(response, exercise)
        assert send(browser, lessons[0], exercise, [odd]).status_code in {200, 422}
        assert send(browser, lessons[0], exercise, right_answer(exercise), odd).status_code == 200


def test_a_huge_answer_is_refused(visitor, exercise, lessons):
    many = [*right_answer(exercise), *["x:1"] * 900]
    assert send(visitor, lessons[0], exercise, many).status_code == 422
    assert send(visitor, lessons[0], exercise, ["x" * 5_000_000]).status_code == 413


def test_one_line_sent_twice_is_refused(visitor, exercise, lessons):
    sent = right_answer(exercise)
    assert send(visitor, lessons[0], exercise, [*sent, sent[0]]).status_code == 422


def test_an_exercise_taken_out_of_the_lesson_is_refused_in_words(visitor, exercise, lessons):
    response = send(visitor, lessons[0], MAKERS[exercise["type"]](), right_answer(exercise))
    assert response.status_code == 422
    assert "n’est plus dans la leçon" in response.text


def test_the_same_attempt_sent_again_is_the_same_try(member, people, exercise, lessons):
    for _ in range(3):
        send(member, lessons[0], exercise, other_answer(exercise))
    assert QuizResult.objects.get().tries == 1
    send(member, lessons[0], exercise, right_answer(exercise), "2")
    result = QuizResult.objects.get()
    assert (result.tries, str(result.question_id), result.user) == (2, exercise["id"], people.member)
    assert result.solved_at


def test_the_tries_of_a_card_are_noted_and_not_told(readers, people, exercise, lessons):
    card = readers("card")
    send(card, lessons[0], exercise, other_answer(exercise))
    assert QuizResult.objects.get().user == people.member
    assert 'name="attempt" value="1"' in part(card.get(address(lessons[0])), exercise)


def test_nothing_is_kept_of_a_visitor_s_answer(visitor, exercise, lessons):
    assert not send(visitor, lessons[0], exercise, right_answer(exercise)).cookies
    assert not Enrolment.objects.exists()


def test_the_steps_of_a_page_are_shuffled_and_do_not_move(visitor, lessons):
    block = order_block()
    lessons[0].body = [block]
    lessons[0].save()
    pages = [visitor.get(address(lessons[0])), send(visitor, lessons[0], block, placed(block, 2, 1, 3, 4))]
    shown = [re.findall(r"<label [^>]*>([^<]+)</label>", part(page, block)) for page in pages]
    assert shown[0] == shown[1] != STEPS
    assert sorted(shown[0]) == sorted(STEPS)
    assert part(pages[1], block).count(" selected>") == len(STEPS), "what was chosen stays, to be mended"


def test_two_steps_in_one_place_lose_nothing(visitor, lessons):
    block = order_block()
    lessons[0].body = [block]
    lessons[0].save()
    response = send(visitor, lessons[0], block, placed(block, 1, 1, 3, 4))
    assert response.status_code == 422
    assert "la place 1. Donnez à chacune sa place." in part(response, block)
    assert part(response, block).count(" selected>") == len(STEPS)
    assert part(response, block).count('aria-invalid="true"') == 2


def test_a_hint_comes_after_the_first_try(member, lessons):
    block = short_block()
    lessons[0].body = [block]
    lessons[0].save()
    assert "Comptez encore." not in member.get(address(lessons[0])).text
    assert "Comptez encore." not in part(send(member, lessons[0], block, [""]), block)
    assert "Comptez encore." in part(send(member, lessons[0], block, ["28"]), block)
    assert "Comptez encore." in member.get(address(lessons[0])).text


def test_on_paper_there_are_lines_to_write_on_and_labels_to_link(visitor, lessons):
    blocks = [order_block(), match_block(), short_block()]
    lessons[0].body = blocks
    lessons[0].save()
    page = visitor.get(address(lessons[0]))
    lines = [part(page, block).count('class="exercise-blank"') for block in blocks]
    assert lines == [len(STEPS), len(PAIRS), 1]
    assert part(page, blocks[1]).count("<li>") == 2, "the labels to copy, each once"
    assert "27,50" not in page.text


def test_an_exercise_whose_id_was_forged_is_shown_and_breaks_nothing(member, lessons, exercise):
    lessons[0].body = [exercise | {"id": "pas-un-uuid"}]
    lessons[0].save()
    published()
    page = member.get(address(lessons[0]))
    assert page.status_code == 200 and 'class="quiz"' in page.text
    posted = {"question": "pas-un-uuid", "choices": right_answer(exercise)}
    assert member.post(address(lessons[0], "reponse"), posted).status_code == 422


def test_an_exercise_costs_as_many_queries_as_a_question(member, lessons, exercise, count_queries):
    asked = question_block(("Oui", True), ("Non", False))
    lessons[0].body = [asked, exercise, order_block(), match_block(), short_block()]
    lessons[0].save()
    member.get(address(lessons[0]))
    counts = {}
    for block, chosen in ((asked, choice_ids(asked, "Oui")), (exercise, right_answer(exercise))):
        send(member, lessons[0], block, chosen)
        counts[block["type"]] = count_queries(
            lambda block=block, chosen=chosen: send(member, lessons[0], block, chosen)
        )
    assert counts[exercise["type"]] == counts["question"] <= 8


@pytest.mark.parametrize("answer", [right_answer, other_answer])
def test_an_editor_tries_an_exercise_in_a_preview_and_nothing_is_kept(browser_of, exercise, lessons, answer):
    query = f"?question={exercise['id']}&attempt=1&" + "&".join(f"choices={each}" for each in answer(exercise))
    editor = browser_of("superuser").get(f"/aide/{query}").wsgi_request
    text = lessons[0].make_preview_request(original_request=editor).content.decode()
    assert ("Juste." if answer is right_answer else "Autre piste.") in text
    assert not QuizResult.objects.exists()
