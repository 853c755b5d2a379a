"""What is kept of a member's progress: theirs only, one mark at a time, one try for two presses."""

from types import SimpleNamespace

import pytest

from courses.learning import quiz
from courses.learning.progress_store import AccountProgress, Mark, UnreadProgress
from courses.models import Enrolment, LessonDone, QuizResult
from tests.courses.factories import module_with, question_block

QUESTION = "6f1c3f0e-2f3b-4b57-9f0a-3f1f6a0c9d11"


@pytest.fixture
def keys(lessons):
    return [lesson.pk for lesson in lessons]


def test_undoing_a_mark_leaves_the_other_lessons_and_the_other_members(people, module, keys):
    mine, theirs = AccountProgress(people.member), AccountProgress(people.other_member)
    for progress in (mine, theirs):
        progress.mark(module.pk, keys[0], Mark.DONE, keys)
        progress.mark(module.pk, keys[1], Mark.DONE, keys)
    mine.mark(module.pk, keys[0], Mark.UNDO, keys)
    assert mine.progress_in(module.pk, keys).done == {keys[1]}
    assert theirs.progress_in(module.pk, keys).done == {keys[0], keys[1]}
    assert LessonDone.objects.count() == 3


def test_a_module_is_begun_by_a_mark_or_by_a_try_and_only_by_one_s_own(people, module, keys):
    others = [module_with(module.get_parent().specific, lessons=1) for _ in range(2)]
    tried, marked = (each.get_children().get().pk for each in others)
    QuizResult.objects.create(user=people.member, lesson_id=tried, question_id=QUESTION, tries=1)
    LessonDone.objects.create(user=people.member, lesson_id=marked, come_back=True)
    AccountProgress(people.other_member).mark(module.pk, keys[0], Mark.DONE, keys)
    assert AccountProgress(people.member).begun_modules() == {others[0].pk: False, others[1].pk: False}
    assert AccountProgress(people.other_member).begun_modules() == {module.pk: False}


def test_a_finished_module_is_told_from_one_that_is_begun(people, module, keys):
    progress = AccountProgress(people.member)
    progress.mark(module.pk, keys[0], Mark.DONE, keys[:1])
    assert progress.begun_modules() == {module.pk: True}


def test_two_first_tries_at_once_are_one(people, module, keys, monkeypatch):
    begin = AccountProgress._begin

    def begin_after_the_other(self, module_id):
        QuizResult.objects.create(user=self.user, lesson_id=keys[0], question_id=QUESTION, tries=1)
        return begin(self, module_id)

    monkeypatch.setattr(AccountProgress, "_begin", begin_after_the_other)
    AccountProgress(people.member).record_try(module.pk, keys[0], QUESTION, attempt=1, is_right=False)
    assert QuizResult.objects.get().tries == 1


@pytest.mark.parametrize(
    ("raw", "attempt"),
    [("1", 1), ("2", 2), ("0", 1), ("-1", 1), ("", 1), ("9999", quiz.MOST_ATTEMPTS), ("10000", 1), ("٣", 1)],
)
def test_an_attempt_is_counted_from_one_to_the_most(raw, attempt):
    assert quiz.attempt_number(raw) == attempt


def test_a_question_without_a_name_of_its_own_cannot_be_answered():
    block = question_block(("Oui", True), ("Non", False))
    body = SimpleNamespace(raw_data=[block | {"id": "pas-un-nom"}, block | {"id": QUESTION}])
    assert list(quiz.questions_in(body)) == [QUESTION]


def test_a_card_alone_undoes_nothing_and_what_is_nobody_s_is_kept_nowhere(people, module, keys):
    assert not UnreadProgress(people.member).mark(module.pk, keys[0], Mark.UNDO, keys)
    for mark in Mark:
        assert not UnreadProgress(None).mark(module.pk, keys[0], mark, keys)
    assert not LessonDone.objects.exists()
    assert not Enrolment.objects.exists()
    UnreadProgress(people.member).mark(module.pk, keys[0], Mark.DONE, keys)
    UnreadProgress(people.member).mark(module.pk, keys[0], Mark.UNDO, keys)
    assert AccountProgress(people.member).progress_in(module.pk, keys).done == {keys[0]}
    assert not LessonDone.objects.get().come_back
