"""The exercises as their editors write them: what is refused, what the panel beside the lesson says, what is found."""

import json
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from courses.blocks import LessonBodyBlock
from courses.editing.duplicate import with_new_ids
from courses.editing.lesson_text import missing_in, text_of
from courses.editing.quality import QuestionText
from courses.editing.reading_time import reading_minutes
from tests.courses.exercises import match_block, order_block, short_block

PAIR = {"À gauche": "Un.", "Aussi": "Deux."}


def cleaned(block, deferred=False, **fields):
    """Return the value of an exercise as its block keeps it, with some fields changed."""
    body = LessonBodyBlock()
    stream = body.to_python([block | {"value": block["value"] | fields}])
    return body.clean_deferred(stream) if deferred else body.clean(stream)


@pytest.mark.parametrize(
    "block",
    [
        order_block("Un.", "Deux.", "Trois."),
        order_block(*map(str, range(8))),
        match_block(**PAIR),
        match_block(),
        short_block("Oui"),
        short_block(hint=""),
    ],
)
def test_an_exercise_that_can_be_done_is_kept(block):
    assert cleaned(block)[0].block_type == block["type"]


@pytest.mark.parametrize(
    ("block", "fields", "message"),
    [
        (order_block("Un.", "Deux."), {}, "3"),
        (order_block(*map(str, range(9))), {}, "8"),
        (order_block("Un.", "Deux.", "un"), {}, "Deux étapes disent la même chose."),
        (order_block("Un.", "Deux.", "x" * 201), {}, "200"),
        (order_block(), {"explanation": ""}, "explanation"),
        (order_block(), {"question": ""}, "question"),
        (match_block(a="Un."), {}, "2"),
        (match_block(a="Un.", A="Deux."), {}, "deux fois à gauche"),
        (match_block(a="Un.", b="Un."), {}, "au moins deux textes différents"),
        (match_block(a="Un.", b="x" * 121), {}, "120"),
        (match_block(**{str(n): str(n) for n in range(7)}), {}, "6"),
        (match_block(), {"explanation": ""}, "explanation"),
        (short_block("x" * 101), {}, "100"),
        (short_block(*map(str, range(11))), {}, "10"),
        (short_block("Oui", "."), {}, "que des espaces ou des points"),
        (short_block(), {"explanation": ""}, "explanation"),
    ],
)
def test_an_exercise_that_cannot_be_done_is_refused(block, fields, message):
    with pytest.raises(ValidationError) as refused:
        cleaned(block, **fields)
    assert message in json.dumps(refused.value.as_json_data(), ensure_ascii=False)


@pytest.mark.parametrize(
    "block", [order_block("Un.", "Un.", "Deux."), match_block(a="Un.", b="Un."), short_block(".", "Oui")]
)
def test_an_unfinished_exercise_is_saved_as_a_draft(block):
    assert cleaned(block, deferred=True, explanation="", question="")


def test_an_exercise_without_explanation_keeps_the_lesson_from_being_published(lessons):
    bare = [block | {"value": block["value"] | {"explanation": " "}} for block in (order_block(), match_block())]
    lessons[0].body = [*bare, short_block()]
    text = text_of(lessons[0])
    assert text.questions == (
        QuestionText("Que faire de order ?", is_explained=False),
        QuestionText("Que faire de match ?", is_explained=False),
        QuestionText("Que faire de short_answer ?", is_explained=True),
    )
    assert [remark.title for remark in missing_in(lessons[0])] == ["Questions à expliquer"]
    assert "Noter la date." in {each.words for each in text.full}


@pytest.mark.parametrize("make", [order_block, match_block, short_block])
def test_an_exercise_takes_half_a_minute_whatever_its_words(make):
    text = {"type": "brief", "value": {"points": ["mot " * 140]}}
    assert [reading_minutes([text, *[make() for _ in range(count)]]) for count in (0, 1, 2, 3)] == [1, 2, 2, 3]


def test_the_words_of_an_exercise_are_found_by_the_search(lessons):
    lessons[0].body = [order_block(), match_block(), short_block()]
    said = " ".join(lessons[0].body.stream_block.get_searchable_content(lessons[0].body))
    for words in ("Numéroter le ticket.", "La trésorerie", "Compte.", "Que faire de short_answer ?", "L’explication"):
        assert words in said


@pytest.mark.parametrize("make", [order_block, match_block, short_block])
def test_a_copied_exercise_has_ids_of_its_own(make):
    block = make()
    (copy,) = with_new_ids([block])
    assert copy["id"] != block["id"]
    listed = next(value for value in block["value"].values() if isinstance(value, list))
    ids = {item["id"] for value in copy["value"].values() if isinstance(value, list) for item in value}
    assert len(ids) == len(listed) and not ids & {item["id"] for item in listed}


def test_the_form_of_a_lesson_shows_its_exercises(browser_of, lessons):
    lessons[0].body = [order_block(), match_block(), short_block()]
    lessons[0].save_revision()
    body = browser_of("superuser").get(reverse("wagtailadmin_pages:edit", args=[lessons[0].pk])).text
    for words in ("Remettre dans l’ordre", "Relier", "Réponse courte", "Numéroter le ticket.", "La trésorerie"):
        assert json.dumps(words)[1:-1] in unescape(body), "written by a script of Wagtail"
