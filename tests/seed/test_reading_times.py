"""No lesson of the first content takes more than the seven minutes that a lesson is said to take."""

from config.seeding.files import load
from config.seeding.lesson_blocks import lesson_body
from courses.editing.quality import LONGEST_LESSON
from courses.editing.reading_time import reading_minutes
from tests.seed.key_figures import as_read


def test_no_lesson_takes_more_than_seven_minutes():
    lessons = [lesson for module in as_read(load("modules")) for lesson in module["lessons"]]
    minutes = {
        each["key"]: reading_minutes(lesson_body(each["body"]), each.get("content_note", "")) for each in lessons
    }
    assert {key: told for key, told in minutes.items() if told > LONGEST_LESSON} == {}
