"""A lesson published again since a member finished it says so; nothing of what they did is lost."""

import datetime

import pytest
from django.utils import timezone

from courses.models import LessonDone, LessonPage
from tests.courses.factories import address, published, text_block

CHANGED = "Cette leçon a changé"


def mark(browser, lesson, action="done"):
    return browser.post(address(lesson, "fini"), {"action": action})


def publish_again(lesson) -> None:
    """Publish another text, a day after the marks."""
    LessonDone.objects.filter(done_at__isnull=False).update(done_at=timezone.now() - datetime.timedelta(days=1))
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = [text_block("Un autre texte.")]
    page.save_revision().publish()
    published()


def test_a_member_reads_it_until_they_have_read_the_lesson_again(member, module, lessons):
    mark(member, lessons[0])
    assert CHANGED not in member.get(address(lessons[0])).text
    publish_again(lessons[0])
    page = member.get(address(lessons[0])).text
    assert CHANGED in page and "Elle reste finie." in page and "J’ai relu cette leçon" in page
    assert "Vous avez fini cette" in page
    assert member.get(module.address).text.count("step-done") == 1, "the mark stays"
    assert CHANGED not in member.get(address(lessons[1])).text
    mark(member, lessons[0])
    page = member.get(address(lessons[0])).text
    assert CHANGED not in page and "J’ai relu" not in page


def test_two_members_read_what_is_theirs(browser_of, lessons):
    """The text of a lesson is drawn once for all readers in the same place."""
    first, other = browser_of("member"), browser_of("board_member")
    for browser in (first, other):
        mark(browser, lessons[0])
    publish_again(lessons[0])
    mark(other, lessons[0])
    assert [CHANGED in browser.get(address(lessons[0])).text for browser in (first, other, first)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_whoever_has_not_finished_it_reads_nothing_of_it(browser_of, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0], "come_back")
    publish_again(lessons[0])
    assert CHANGED not in browser.get(address(lessons[0])).text


def test_a_lesson_that_moved_has_not_changed(member, module, lessons):
    mark(member, lessons[0])
    lesson = LessonPage.objects.get(pk=lessons[0].pk)
    lesson.move(lessons[2], pos="right")
    published()
    assert CHANGED not in member.get(address(lessons[0])).text
