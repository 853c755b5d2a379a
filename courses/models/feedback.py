"""What people say of a training once it is finished: whether it served, and a line. Neither who nor when."""

import datetime

from django.db import models
from django.db.models import Count
from django.utils import timezone

FEWEST = 5  # answers under which nothing is read: one answer among few would be somebody's
KEPT_MONTHS = 24
LONGEST_WORDS = 200


def this_month() -> datetime.date:
    """Return the first day of this month: the only date that is kept."""
    return timezone.localdate().replace(day=1)


class Feedback(models.Model):
    """One answer about a subject. No account, no session, no hour: the month is there to erase it in time."""

    class Subject(models.TextChoices):
        MODULE = "module", "Formation"

    class Answer(models.TextChoices):
        A_LOT = "a_lot", "Oui, beaucoup"
        A_LITTLE = "a_little", "Oui, un peu"
        NOT_REALLY = "not_really", "Pas vraiment"
        NOT_AT_ALL = "not_at_all", "Non"

    subject_kind = models.CharField("sujet", max_length=10, choices=Subject.choices)
    subject_key = models.CharField("clé du sujet", max_length=40)
    answer = models.CharField("réponse", max_length=10, choices=Answer.choices)
    words = models.CharField("une ligne", max_length=LONGEST_WORDS, blank=True)
    month = models.DateField("mois", default=this_month)

    class Meta:
        verbose_name = "retour"
        verbose_name_plural = "retours"
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="courses_feedback_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__in=["a_lot", "a_little", "not_really", "not_at_all"]),
                name="courses_feedback_answer_known",
            ),
            models.CheckConstraint(condition=models.Q(subject_kind__in=["module"]), name="courses_feedback_kind_known"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="courses_feedback_month_only"),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @classmethod
    def read_from_enough(cls, kind: Subject) -> dict[str, dict[str, int]]:
        """Return, for each subject of a kind that enough people answered about, how many gave each answer."""
        counted: dict[str, dict[str, int]] = {}
        rows = cls.objects.filter(subject_kind=kind).values_list("subject_key", "answer").order_by()
        for key, answer, number in rows.annotate(Count("pk")):
            counted.setdefault(key, {})[answer] = number
        return {key: answers for key, answers in counted.items() if sum(answers.values()) >= FEWEST}

    @classmethod
    def words_about(cls, kind: Subject, keys: list[str]) -> dict[str, list[str]]:
        """Return the lines about each of these subjects, in the order of the alphabet: never that of their coming."""
        said: dict[str, list[str]] = {}
        rows = cls.objects.filter(subject_kind=kind, subject_key__in=keys).exclude(words="")
        for key, words in rows.order_by("words").values_list("subject_key", "words"):
            said.setdefault(key, []).append(words)
        return said

    @classmethod
    def forget_old(cls, today: datetime.date) -> int:
        """Erase the answers of KEPT_MONTHS ago; return how many."""
        months = today.year * 12 + today.month - 1 - KEPT_MONTHS
        erased, _ = cls.objects.filter(month__lt=datetime.date(months // 12, months % 12 + 1, 1)).delete()
        return erased
