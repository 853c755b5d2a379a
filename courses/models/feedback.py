"""What members say of a training once it is finished: whether it served, and a line. Neither who nor when.

Answers are read, and erased, by groups of FEWEST in the order of their coming: what is shown on two days never differs
by one answer. One account gives one (`Enrolment.has_answered`); visitors are not asked, whose browsers are counted as
people.
"""

import datetime

from django.db import models
from django.utils import timezone

FEWEST = 5  # answers read together: one answer among few would be somebody's
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
    def shown(cls, kind: Subject) -> dict[str, list[tuple[str, str]]]:
        """Return the answers about each subject of a kind with their lines, the first ones first, by whole groups."""
        said: dict[str, list[tuple[str, str]]] = {}
        for key, *told in (
            cls.objects.filter(subject_kind=kind).order_by("pk").values_list("subject_key", "answer", "words")
        ):
            answer, words = told
            said.setdefault(key, []).append((answer, words))
        return {key: rows[: len(rows) // FEWEST * FEWEST] for key, rows in said.items() if len(rows) >= FEWEST}

    @classmethod
    def forget_old(cls, today: datetime.date) -> int:
        """Erase the answers of KEPT_MONTHS ago, with those that came in the same group; return how many.

        Were they erased one by one, those who read would see which went, and the groups would be others.
        """
        months = today.year * 12 + today.month - 1 - KEPT_MONTHS
        first_kept = datetime.date(months // 12, months % 12 + 1, 1)
        over: list[int] = []
        old = cls.objects.filter(month__lt=first_kept).order_by()
        for kind, key, number in old.values_list("subject_kind", "subject_key").annotate(models.Count("pk")):
            about = cls.objects.filter(subject_kind=kind, subject_key=key).order_by("pk")
            over += about.values_list("pk", flat=True)[: -(-number // FEWEST) * FEWEST]
        return cls.objects.filter(pk__in=over).delete()[0]
