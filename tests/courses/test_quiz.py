"""Answers to questions: as often as the reader likes, never kept, and a clear message for anything odd."""

import re

import pytest

from courses.models import Enrolment, QuizResult
from tests.courses.factories import address, choice_ids, question_block, text_block

ODD = ["", "inconnue", "\0", "🙂", "x" * 10_000, "1' OR '1'='1", "‮abc"]


@pytest.fixture
def question(lessons):
    """Return a question with one right choice in three, in the first lesson."""
    block = question_block(("Inventer", False), ("Le dire", True), ("Attendre", False))
    lessons[0].body = [text_block(), block, text_block("La fin.")]
    lessons[0].save()
    return block


@pytest.fixture
def answer(lessons):
    """Answer a question with the choices that have these texts, as the form would."""

    def send(browser, block, *texts, **more):
        data = {"question": block["id"], "choices": choice_ids(block, *texts), "attempt": "1", **more}
        return browser.post(address(lessons[0], "reponse"), data)

    return send


def asked_again(body: str) -> list[str]:
    """Return the ids of the choices on the page, in order."""
    return [part.split('"')[1] for part in body.split('name="choices" value=')[1:]]


def test_a_right_answer_shows_its_explanation_and_those_of_every_choice(visitor, question, answer):
    response = answer(visitor, question, "Le dire")
    body = response.content.decode()
    assert response.status_code == 200
    assert "<strong>Oui.</strong> L’explication générale." in body
    assert "Parce que Attendre." in body  # every choice has its explanation
    assert "Refaire la question" in body
    assert "La fin." in body


@pytest.mark.parametrize("said", ["Le dire", "Attendre"])
def test_a_question_is_in_the_outline_of_the_page_answered_or_not(visitor, question, answer, lessons, said):
    for body in (visitor.get(address(lessons[0])), answer(visitor, question, said)):
        assert f'id="titre-{question["id"]}"' in "".join(re.findall(r"<h2[^>]*>", body.content.decode()))


def test_another_answer_is_called_not_yet_right_and_never_wrong(visitor, question, answer):
    body = answer(visitor, question, "Inventer").content.decode()
    assert "<strong>Pas encore.</strong>" in body
    assert "Parce que Inventer." in body
    assert "Parce que Le dire." not in body
    assert "Essayer encore" in body
    assert "aux." not in body.split("Pas encore")[1].split("</section>")[0].lower().replace("aux choix", "")


def test_the_page_opens_again_at_the_answer(visitor, question, answer, lessons):
    page = visitor.get(address(lessons[0])).content.decode()
    assert f'action="{address(lessons[0], "reponse")}#reponse-{question["id"]}"' in page
    assert f'id="reponse-{question["id"]}" tabindex="-1"' in answer(visitor, question, "Inventer").content.decode()


def test_choices_are_as_written_at_first_and_shuffled_from_the_second_attempt(visitor, question, answer, lessons):
    written = choice_ids(question, "Inventer", "Le dire", "Attendre")
    assert asked_again(visitor.get(address(lessons[0])).content.decode()) == written
    orders = [asked_again(answer(visitor, question, "Inventer", attempt=n).content.decode()) for n in "12345678"]
    assert any(order != written for order in orders)
    assert all(sorted(order) == sorted(written) for order in orders)
    assert orders[0] == asked_again(answer(visitor, question, "Inventer", attempt="1").content.decode())


@pytest.mark.parametrize(
    ("chosen", "right"), [(["Noter", "Classer"], True), (["Noter"], False), (["Noter", "Classer", "Jeter"], False)]
)
def test_an_answer_is_right_with_all_the_right_choices_and_no_other(visitor, lessons, answer, chosen, right):
    block = question_block(("Noter", True), ("Classer", True), ("Jeter", False), kind="multiple")
    lessons[0].body = [block]
    lessons[0].save()
    body = answer(visitor, block, *chosen).content.decode()
    assert ("<strong>Oui.</strong>" in body) is right
    assert ("toutes les réponses justes" in body) is not right


@pytest.mark.parametrize(("chosen", "right"), [("Vrai", True), ("Faux", False)])
def test_a_true_or_false_question_has_one_right_answer(visitor, lessons, answer, chosen, right):
    block = question_block(("Vrai", True), ("Faux", False), kind="true_false")
    lessons[0].body = [block]
    lessons[0].save()
    assert ("<strong>Oui.</strong>" in answer(visitor, block, chosen).content.decode()) is right


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_an_answer_without_a_choice_is_refused_beside_the_question(browser_of, question, answer, kind):
    response = answer(browser_of(kind), question)
    assert response.status_code == 422
    assert "Choisissez une réponse, puis répondez." in response.content.decode()
    assert not QuizResult.objects.exists()


