"""The progress of a member. Answers to questions are never kept.

What was done is kept with the lesson, and its module is the one where the lesson stands today: a lesson that moves
takes its marks along. Only the beginning and the end of a module are kept with the module.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Enrolment(models.Model):
    """A member who began a module; `finished_at` is set once: a lesson added later does not undo it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    module = models.ForeignKey("courses.ModulePage", on_delete=models.CASCADE, related_name="enrolments")
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    has_answered = models.BooleanField("a dit si elle a servi", default=False)  # never what, nor when

    class Meta:
        verbose_name = "formation commencée"
        verbose_name_plural = "formations commencées"
        constraints = [models.UniqueConstraint(fields=["user", "module"], name="courses_enrolment_once")]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.module_id}"


class LessonDone(models.Model):
    """A lesson that a member finished (`done_at`), or wants to come back to, or both."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_marks")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="marks")
    done_at = models.DateTimeField(null=True, blank=True)
    come_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = "leçon faite"
        verbose_name_plural = "leçons faites"
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson"], name="courses_lessondone_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(come_back=True),
                name="courses_lessondone_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.lesson_id}"


class QuizResult(models.Model):
    """How many times a member tried a question and when they solved it; never what they answered."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_results")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="quiz_results")
    question_id = models.UUIDField()
    tries = models.PositiveSmallIntegerField(default=0)
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "question essayée"
        verbose_name_plural = "questions essayées"
        constraints = [models.UniqueConstraint(fields=["user", "question_id"], name="courses_quizresult_once")]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.question_id}"
