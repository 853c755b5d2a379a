"""« Montrer à quelqu’un »: the half hour that a finished module gives, and who is offered it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from content import remembered
from courses.learning.lookup import Contents
from courses.learning.ready_sessions import sessions_of
from courses.models import LessonPage
from tests.courses.factories import published, question_block
from tests.gatherings.ready_kit import block, brief_block, finish, lesson_of, make_trained, to_do_block, whole_body
from tests.performance.test_query_counts import asked
from tests.take_home.factories import build_tools, make_tool

pytestmark = pytest.mark.django_db
SESSION = reverse("gatherings:ready_session", args=["caisse"])
FINISHED = reverse("courses:finished", args=["caisse"])
WORDS = "Montrer à quelqu’un"


@pytest.fixture
def module(db):
    return make_trained()


@pytest.fixture
def member(people, module, client_of):
    """Return the browser of the member, who finished the module."""
    finish(people.member, module)
    return client_of("member")


def write(module, slug: str, body: list) -> None:
    lesson = lesson_of(module, slug)
    lesson.body = body
    lesson.save()
    published()


def test_whoever_finished_and_is_in_a_group_is_led_there(member, module):
    for address in (FINISHED, module.address):
        page = member.get(address).text
        assert WORDS in page
        assert SESSION in page


def test_nobody_else_is_led_there(people, member, module, client_of, client):
    for kind in ("other_member", "editor"):
        assert SESSION not in client_of(kind).get(module.address).text  # not finished
    finish(people.editor, module)
    assert SESSION not in client_of("editor").get(FINISHED).text  # in no group
    assert SESSION not in client.get(module.address).text
    Membership.objects.filter(user=people.member).update(ends_on=timezone.localdate(), left_at=timezone.now())
    assert SESSION not in member.get(FINISHED).text


def test_the_page_is_for_them_alone(people, member, module, client_of, client):
    assert member.get(SESSION).status_code == 200
    assert client_of("other_member").get(SESSION).url == module.address
    finish(people.editor, module)
    assert client_of("editor").get(SESSION).url == module.address
    assert client.get(SESSION).status_code == 302
    assert member.post(SESSION).status_code == 405


def test_the_sheet_is_made_of_the_words_of_the_lesson(member):
    page = member.get(SESSION).text
    for words in (
        "Compter la caisse",
        "La caisse se compte à deux.",
        "On écrit le total.",
        "Comptez une caisse inventée.",
        "Comment compter la caisse ?",
        "L’explication générale.",
        "30&nbsp;minutes",
        "5&nbsp;minutes",
        "15&nbsp;minutes",
        "10&nbsp;minutes",
        "/formations/caisse/compter/a-lire-ensemble.pdf",
    ):
        assert words in page
    assert "<strong>À deux.</strong> Parce que À deux.." in page
    assert "Parce que Seul" not in page


def test_a_short_answer_is_said(member, module):
    value = {"question": "Combien ?", "accepted": [{"value": "Douze"}], "explanation": "Six et six.", "hint": ""}
    write(module, "compter", [*whole_body()[:2], {**whole_body()[2], "type": "short_answer", "value": value}])
    page = member.get(SESSION).text
    assert "<strong>Combien ?</strong>" in page
    assert "<strong>Douze</strong>" in page


def test_a_tool_of_the_lesson_is_brought(member, module):
    tool = make_tool(build_tools())
    write(module, "compter", [*whole_body(), block("tool", tool=tool.pk, words="")])
    remembered._drop_former(remembered.UNKNOWN)
    page = member.get(SESSION).text
    assert f'<a href="{tool.address}">{tool.title}</a>' in page


def test_another_lesson_is_chosen_and_one_that_gives_no_session_is_not_offered(member):
    page = member.get(SESSION)
    assert [each.slug for each in page.context["others"]] == ["ranger"]
    assert "La boîte se compte à deux." in member.get(f"{SESSION}?lecon=ranger").text
    for odd in ("sans", "inconnue", "é" * 3000):
        assert member.get(SESSION, {"lecon": odd}).context["lesson"].slug == "compter"


def test_a_lesson_on_a_hard_subject_comes_second_and_says_whom_to_call(member, module):
    lesson = lesson_of(module, "compter")
    lesson.content_note = "Cette leçon parle du deuil."
    lesson.save()
    published()
    assert member.get(SESSION).context["lesson"].slug == "ranger"
    page = member.get(f"{SESSION}?lecon=compter").text
    assert "Cette leçon parle du deuil." in page
    assert "3114" in page


@pytest.mark.parametrize("lacks", [0, 1, 2])
def test_a_lesson_that_lacks_a_part_gives_no_session(module, lacks):
    body = whole_body()
    del body[lacks]
    write(module, "compter", body)
    assert [each.lesson.slug for each in of(module)] == ["ranger"]


def test_an_empty_part_is_a_part_that_lacks(module):
    write(module, "compter", [brief_block(""), *whole_body()[1:]])
    write(module, "ranger", [whole_body()[0], {**to_do_block(""), "value": {"text": ""}}, whole_body()[2]])
    assert of(module) == []


def test_a_module_without_a_session_has_no_door(member, module):
    for slug in ("compter", "ranger"):
        write(module, slug, [brief_block("Un point.")])
    assert SESSION not in member.get(FINISHED).text
    assert member.get(SESSION).status_code == 404


def test_the_plan_drops_whole_points_rather_than_cut_one(module):
    long = [f"{number} " + "mot " * 60 for number in range(6)]
    write(module, "compter", [brief_block(*long), *whole_body()[1:]])
    plan = of(module)[0].plan(1000)
    assert 700 < len(plan) <= 1000
    assert "0 mot" in plan
    assert "5 mot" not in plan
    assert plan.endswith("Comment compter la caisse ?")


def test_steps_to_order_are_not_asked_aloud(module):
    order = question_block(("Un", True), ("Deux", False))
    order |= {"type": "order", "value": {"question": "Dans l’ordre ?", "steps": [], "explanation": ""}}
    write(module, "compter", [*whole_body()[:2], order, whole_body()[2]])
    assert of(module)[0].question.text == "Comment compter la caisse ?"


def test_the_door_costs_one_query(people, member, module):
    with_door = asked(member, module.address)
    for slug in ("compter", "ranger"):
        write(module, slug, [])
    assert asked(member, module.address) == with_door - 1


def of(module) -> list:
    """Return the sessions of the module as the database has it now."""
    lessons = list(LessonPage.objects.child_of(module).live())
    return sessions_of(Contents(module, lessons, ""))