@pytest.mark.parametrize("odd", ODD[1:])
def test_an_unknown_choice_is_refused_with_a_message(visitor, question, lessons, odd):
    response = visitor.post(address(lessons[0], "reponse"), {"question": question["id"], "choices": [odd]})
    assert response.status_code == 422
    assert "n’est plus dans la liste" in response.content.decode()


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_an_unknown_question_is_refused_with_a_message(browser_of, question, lessons, kind, odd):
    response = browser_of(kind).post(address(lessons[0], "reponse"), {"question": odd, "choices": ["1"]})
    assert response.status_code == 422
    assert "Cette question n’est plus dans la leçon." in response.content.decode()


@pytest.mark.parametrize("odd", [*ODD, "-1", "99999999", "٣"])
def test_an_odd_attempt_number_is_accepted(visitor, question, answer, odd):
    assert answer(visitor, question, "Inventer", attempt=odd).status_code == 200


def test_two_choices_where_one_is_asked_are_refused(visitor, question, answer):
    response = answer(visitor, question, "Inventer", "Le dire")
    assert response.status_code == 422
    assert "Choisissez une seule réponse." in response.content.decode()


def test_the_tries_of_a_member_are_counted_and_their_answers_not_kept(member, people, question, answer):
    for attempt, text in enumerate(["Inventer", "Le dire", "Inventer"], start=1):
        answer(member, question, text, attempt=attempt)
    result = QuizResult.objects.get()
    assert (result.tries, str(result.question_id), result.user) == (3, question["id"], people.member)
    assert result.solved_at is not None
    assert {field.name for field in QuizResult._meta.fields} == {
        "id",
        "user",
        "lesson",
        "question_id",
        "tries",
        "solved_at",
    }


@pytest.mark.parametrize("text", ["Inventer", "Le dire"])
def test_the_same_attempt_sent_again_is_the_same_try(member, question, answer, lessons, text):
    answer(member, question, "Inventer", attempt=1)
    pages = [answer(member, question, text, attempt=2).content.decode() for _ in range(3)]
    assert QuizResult.objects.get().tries == 2
    assert pages[0].split("<main")[1] == pages[2].split("<main")[1]
    assert 'name="attempt" value="3"' in member.get(address(lessons[0])).content.decode()


def test_the_day_a_question_was_found_is_the_first_one(member, question, answer):
    answer(member, question, "Le dire", attempt=1)
    found_at = QuizResult.objects.get().solved_at
    answer(member, question, "Le dire", attempt=2)
    answer(member, question, "Inventer", attempt=3)
    assert QuizResult.objects.get().solved_at == found_at


def test_nothing_is_kept_of_the_answer_of_a_visitor(visitor, question, answer):
    response = answer(visitor, question, "Le dire")
    assert not response.cookies
    assert not Enrolment.objects.exists()


def test_a_get_of_the_answer_address_leads_to_the_lesson(visitor, question, lessons):
    assert visitor.get(address(lessons[0], "reponse")).url == address(lessons[0])


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://ailleurs.fr"}])
@pytest.mark.parametrize("act", ["reponse", "fini"])
def test_a_form_of_another_site_is_refused(client, question, lessons, headers, act):
    data = {"question": question["id"], "choices": choice_ids(question, "Le dire"), "action": "done"}
    assert client.post(address(lessons[0], act), data, headers=headers).status_code == 403


def test_a_choice_is_explained_before_the_rule(visitor, question, answer):
    page = answer(visitor, question, "Attendre").content.decode()
    assert page.index("Pas encore.") < page.index("Parce que Attendre.") < page.index("L’explication générale.")


def test_a_question_without_its_own_explanation_says_that_of_the_choice_right_or_not(visitor, lessons, answer):
    block = question_block(("Inventer", False), ("Le dire", True))
    block["value"]["explanation"] = ""
    lessons[0].body = [text_block(), block]
    lessons[0].save()
    for chosen in ("Le dire", "Inventer"):
        body = answer(visitor, block, chosen).content.decode()
        said = body.split('id="reponse-')[1].split("</div>")[0]
        assert f"Parce que {chosen}." in said
        assert "<p></p>" not in said.replace(" ", "")
