"""A question of the search that nothing answered: a fingerprint and days counted, then its few words."""

from django.db import models
from django.utils import timezone

DAYS_TO_KEEP_TEXT = 5
MOST_WORDS = 3


class Unanswered(models.Model):
    """Words asked and not found. The text is empty until they were asked on five distinct days.

    Nothing says who asked. `REFUSED`: the fifth day, a word was somebody's display name; the text is never kept.
    """

    class State(models.TextChoices):
        COUNTED = "counted", "compté"
        KEPT = "kept", "gardé"
        REFUSED = "refused", "refusé"

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    days = models.PositiveSmallIntegerField("jours", default=1)
    last_day = models.DateField("dernier jour", default=timezone.localdate)
    state = models.CharField("état", max_length=8, choices=State.choices, default=State.COUNTED)
    text = models.CharField("mots", max_length=80, blank=True)

    class Meta:
        verbose_name = "recherche sans réponse"
        verbose_name_plural = "recherches sans réponse"
        ordering = ["-days", "text"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["counted", "kept", "refused"]), name="content_unanswered_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(text="") | models.Q(state="kept", days__gte=DAYS_TO_KEEP_TEXT),
                name="content_unanswered_text_after_five_days",
            ),
        ]

    def __str__(self) -> str:
        return self.text or "–"
