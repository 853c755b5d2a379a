"""The blocks of a lesson: those of a new lesson, questions that readers can answer, previews."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import Block

from content.blocks import EasyReadBodyBlock, PictureBlock
from courses.blocks import LessonBodyBlock, QuestionBlock
from courses.models import LessonPage
from tests.courses.factories import question_block

STREAMS = {**LessonBodyBlock().child_blocks, "group": EasyReadBodyBlock().child_blocks["group"]}
PREVIEWED = [name for name in STREAMS if name not in {"picture", "document"}]


@pytest.mark.django_db
def test_a_new_lesson_opens_with_its_parts():
    assert [block.block_type for block in LessonPage().body] == ["brief", "text", "example", "to_do", "question"]


def test_the_form_of_a_new_lesson_shows_its_parts_and_its_sources(browser_of, module):
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])
    response = browser_of("superuser").get(url)
    body = response.content.decode()
    assert response.status_code == 200
    for word in ("En bref", "Exemple", "to_do", "Sources", "ersion facile à lire", "Plus"):
        assert word in body


def question(*choices, **fields):
    """Return the value of a question, as the editor's form gives it to the block."""
    block = QuestionBlock()
    return block.to_python({**question_block(*choices)["value"], **fields})


def unexplained(*choices, only_of=()):
    """Return a question without its explanation, where only the choices of these texts say why."""
    asked = question_block(*choices)["value"]
    for item in asked["choices"]:
        item["value"]["explanation"] = "Parce que." if item["value"]["text"] in only_of else ""
    return QuestionBlock().to_python({**asked, "explanation": ""})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (question(("a", False), ("b", False)), "au moins une"),
        (question(("a", True), ("b", True)), "Une seule"),
        (question(("a", True), ("b", False), ("c", False), kind="true_false"), "deux réponses"),
        (unexplained(("a", True), ("b", False)), "explanation"),
        (question(("a", True), ("b", False), question=""), "À remplir"),
        (question(("a", True)), "choices"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(value, message):
    with pytest.raises(ValidationError) as refused:
        QuestionBlock().clean(value)
    assert message in json.dumps(refused.value.as_json_data(), ensure_ascii=False)


def test_one_kind_of_explanation_is_enough():
    assert QuestionBlock().clean(unexplained(("a", True), ("b", False), only_of=("a", "b")))
    with pytest.raises(ValidationError):
        QuestionBlock().clean(unexplained(("a", True), ("b", False), only_of=("b",)))


@pytest.mark.django_db
def test_a_lesson_is_saved_before_its_question_is_written():
    field = LessonPage.get_edit_handler().get_form_class().base_fields["body"]
    body = LessonPage().body
    with pytest.raises(ValidationError):
        field.clean(body)
    assert field.block.clean_deferred(body)


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false"])
def test_a_question_that_can_be_answered_is_kept(kind):
    assert QuestionBlock().clean(question(("a", True), ("b", False), kind=kind))


def test_a_picture_needs_a_description():
    assert PictureBlock().child_blocks["alt_text"].required


@pytest.mark.parametrize("name", PREVIEWED)
def test_each_block_has_a_preview_and_a_description(browser_of, index, name):
    block = STREAMS[name]
    Block.definition_registry[block.definition_prefix] = block
    assert block.is_previewable
    assert block.get_description()
    response = browser_of("superuser").get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "css/tokens.css" in response.content.decode()
