"""« Pour vous seulement » in the first content: one question about the task in a few lessons, never about health."""

from config.seeding.files import load
from config.seeding.lesson_blocks import id_of, lesson_body
from courses.editing.quality import LessonText, advice
from tests.seed.lesson_bar import blocks_of


def test_each_reflection_asks_one_question_about_the_task():
    lessons = [lesson for module in load("modules") for lesson in module["lessons"]]
    asked = [tuple(block["question"] for block in blocks_of(lesson, "reflection")) for lesson in lessons]
    found = [questions for questions in asked if questions]
    assert len(found) == 8
    remarks = [remark for questions in found for remark in advice(LessonText(reflections=questions))]
    assert [remark.title for remark in remarks if "Pour vous" in remark.title] == []


def test_a_reflection_is_read_under_an_id_that_never_changes():
    (read,) = lesson_body(
        [{"block": "reflection", "key": "essai/12", "question": "Que savez-vous ?", "why": "On part de là."}]
    )
    assert read["value"] == {"question": "Que savez-vous ?", "why": "On part de là."}
    assert read["id"] == id_of("essai/12")
