"""Anonymous questions to peer advocates, and the cases of what waits to be read, with their history."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from wagtail.models import Page

from content.publishing import set_hours

if TYPE_CHECKING:
    from accounts.models import User


class QuestionQuerySet(models.QuerySet["Question"]):
    def waiting(self) -> Self:
        """Return the questions that have no answer yet, the oldest first, with who holds each and its history."""
        cases = ReviewCase.objects.waiting().select_related("held_by").prefetch_related("steps")
        questions = self.filter(state__in=[Question.State.ASKED, Question.State.DRAFTED]).select_related("drafted_by")
        return questions.prefetch_related(Prefetch("cases", cases, to_attr="open_cases"))

    def held_by(self, user: "User") -> Self:
        """Return the waiting questions whose answer `user` writes."""
        return self.waiting().filter(state=Question.State.ASKED, cases__closed_at__isnull=True, cases__held_by=user)


class Question(models.Model):
    """An anonymous question: nothing is kept of the visitor who asks but the fingerprint of a private code.

    `code_hmac` is the HMAC-SHA256 of the code with CODE_KEY; `asked_on` is a day, never an hour. One peer advocate
    writes the answer, another reads it; the answer is published as `practice`.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Reçue"
        DRAFTED = "drafted", "Réponse écrite, à relire"
        ANSWERED = "answered", "Répondue"
        CLOSED = "closed", "Sans réponse publiée"

    code_hmac = models.CharField(max_length=64, unique=True)
    text = models.TextField("question", max_length=2000)
    asked_on = models.DateField("posée le", default=timezone.localdate)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    draft = models.JSONField("brouillon de la fiche", default=dict, blank=True)
    word_to_asker = models.TextField("mot à la personne", max_length=1000, blank=True)
    practice = models.ForeignKey(
        "content.PracticePage", on_delete=models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    closed_on = models.DateField("close le", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()
    open_cases: "list[ReviewCase]"  # of the questions of `waiting` only

    class Meta:
        verbose_name = "question"
        verbose_name_plural = "questions"
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "drafted", "answered", "closed"]), name="content_question_state_known"
            ),
            models.CheckConstraint(
                condition=Q(drafted_by__isnull=True) | Q(read_by__isnull=True) | ~Q(drafted_by=models.F("read_by")),
                name="content_question_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"question du {self.asked_on:%d/%m/%Y}"


class ReviewCaseQuerySet(models.QuerySet["ReviewCase"]):
    def waiting(self) -> Self:
        """Return the open cases, the oldest first."""
        return self.filter(closed_at__isnull=True).order_by("opened_at", "pk")

    def for_moderators(self) -> Self:
        """Return the open cases of sheets and lines that wait for a moderator: after a remark, the author answers."""
        turns = [ReviewStep.Act.RECEIVED, ReviewStep.Act.REMARK, ReviewStep.Act.ANSWERED]
        said = ReviewStep.objects.filter(case=OuterRef("pk"), act__in=turns).order_by("-done_at", "-pk")
        asked = self.waiting().filter(question__isnull=True).annotate(turn=Subquery(said.values("act")[:1]))
        return asked.exclude(turn=ReviewStep.Act.REMARK)


class ReviewCase(models.Model):
    """A sheet, a line « J’ai essayé » or a question that waits to be read: who holds it, since when."""

    practice = models.ForeignKey(
        "content.PracticePage", on_delete=models.CASCADE, null=True, blank=True, related_name="cases"
    )
    tried = models.ForeignKey("content.Tried", on_delete=models.CASCADE, null=True, blank=True, related_name="cases")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, blank=True, related_name="cases")
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases_held"
    )
    opened_at = models.DateTimeField("arrivé le", default=timezone.now)
    closed_at = models.DateTimeField("terminé le", null=True, blank=True)
    # Its sheet came to the site by it, and the author has not read the thanks (content.practices.sheets.thanks).
    owes_thanks = models.BooleanField("merci à dire", default=False, editable=False)

    objects = ReviewCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "relecture"
        verbose_name_plural = "relectures"
        constraints = [
            models.CheckConstraint(
                condition=(Q(practice__isnull=False, tried__isnull=True, question__isnull=True))
                | (Q(practice__isnull=True, tried__isnull=False, question__isnull=True))
                | (Q(practice__isnull=True, tried__isnull=True, question__isnull=False)),
                name="content_reviewcase_about_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name], condition=Q(closed_at__isnull=True), name=f"content_reviewcase_one_open_{name}"
                )
                for name in ("practice", "tried", "question")
            ),
        ]

    def __str__(self) -> str:
        return f"relecture : {self.practice or self.tried or self.question}"

    @property
    def days_waiting(self) -> int:
        """Return the whole days since it arrived; never below 0, whatever the clock."""
        waited = timezone.localdate() - timezone.localdate(self.opened_at)
        return max(waited // datetime.timedelta(days=1), 0)

    @property
    def waits_for_author(self) -> bool:
        """Return whether the author must answer a remark; no query when the steps are prefetched."""
        turns = {ReviewStep.Act.RECEIVED, ReviewStep.Act.REMARK, ReviewStep.Act.ANSWERED}
        said = [step.act for step in self.steps.all() if step.act in turns]
        return said[-1:] == [ReviewStep.Act.REMARK]

    @property
    def latest_step(self) -> "ReviewStep | None":
        """Return the last step; no query when the steps are prefetched."""
        return next(reversed(self.steps.all()), None)

    @classmethod
    def find_open(cls, sheet: Page) -> "ReviewCase | None":
        """Return the open case about a sheet; None when there is none."""
        return cls.objects.filter(practice=sheet, closed_at__isnull=True).first()

    @classmethod
    def ended_by(cls, sheet: Page) -> str:
        """Return the act that ended the latest review of a sheet; "" while one is open, or when it had none."""
        latest = cls.objects.filter(practice=sheet.pk).order_by("-pk").first()
        return latest.ending if latest else ""

    @property
    def ending(self) -> str:
        """Return the act that ended this case; "" while it is open."""
        if self.closed_at is None:
            return ""
        return self.steps.filter(act__in=ReviewStep.ENDS).order_by("-pk").values_list("act", flat=True).first() or ""

    @classmethod
    def open_for(cls, **about: Any) -> "ReviewCase":
        """Return the open case about one thing (`practice=`, `tried=` or `question=`), opened now if there is none."""
        case, created = cls.objects.get_or_create(**about, closed_at=None)
        if created:
            case.steps.create(act=ReviewStep.Act.RECEIVED)
        return case

    @transaction.atomic
    def record(
        self, act: str, actor: "User | None", reason: str = "", *, closing: bool = False, text_hash: str = ""
    ) -> "ReviewStep":
        """Write one step of the history; `closing` ends the case. `text_hash`: the text that was read.

        The hour set for a text of the sheet ends with what is sent, asked, refused or taken back.
        """
        step = self.steps.create(act=act, actor=actor, reason=reason, text_hash=text_hash)
        if self.practice is not None and act in ReviewStep.OVERTAKES:
            set_hours.end(self.practice)
        if closing:
            self.closed_at = timezone.now()
            self.save(update_fields=["closed_at"])
        return step


class ReviewStep(models.Model):
    """A step of the history of a case: who did what, when, why."""

    class Act(models.TextChoices):
        RECEIVED = "received", "Arrivée"
        TAKEN = "taken", "Quelqu’un s’en occupe"
        HANDED_OVER = "handed_over", "Passée à une autre personne"
        REMARK = "remark", "Remarque envoyée"
        ANSWERED = "answered", "Réponse reçue"
        READ_ONCE = "read_once", "Lue"
        PUBLISHED = "published", "Publiée"
        REFUSED = "refused", "Pas publiée"
        WITHDRAWN = "withdrawn", "Retirée par la personne qui l’a écrite"
        UNPUBLISHED = "unpublished", "Retirée du site"

    ENDS = (Act.PUBLISHED, Act.REFUSED, Act.WITHDRAWN)
    # What is said after an hour was set for a text: the hour ends (content.publishing.set_hours).
    OVERTAKES = (Act.RECEIVED, Act.ANSWERED, Act.REMARK, Act.REFUSED, Act.WITHDRAWN)
    case = models.ForeignKey(ReviewCase, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=11, choices=Act.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField("pourquoi", max_length=2000, blank=True)
    # The fingerprint of the text that was read (content.publishing.two_readers): a changed text is to be read again.
    text_hash = models.CharField("texte lu", max_length=64, blank=True, editable=False)
    done_at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "étape d’une relecture"
        verbose_name_plural = "étapes d’une relecture"
        ordering = ["done_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    act__in=[
                        "received",
                        "taken",
                        "handed_over",
                        "remark",
                        "answered",
                        "read_once",
                        "published",
                        "refused",
                        "withdrawn",
                        "unpublished",
                    ]
                ),
                name="content_reviewstep_act_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} – {self.done_at:%d/%m/%Y}"
