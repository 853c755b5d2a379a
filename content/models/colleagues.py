"""Questions to other groups: a situation that nobody has written, and the answers of those who accept to read.

A row says a day, never an hour, and no group. Nobody but its author learns who wrote a text, unless it is signed.
"""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from lib.days import months_before

LONGEST_TEXT, LONGEST_REASON = 2000, 500  # characters
UNPUBLISHED_MONTHS, PUBLISHED_MONTHS = 6, 12  # after which a text goes: since it was sent, since it was published


class ReadBeforeItShows(models.Model):
    """A text that a moderator reads before it shows, and that never changes after.

    `signed_as` is the displayed name that its author chose to show, "" when they showed none.
    """

    class State(models.TextChoices):
        SENT = "sent", "En relecture"
        PUBLISHED = "published", "Publiée"
        REFUSED = "refused", "Pas publiée"

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="personne"
    )
    signed_as = models.CharField("signé", max_length=200, blank=True)
    state = models.CharField("où ça en est", max_length=9, choices=State.choices, default=State.SENT)
    reason = models.CharField("remarque de la modération", max_length=LONGEST_REASON, blank=True)
    sent_on = models.DateField("envoyée le", default=timezone.localdate)
    decided_on = models.DateField("lue le", null=True, blank=True)
    # Until its author says they read it: it was refused, an answer came, or it helped.
    has_news = models.BooleanField("du nouveau pour qui a écrit", default=False, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["sent", "published", "refused"]), name="content_%(class)s_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", decided_on__isnull=True, reason="")
                | Q(state="published", decided_on__isnull=False, reason="")
                | (Q(state="refused", decided_on__isnull=False) & ~Q(reason="")),
                name="content_%(class)s_state_fits",
            ),
        ]

    @property
    def signature(self) -> str:
        """Return the name that readers see: the one its author chose, as long as it is still theirs; "" otherwise.

        Shown after another name was taken, it would tell who had it, and the new name whose it was.
        """
        return self.signed_as if self.signed_as == str(self.author) else ""


class ColleagueQuerySet(models.QuerySet):
    """Queries about questions, or about answers."""

    def waiting(self) -> Self:
        """Return the texts that a moderator must read, the oldest first."""
        return self.filter(state=ReadBeforeItShows.State.SENT).order_by("sent_on", "pk")

    def waiting_for(self, moderator: models.Model) -> Self:
        """Return those that this moderator may read: what others wrote."""
        return self.waiting().exclude(author=moderator)

    def published(self) -> Self:
        """Return the texts that show, the latest first."""
        return self.filter(state=ReadBeforeItShows.State.PUBLISHED).order_by("-decided_on", "-pk")

    def over(self, today: datetime.date) -> Self:
        """Return the texts to erase: published PUBLISHED_MONTHS ago, or sent UNPUBLISHED_MONTHS ago and never shown."""
        shown = Q(state=ReadBeforeItShows.State.PUBLISHED)
        old = Q(decided_on__lt=months_before(today, PUBLISHED_MONTHS))
        return self.filter((shown & old) | (~shown & Q(sent_on__lt=months_before(today, UNPUBLISHED_MONTHS))))

    def forget_former_names(self) -> int:
        """Take off the names that their authors no longer have: no page shows them any more; return how many."""
        former = self.exclude(signed_as="").exclude(signed_as=F("author__display_name"))
        return self.filter(pk__in=list(former.values_list("pk", flat=True))).update(signed_as="")

    def with_answers_told(self) -> Self:
        """Add to each question whether it has a published answer, `has_answers`."""
        shown = ColleagueAnswer.objects.filter(question=OuterRef("pk"), state=ReadBeforeItShows.State.PUBLISHED)
        return self.annotate(has_answers=Exists(shown))


class ColleagueAnswerQuerySet(ColleagueQuerySet):
    """Queries about answers."""

    def waiting_for(self, moderator: models.Model) -> Self:
        """Return those that this moderator may read: whoever asked does not decide which answers they are shown."""
        return super().waiting_for(moderator).exclude(question__author=moderator)


class ColleagueQuestion(ReadBeforeItShows):
    """A situation that somebody asks the other groups about.

    `lends_words`: its author lets the sheet that an answer becomes say the situation in these words.
    """

    situation = models.TextField("la situation", max_length=LONGEST_TEXT)
    already_tried = models.TextField("ce qui a déjà été essayé", max_length=LONGEST_TEXT, blank=True)
    lends_words = models.BooleanField("les mots peuvent être repris dans une fiche", default=False)
    sent_as = models.CharField(max_length=32, unique=True, editable=False)  # lib.idempotency

    objects = ColleagueQuerySet.as_manager()

    class Meta(ReadBeforeItShows.Meta):
        verbose_name = "question aux autres groupes"
        verbose_name_plural = "questions aux autres groupes"
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return f"question aux autres groupes – {self.situation[:40]}"

    @property
    def text(self) -> str:
        """Return all that is written, one part under another."""
        return "\n\n".join(part for part in (self.situation, self.already_tried) if part)


class ColleagueAnswer(ReadBeforeItShows):
    """The answer of somebody who accepts such questions, one a person; it goes with its question.

    `has_helped`: whoever asked says that this one helped, of all.
    """

    question = models.ForeignKey(
        ColleagueQuestion, on_delete=models.CASCADE, related_name="answers", verbose_name="question"
    )
    text = models.TextField("ce qui a aidé", max_length=LONGEST_TEXT)
    has_helped = models.BooleanField("a aidé", default=False)

    objects = ColleagueAnswerQuerySet.as_manager()

    class Meta(ReadBeforeItShows.Meta):
        verbose_name = "réponse à un autre groupe"
        verbose_name_plural = "réponses à d’autres groupes"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            *ReadBeforeItShows.Meta.constraints,
            models.UniqueConstraint(fields=["question", "author"], name="content_colleagueanswer_one_a_person"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(has_helped=True), name="content_colleagueanswer_one_has_helped"
            ),
            models.CheckConstraint(
                condition=Q(has_helped=False) | Q(state="published"), name="content_colleagueanswer_helped_when_shown"
            ),
        ]

    def __str__(self) -> str:
        return f"réponse à un autre groupe – {self.text[:40]}"


class ColleagueReader(models.Model):
    """Somebody who accepts to read the questions of other groups. No row: they do not."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name="personne"
    )
    since = models.DateField("depuis le", default=timezone.localdate)

    class Meta:
        verbose_name = "personne qui lit les questions d’autres groupes"
        verbose_name_plural = "personnes qui lisent les questions d’autres groupes"

    def __str__(self) -> str:
        return f"lit depuis le {self.since:%d/%m/%Y}"
