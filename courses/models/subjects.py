"""The subjects proposed for the next lessons, and what those who sit in the committee think of each."""

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from courses.models.committee import CommitteeSeat
from lib.days import months_before

LONGEST_TITLE, LONGEST_WORDS, LONGEST_REASON = 120, 600, 300  # characters
UNDECIDED_MONTHS, DECIDED_MONTHS = 12, 24  # after which a subject goes: since it was proposed, since it was decided


class SubjectQuerySet(models.QuerySet["Subject"]):
    """Queries about subjects."""

    def proposed(self) -> Self:
        """Return those that wait for the committee, the oldest first."""
        return self.filter(state=Subject.State.PROPOSED).order_by("proposed_on", "pk")

    def decided(self) -> Self:
        """Return those that every member reads, the latest first."""
        return self.exclude(state=Subject.State.PROPOSED).order_by("-decided_on", "pk")

    def to_write(self) -> Self:
        """Return those chosen that no published lesson answers yet."""
        return self.filter(state__in=[Subject.State.CHOSEN, Subject.State.WRITING])

    def over(self, today: datetime.date) -> Self:
        """Return those to erase: undecided for UNDECIDED_MONTHS, published or not kept DECIDED_MONTHS ago."""
        waiting = Q(state=Subject.State.PROPOSED, proposed_on__lt=months_before(today, UNDECIDED_MONTHS))
        ended = Q(state__in=[Subject.State.PUBLISHED, Subject.State.NOT_KEPT])
        return self.filter(waiting | (ended & Q(decided_on__lt=months_before(today, DECIDED_MONTHS))))


class Subject(models.Model):
    """What somebody would like a lesson about.

    Who proposed it is known until the committee decides, to let them take it back; then nobody knows any more.
    While it waits, `reason` is why some would not keep it; once it is not kept, it is what everybody reads.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposé"
        CHOSEN = "chosen", "Choisi"
        WRITING = "writing", "En cours d’écriture"
        PUBLISHED = "published", "Publié"
        NOT_KEPT = "not_kept", "Pas retenu"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("le sujet", max_length=LONGEST_TITLE)
    words = models.TextField("ce que l’on voudrait savoir faire", max_length=LONGEST_WORDS)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="personne",
    )
    sent_as = models.CharField(max_length=32, unique=True, editable=False)  # lib.idempotency
    state = models.CharField("où il en est", max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_on = models.DateField("proposé le", default=timezone.localdate)
    decided_on = models.DateField("décidé le", null=True, blank=True)
    reason = models.CharField("pourquoi pas", max_length=LONGEST_REASON, blank=True)
    module_key = models.UUIDField("clé de la formation", null=True, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = "sujet de leçon"
        verbose_name_plural = "sujets de leçons"
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "chosen", "writing", "published", "not_kept"]),
                name="courses_subject_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_on__isnull=True, author__isnull=False)
                | (~Q(state="proposed") & Q(decided_on__isnull=False, author__isnull=True)),
                name="courses_subject_decided_has_no_author",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed")
                | Q(state="not_kept") & ~Q(reason="")
                | ~Q(state="not_kept") & Q(reason=""),
                name="courses_subject_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(state="published", module_key__isnull=False)
                | (~Q(state="published") & Q(module_key__isnull=True)),
                name="courses_subject_published_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"sujet {self.pk}"


class SubjectOpinion(models.Model):
    """What one who sits thinks of a subject that waits. It goes once the committee has decided."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="opinions", verbose_name="sujet")
    seat = models.ForeignKey(CommitteeSeat, on_delete=models.CASCADE, related_name="+", verbose_name="place")
    keeps = models.BooleanField("le retient")

    class Meta:
        verbose_name = "avis sur un sujet"
        verbose_name_plural = "avis sur les sujets"
        constraints = [models.UniqueConstraint(fields=["subject", "seat"], name="courses_subjectopinion_once")]

    def __str__(self) -> str:
        return f"avis {self.pk}"
