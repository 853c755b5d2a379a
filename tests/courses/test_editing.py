"""What editors meet: a lesson that opens with its parts, questions that must be answerable, previews of blocks."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import Block

from content.blocks import PictureBlock
from courses.blocks import LessonBodyBlock, QuestionBlock
from courses.models import LessonPage
from passport.models import SkillDomain
from tests.courses.factories import SkillFactory, question_block

PREVIEWED = [name for name in LessonBodyBlock().child_blocks if name not in {"picture", "document"}]


def test_a_new_lesson_opens_with_its_parts():
    assert [block.block_type for block in LessonPage().body] == ["brief", "text", "example", "to_do", "question"]


def test_a_new_lesson_in_the_admin_shows_them_and_its_sources(browser_of, module):
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])
    response = browser_of("superuser").get(url)
    body = response.content.decode()
    assert response.status_code == 200
    for word in ("En bref", "Exemple", "to_do", "Sources", "ersion facile à lire", "Plus"):
        assert word in body


def question(*choices, **fields):
    """The value of a question, as the editor's form gives it to the block."""
    block = QuestionBlock()
    return block.to_python({**question_block(*choices)["value"], **fields})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (question(("a", False), ("b", False)), "au moins une"),
        (question(("a", True), ("b", True)), "Une seule"),
        (question(("a", True), ("b", False), ("c", False), kind="true_false"), "deux réponses"),
        (question(("a", True), ("b", False), explanation=""), "explanation"),
        (question(("a", True), ("b", False), question=""), "À remplir"),
        (question(("a", True)), "choices"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(value, message):
    with pytest.raises(ValidationError) as refused:
        QuestionBlock().clean(value)
    assert message in json.dumps(refused.value.as_json_data(), ensure_ascii=False)


def test_a_draft_is_kept_before_its_question_is_written():
    field = LessonPage.get_edit_handler().get_form_class().base_fields["body"]
    body = LessonPage().body
    with pytest.raises(ValidationError):
        field.clean(body)
    assert field.block.clean_deferred(body)


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false"])
def test_a_question_that_can_be_answered_is_kept(kind):
    assert QuestionBlock().clean(question(("a", True), ("b", False), kind=kind))


def test_a_picture_is_described_in_words():
    assert PictureBlock().child_blocks["alt_text"].required


@pytest.mark.parametrize("name", PREVIEWED)
def test_each_block_has_its_preview_and_says_what_it_is_for(browser_of, index, name):
    block = LessonBodyBlock().child_blocks[name]
    Block.definition_registry[block.definition_prefix] = block
    assert block.is_previewable
    assert block.get_description()
    response = browser_of("superuser").get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "css/tokens.css" in response.content.decode()


def test_skills_of_a_module_are_ticked_under_the_name_of_their_family(browser_of, module):
    skill = SkillFactory(label="Faire un gâteau", domain=SkillDomain.objects.create(label="Cuisiner", slug="cuisiner"))
    SkillFactory(label="Planter", domain=SkillDomain.objects.create(label="Jardiner", slug="jardiner"))
    module.skills.add(skill)
    module.save_revision().publish()
    body = browser_of("superuser").get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()
    boxes = body[body.index('class="skills-by-family"') :]
    assert boxes.index("Cuisiner") < boxes.index("Faire un gâteau") < boxes.index("Jardiner") < boxes.index("Planter")
    assert re.search(rf'<input type="checkbox" name="skills" value="{skill.pk}"[^>]* checked', boxes)
