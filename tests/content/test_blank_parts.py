"""Parts of a text that nobody filled in: kept in a draft, left out once it is sent, said where one is half written."""

import pytest
from django.core.exceptions import ValidationError

from content.blocks import EasyReadBodyBlock, TextBodyBlock, WithoutBlanks, faults_in
from content.blocks.blanks import is_blank
from courses.blocks import LessonBodyBlock, empty_lesson
from courses.models import LessonPage
from tests.courses.factories import LessonPageFactory, build_site, module_with, question_block, text_block

BODY = LessonBodyBlock()
NEW_PARTS = [{"type": kind, "value": value} for kind, value in empty_lesson()]


def body_of(*parts):
    return BODY.to_python(list(parts))


def test_each_part_of_a_new_lesson_is_blank():
    assert all(is_blank(part.block, part.value) for part in body_of(*NEW_PARTS))


@pytest.mark.parametrize(
    "part",
    [
        {"type": "text", "value": {"heading": "Compter", "text": ""}},
        {"type": "text", "value": {"heading": "", "text": '<embed embedtype="image" id="1">'}},
        {"type": "question", "value": {"question": "", "choices": [{"text": "", "is_right": True}]}},
        {"type": "question", "value": {"question": "", "kind": "multiple", "choices": []}},
        {"type": "steps", "value": {"steps": ["Ouvrir."]}},
        {
            "type": "table",
            "value": {"title": "", "table": {"columns": [{"type": "text", "heading": "Jour"}], "rows": []}},
        },
    ],
)
def test_a_part_where_something_was_written_or_chosen_is_not(part):
    child = body_of(part)[0]
    assert not is_blank(child.block, child.value)


def test_what_was_not_filled_in_is_left_out_once_the_text_is_sent():
    written = text_block("On compte à deux.")
    sent = BODY.clean(body_of(*NEW_PARTS[:2], written, *NEW_PARTS[2:]))
    assert [(part.block_type, part.id) for part in sent] == [("text", written["id"])]


def test_a_draft_keeps_its_blank_parts():
    assert len(BODY.clean_deferred(body_of(*NEW_PARTS))) == len(NEW_PARTS)


def test_a_lesson_of_blank_parts_only_is_refused():
    with pytest.raises(ValidationError):
        BODY.clean(body_of(*NEW_PARTS))


def test_a_fault_is_said_at_its_place_in_the_form():
    wrong = question_block(("a", False), ("b", False))
    with pytest.raises(ValidationError) as refused:
        BODY.clean(body_of(NEW_PARTS[0], text_block(), NEW_PARTS[3], wrong))
    assert list(refused.value.block_errors) == [3]


def test_the_faults_are_said_in_sentences_with_the_part_and_the_field():
    question = question_block(("a", False), ("b", False))
    question["value"]["choices"][1]["value"]["text"] = ""
    easy = EasyReadBodyBlock().to_python([{"type": "group", "value": {"title": "Le cahier", "sentences": ["Bien."]}}])
    assert "Question, Réponses possibles, Réponse : À remplir pour continuer." in faults_in(
        body_of(NEW_PARTS[0], text_block(), question)
    )
    assert any(fault.startswith("Groupe de phrases, Dessin : ") for fault in faults_in(easy))
    assert faults_in(body_of(text_block(), question_block(("a", True), ("b", False)))) == []


def test_every_text_that_editors_write_leaves_its_blank_parts_out():
    assert all(issubclass(each, WithoutBlanks) for each in (LessonBodyBlock, EasyReadBodyBlock, TextBodyBlock))


@pytest.mark.django_db
def test_a_draft_published_from_a_list_leaves_them_out_too():
    lesson = LessonPageFactory(parent=module_with(build_site(), lessons=0), live=False)
    lesson.body = [*NEW_PARTS, text_block()]
    lesson.save_revision().publish()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert lesson.live
    assert [part.block_type for part in lesson.body] == ["text"]
